import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { network } from 'hardhat';
import { createIssuerSite } from '../../scripts/start/issuerSite.ts';
import { listen } from '../../scripts/start/ports.ts';

/** The local chain's first account, which the commands sign with. */
const ISSUER = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A chain with the registry deployed and an issuer registered, for commands in processes of their own. */
export interface BenchChain {
  /** What these processes are started with. */
  environment: Record<string, string>;
  close(): Promise<void>;
}

/** Starts a chain in this process. @param home where the deployment and the ledger go. */
export async function startBenchChain(home: string): Promise<BenchChain> {
  const server = await network.createServer('default', '127.0.0.1', 0);
  const { port } = await server.listen();
  const site = createIssuerSite();
  const did = `did:web:localhost%3A${await listen(site.server, 0, 'the issuer’s web site', '')}`;
  site.publish(did, { chainId: 31337, address: ISSUER });
  const environment = {
    ROOTMARK_LOCAL_RPC_URL: `http://127.0.0.1:${port}`,
    ROOTMARK_DEPLOYMENTS: join(home, 'deployments'),
    ROOTMARK_LEDGER: join(home, 'ledger.sqlite'),
  };
  await runCommand(['registry', 'deploy'], environment);
  await runCommand(['issuer', 'register', '--did', did], environment);
  return {
    environment,
    close: async () => {
      site.server.closeAllConnections();
      site.server.close();
      await server.close();
    },
  };
}

/** Runs one command to its end. */
export async function runCommand(words: string[], environment: Record<string, string>): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'node_modules/hardhat/dist/src/cli.js'), ...words], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`hardhat ${words.join(' ')} ended with ${code}`);
}
