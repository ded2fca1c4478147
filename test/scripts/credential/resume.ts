import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { sendTransaction } from 'viem/actions';
import {
  accountOf,
  anchoredRoots,
  type CommandChain,
  startCommandChain,
} from '../../support/commandChain.ts';
import { expectFault } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import {
  batchIn,
  beginIssuing,
  type Desk,
  desksAt,
  expectInterrupted,
  expectIssuedOnce,
  expectResumed,
  interruptAt,
  interruptWriting,
  isSigned,
} from '../../support/interruptions.ts';

const RESUME = 'Go on with “npx hardhat credential resume”.';

describe('credential resume', () => {
  let chain: CommandChain;

  before(async () => {
    chain = await startCommandChain();
  });
  after(() => chain.close());

  const atDesk = desksAt(() => chain);

  /** Asserts how far a killed command had come. */
  async function expectState(desk: Desk, state: string, isAnchored: boolean): Promise<void> {
    expect(batchIn(desk).state).to.equal(state);
    expect(isSigned(desk)).to.equal(state !== 'built');
    expect(await anchoredRoots(chain, desk.issuer)).to.have.length(isAnchored ? 1 : 0);
    expect(desk.workspace.list('out')).to.deep.equal([]);
  }

  concurrently({
    'finishes a batch that was killed before it was signed': atDesk(async (desk) => {
      await interruptAt(desk, 'eth_getTransactionCount', 'hold-request', 1);
      await expectState(desk, 'built', false);
      const { stdout } = await expectResumed(desk);
      expect(stdout).to.match(
        /^“Tea”, 3 credentials, not yet sent:\nSent 0x\w+\nAnchored in block \d+ for \d+ gas\nWrote /,
      );
    }),

    'finishes a batch that was killed when it was signed and had not reached the chain': atDesk(
      async (desk) => {
        await interruptAt(desk, 'eth_sendRawTransaction', 'hold-request', 1);
        await expectState(desk, 'signed', false);
        const { stdout } = await expectResumed(desk);
        expect(stdout).to.match(
          /^“Tea”, 3 credentials, signed, perhaps sent:\nSent 0x\w+\nAnchored in block \d+ for \d+ gas\nWrote /,
        );
      },
    ),

    'finishes a batch that was killed when it had reached the chain and the answer had not come back': atDesk(
      async (desk) => {
        await interruptAt(desk, 'eth_sendRawTransaction', 'hold-answer', 1);
        await expectState(desk, 'signed', true);
        const { stdout } = await expectResumed(desk);
        expect(stdout).to.match(
          /^“Tea”, 3 credentials, signed, perhaps sent:\nThe chain holds this batch already\.\nAnchored in block \d+ for \d+ gas\nWrote /,
        );
      },
    ),

    'finishes a batch that was killed when it was sent, and reports it in JSON as issuing does': atDesk(
      async (desk) => {
        await interruptAt(desk, 'eth_getTransactionReceipt', 'hold-request', 1);
        await expectState(desk, 'sent', true);
        const { document, exitCode } = await desk.workspace.json<{ finished: Record<string, unknown>[] }>(
          ...['credential', 'resume'],
        );
        expect(document).to.deep.include({ failed: [], elsewhere: [] });
        expect(document.finished).to.have.length(1);
        expect(document.finished[0]).to.deep.include({ out: desk.workspace.path('out'), credentials: 3 });
        expect(document.finished[0]?.batch).to.include({ root: batchIn(desk).root, size: 3 });
        expect(exitCode).to.equal(0);
        await expectIssuedOnce(desk);
      },
    ),

    'finishes a batch that was killed before its files were in place, and writes over nothing': atDesk(
      async (desk) => {
        await interruptAt(desk, 'eth_call', 'hold-request', 3);
        await expectState(desk, 'mined', true);
        const out = desk.workspace.path('out');
        mkdirSync(out);
        writeFileSync(`${out}/batch.json`, '{}');
        expectFault(
          await desk.workspace.run('credential', 'resume'),
          8,
          `The batch is anchored, but ${out} exists already.\nMove that folder away, then run “npx hardhat credential resume”; nothing is ever written over.\n`,
        );
        expect(desk.workspace.read('out', 'batch.json')).to.equal('{}');
        renameSync(out, desk.workspace.path('moved'));
        const { stdout } = await expectResumed(desk);
        expect(stdout).to.match(
          /^“Tea”, 3 credentials, anchored:\nAnchored in block \d+ for \d+ gas\nWrote /,
        );
      },
    ),

    'finishes a batch that was killed when half of its files were written': atDesk(async (desk) => {
      const { exitCode } = await interruptWriting(desk, 200);
      expect(exitCode, 'killed').to.equal(null);
      await expectState(desk, 'mined', true);
      expect(desk.workspace.list('out.partial', 'credentials')).to.have.length.within(200, 400);
      await expectResumed(desk);
    }, 400),

    'finishes a batch that was killed when its files were in place and not yet noted as such': atDesk(
      async (desk) => {
        await beginIssuing(desk).ended;
        const database = new DatabaseSync(desk.workspace.path('ledger.sqlite'));
        database.exec("UPDATE batches SET state = 'mined'");
        database.close();
        await expectResumed(desk);

        const again = await desk.workspace.json('credential', 'resume');
        expect(again.document).to.deep.equal({ finished: [], failed: [], elsewhere: [] });
        expect(again.stderr).to.equal('Nothing is unfinished on the local chain.\n');
        expect(again.exitCode).to.equal(0);
      },
    ),

    'signs anew when another transaction of the same key has taken the number of the signed one': atDesk(
      async (desk) => {
        await interruptAt(desk, 'eth_sendRawTransaction', 'hold-request', 1);
        const signer = accountOf(desk.account);
        const hash = await sendTransaction(chain.client, {
          account: signer,
          chain: null,
          to: signer.address,
        });
        await chain.client.waitForTransactionReceipt({ hash });
        await expectResumed(desk);
      },
    ),

    'lets Ctrl-C leave while it waits, with other commands refused until then': atDesk(async (desk) => {
      const { workspace, proxy } = desk;
      proxy.rule('eth_getTransactionReceipt', 'hold-request');
      const running = beginIssuing(desk);
      await proxy.reached();
      expectFault(
        await workspace.run('credential', 'resume'),
        2,
        `Another Rootmark command is using the ledger ${workspace.path('ledger.sqlite')}.\nWait until it is done, then try again.\n`,
      );
      running.child.kill('SIGINT');
      expectInterrupted(await running.ended, RESUME);
      proxy.reset();
      await expectResumed(desk);
    }),

    'lets Ctrl-C leave while it writes': atDesk(async (desk) => {
      expectInterrupted(await interruptWriting(desk, 20, 'SIGINT'), RESUME);
      await expectResumed(desk);
    }, 400),

    'has nothing to do when Ctrl-C came before anything was begun': atDesk(async (desk) => {
      const result = await interruptAt(desk, 'eth_estimateGas', 'hold-request', 1, 'SIGINT');
      expectInterrupted(result, 'Nothing was sent.');
      expect(desk.workspace.ledger('SELECT * FROM batches')).to.deep.equal([]);
      expect(await anchoredRoots(chain, desk.issuer)).to.deep.equal([]);
    }),

    'is what issuing again is told of': atDesk(async (desk) => {
      const { workspace } = desk;
      await interruptAt(desk, 'eth_sendRawTransaction', 'hold-request', 1);
      const files = ['--roster', workspace.path('roster.csv'), '--template', workspace.path('template.json')];
      const result = await workspace.run('credential', 'issue', ...files, '--account', String(desk.account));
      expect(result.stderr).to.match(
        /^An earlier batch, “Tea” with 3 credentials, is not finished: “npx hardhat credential resume” finishes it\. This one is another\.\nNobody is at a terminal/,
      );
    }),
  });
});
