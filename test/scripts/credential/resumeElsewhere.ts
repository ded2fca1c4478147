import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import {
  accountOf,
  anchoredRoots,
  type CommandChain,
  callAs,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { AMINA, rosterOf, rosterOptions } from '../../support/commandFiles.ts';
import { expectFault } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import {
  batchIn,
  closeDesk,
  type Desk,
  desksAt,
  expectIssuedOnce,
  expectResumed,
  interruptAt,
  openDesk,
} from '../../support/interruptions.ts';

describe('credential resume, when something has changed since', () => {
  let chain: CommandChain;

  before(async () => {
    chain = await startCommandChain();
  });
  after(() => chain.close());

  const atDesk = desksAt(() => chain);

  const resume = ({ workspace }: Desk, ...words: string[]) => workspace.run('credential', 'resume', ...words);

  concurrently({
    'touches nothing when the local chain was reset, and says so': atDesk(async (desk) => {
      await interruptAt(desk, 'eth_getTransactionReceipt', 'hold-request', 1);
      // The first block carries the second in which its chain began.
      await setTimeout(1100);
      const next = await startCommandChain();
      expect(next.deployment.credentialRegistry.address).to.equal(
        chain.deployment.credentialRegistry.address,
      );
      await registerIssuer(next, desk.account);
      desk.workspace.rpcUrl = next.url;

      const { document, stderr, exitCode } = await desk.workspace.json<object>('credential', 'resume');
      const told = `“Tea”, 3 credentials, belongs to another chain than this one, though both have the id 31337. If that one was the local chain before it was reset, its records are gone: issue the roster again.`;
      expect(stderr).to.equal(`Nothing is unfinished on the local chain.\n${told}\n`);
      expect(document).to.deep.equal({
        finished: [],
        failed: [],
        elsewhere: [{ root: batchIn(desk).root, chainId: 31337 }],
      });
      expect(exitCode).to.equal(0);
      expect(batchIn(desk).state).to.equal('sent');
      expect(await anchoredRoots(next, desk.issuer)).to.deep.equal([]);
      expect(desk.workspace.list('out')).to.deep.equal([]);

      const files = rosterOptions(desk.workspace, [AMINA]);
      const issued = await desk.workspace.run(
        ...['credential', 'issue', ...files, '--out', desk.workspace.path('again'), '--yes'],
        ...['--account', String(desk.account)],
      );
      expect(issued.stderr, 'nothing of the other chain’s batch').to.equal('Writing: 1 of 1\n');
      expect(await anchoredRoots(next, desk.issuer)).to.have.length(1);
      await next.close();
    }),

    'leaves a batch of another network to that network': atDesk(async (desk) => {
      await interruptAt(desk, 'eth_sendRawTransaction', 'hold-request', 1);
      const database = new DatabaseSync(desk.workspace.path('ledger.sqlite'));
      database.exec(`UPDATE batches SET chain_id = 11155111, genesis_hash = '0x${'5e'.repeat(32)}'`);
      database.close();
      const { stdout, stderr, exitCode } = await resume(desk);
      expect({ stdout, stderr, exitCode }).to.deep.equal({
        stdout: 'Nothing is unfinished on the local chain.\n',
        stderr:
          '“Tea”, 3 credentials, belongs to chain 11155111: name its network with --network to finish it.\n',
        exitCode: 0,
      });
      expect(await anchoredRoots(chain, desk.issuer)).to.deep.equal([]);
    }),

    'finishes a batch at the registry that it was built for, though another one is recorded since': atDesk(
      async (desk) => {
        await interruptAt(desk, 'eth_sendRawTransaction', 'hold-request', 1);
        const { credentialRegistry } = chain.deployment;
        const recorded = { ...credentialRegistry, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' };
        desk.workspace.write(
          'deployments/31337.json',
          JSON.stringify({ ...chain.deployment, credentialRegistry: recorded }),
        );
        await expectResumed(desk);
      },
    ),

    'anchors again, with the same root, what the chain has lost': async () => {
      // A chain of its own, because losing something loses what others did since too.
      const own = await startCommandChain();
      const desk = await openDesk(own, 0);
      const snapshot = await own.client.snapshot();
      await interruptAt(desk, 'eth_call', 'hold-request', 3);
      expect(batchIn(desk).state).to.equal('mined');
      await own.client.revert({ id: snapshot });
      expect(await anchoredRoots(own, desk.issuer)).to.deep.equal([]);
      await expectResumed(desk);
      closeDesk(desk);
      await own.close();
    },

    'needs no key for what is anchored': atDesk(async (desk) => {
      await interruptAt(desk, 'eth_call', 'hold-request', 3);
      await expectResumedWith(desk, '--account', '99');
    }),

    'asks for the key that began, unless another is named': atDesk(async (desk) => {
      await interruptAt(desk, 'eth_getTransactionCount', 'hold-request', 1);
      const database = new DatabaseSync(desk.workspace.path('ledger.sqlite'));
      database.exec(`UPDATE batches SET operator = '0x${'12'.repeat(20)}'`);
      database.close();
      expectFault(
        await resume(desk),
        4,
        /^The network “localhost” has no such key to sign with: there is none “0x1212/,
      );
      await expectResumedWith(desk, '--account', String(desk.account));
    }),

    'says why a signed batch is refused, and signs anew once the key may anchor again': atDesk(
      async (desk) => {
        const { workspace, issuer, account } = desk;
        const operator = accountOf(19).address;
        await callAs(chain, account, 'authorizeOperator', [issuer, operator, 1]);
        const files = rosterOptions(workspace, rosterOf(3));
        desk.proxy.rule('eth_sendRawTransaction', 'hold-request');
        const running = workspace.start(
          ...['credential', 'issue', ...files, '--out', workspace.path('out'), '--yes'],
          ...['--issuer', issuer, '--account', operator],
        );
        await desk.proxy.reached();
        running.child.kill('SIGKILL');
        await running.ended;
        desk.proxy.reset();
        await callAs(chain, account, 'retireOperator', [issuer, operator]);

        const refused = `${operator} is not an operator of the issuer ${issuer}.`;
        // The chain takes the transaction, and its refusal with it: it is not sent again.
        expectFault(
          await resume(desk),
          7,
          /^The transaction 0x\w+ was refused by the registry\.\nNothing was recorded; /,
        );
        expect(await anchoredRoots(chain, issuer)).to.deep.equal([]);
        expectFault(await resume(desk), 4, new RegExp(`^${refused}\n`));
        await callAs(chain, account, 'authorizeOperator', [issuer, operator, 1]);
        await expectResumed(desk);
      },
    ),

    'finishes what can be finished, and tells what cannot': atDesk(async (desk) => {
      await interruptAt(desk, 'eth_getTransactionReceipt', 'hold-request', 1);
      const database = new DatabaseSync(desk.workspace.path('ledger.sqlite'));
      // An older batch, of a key that is gone.
      database.exec(
        `INSERT INTO batches SELECT 0, 'built', chain_id, genesis_hash, registry, issuer, '0x${'12'.repeat(20)}', '0x${'34'.repeat(32)}', 1, secret, 'Coffee', output_directory || '-coffee', site, created_at, NULL, NULL, NULL, NULL, NULL, 0 FROM batches`,
      );
      database.close();

      const { document, exitCode } = await desk.workspace.json<{
        finished: { out: string }[];
        failed: object[];
      }>('credential', 'resume');
      expect(document.finished.map(({ out }) => out)).to.deep.equal([desk.workspace.path('out')]);
      expect(document.failed).to.deep.equal([
        {
          root: `0x${'34'.repeat(32)}`,
          code: 'NoKey',
          message: `The network “localhost” has no such key to sign with: there is none “0x${'12'.repeat(20)}”.`,
        },
      ]);
      expect(exitCode).to.equal(4);
    }),

    'says that no chain is listening, and that nothing is to be done': atDesk(async (desk) => {
      expect((await resume(desk)).stdout).to.equal('Nothing is unfinished on the local chain.\n');
      desk.workspace.rpcUrl = 'http://127.0.0.1:9';
      expectFault(await resume(desk), 5, /^No chain answers for the network “localhost”/);
    }),
  });

  async function expectResumedWith(desk: Desk, ...words: string[]): Promise<void> {
    const { exitCode, stderr } = await resume(desk, ...words);
    expect(exitCode, stderr).to.equal(0);
    await expectIssuedOnce(desk);
  }
});
