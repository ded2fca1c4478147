import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { keccak256, numberToHex, parseTransaction, recoverTransactionAddress } from 'viem';
import { sendTransaction } from 'viem/actions';
import { accountOf, type CommandChain, startCommandChain } from '../../support/commandChain.ts';
import { expectNoBug } from '../../support/commands.ts';
import { closeDesk, type Desk, openDesk } from '../../support/interruptions.ts';
import { IssuingLine, randomFrom, seedOfRun } from '../../support/issuingLine.ts';
import { sumOf } from '../../support/losses.ts';
import type { Rule } from '../../support/rpcProxy.ts';

/** Desks that issue at the same time, each of which meets every fault. */
const DESKS = 4;
/** What issuing asks a chain for. */
const METHODS = [
  'eth_chainId',
  'eth_call',
  'eth_estimateGas',
  'eth_getBlockByNumber',
  'eth_getTransactionCount',
  'eth_sendRawTransaction',
  'eth_getTransactionReceipt',
];
/** The answer of a chain that takes a transaction and never puts it into a block. */
const SWALLOWED: Rule = { result: `0x${'00'.repeat(32)}` };

/** A fault that a batch meets; when it returns, the batch may be finished or not. */
type Fault = (line: IssuingLine, chain: CommandChain, random: () => number) => Promise<void>;

/** Goes on with the batch under a rule that ends as soon as it has applied once. */
async function meetOnce(line: IssuingLine, method: string, rule: Rule): Promise<void> {
  const { proxy } = line.desk;
  proxy.rule(method, rule);
  const running = line.start();
  await Promise.race([proxy.reached(), running.ended]);
  proxy.reset();
  expectNoBug(await running.ended);
}

/** Goes on with the batch under a rule that lasts as long as the command. */
async function meetAlways(line: IssuingLine, methods: readonly string[], rule: Rule): Promise<void> {
  const { proxy } = line.desk;
  for (const method of methods) proxy.rule(method, rule);
  expectNoBug(await line.start().ended);
  proxy.reset();
}

/** The signed transactions that the ledger keeps for its newest batch. */
function signedOf({ desk }: IssuingLine) {
  return desk.workspace
    .ledger<{ raw: `0x02${string}` }>(
      'SELECT raw_transaction AS raw FROM signed_transactions WHERE batch_id = (SELECT max(id) FROM batches) ORDER BY rowid',
    )
    .map(({ raw }) => ({ raw, hash: keccak256(raw), ...parseTransaction(raw) }));
}

/** Asserts that a transaction of the newest batch was replaced by one of the same key that only offers more. */
async function expectReplaced(line: IssuingLine): Promise<void> {
  const [first, second] = signedOf(line);
  if (first === undefined || second === undefined) throw new Error('nothing was replaced');
  expect([second.nonce, second.data, second.to, second.gas]).to.eql([
    first.nonce,
    first.data,
    first.to,
    first.gas,
  ]);
  for (const { raw } of [first, second])
    expect(await recoverTransactionAddress({ serializedTransaction: raw })).to.equal(line.desk.issuer);
  const least = (fee = 0n) => (fee * 110n) / 100n;
  expect((second.maxFeePerGas ?? 0n) >= least(first.maxFeePerGas), 'a tenth more in all').to.equal(true);
  expect(
    (second.maxPriorityFeePerGas ?? 0n) >= least(first.maxPriorityFeePerGas),
    'a tenth more for the block’s maker',
  ).to.equal(true);
}

