import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import {
  anchoredRoots,
  type CommandChain,
  registerOwnIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { AMINA, rosterOptions } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import { beginIssuing, desksAt, expectIssuedOnce, expectResumed } from '../../support/interruptions.ts';
import type { Rule } from '../../support/rpcProxy.ts';

const RESUME = 'Go on with “npx hardhat credential resume”.';

describe('sending a transaction', () => {
  let chain: CommandChain;

  before(async () => {
    chain = await startCommandChain();
  });
  after(() => chain.close());

  const atDesk = desksAt(() => chain);

  /** Issuing while the chain refuses the transaction, in a way that leaves the batch to be resumed. */
  function refused(rule: Rule, told: RegExp) {
    return atDesk(async (desk) => {
      desk.proxy.rule('eth_sendRawTransaction', rule);
      const result = await beginIssuing(desk).ended;
      expectFault(result, 8, told);
      expect(result.stderr.endsWith(` ${RESUME}\n`), result.stderr).to.equal(true);
      expect(await anchoredRoots(chain, desk.issuer)).to.deep.equal([]);
      desk.proxy.reset();
      await expectResumed(desk);
    });
  }

  /** Issuing while the chain takes the transaction, and the answer is not that it did. */
  function taken(rule: Rule) {
    return atDesk(async (desk) => {
      desk.proxy.rule('eth_sendRawTransaction', rule);
      const running = beginIssuing(desk);
      await desk.proxy.reached();
      desk.proxy.reset();
      const { exitCode, stderr } = await running.ended;
      expect(exitCode, stderr).to.equal(0);
      await expectIssuedOnce(desk);
    });
  }

  concurrently({
    'that does not reach the chain leaves the batch to be resumed, and says so': refused(
      'cut',
      /^No proper answer from the local chain: .+\nTry again in a minute\. /,
    ),

    'that the chain finds too dear leaves the batch to be resumed, and says so': refused(
      { error: { code: -32000, message: 'insufficient funds for gas * price + value' } },
      /^The signing key has too little on the local chain to pay for this\.\nSend it some, or choose another key with --account\. /,
    ),

    'whose answer was lost goes on, and is there once': taken('cut-answer'),

    'that the chain calls known goes on, and is there once': taken({
      passOn: true,
      error: { code: -32000, message: 'already known' },
    }),

    'whose fate is not known tells issuers to resume, and others to repeat': atDesk(async (desk) => {
      desk.proxy.rule('eth_getTransactionReceipt', 'cut');
      expectFault(
        await beginIssuing(desk).ended,
        8,
        new RegExp(
          `^The transaction 0x\\w+ is not settled on the local chain yet: .+\nIt may still arrive\\. ${RESUME}\n$`,
        ),
      );
      const operator = `0x${'12'.repeat(20)}`;
      const words = ['issuer', 'operator', 'authorize', operator, '--account', String(desk.account)];
      expectFault(
        await desk.workspace.run(...words),
        8,
        /^The transaction 0x\w+ is not settled on the local chain yet: .+\nIt may still arrive\. Run the same command again: what the chain has already is left as it is\.\n$/,
      );
      desk.proxy.reset();
      expect((await desk.workspace.run(...words)).exitCode).to.equal(0);
      await expectResumed(desk);
    }),
  });
});

describe('confirmations', function () {
  this.timeout(60_000);

  it('are waited for before anything is written', async () => {
    const chain = await startCommandChain(11155111);
    const workspace = new Workspace(chain);
    workspace.environment.SEPOLIA_RPC_URL = chain.url;
    workspace.environment.SEPOLIA_PRIVATE_KEY = await registerOwnIssuer(chain);
    const files = rosterOptions(workspace, [AMINA]);
    const out = workspace.path('out');
    const running = workspace.start(
      ...['credential', 'issue', ...files, '--out', out, '--yes', '--network', 'sepolia'],
    );
    while (!running.output().stdout.includes('Sent 0x')) await setTimeout(20);
    await chain.client.mine({ blocks: 1 });
    // Two of the three blocks that Sepolia asks for: time enough to be wrong in.
    await setTimeout(1000);
    expect(running.output().stdout).not.to.include('Anchored');
    expect(existsSync(`${out}.partial/credentials`)).to.equal(false);
    await chain.client.mine({ blocks: 1 });
    const { exitCode, stdout, stderr } = await running.ended;
    expect(stdout, stderr).to.match(/\nAnchored in block \d+ for \d+ gas\nWrote 1 credential to /);
    expect(exitCode).to.equal(0);
    workspace.remove();
    await chain.close();
  });
});
