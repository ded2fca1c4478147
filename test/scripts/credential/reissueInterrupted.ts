import { closeSync, fstatSync, openSync } from 'node:fs';
import { expect } from 'chai';
import { anchoredRoots, type CommandChain, startCommandChain } from '../../support/commandChain.ts';
import { expectFault, expectNoBug, type RunningCommand, type Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import { type Desk, desksAt } from '../../support/interruptions.ts';
import { CORRECTED, issueFirst, REASON, type Reissued, reissueWords } from '../../support/reissues.ts';

describe('credential reissue, interrupted', () => {
  let chain: CommandChain;

  before(async () => {
    chain = await startCommandChain();
  });
  after(() => chain.close());

  const atDesk = desksAt(() => chain);

  async function verdictsOf(workspace: Workspace, folder: string): Promise<Record<string, string>> {
    const { document } = await workspace.json<{
      results: { file: string; verdict: string; headline: string }[];
    }>(...['credential', 'verify', workspace.path(folder)]);
    return Object.fromEntries(
      document.results.map(({ file, verdict }) => [
        file.split('/').at(-1)?.replace('.json', '') ?? '',
        verdict,
      ]),
    );
  }

  /** Waits until a command sends its next transaction, which takes a while. */
  async function sends({ proxy }: Desk, running: RunningCommand): Promise<void> {
    proxy.reset();
    proxy.rule('eth_sendRawTransaction', 'late');
    await Promise.race([
      proxy.reached(),
      running.ended.then(({ stderr }) => expect.fail(`it ended before it sent anything: ${stderr}`)),
    ]);
  }

  concurrently({
    'killed before the old one is revoked is finished by resume, once': atDesk(async (desk) => {
      const { workspace, proxy, issuer } = desk;
      await issueFirst(desk);
      proxy.rule('eth_sendRawTransaction', 'hold-request', 2);
      const running = workspace.start(...reissueWords(desk));
      await Promise.race([
        proxy.reached(),
        running.ended.then(({ stderr }) => expect.fail(`it ended before it revoked: ${stderr}`)),
      ]);
      running.child.kill('SIGKILL');
      await running.ended;
      proxy.reset();
      expect(await verdictsOf(workspace, 'corrected')).to.have.keys('Amina-Okonkwo');
      expectFault(
        await workspace.run(...reissueWords(desk, [CORRECTED], 'again')),
        8,
        'This credential is being replaced already, by a command that did not come to its end.\nFinish it with “npx hardhat credential resume”.\n',
      );
      const resumed = await workspace.json<{ replaced: Reissued['replaced'][] }>('credential', 'resume');
      expect(resumed.exitCode, resumed.stderr).to.equal(0);
      expect(resumed.document.replaced).to.have.length(1);
      expect(resumed.document.replaced[0]?.transactions).to.have.length(1);
      const after = await workspace.run('credential', 'resume');

      expect(after.stdout).to.match(/^Nothing is unfinished on/);
      expect(await anchoredRoots(chain, issuer)).to.have.length(2);
      expect((await verdictsOf(workspace, 'out'))['Amina-Okonkwo']).to.equal('invalid');
    }),

    'killed while the new one is anchored is finished by resume as a whole': atDesk(async (desk) => {
      const { workspace, proxy, issuer } = desk;
      await issueFirst(desk);
      proxy.rule('eth_sendRawTransaction', 'hold-answer');
      const running = workspace.start(...reissueWords(desk));
      await Promise.race([
        proxy.reached(),
        running.ended.then(({ stderr }) => expect.fail(`it ended before it anchored: ${stderr}`)),
      ]);
      running.child.kill('SIGKILL');
      await running.ended;
      proxy.reset();
      const resumed = await workspace.json<{ finished: unknown[]; replaced: unknown[] }>(
        'credential',
        'resume',
      );

      expect(resumed.exitCode, resumed.stderr).to.equal(0);
      expect(resumed.document.finished).to.have.length(1);
      expect(resumed.document.replaced).to.have.length(1);
      expect(await anchoredRoots(chain, issuer)).to.have.length(2);
      expect(workspace.ledger('SELECT is_done FROM reissues')).to.eql([{ is_done: 1 }]);
    }),

    'says that the old one is not revoked yet when only that fails, and resume revokes it': atDesk(
      async (desk) => {
        const { workspace, proxy } = desk;
        await issueFirst(desk);
        proxy.rule('eth_sendRawTransaction', { error: { code: -32000, message: 'out of order' } }, 2);
        const failed = await workspace.run(...reissueWords(desk));
        expect(failed.exitCode).to.equal(8);
        expect(failed.stderr).to.include(
          'The new credential is issued; the one that it replaces is not revoked yet.',
        );
        expect(failed.stderr).to.match(/Go on with “npx hardhat credential resume”\.\n$/);
        proxy.reset();
        const resumed = await workspace.run('credential', 'resume');

        expect(resumed.exitCode, resumed.stderr).to.equal(0);
        expect(resumed.stdout).to.include(`: ${REASON}\n`);
      },
    ),

    'leaves with Ctrl-C before anything is sent, and forgets it': atDesk(async (desk) => {
      const { workspace, proxy, issuer } = desk;
      await issueFirst(desk);
      // The third estimate is that of the anchor, once the batch is built.
      proxy.rule('eth_estimateGas', 'hold-request', 3);
      const running = workspace.start(...reissueWords(desk));
      await Promise.race([
        proxy.reached(),
        running.ended.then(({ stderr }) => expect.fail(`it ended before it asked: ${stderr}`)),
      ]);
      running.child.kill('SIGINT');
      const result = await running.ended;
      expectNoBug(result);
      expect(result.exitCode).to.equal(8);
      proxy.reset();

      expect(workspace.ledger('SELECT * FROM reissues')).to.eql([]);
      expect(await anchoredRoots(chain, issuer)).to.have.length(1);
    }),

    'keeps the ledger from other commands from before the new one is anchored until the old one is revoked':
      atDesk(async (desk) => {
        const { workspace, issuer } = desk;
        await issueFirst(desk);
        const running = workspace.start(...reissueWords(desk));
        await sends(desk, running);
        const log = openSync(workspace.path('ledger.sqlite-wal'), 'r');
        await sends(desk, running);
        // SQLite removes the log of a database that is closed; a file without a name has no links.
        const { nlink } = fstatSync(log);
        closeSync(log);
        const { exitCode, stderr } = await running.ended;

        expect(nlink, 'whether the ledger stayed open').to.equal(1);
        expect(exitCode, stderr).to.equal(0);
        expect(await anchoredRoots(chain, issuer)).to.have.length(2);
        expect(workspace.ledger('SELECT is_done FROM reissues')).to.eql([{ is_done: 1 }]);
      }),
  });
});