const FAULTS: Record<string, Fault> = {
  'connections dropped': async (line, _, random) => {
    const method = METHODS[Math.floor(random() * METHODS.length)] ?? 'eth_call';
    await meetAlways(line, [method], random() < 0.5 ? 'cut' : 'cut-answer');
  },
  'a connection dropped once': async (line, _, random) => {
    const method = METHODS[Math.floor(random() * METHODS.length)] ?? 'eth_call';
    await meetOnce(line, method, random() < 0.5 ? 'cut' : 'cut-answer');
  },
  'every answer late': (line) => meetAlways(line, METHODS.slice(4), 'late'),
  'sent twice': (line) => meetAlways(line, ['eth_sendRawTransaction'], 'twice'),
  underpriced: async (line) => {
    await meetOnce(line, 'eth_sendRawTransaction', {
      error: { code: -32000, message: 'transaction underpriced' },
    });
    await expectReplaced(line);
  },
  'replacement underpriced': (line) =>
    meetOnce(line, 'eth_sendRawTransaction', {
      error: { code: -32000, message: 'replacement transaction underpriced' },
    }),
  stuck: async (line) => {
    await meetOnce(line, 'eth_sendRawTransaction', SWALLOWED);
    await expectReplaced(line);
  },
  'stuck, and the first is mined after its replacement was sent': async (line, chain) => {
    const { proxy } = line.desk;
    const before = proxy.sent.length;
    proxy.rule('eth_sendRawTransaction', SWALLOWED);
    const running = line.start();
    while (proxy.sent.length < before + 2 && running.child.exitCode === null) await setTimeout(20);
    const first = proxy.sent[before] ?? expect.fail('nothing was sent');
    await chain.client.sendRawTransaction({ serializedTransaction: first });
    const { exitCode, stderr } = await running.ended;
    expect(exitCode, stderr).to.equal(0);
    proxy.reset();
    await expectReplaced(line);
    expect(
      line.desk.workspace.ledger('SELECT transaction_hash AS hash FROM batches ORDER BY id DESC LIMIT 1'),
    ).to.deep.equal([{ hash: keccak256(first) }]);
  },
  'a nonce taken by another process': async (line, chain) => {
    const account = accountOf(line.desk.account);
    const nonce = await chain.client.getTransactionCount({ address: account.address });
    const hash = await sendTransaction(chain.client, { account, chain: null, to: account.address });
    await chain.client.waitForTransactionReceipt({ hash });
    await meetOnce(line, 'eth_getTransactionCount', { result: numberToHex(nonce) });
    expect(signedOf(line).map((signed) => signed.nonce)).to.eql([nonce, nonce + 1]);
  },
};

describe('credential issue and resume over a bad network', function () {
  this.timeout(900_000);

  let chain: CommandChain;

  before(async () => {
    chain = await startCommandChain();
  });
  after(() => chain.close());

  async function meetFaults(desk: Desk, random: () => number): Promise<IssuingLine> {
    desk.workspace.environment.ROOTMARK_STUCK_AFTER = '1';
    const line = new IssuingLine(desk);
    for (const [name, fault] of Object.entries(FAULTS)) {
      line.next();
      try {
        await fault(line, chain, random);
        desk.proxy.reset();
        await line.finish();
      } catch (error) {
        if (error instanceof Error) error.message = `${name}: ${error.message}`;
        throw error;
      }
    }
    return line;
  }

  it('anchor each batch once, and write each credential once', async () => {
    const seed = seedOfRun();
    const desks = await Promise.all(Array.from({ length: DESKS }, (_, account) => openDesk(chain, account)));
    try {
      const lines = await Promise.all(desks.map((desk) => meetFaults(desk, randomFrom(seed + desk.account))));
      const { batches, lost, doubled, mixedUp } = sumOf(
        await Promise.all(lines.map((line) => line.losses())),
      );
      console.log(
        `      batches ${batches}, faults ${batches}, lost ${lost}, doubled ${doubled}, mixed up ${mixedUp} (ROOTMARK_SEED=${seed})`,
      );
      expect(batches).to.equal(DESKS * Object.keys(FAULTS).length);
      expect({ lost, doubled, mixedUp }).to.deep.equal({ lost: 0, doubled: 0, mixedUp: 0 });
    } finally {
      for (const desk of desks) closeDesk(desk);
    }
  });
});
