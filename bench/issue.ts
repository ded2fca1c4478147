// What issuing costs: the whole command, roster to anchored to written; its stages; and beside it the bare floor
// (canonicalising and hashing the same documents) and what others do. Each is measured in a process of its own.
// Run it with: npm run bench:issue -- --rows 1000,10000,100000,1000000 [--json]
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { measureFloor } from './issue/floor.ts';
import {
  measureMerkletreejs,
  measureOpenAttestation,
  measureOpenZeppelin,
  measureTree,
} from './issue/peers.ts';
import { pictureOf } from './issue/picture.ts';
import {
  MAXIMUM_ROWS,
  type MeasuredSize,
  type MeasurementName,
  reportOf,
  TITLES,
  tableOf,
} from './issue/report.ts';
import { measureStages } from './issue/stages.ts';
import { measureThreads } from './issue/threads.ts';
import { measureWhole } from './issue/whole.ts';
import type { Measurement } from './support/measurement.ts';
import { writeRoster } from './support/roster.ts';
import { type BenchPlace, runSizes } from './support/sizes.ts';

const MEASUREMENTS: Record<
  MeasurementName,
  (roster: string, rows: number, home: string) => Measurement | Promise<Measurement>
> = {
  whole: measureWhole,
  threads: measureThreads,
  stages: measureStages,
  floor: (roster) => measureFloor(roster, { hashing: 'wasm', hides: false }),
  floorHiding: (roster) => measureFloor(roster, { hashing: 'wasm', hides: true }),
  floorJavaScript: (roster) => measureFloor(roster, { hashing: 'javascript', hides: false }),
  tree: (_, rows) => measureTree(rows),
  merkletreejs: (_, rows) => measureMerkletreejs(rows),
  openZeppelin: (_, rows) => measureOpenZeppelin(rows),
  openAttestation: measureOpenAttestation,
};

/** Measurements that must come to the same root. */
const SAME_ROOT = [
  ['stages', 'threads'],
  ['tree', 'merkletreejs'],
] as const;

await runSizes<MeasurementName, MeasuredSize>({
  program: import.meta.url,
  measure: (name, rows, home) => MEASUREMENTS[name](rosterOf(home, rows), rows, home),
  measureSize,
  results: (sizes) => {
    const report = reportOf(sizes);
    return { name: 'issue', report, table: tableOf(report), others: { 'issue.svg': pictureOf(report) } };
  },
});

async function measureSize(
  rows: number,
  { home, inOwnProcess }: BenchPlace<MeasurementName>,
): Promise<MeasuredSize> {
  const measured: Partial<MeasuredSize['measured']> = {};
  for (const name of Object.keys(TITLES) as MeasurementName[]) {
    const capped = Math.min(rows, MAXIMUM_ROWS[name] ?? rows);
    writeRoster(rosterOf(home, capped), capped);
    measured[name] = await inOwnProcess(name, TITLES[name], capped);
    rmSync(join(home, `out-${capped}`), { recursive: true, force: true });
  }
  const complete = measured as MeasuredSize['measured'];
  for (const [one, other] of SAME_ROOT)
    if (complete[one].root !== complete[other].root)
      throw new Error(`${TITLES[one]} and ${TITLES[other]} came to different roots`);
  return { rows, measured: complete };
}

function rosterOf(home: string, rows: number): string {
  return join(home, `roster-${rows}.csv`);
}
