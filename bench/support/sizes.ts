import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type BenchChain, startBenchChain } from './chain.ts';
import type { MeasuredProcess, Measurement } from './measurement.ts';

const RESULTS = new URL('../results/', import.meta.url);

/** A program that measures several things for several numbers of rows, each in a process of its own. */
export interface SizesBench<Name extends string, Size> {
  /** The program's own `import.meta.url`: its processes run it again. */
  program: string;
  /** Where a measurement happens, in its own process. @param home where everything lies. */
  measure: (name: Name, rows: number, home: string) => Measurement | Promise<Measurement>;
  /** All measurements of one number of rows. */
  measureSize: (rows: number, place: BenchPlace<Name>) => Promise<Size>;
  /** What goes to `bench/results/`, by file name; the JSON and the table are printed as well. */
  results: (sizes: Size[]) => {
    name: string;
    report: object;
    table: string;
    others?: Record<string, string>;
  };
}

/** Where one run's measurements happen. */
export interface BenchPlace<Name extends string> {
  home: string;
  chain: BenchChain;
  /** Measures in a process of its own. */
  inOwnProcess: (name: Name, title: string, rows: number) => Promise<MeasuredProcess>;
}

/** Runs a bench as its command line says, or the one measurement that its parent process wants. */
export async function runSizes<Name extends string, Size>(bench: SizesBench<Name, Size>): Promise<void> {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '1000,10000,100000' },
      json: { type: 'boolean', default: false },
      // Only between this program's processes: what to measure, and where everything lies.
      measure: { type: 'string' },
      home: { type: 'string', default: '' },
    },
  });
  if (values.measure !== undefined)
    return tellParent(await bench.measure(values.measure as Name, rowsFrom(values.rows), values.home));
  const home = mkdtempSync(join(tmpdir(), 'rootmark-bench-'));
  try {
    const chain = await startBenchChain(home);
    const inOwnProcess: BenchPlace<Name>['inOwnProcess'] = (...given) =>
      measureApart(bench.program, home, chain, ...given);
    const sizes: Size[] = [];
    for (const rows of values.rows.split(',').map(rowsFrom))
      sizes.push(await bench.measureSize(rows, { home, chain, inOwnProcess }));
    await chain.close();
    const { name, report, table, others = {} } = bench.results(sizes);
    const json = `${JSON.stringify(report, null, 2)}\n`;
    mkdirSync(RESULTS, { recursive: true });
    for (const [file, text] of Object.entries({ [`${name}.json`]: json, [`${name}.md`]: table, ...others }))
      writeFileSync(new URL(file, RESULTS), text);
    process.stdout.write(values.json ? json : table);
  } finally {
    rmSync(home, { recursive: true });
  }
}

async function measureApart(
  program: string,
  home: string,
  { environment }: BenchChain,
  name: string,
  title: string,
  rows: number,
): Promise<MeasuredProcess> {
  const [loadBefore = 0] = loadavg();
  console.error(`${rows} rows, ${title} …`);
  const given = ['--measure', name, '--home', home, '--rows', String(rows)];
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(program), ...given], {
    env: { ...process.env, ...environment },
    // What a command says is written, and read by nobody.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaints = '';
  child.stderr?.on('data', (chunk) => {
    complaints = `${complaints}${chunk}`.slice(-2000);
  });
  const messages: MeasuredProcess[] = [];
  child.on('message', (message) => messages.push(message as MeasuredProcess));
  const [code] = await once(child, 'exit');
  const [message] = messages;
  if (code !== 0 || message === undefined) throw new Error(`${title} ended with ${code}: ${complaints}`);
  const measured = { ...message, rows, loadBefore };
  const { seconds, peakMebibytes } = measured;
  console.error(
    `  ${seconds.toFixed(2)} s, ${Math.round(rows / seconds)} a second, ${Math.round(peakMebibytes)} MiB`,
  );
  return measured;
}

function tellParent(measured: Measurement): void {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const processorSeconds = (userCPUTime + systemCPUTime) / 1e6;
  process.send?.({ ...measured, processorSeconds, peakMebibytes: maxRSS / 1024 });
  process.disconnect();
}

function rowsFrom(text: string): number {
  const rows = Number(text);
  if (Number.isInteger(rows) && rows > 0) return rows;
  throw new Error(`--rows takes numbers of rows such as 1000,10000; “${text}” is none`);
}
