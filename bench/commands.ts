// How long whole commands take, start of the program included: issuing a roster on a local chain, and verifying what was
// written. Run it with: npm run bench:commands -- 1000
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand, startBenchChain } from './support/chain.ts';
import { machineName } from './support/machine.ts';
import { TEMPLATE_FILE, writeRoster } from './support/roster.ts';

const rows = Number(process.argv[2] ?? 1000);
const home = mkdtempSync(join(tmpdir(), 'rootmark-bench-'));
const roster = join(home, 'roster.csv');
const out = join(home, 'out');

const chain = await startBenchChain(home);
try {
  writeRoster(roster, rows);
  const files = ['--roster', roster, '--template', fileURLToPath(TEMPLATE_FILE)];
  console.log(`${rows} rows; ${machineName()}`);
  for (const [name, ...words] of [
    ['check', ...files],
    ['issue', ...files, '--out', out, '--yes'],
    ['verify', join(out, 'credentials')],
  ] as const)
    console.log(`${name.padEnd(8)} ${(await seconds(['credential', name, ...words])).toFixed(1)} s`);
} finally {
  await chain.close();
  rmSync(home, { recursive: true });
}

async function seconds(words: string[]): Promise<number> {
  const startedAt = performance.now();
  await runCommand(words, chain.environment);
  return (performance.now() - startedAt) / 1000;
}
