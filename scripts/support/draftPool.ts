import { shuffledIndexes } from '#core/batch';
import { checkColumns, type DraftIdentity, DraftRegister } from '#core/drafts';
import { type Tree, treeOver } from '#core/merkleTree';
import { type RosterEntry, type RosterRow, readRoster } from '#core/roster';
import type { RosterProblem } from '#core/rosterProblem';
import { checkTemplateIssuer } from '#core/template';
import {
  type DraftResult,
  type DraftSetup,
  type DraftTask,
  DraftWorker,
  type FillResult,
} from './draftTasks.ts';
import { localPool, type TaskPool } from './localPool.ts';
import { nodeHashing } from './nodeHashing.ts';
import { HASH_BYTES } from './packedDrafts.ts';
import type { PlaceResult, PlaceTask } from './sealTasks.ts';
import { WorkerPool } from './workerPool.ts';

/** Rows in one task: enough that sending it costs little, few enough that a handful in flight take little memory. */
export const ROWS_PER_TASK = 100;

/** Drafts of one task that are ready to be placed, in the roster's order. They mean nothing once any error has come. */
export interface DraftPage extends Pick<FillResult, 'payloadHashes' | 'drafts'> {
  kind: 'page';
  credentials: (DraftIdentity & { fileName: string })[];
}

/** A page with the places of its drafts in the tree. */
export type PlacedPage = Omit<PlaceTask, 'kind'>;

/** What a row's cells were found to be, or the row; what waits on the main thread while workers fill the rows. */
type Waiting = RosterProblem | Pick<RosterRow, 'row' | 'isSound'>;

const WORKER = new URL('./draftWorker.ts', import.meta.url);

function localDrafts(setup: DraftSetup): TaskPool<DraftTask, DraftResult> {
  const worker = new DraftWorker(setup);
  return localPool((task) => worker.perform(task));
}

/** Makes the drafts of one batch, and the leaves of its tree, in all the threads of the machine. */
export class DraftPool {
  private readonly setup: DraftSetup;
  private readonly pool: TaskPool<DraftTask, DraftResult>;

  /** @param threads as many as the machine runs at once unless given; with none, this very thread does the work. */
  constructor(setup: DraftSetup, threads?: number) {
    this.setup = setup;
    this.pool = threads === 0 ? localDrafts(setup) : new WorkerPool(WORKER, setup, threads);
  }

  /** Ends the threads, whatever they are doing. */
  close(): Promise<void> {
    return this.pool.close();
  }

  /**
   * Like `streamDrafts`, a page of drafts at a time: the same problems in the same order. What it remembers of a row is who
   * it is about.
   *
   * @throws RootmarkError as `buildBatch`, naming the row.
   */
  async *fill(roster: Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<DraftPage | RosterProblem> {
    const { template, issuerId } = this.setup;
    checkTemplateIssuer(template, issuerId);
    const register = new DraftRegister(template, nodeHashing);
    for await (const { result, companion } of this.pool.map(fillTasks(readRoster(roster), template))) {
      const { rows, payloadHashes, drafts } = result as FillResult;
      const credentials: DraftPage['credentials'] = [];
      let position = 0;
      for (const waiting of companion) {
        if ('severity' in waiting) {
          yield waiting;
          continue;
        }
        const { identity, problems } = rows[position++] as FillResult['rows'][number];
        const faults = identity === null ? problems : [...register.add(identity), ...problems];
        yield* faults;
        if (identity !== null && waiting.isSound && faults.length === 0)
          credentials.push({ ...identity, fileName: register.fileNameFor(identity) });
      }
      if (credentials.length > 0) yield { kind: 'page', credentials, payloadHashes, drafts };
    }
  }

  /**
   * Builds the tree over all pages of a batch.
   *
   * @param onLeaves is given each page with its payload hashes and leaves, in order.
   */
  async buildTree(
    pages: AsyncIterable<PlacedPage> | Iterable<PlacedPage>,
    size: number,
    onLeaves: (page: PlacedPage, hashed: PlaceResult) => void = () => undefined,
  ): Promise<Tree> {
    const leaves = new Uint8Array(size * HASH_BYTES);
    for await (const { result, companion: page } of this.pool.map(placeTasks(pages))) {
      const hashed = result as PlaceResult;
      for (const [position, index] of page.indexes.entries())
        leaves.set(
          hashed.leaves.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES),
          index * HASH_BYTES,
        );
      onLeaves(page, hashed);
    }
    return treeOver(leaves, nodeHashing);
  }

  /** Gives every draft of a batch its place, as `buildBatch` does. @param sizes how many drafts each page has. */
  placesOf(sizes: readonly number[]): Uint32Array[] {
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const indexes = shuffledIndexes(this.setup.secret, total, nodeHashing);
    let start = 0;
    return sizes.map((size) => {
      start += size;
      return indexes.subarray(start - size, start);
    });
  }
}

async function* placeTasks(pages: AsyncIterable<PlacedPage> | Iterable<PlacedPage>) {
  for await (const page of pages) {
    const { indexes, payloadHashes, drafts } = page;
    // The drafts are only sent where they have to be hashed again; the indexes as a copy of just these.
    const task: PlaceTask = {
      kind: 'place',
      indexes: indexes.slice(),
      payloadHashes,
      drafts: payloadHashes === null ? drafts : new Uint8Array(),
    };
    yield { task, companion: page };
  }
}

async function* fillTasks(
  entries: AsyncIterable<RosterEntry>,
  template: DraftSetup['template'],
): AsyncGenerator<{ task: DraftTask; companion: Waiting[] }> {
  let columns: readonly string[] = [];
  let rows: RosterRow[] = [];
  let waiting: Waiting[] = [];
  const take = () => {
    const task: DraftTask = {
      kind: 'fill',
      columns,
      cells: rows.map(({ cells }) => [...cells.values()]),
      rows: rows.map(({ row }) => row),
      isSound: rows.map(({ isSound }) => isSound),
    };
    const companion = waiting;
    rows = [];
    waiting = [];
    return { task, companion };
  };
  for await (const entry of entries) {
    if (entry.kind === 'header') {
      columns = entry.columns;
      waiting.push(...checkColumns(entry, template));
    } else if (entry.kind === 'problem') waiting.push(entry);
    else {
      rows.push(entry);
      waiting.push({ row: entry.row, isSound: entry.isSound });
    }
    if (rows.length === ROWS_PER_TASK || waiting.length === 10 * ROWS_PER_TASK) yield take();
  }
  if (waiting.length > 0) yield take();
}
