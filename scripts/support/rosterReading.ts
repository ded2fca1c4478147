import { createReadStream, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { RosterReport } from '#core/rosterReport';
import type { DraftPool } from './draftPool.ts';
import type { DraftSpool } from './draftSpool.ts';
import type { RosterProblems } from './newBatch.ts';
import type { Output } from './output.ts';

/** Bytes of roster from which on threads do in all less than one does alone; to start them takes half a second. */
const LARGE_ROSTER = 256 * 1024;

/** How many threads are worth starting for a roster; with none, the work is done where it is asked for. */
export function threadsForRoster(path: string): number {
  return statSync(path).size < LARGE_ROSTER ? 0 : availableParallelism();
}

/**
 * Makes the drafts of all rows and keeps them in the spool, or reads on for everything that is wrong once anything is.
 *
 * @throws RootmarkError as `DraftPool.fill`.
 */
export async function readIntoSpool(
  path: string,
  pool: DraftPool,
  spool: DraftSpool,
  output: Output,
): Promise<RosterProblems> {
  const report = new RosterReport();
  const bytes = { total: statSync(path).size, read: 0 };
  const progress = output.progress('Reading', 1, 'slow');
  let rows = 0;
  for await (const entry of pool.fill(counted(createReadStream(path), bytes))) {
    if (entry.kind === 'page') {
      rows += entry.credentials.length;
      if (!report.hasErrors) spool.add(entry);
      // How many rows there are is only known at the end.
      progress.update(rows, Math.max(rows, Math.round((rows * bytes.total) / bytes.read)));
    } else if (!report.add(entry)) break;
  }
  progress.stop();
  return { rows: report.rowsWith(rows), problems: report.problems };
}

async function* counted(stream: AsyncIterable<Uint8Array>, bytes: { read: number }) {
  for await (const chunk of stream) {
    bytes.read += chunk.length;
    yield chunk;
  }
}
