import { streamDrafts } from '#core/drafts';
import { packDrafts } from '../../scripts/support/packedDrafts.ts';
import { WorkerPool } from '../../scripts/support/workerPool.ts';
import type { Measurement } from '../support/measurement.ts';
import { openRoster, SETUP } from './batch.ts';
import type { FloorResult, FloorSetup } from './floorThread.ts';
import { THREADS } from './threads.ts';

/** Documents in one task. */
const DOCUMENTS_AT_ONCE = 100;

/**
 * The bare floor: canonicalising and hashing the same documents, in as many threads, and nothing else. Counted is the
 * processor time of that alone, so that making the documents ready, which has to be done beside it, takes nothing from it.
 */
export async function measureFloor(path: string, given: Omit<FloorSetup, 'secret'>): Promise<Measurement> {
  const setup: FloorSetup = { secret: SETUP.secret, ...given };
  const pool = new WorkerPool<Uint8Array, FloorResult>(
    new URL('./floorThread.ts', import.meta.url),
    setup,
    THREADS,
  );
  try {
    let microseconds = 0;
    for await (const { result } of pool.map(tasks(path))) microseconds += result.microseconds;
    return { seconds: microseconds / 1e6 / THREADS };
  } finally {
    await pool.close();
  }
}

async function* tasks(path: string) {
  let drafts: Parameters<typeof packDrafts>[0][number][] = [];
  for await (const entry of streamDrafts({ ...SETUP, roster: openRoster(path) })) {
    if (entry.kind === 'problem') throw new Error(entry.message);
    drafts.push({ document: entry.document, redactable: entry.redactable });
    if (drafts.length < DOCUMENTS_AT_ONCE) continue;
    yield { task: packDrafts(drafts), companion: null };
    drafts = [];
  }
  if (drafts.length > 0) yield { task: packDrafts(drafts), companion: null };
}
