// What verifying many costs: `credential verify` of a packed file, in words and in JSON; the same credentials when the
// chain is read for each by itself; and the bare floor (canonicalising and hashing the same documents). Each is measured
// in a process of its own. Run it with: npm run bench:verify -- --rows 1000,10000,100000 [--json]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type BenchChain, runCommand, startBenchChain } from './issue/chain.ts';
import { TEMPLATE_FILE, writeRoster } from './issue/roster.ts';
import { folderOf, MEASUREMENTS, type MeasurementName, rosterOf } from './verify/measurements.ts';
import {
  MAXIMUM_ROWS,
  type MeasuredVerifying,
  reportOf,
  type SizeReport,
  TITLES,
  tableOf,
} from './verify/report.ts';

const RESULTS = new URL('results/', import.meta.url);

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000,10000,100000' },
    json: { type: 'boolean', default: false },
    // Only between this program's processes: what to measure, and where the credentials are.
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
    const measured: SizeReport[] = [];
    for (const rows of sizes) measured.push(await measureSize(rows, home, chain));
    await chain.close();
    const report = reportOf(measured);
    const json = `${JSON.stringify(report, null, 2)}\n`;
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(new URL('verify.json', RESULTS), json);
    writeFileSync(new URL('verify.md', RESULTS), tableOf(report));
    process.stdout.write(values.json ? json : tableOf(report));
  } finally {
    rmSync(home, { recursive: true });
  }
}

async function measureSize(rows: number, home: string, chain: BenchChain): Promise<SizeReport> {
  const measured: Partial<SizeReport['measured']> = {};
  for (const name of Object.keys(TITLES) as MeasurementName[]) {
    const capped = Math.min(rows, MAXIMUM_ROWS[name] ?? rows);
    await issueOnce(capped, home, chain);
    measured[name] = await inOwnProcess(name, capped, home, chain);
  }
  rmSync(folderOf(home, rows), { recursive: true });
  return { rows, measured: measured as SizeReport['measured'] };
}

/** Issues so many credentials into a packed file, unless that was done before. */
async function issueOnce(rows: number, home: string, { environment }: BenchChain): Promise<void> {
  if (existsSync(folderOf(home, rows))) return;
  const roster = rosterOf(home, rows);
  writeRoster(roster, rows);
  const files = ['--roster', roster, '--template', fileURLToPath(TEMPLATE_FILE)];
  await runCommand(
    ['credential', 'issue', ...files, '--out', folderOf(home, rows), '--pack', '--yes'],
    environment,
  );
}

async function inOwnProcess(
  name: MeasurementName,
  rows: number,
  home: string,
  { environment }: BenchChain,
): Promise<MeasuredVerifying> {
  const [loadBefore = 0] = loadavg();
  console.error(`${rows} credentials, ${TITLES[name]} …`);
  const given = ['--measure', name, '--home', home, '--rows', String(rows)];
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), ...given], {
    env: { ...process.env, ...environment },
    // What a command says is written, and read by nobody.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaints = '';
  child.stderr?.on('data', (chunk) => {
    complaints = `${complaints}${chunk}`.slice(-2000);
  });
  const messages: MeasuredVerifying[] = [];
  child.on('message', (message) => messages.push(message as MeasuredVerifying));
  const [code] = await once(child, 'exit');
  const [message] = messages;
  if (code !== 0 || message === undefined)
    throw new Error(`${TITLES[name]} ended with ${code}: ${complaints}`);
  const measured = { ...message, rows, loadBefore };
  console.error(
    `  ${measured.seconds.toFixed(2)} s, ${Math.round(rows / measured.seconds)} a second, ${measured.requests} RPC requests, ${Math.round(measured.peakMebibytes)} MiB`,
  );
  return measured;
}

async function measure(name: MeasurementName, home: string, rows: number): Promise<void> {
  const measured = await MEASUREMENTS[name](home, rows);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const processorSeconds = (userCPUTime + systemCPUTime) / 1e6;
  process.send?.({ ...measured, processorSeconds, peakMebibytes: maxRSS / 1024 });
  process.disconnect();
}

function rowsFrom(text: string): number {
  const rows = Number(text);
  if (Number.isInteger(rows) && rows > 0) return rows;
  throw new Error(`--rows takes numbers of credentials such as 1000,10000; “${text}” is none`);
}
