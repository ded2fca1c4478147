import { closeSync, fstatSync, openSync } from 'node:fs';
import { expect } from 'chai';
import { anchoredRoots, type CommandChain, startCommandChain } from '../../support/commandChain.ts';
import { AMINA, issue, rosterOptions } from '../../support/commandFiles.ts';
import type { RunningCommand } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import { type Desk, desksAt } from '../../support/interruptions.ts';

describe('credential reissue beside other commands', () => {
  let chain: CommandChain;

  before(async () => {
    chain = await startCommandChain();
  });
  after(() => chain.close());

  const atDesk = desksAt(() => chain);

  function start({ workspace, account }: Desk): RunningCommand {
    return workspace.start(
      ...['credential', 'reissue', ...rosterOptions(workspace, [{ ...AMINA, mark: '91' }])],
      ...['--credential', workspace.path('out', 'credentials', 'Amina-Okonkwo.json')],
      ...['--reason', 'the mark was wrong', '--out', workspace.path('corrected')],
      ...['--yes', '--account', String(account)],
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
    'keeps the ledger from them from before the new one is anchored until the old one is revoked': atDesk(
      async (desk) => {
        const { workspace, issuer, account } = desk;
        await issue(workspace, 'out', [AMINA], '--account', String(account));
        const running = start(desk);
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
      },
    ),
  });
});
