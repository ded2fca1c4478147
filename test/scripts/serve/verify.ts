import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createIssuerSite } from '../../../scripts/start/issuerSite.ts';
import { listen } from '../../../scripts/start/ports.ts';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { AMINA, issue } from '../../support/commandFiles.ts';
import { type CommandResult, expectFault, Workspace } from '../../support/commands.ts';

const script = fileURLToPath(new URL('../../../scripts/serve/verify.ts', import.meta.url));

describe('npm run serve:verify', () => {
  let chain: CommandChain;
  let workspace: Workspace;
  const site = createIssuerSite();

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
    const did = `did:web:localhost%3A${await listen(site.server, 0, 'the issuer’s web site', '')}`;
    site.publish(did, { chainId: 31337, address: await registerIssuer(chain, 0, did) });
    await issue(workspace, 'tea', [AMINA]);
  });
  after(async () => {
    site.server.closeAllConnections();
    site.server.close();
    workspace.remove();
    await chain.close();
  });

  function start(words: readonly string[], from = workspace) {
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...words], {
      env: from.env(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const written = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        written[stream] += text;
      });
    const ended = once(child, 'close').then(
      ([exitCode]): CommandResult => ({ exitCode: exitCode as number | null, ...written }),
    );
    return { child, ended, written };
  }

  async function urlOf({
    child,
    written,
  }: {
    child: ChildProcess;
    written: { stdout: string };
  }): Promise<string> {
    while (!written.stdout.includes('Ctrl-C')) await once(child.stdout ?? child, 'data');
    return /POST (\S+)/.exec(written.stdout)?.[1] ?? '';
  }

  async function ask(url: string) {
    const credential = workspace.read('tea', 'credentials', 'Amina-Okonkwo.json');
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"verifiableCredential":${credential}}`,
    });
    return response.json();
  }

  it('serves the deployments that it finds, says nothing of what it is asked, and stops when it is told to', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const server = start(['--port', '0']);
      const url = await urlOf(server);
      const { verified, problemDetails } = await ask(url);
      expect([verified, problemDetails.map(({ title }: { title: string }) => title)]).to.deep.equal([
        true,
        ['PracticeNetwork'],
      ]);
      server.child.kill(signal);
      const { exitCode, stdout, stderr } = await server.ended;
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
      expect(stdout).to.equal(
        `Verifying credentials of the local chain.\nPOST ${url}\nGET  ${url.replace('credentials/verify', 'openapi.json')}\nCtrl-C stops it.\n`,
      );
    }
  }).timeout(60_000);

  it('says what is wrong with how it was started', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const empty = new Workspace();
    const cases: [words: string[], exitCode: number, told: RegExp, from?: Workspace][] = [
      [['--port', port], 2, new RegExp(`^Port ${port} is in use by another program\\.\nChoose another`)],
      [['--port', '65536'], 2, /^--port is “65536”\.\nIt is a number from 0 to 65535\.\n$/],
      [['--per-minute', '0'], 2, /^--per-minute is “0”\./],
      [['--colour'], 2, /--colour/],
      [
        ['--host', '203.0.113.1', '--port', '0'],
        2,
        /^It is not possible to listen on 203\.0\.113\.1, port 0 \(/,
      ],
      [[], 3, /^There is no deployment record, so that no registry is known\./, empty],
    ];
    await Promise.all(
      cases.map(async ([words, exitCode, told, from]) =>
        expectFault(await start(words, from ?? workspace).ended, exitCode, told),
      ),
    );
    taken.close();
    empty.remove();
    expect((await start(['--help']).ended).stdout).to.match(/^npm run serve:verify -- /);
  }).timeout(60_000);
});
