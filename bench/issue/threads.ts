import { availableParallelism } from 'node:os';
import { DraftPool, type PlacedPage } from '../../scripts/support/draftPool.ts';
import type { Measurement } from '../support/measurement.ts';
import { openRoster, SETUP } from './batch.ts';

/** How many threads the pool and the floor use. */
export const THREADS = availableParallelism();

/** Roster to root in all threads. What is kept are packed drafts and hashes, as a command has to keep them. */
export async function measureThreads(path: string, size: number): Promise<Measurement> {
  const startedAt = performance.now();
  const pool = new DraftPool(SETUP, THREADS);
  try {
    const pages: Omit<PlacedPage, 'indexes'>[] = [];
    const sizes: number[] = [];
    const tenths = [startedAt];
    let rows = 0;
    for await (const entry of pool.fill(openRoster(path))) {
      if (entry.kind === 'problem') throw new Error(entry.message);
      const { credentials, payloadHashes, drafts } = entry;
      pages.push({ payloadHashes, drafts });
      sizes.push(credentials.length);
      rows += credentials.length;
      while (rows >= (size * tenths.length) / 10) tenths.push(performance.now());
    }
    const filledAt = performance.now();
    const places = pool.placesOf(sizes);
    const placed = pages.map((page, at) => ({ ...page, indexes: places[at] as Uint32Array }));
    const { root } = await pool.buildTree(placed, size);
    const endedAt = performance.now();
    const tenth = (number: number) => (tenths[number + 1] ?? 0) - (tenths[number] ?? 0);
    return {
      root,
      seconds: (endedAt - startedAt) / 1000,
      stages: { 'read, build, hash': (filledAt - startedAt) / 1000, tree: (endedAt - filledAt) / 1000 },
      // The first tenth has the start of the threads in it, the second has not.
      lastTenth: tenth(9) / tenth(1),
    };
  } finally {
    await pool.close();
  }
}
