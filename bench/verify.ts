// What verifying many costs: `credential verify` of a packed file, in words and in JSON; the same credentials when the
// chain is read for each by itself; and the bare floor (canonicalising and hashing the same documents). Each is measured
// in a process of its own. Run it with: npm run bench:verify -- --rows 1000,10000,100000 [--json]
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BenchChain, runCommand } from './support/chain.ts';
import { TEMPLATE_FILE, writeRoster } from './support/roster.ts';
import { type BenchPlace, runSizes } from './support/sizes.ts';
import { folderOf, MEASUREMENTS, type MeasurementName, rosterOf } from './verify/measurements.ts';
import {
  MAXIMUM_ROWS,
  type MeasuredVerifying,
  reportOf,
  type SizeReport,
  TITLES,
  tableOf,
} from './verify/report.ts';

await runSizes<MeasurementName, SizeReport>({
  program: import.meta.url,
  measure: (name, rows, home) => MEASUREMENTS[name](home, rows),
  measureSize,
  results: (sizes) => {
    const report = reportOf(sizes);
    return { name: 'verify', report, table: tableOf(report) };
  },
});

async function measureSize(
  rows: number,
  { home, chain, inOwnProcess }: BenchPlace<MeasurementName>,
): Promise<SizeReport> {
  const measured: Partial<SizeReport['measured']> = {};
  for (const name of Object.keys(TITLES) as MeasurementName[]) {
    const capped = Math.min(rows, MAXIMUM_ROWS[name] ?? rows);
    await issueOnce(capped, home, chain);
    measured[name] = (await inOwnProcess(name, TITLES[name], capped)) as MeasuredVerifying;
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
