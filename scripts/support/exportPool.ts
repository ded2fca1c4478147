import type { JsonObject } from '#core/json';
import { type Parcel, parcelOf } from './delivery.ts';
import { type ExportSetup, fileOf } from './exportForms.ts';
import { WorkerPool } from './workerPool.ts';

/** Credentials in one task: enough that threads do not wait for each other, few enough to take little memory. */
const PER_TASK = 10;
/** Fewest signatures or QR codes for which threads are worth starting: for signing, each first loads a JSON-LD processor. */
export const WORTH_THREADS = 200;

/** A credential whose files are to be made. */
export interface ToExport {
  document: JsonObject;
  /** Where the dApp is served, for the link; used when the setup has it delivered. */
  site: string;
}

/** Credentials whose files a thread makes. */
export type ExportTask = readonly ToExport[];

/** What is made of a credential. */
export interface MadeFiles {
  file: Uint8Array;
  /** What goes with it to its holder; null unless it is delivered. */
  parcel: Parcel | null;
}

/** Makes everything of a credential that a setup asks for. @throws RootmarkError as {@link fileOf}. */
export async function filesOf({ document, site }: ToExport, setup: ExportSetup): Promise<MadeFiles> {
  const file = await fileOf(document, setup);
  return { file, parcel: setup.isDelivered ? parcelOf(document, site) : null };
}

/**
 * Makes the files of credentials, in their order. Signing takes ten milliseconds and more of each, a link with its QR
 * code some, so that many of them are made in all the threads of the machine; everything else is quicker than sending it to one.
 */
export class ExportPool {
  private readonly setup: ExportSetup;
  private readonly pool: WorkerPool<ExportTask, MadeFiles[]> | null;

  /**
   * @param count how many files there will be, about.
   * @param threads as many as the machine runs at once unless given.
   */
  constructor(setup: ExportSetup, count: number, threads?: number) {
    this.setup = setup;
    const script = new URL('./exportWorker.ts', import.meta.url);
    const isWorthIt = (setup.key !== null || setup.isDelivered) && count >= WORTH_THREADS;
    this.pool = isWorthIt ? new WorkerPool(script, setup, threads) : null;
  }

  /** Ends the threads, whatever they are doing. */
  async close(): Promise<void> {
    await this.pool?.close();
  }

  /** Makes each credential's files. @throws RootmarkError as {@link filesOf}. */
  async *files<Credential extends ToExport>(
    credentials: AsyncIterable<Credential>,
  ): AsyncGenerator<{ credential: Credential } & MadeFiles> {
    if (this.pool === null) {
      for await (const credential of credentials)
        yield { credential, ...(await filesOf(credential, this.setup)) };
      return;
    }
    for await (const { result, companion } of this.pool.map(tasksOf(credentials)))
      for (const [at, credential] of companion.entries()) yield { credential, ...(result[at] as MadeFiles) };
  }
}

async function* tasksOf<Credential extends ToExport>(
  credentials: AsyncIterable<Credential>,
): AsyncGenerator<{ task: ExportTask; companion: Credential[] }> {
  let companion: Credential[] = [];
  for await (const credential of credentials) {
    companion.push(credential);
    if (companion.length < PER_TASK) continue;
    yield { task: companion.map(({ document, site }) => ({ document, site })), companion };
    companion = [];
  }
  if (companion.length > 0)
    yield { task: companion.map(({ document, site }) => ({ document, site })), companion };
}
