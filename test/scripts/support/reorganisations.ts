import { expect } from 'chai';
import { type Hex, parseGwei } from 'viem';
import type { VerificationResult } from '#core/verdict';
import { type AnvilChain, startAnvilChain } from '../../support/anvilChain.ts';
import { accountOf, callAs, OWN_ACCOUNT, registerOwnIssuer } from '../../support/commandChain.ts';
import type { Issued } from '../../support/commandFiles.ts';
import { documentOf } from '../../support/commands.ts';
import { type Losses, sumOf } from '../../support/losses.ts';
import { SepoliaDesk } from '../../support/sepoliaDesk.ts';

const SEPOLIA = 11155111;

describe('a chain reorganisation', function () {
  this.timeout(120_000);

  let chain: AnvilChain;
  let key: Hex;
  let desk: SepoliaDesk;
  let reorganisations = 0;
  const losses: Losses[] = [];

  before(async function () {
    const started = await startAnvilChain(SEPOLIA);
    if (started === null) {
      console.log(
        '      There is no anvil for this platform, and no other chain here can reorganise itself.',
      );
      return this.skip();
    }
    chain = {
      ...started,
      reorganise: (...given) => {
        reorganisations++;
        return started.reorganise(...given);
      },
    };
    key = await registerOwnIssuer(chain);
  });
  after(() => chain?.close());

  beforeEach(async () => {
    desk = await SepoliaDesk.open(chain, key);
  });
  afterEach(async function () {
    try {
      // What a test that failed has left is told by the test itself.
      if (this.currentTest?.state === 'passed') losses.push(await desk.losses());
    } finally {
      desk.close();
    }
  });

  const mine = (blocks: number) => chain.client.mine({ blocks });
  const blockOf = async (hash: Hex) =>
    Number((await chain.client.getTransactionReceipt({ hash })).blockNumber);
  const rawOf = (hash: Hex): Promise<Hex> =>
    chain.client.request({ method: 'eth_getRawTransactionByHash', params: [hash] } as never);

  it('that drops the anchor makes issuing send the same transaction again, and wait anew', async () => {
    const { issuing, hash } = await desk.beginIssuing('Dropped Once');
    const block = await blockOf(hash);
    await mine(1);
    await desk.looked(issuing);

    await chain.reorganise(2);
    await desk.told(issuing, /sending it again/);
    await desk.looked(issuing);
    expect(issuing.output().stdout).to.equal('');
    expect(desk.workspace.list('out')).to.deep.equal([]);
    await desk.settle();

    const issued = await desk.expectIssued(issuing);
    expect(issued.hash).to.equal(hash);
    expect(issued.block).to.equal(block + 2);
    const { stdout, stderr } = await issuing.ended;
    expect(documentOf<Issued>({ exitCode: 0, stdout, stderr }).batch.blockNumber).to.equal(issued.block);
    expect(stderr).to.include(
      `A reorganisation of Sepolia has dropped block ${block}, and the transaction with it: sending it again.\n`,
    );
  });

  it('that drops the anchor twice is survived twice', async () => {
    const { issuing, hash } = await desk.beginIssuing('Dropped Twice');
    for (const times of [1, 2]) {
      await chain.reorganise(1);
      await desk.told(issuing, /sending it again/, times);
      await desk.looked(issuing);
    }
    await desk.settle();
    expect((await desk.expectIssued(issuing)).hash).to.equal(hash);
  });

  it('that puts another transaction of the same key in its place makes issuing sign anew, and anchor once', async () => {
    const { issuing, hash } = await desk.beginIssuing('Overtaken');
    const { nonce } = await chain.client.getTransaction({ hash });
    const other = await accountOf(OWN_ACCOUNT).signTransaction({
      chainId: SEPOLIA,
      type: 'eip1559',
      nonce,
      to: accountOf(OWN_ACCOUNT).address,
      gas: 21_000n,
      maxFeePerGas: parseGwei('20'),
      maxPriorityFeePerGas: parseGwei('2'),
    });

    await chain.reorganise(1, { raw: other, block: 0 });
    const again = await desk.told(issuing, /Sent (0x\w+)\n/, 2);
    await desk.looked(issuing);
    await desk.settle();

    expect(again).not.to.equal(hash);
    expect((await desk.expectIssued(issuing)).hash).to.equal(again);
  });

  it('that only moves the anchor to a later block makes issuing wait for that one, and name it', async () => {
    const { issuing, hash } = await desk.beginIssuing('Moved');
    const block = await blockOf(hash);
    await mine(1);
    await desk.looked(issuing);

    await chain.reorganise(2, { raw: await rawOf(hash), block: 1 });
    expect(await blockOf(hash)).to.equal(block + 1);
    await mine(1);
    await desk.looked(issuing);
    expect(desk.workspace.list('out')).to.deep.equal([]);
    await mine(1);

    expect(await desk.expectIssued(issuing)).to.deep.equal({ hash, block: block + 1 });
    expect(issuing.output().stderr).not.to.include('reorganisation');
  });

  it('after the anchor was noted and before files were in place is mended by resume', async () => {
    desk.proxy.rule('eth_call', 'hold-request', 3);
    const { issuing, hash } = await desk.beginIssuing('Dropped Late');
    await desk.settle();
    await desk.proxy.reached();
    issuing.child.kill('SIGKILL');
    await issuing.ended;
    const noted = desk.batch();
    expect(noted).to.include({ state: 'mined', hash });
    await desk.unsettle();
    expect(await desk.anchorings(noted.root)).to.deep.equal([]);
    desk.proxy.reset();

    const resuming = desk.startResuming();
    await desk.told(resuming, /Sent 0x/);
    await desk.looked(resuming);
    expect(desk.workspace.list('out')).to.deep.equal([]);
    await desk.settle();
    expect(await desk.expectIssued(resuming)).to.deep.equal({ hash, block: noted.block + 3 });
  });

  it('while files are written leaves nothing in place, and says to resume', async () => {
    const { issuing } = await desk.beginIssuing('Dropped While Writing');
    desk.proxy.rule('eth_call', { result: `0x${'00'.repeat(128)}` });
    await desk.settle();

    const { exitCode, stderr } = await issuing.ended;
    expect(stderr).to.match(
      /\nThe chain no longer holds the batch 0x\w{64}\.\nRun “npx hardhat credential resume” to anchor it again\.\n$/,
    );
    expect(exitCode).to.equal(8);
    expect(desk.workspace.list('out')).to.deep.equal([]);
    desk.proxy.reset();
    await desk.expectIssued(desk.startResuming());
  });

  it('can still come for what resume finds on the chain, so that it waits for the confirmations', async () => {
    const { issuing, hash } = await desk.beginIssuing('Killed Waiting');
    issuing.child.kill('SIGKILL');
    await issuing.ended;

    const resuming = desk.startResuming();
    await desk.told(resuming, /The chain holds this batch already/);
    await desk.looked(resuming);
    expect(desk.workspace.list('out')).to.deep.equal([]);
    await desk.settle();
    expect((await desk.expectIssued(resuming)).hash).to.equal(hash);
  });

  it('can still come for a batch that another transaction anchored: resume says to wait', async () => {
    desk.proxy.rule('eth_sendRawTransaction', 'hold-request');
    const issuing = desk.startIssuing('Anchored Elsewhere');
    await desk.proxy.reached();
    issuing.child.kill('SIGKILL');
    await issuing.ended;
    desk.proxy.reset();
    const { root } = desk.batch();
    await callAs(chain, OWN_ACCOUNT, 'anchorBatch', [accountOf(OWN_ACCOUNT).address, root, 1]);

    const early = await desk.workspace.run('credential', 'resume', '--network', 'sepolia');
    expect(early.stderr).to.equal(
      `Another transaction anchored the batch ${root}; it is under 1 of 3 blocks.\nRun “npx hardhat credential resume” in a minute.\n`,
    );
    expect(early.exitCode).to.equal(8);
    await desk.settle();
    const { exitCode, stdout } = await desk.workspace.run('credential', 'resume', '--network', 'sepolia');
    expect(stdout).to.match(/\nThe chain holds this batch already\.\nWrote 1 credential to /);
    expect(exitCode).to.equal(0);
    expect(await desk.anchorings(root)).to.have.length(1);
  });

  it('that drops the anchor of a credential keeps it from being verified, until it has settled again', async () => {
    const { issuing, hash } = await desk.beginIssuing('Verified');
    await desk.settle();
    await desk.expectIssued(issuing);
    const raw = await rawOf(hash);
    const verify = async () => {
      const { document } = await desk.workspace.json<{ results: VerificationResult[] }>(
        ...['credential', 'verify', desk.workspace.path('out'), '--network', 'sepolia'],
      );
      const [result] = document.results;
      const anchored = result?.checks.find(({ id }) => id === 'anchored');
      return [result?.verdict, anchored?.status, anchored?.message];
    };
    const recorded = (await verify()).at(-1);
    expect(recorded).to.match(/^Recorded on Sepolia on /);

    await desk.unsettle();
    expect(await verify()).to.deep.equal(['invalid', 'failed', 'There is no record of this on Sepolia.']);

    await chain.client.sendRawTransaction({ serializedTransaction: raw });
    expect(await verify()).to.deep.equal(['unchecked', 'unknown', 'Recorded, settling: 1 of 3 blocks.']);

    await desk.settle();
    expect((await verify()).at(-1)).to.equal(recorded);
  });

  it('has lost, doubled and mixed up nothing by all that', () => {
    const { batches, lost, doubled, mixedUp } = sumOf(losses);
    console.log(
      `      batches ${batches}, reorganisations ${reorganisations}, lost ${lost}, doubled ${doubled}, mixed up ${mixedUp}`,
    );
    expect({ batches, reorganisations }).to.deep.equal({ batches: 9, reorganisations: 7 });
    expect({ lost, doubled, mixedUp }).to.deep.equal({ lost: 0, doubled: 0, mixedUp: 0 });
  });
});
