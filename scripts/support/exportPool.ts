import type { JsonObject } from '#core/json';
import { type ExportSetup, fileOf } from './exportForms.ts';
import { WorkerPool } from './workerPool.ts';

/** Credentials in one task: enough that threads do not wait for each other, few enough to take little memory. */
const PER_TASK = 10;
/** Fewest signatures for which threads are worth starting: each first loads a JSON-LD processor. */
export const WORTH_THREADS = 200;

/** Credentials whose files a thread makes. */
export type ExportTask = readonly JsonObject[];

/**
 * Makes the files of credentials, in their order. Signing takes ten milliseconds and more of each, so that many
 * signatures are made in all the threads of the machine; everything else is quicker than sending it to one.
 */
export class ExportPool {
  private readonly setup: ExportSetup;
  private readonly pool: WorkerPool<ExportTask, Uint8Array[]> | null;

  /**
   * @param count how many files there will be, about.
   * @param threads as many as the machine runs at once unless given.
   */
  constructor(setup: ExportSetup, count: number, threads?: number) {
    this.setup = setup;
    const script = new URL('./exportWorker.ts', import.meta.url);
    const isWorthIt = setup.key !== null && count >= WORTH_THREADS;
    this.pool = isWorthIt ? new WorkerPool(script, setup, threads) : null;
  }

  /** Ends the threads, whatever they are doing. */
  async close(): Promise<void> {
    await this.pool?.close();
  }

  /** Makes each credential's file. @throws RootmarkError as {@link fileOf}. */
  async *files<Credential extends { document: JsonObject }>(
    credentials: AsyncIterable<Credential>,
  ): AsyncGenerator<{ credential: Credential; file: Uint8Array }> {
    if (this.pool === null) {
      for await (const credential of credentials)
        yield { credential, file: await fileOf(credential.document, this.setup) };
      return;
    }
    for await (const { result, companion } of this.pool.map(tasksOf(credentials)))
      for (const [at, credential] of companion.entries())
        yield { credential, file: result[at] as Uint8Array };
  }
}

async function* tasksOf<Credential extends { document: JsonObject }>(
  credentials: AsyncIterable<Credential>,
): AsyncGenerator<{ task: ExportTask; companion: Credential[] }> {
  let companion: Credential[] = [];
  for await (const credential of credentials) {
    companion.push(credential);
    if (companion.length < PER_TASK) continue;
    yield { task: companion.map(({ document }) => document), companion };
    companion = [];
  }
  if (companion.length > 0) yield { task: companion.map(({ document }) => document), companion };
}
