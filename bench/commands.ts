// How long whole commands take, start of the program included: issuing a roster on a local chain, and verifying what was
// written. Run it with: npm run bench:commands -- 1000
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { network } from 'hardhat';
import { createIssuerSite } from '../scripts/start/issuerSite.ts';
import { listen } from '../scripts/start/ports.ts';
import { TEMPLATE_FILE, writeRoster } from './issue/roster.ts';

/** The local chain's first account, which the commands sign with. */
const ISSUER = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';

const root = fileURLToPath(new URL('..', import.meta.url));
const rows = Number(process.argv[2] ?? 1000);
const home = mkdtempSync(join(tmpdir(), 'rootmark-bench-'));
const roster = join(home, 'roster.csv');
const out = join(home, 'out');

const chain = await network.createServer('default', '127.0.0.1', 0);
const { port } = await chain.listen();
const site = createIssuerSite();
const did = `did:web:localhost%3A${await listen(site.server, 0, 'the issuer’s web site', '')}`;
site.publish(did, { chainId: 31337, address: ISSUER });
try {
  writeRoster(roster, rows);
  await seconds(['registry', 'deploy']);
  await seconds(['issuer', 'register', '--did', did]);
  const files = ['--roster', roster, '--template', fileURLToPath(TEMPLATE_FILE)];
  const measured = {
    check: await seconds(['credential', 'check', ...files]),
    issue: await seconds(['credential', 'issue', ...files, '--out', out, '--yes']),
    verify: await seconds(['credential', 'verify', join(out, 'credentials')]),
  };
  report(measured);
} finally {
  site.server.close();
  await chain.close();
  rmSync(home, { recursive: true });
}

/** Runs one command to its end, and returns how long it took. */
async function seconds(command: string[]): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(root, 'node_modules/hardhat/dist/src/cli.js'), ...command], {
    cwd: root,
    env: {
      ...process.env,
      ROOTMARK_LOCAL_RPC_URL: `http://127.0.0.1:${port}`,
      ROOTMARK_DEPLOYMENTS: join(home, 'deployments'),
      ROOTMARK_LEDGER: join(home, 'ledger.sqlite'),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`hardhat ${command.join(' ')} ended with ${code}`);
  return (performance.now() - startedAt) / 1000;
}

function report(measured: Record<string, number>): void {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  console.log(
    `${rows} rows; ${cpus().length} × ${cpu?.model.trim()}, ${memory} GiB, Node ${process.versions.node}`,
  );
  for (const [name, time] of Object.entries(measured)) console.log(`${name.padEnd(8)} ${time.toFixed(1)} s`);
}
