// What issuing costs: the whole command, roster to anchored to written; its stages; and beside it the bare floor
// (canonicalising and hashing the same documents) and what others do. Each is measured in a process of its own.
// Run it with: npm run bench:issue -- --rows 1000,10000,100000,1000000 [--json]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type BenchChain, startBenchChain } from './issue/chain.ts';
import { measureFloor } from './issue/floor.ts';
import type { MeasuredProcess, Measurement } from './issue/measurement.ts';
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
import { writeRoster } from './issue/roster.ts';
import { measureStages } from './issue/stages.ts';
import { measureThreads } from './issue/threads.ts';
import { measureWhole } from './issue/whole.ts';

const RESULTS = new URL('results/', import.meta.url);

const MEASUREMENTS: Record<
  MeasurementName,
  (roster: string, rows: number, home: string) => Measurement | Promise<Measurement>
> = {
  whole: measureWhole,
  threads: measureThreads,
  stages: measureStages,
  floor: (roster) => measureFloor(roster, 'wasm'),
  floorJavaScript: (roster) => measureFloor(roster, 'javascript'),
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

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000,10000,100000' },
    json: { type: 'boolean', default: false },
    // Only between this program's processes: what to measure, and where the rosters are.
    measure: { type: 'string' },
    home: { type: 'string', default: '' },
  },
});

if (values.measure === undefined) await compare(values.rows.split(',').map(rowsFrom));
else await measure(values.measure as MeasurementName, values.home, rowsFrom(values.rows));

async function compare(sizes: number[]): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'rootmark-bench-'));
  try {
    const chain = await startBenchChain(home);
    const measured: MeasuredSize[] = [];
    for (const rows of sizes) measured.push(await measureSize(rows, home, chain));
    await chain.close();
    const report = reportOf(measured);
    const json = `${JSON.stringify(report, null, 2)}\n`;
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(new URL('issue.json', RESULTS), json);
    writeFileSync(new URL('issue.md', RESULTS), tableOf(report));
    writeFileSync(new URL('issue.svg', RESULTS), pictureOf(report));
    process.stdout.write(values.json ? json : tableOf(report));
  } finally {
    rmSync(home, { recursive: true });
  }
}

async function measureSize(rows: number, home: string, chain: BenchChain): Promise<MeasuredSize> {
  const measured: Partial<MeasuredSize['measured']> = {};
  for (const name of Object.keys(TITLES) as MeasurementName[]) {
    const capped = Math.min(rows, MAXIMUM_ROWS[name] ?? rows);
    writeRoster(rosterOf(home, capped), capped);
    measured[name] = await inOwnProcess(name, capped, home, chain);
    rmSync(join(home, `out-${capped}`), { recursive: true, force: true });
  }
  const complete = measured as MeasuredSize['measured'];
  for (const [one, other] of SAME_ROOT)
    if (complete[one].root !== complete[other].root)
      throw new Error(`${TITLES[one]} and ${TITLES[other]} came to different roots`);
  return { rows, measured: complete };
}

async function inOwnProcess(
  name: MeasurementName,
  rows: number,
  home: string,
  { environment }: BenchChain,
): Promise<MeasuredProcess> {
  const [loadBefore = 0] = loadavg();
  console.error(`${rows} rows, ${TITLES[name]} …`);
  const given = ['--measure', name, '--home', home, '--rows', String(rows)];
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), ...given], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${TITLES[name]} ended with ${code}`);
  const measured: MeasuredProcess = { ...JSON.parse(output), rows, loadBefore };
  console.error(`  ${measured.seconds.toFixed(2)} s, ${Math.round(measured.peakMebibytes)} MiB`);
  return measured;
}

async function measure(name: MeasurementName, home: string, rows: number): Promise<void> {
  const measured = await MEASUREMENTS[name](rosterOf(home, rows), rows, home);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const processorSeconds = (userCPUTime + systemCPUTime) / 1e6;
  process.stdout.write(JSON.stringify({ ...measured, processorSeconds, peakMebibytes: maxRSS / 1024 }));
}

function rosterOf(home: string, rows: number): string {
  return join(home, `roster-${rows}.csv`);
}

function rowsFrom(text: string): number {
  const rows = Number(text);
  if (Number.isInteger(rows) && rows > 0) return rows;
  throw new Error(`--rows takes numbers of rows such as 1000,10000; “${text}” is none`);
}
