// What issuing costs below the commands: each stage, all of them in all threads, and beside it the bare floor
// (canonicalising and hashing the same documents) and the tree by merkletreejs. Each is measured in a process of its own.
// Run it with: npm run bench:issue -- --rows 1000,10000,100000 [--json]
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureFloor } from './issue/floor.ts';
import type { MeasuredProcess, Measurement } from './issue/measurement.ts';
import { measureMerkletreejs, measureTree } from './issue/peers.ts';
import { type MeasuredSize, type MeasurementName, reportOf, TITLES, tableOf } from './issue/report.ts';
import { writeRoster } from './issue/roster.ts';
import { measureStages } from './issue/stages.ts';
import { measureThreads } from './issue/threads.ts';

const RESULTS = new URL('results/', import.meta.url);

const MEASUREMENTS: Record<
  MeasurementName,
  (roster: string, rows: number) => Measurement | Promise<Measurement>
> = {
  stages: measureStages,
  threads: measureThreads,
  floor: measureFloor,
  tree: (_, rows) => measureTree(rows),
  merkletreejs: (_, rows) => measureMerkletreejs(rows),
};

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000,10000,100000' },
    json: { type: 'boolean', default: false },
    // Only between this program's processes: what to measure, and the roster.
    measure: { type: 'string' },
    roster: { type: 'string', default: '' },
  },
});

if (values.measure === undefined) compare(values.rows.split(',').map(rowsFrom));
else await measure(values.measure as MeasurementName, values.roster, rowsFrom(values.rows));

function compare(sizes: number[]): void {
  const report = reportOf(sizes.map(measureSize));
  const table = tableOf(report);
  const json = `${JSON.stringify(report, null, 2)}\n`;
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(new URL('issue.json', RESULTS), json);
  writeFileSync(new URL('issue.md', RESULTS), table);
  process.stdout.write(values.json ? json : table);
}

function measureSize(rows: number): MeasuredSize {
  const home = mkdtempSync(join(tmpdir(), 'rootmark-bench-'));
  try {
    const roster = join(home, 'roster.csv');
    writeRoster(roster, rows);
    const measured = Object.fromEntries(
      (Object.keys(TITLES) as MeasurementName[]).map((name) => [name, inOwnProcess(name, roster, rows)]),
    ) as MeasuredSize['measured'];
    for (const [one, other] of [
      ['stages', 'threads'],
      ['tree', 'merkletreejs'],
    ] as const)
      if (measured[one].root !== measured[other].root)
        throw new Error(`${TITLES[one]} and ${TITLES[other]} came to different roots`);
    return { rows, measured };
  } finally {
    rmSync(home, { recursive: true });
  }
}

function inOwnProcess(name: MeasurementName, roster: string, rows: number): MeasuredProcess {
  const [loadBefore = 0] = loadavg();
  console.error(`${rows} rows, ${TITLES[name]} …`);
  const script = fileURLToPath(import.meta.url);
  const given = ['--measure', name, '--roster', roster, '--rows', String(rows)];
  const output = execFileSync(process.execPath, [...process.execArgv, script, ...given], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { ...JSON.parse(output), loadBefore };
}

async function measure(name: MeasurementName, roster: string, rows: number): Promise<void> {
  const measured = await MEASUREMENTS[name](roster, rows);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const processorSeconds = (userCPUTime + systemCPUTime) / 1e6;
  process.stdout.write(JSON.stringify({ ...measured, processorSeconds, peakMebibytes: maxRSS / 1024 }));
}

function rowsFrom(text: string): number {
  const rows = Number(text);
  if (Number.isInteger(rows) && rows > 0) return rows;
  throw new Error(`--rows takes numbers of rows such as 1000,10000; “${text}” is none`);
}
