import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A running `npm start`, on ports and in a folder of its own. */
export interface Demo {
  chainUrl: string;
  site: string;
  issuerSite: string;
  /** Where its ledger, deployments and sample credentials are. */
  home: string;
  output(): string;
  /** Does what Ctrl-C in its terminal does, waits until it has ended, and leaves nothing of it. */
  interrupt(): Promise<void>;
}

/** Runs `npm start` until its links are printed. */
export async function startDemo(): Promise<Demo> {
  const [chainPort, port, issuerPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const home = mkdtempSync(join(tmpdir(), 'rootmark-start-'));
  const chainUrl = `http://127.0.0.1:${chainPort}`;
  const child = spawn('npm', ['start', '--', '--port', String(port), '--issuer-port', String(issuerPort)], {
    cwd: root,
    env: {
      ...process.env,
      ROOTMARK_LOCAL_RPC_URL: chainUrl,
      ROOTMARK_DEPLOYMENTS: join(home, 'deployments'),
      ROOTMARK_LEDGER: join(home, 'ledger.sqlite'),
      // Of somebody who signs with a device: the demo asks nobody to.
      HARDHAT_SIGNER: 'http://127.0.0.1:9',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as a terminal gives it: Ctrl-C reaches npm and all that it started.
    detached: true,
  });
  const output = collect(child);
  const clean = () => rmSync(home, { recursive: true });
  await untilPrinted(child, output, 'Ctrl-C stops everything').catch((error) => {
    clean();
    throw error;
  });
  return {
    chainUrl,
    site: `http://localhost:${port}/`,
    issuerSite: `http://localhost:${issuerPort}/`,
    home,
    output,
    interrupt: async () => {
      process.kill(-(child.pid as number), 'SIGINT');
      await once(child, 'close');
      clean();
    },
  };
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  return () => text;
}

async function untilPrinted(child: ChildProcess, output: () => string, text: string): Promise<void> {
  while (!output().includes(text)) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
