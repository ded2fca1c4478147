import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { type Hex, parseGwei } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import type { VerificationResult } from '#core/verdict';
import { type AnvilChain, startAnvilChain } from '../../support/anvilChain.ts';
import { accountOf, callAs, registerIssuer } from '../../support/commandChain.ts';
import { AMINA, type Issued, rosterOptions } from '../../support/commandFiles.ts';
import { documentOf, type RunningCommand, Workspace } from '../../support/commands.ts';
import { type RpcProxy, startRpcProxy } from '../../support/rpcProxy.ts';

/** The key of the first of the chain's funded accounts, which is public. */
const KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';
const SEPOLIA = 11155111;
/** Blocks that Sepolia asks for. */
const CONFIRMATIONS = 3;

describe('a chain reorganisation', function () {
  this.timeout(120_000);

  let chain: AnvilChain;
  let proxy: RpcProxy;
  let workspace: Workspace;

  before(async function () {
    const started = await startAnvilChain(SEPOLIA);
    if (started === null) {
      console.log(
        '      There is no anvil for this platform, and no other chain here can reorganise itself.',
      );
      return this.skip();
    }
    chain = started;
    await registerIssuer(chain, 0);
  });
  after(() => chain?.close());

  beforeEach(async () => {
    proxy = await startRpcProxy(chain.url);
    workspace = new Workspace(chain);
    workspace.environment.SEPOLIA_RPC_URL = proxy.url;
    workspace.environment.SEPOLIA_PRIVATE_KEY = KEY;
  });
  afterEach(() => {
    proxy.close();
    workspace.remove();
  });

  /** Begins to issue one credential, and waits until its transaction is in a block and was seen there. */
  async function beginIssuing(name: string): Promise<{ issuing: RunningCommand; hash: Hex }> {
    const files = rosterOptions(workspace, [{ ...AMINA, name }]);
    const issuing = workspace.start(
      ...['credential', 'issue', ...files, '--out', workspace.path('out')],
      ...['--yes', '--json', '--network', 'sepolia'],
    );
    const hash = (await told(issuing, /Sent (0x\w+)\n/)) as Hex;
    await looked(issuing);
    return { issuing, hash };
  }

  /** Waits until a command has said something so many times, and gives the words in brackets of the last. */
  async function told({ output, child }: RunningCommand, pattern: RegExp, times = 1): Promise<string> {
    while (true) {
      const { stdout, stderr } = output();
      const found = [...`${stderr}${stdout}`.matchAll(new RegExp(pattern, 'g'))];
      if (found.length >= times) return found[times - 1]?.[1] ?? '';
      if (child.exitCode !== null) expect.fail(`it ended: ${stderr}`);
      await setTimeout(20);
    }
  }

  /** Waits until a command has asked for its receipt once more, after everything that the chain has done by now. */
  async function looked({ child, output }: RunningCommand): Promise<void> {
    const looks = () => proxy.methods.filter((method) => method === 'eth_getTransactionReceipt').length;
    const before = looks();
    while (looks() < before + 3) {
      if (child.exitCode !== null) expect.fail(`it ended: ${output().stderr}`);
      await setTimeout(20);
    }
  }

  const mine = (blocks: number) => chain.client.mine({ blocks });
  /** Puts a transaction of the newest block under as many blocks as Sepolia asks for. */
  const settle = () => mine(CONFIRMATIONS - 1);
  const blockOf = async (hash: Hex) =>
    Number((await chain.client.getTransactionReceipt({ hash })).blockNumber);
  const rawOf = (hash: Hex): Promise<Hex> =>
    chain.client.request({ method: 'eth_getRawTransactionByHash', params: [hash] } as never);

  /** The transactions that anchored a batch, with their blocks. */
  async function anchorings(root: Hex): Promise<{ hash: Hex; block: number }[]> {
    const logs = await chain.client.getContractEvents({
      abi: credentialRegistryAbi,
      address: chain.deployment.credentialRegistry.address,
      eventName: 'BatchAnchored',
      args: { issuer: accountOf(0).address, root },
      fromBlock: 0n,
    });
    return logs.map(({ transactionHash: hash, blockNumber }) => ({ hash, block: Number(blockNumber) }));
  }

  /** The one batch that the ledger knows; no command may be using it. */
  function batch() {
    const [row] = workspace.ledger<{ root: Hex; state: string; hash: Hex; block: number }>(
      'SELECT root, state, transaction_hash AS hash, block_number AS block FROM batches',
    );
    return row ?? expect.fail('the ledger holds no batch');
  }

  /** Asserts that a command issued a batch once, and that ledger and files name the transaction and block where it stands. */
  async function expectIssued(command: RunningCommand): Promise<{ hash: Hex; block: number }> {
    const result = await command.ended;
    expect(result.exitCode, result.stderr).to.equal(0);
    const { state, ...standing } = batch();
    expect(state).to.equal('exported');
    const summary = JSON.parse(workspace.read('out', 'batch.json'));
    const { root, hash, block } = standing;
    expect([summary.root, summary.transactionHash, summary.blockNumber]).to.deep.equal([root, hash, block]);
    expect(await anchorings(root)).to.deep.equal([{ hash, block }]);
    return { hash, block };
  }

  it('that drops the anchor makes issuing send the same transaction again, and wait anew', async () => {
    const { issuing, hash } = await beginIssuing('Dropped Once');
    const block = await blockOf(hash);
    await mine(1);
    await looked(issuing);

    await chain.reorganise(2);
    await told(issuing, /sending it again/);
    await looked(issuing);
    expect(issuing.output().stdout).to.equal('');
    expect(workspace.list('out')).to.deep.equal([]);
    await settle();

    const issued = await expectIssued(issuing);
    expect(issued.hash).to.equal(hash);
    expect(issued.block).to.equal(block + 2);
    const { stdout, stderr } = await issuing.ended;
    expect(documentOf<Issued>({ exitCode: 0, stdout, stderr }).batch.blockNumber).to.equal(issued.block);
    expect(stderr).to.include(
      `A reorganisation of Sepolia has dropped block ${block}, and the transaction with it: sending it again.\n`,
    );
  });

  it('that drops the anchor twice is survived twice', async () => {
    const { issuing, hash } = await beginIssuing('Dropped Twice');
    for (const times of [1, 2]) {
      await chain.reorganise(1);
      await told(issuing, /sending it again/, times);
      await looked(issuing);
    }
    await settle();
    expect((await expectIssued(issuing)).hash).to.equal(hash);
  });

  it('that puts another transaction of the same key in its place makes issuing sign anew, and anchor once', async () => {
    const { issuing, hash } = await beginIssuing('Overtaken');
    const { nonce } = await chain.client.getTransaction({ hash });
    const other = await accountOf(0).signTransaction({
      chainId: SEPOLIA,
      type: 'eip1559',
      nonce,
      to: accountOf(0).address,
      gas: 21_000n,
      maxFeePerGas: parseGwei('20'),
      maxPriorityFeePerGas: parseGwei('2'),
    });

    await chain.reorganise(1, { raw: other, block: 0 });
    const again = await told(issuing, /Sent (0x\w+)\n/, 2);
    await looked(issuing);
    await settle();

    expect(again).not.to.equal(hash);
    expect((await expectIssued(issuing)).hash).to.equal(again);
  });

  it('that only moves the anchor to a later block makes issuing wait for that one, and name it', async () => {
    const { issuing, hash } = await beginIssuing('Moved');
    const block = await blockOf(hash);
    await mine(1);
    await looked(issuing);

    await chain.reorganise(2, { raw: await rawOf(hash), block: 1 });
    expect(await blockOf(hash)).to.equal(block + 1);
    await mine(1);
    await looked(issuing);
    expect(workspace.list('out')).to.deep.equal([]);
    await mine(1);

    expect(await expectIssued(issuing)).to.deep.equal({ hash, block: block + 1 });
    expect(issuing.output().stderr).not.to.include('reorganisation');
  });

  it('after the anchor was noted and before files were in place is mended by resume', async () => {
    proxy.rule('eth_call', 'hold-request', 3);
    const { issuing, hash } = await beginIssuing('Dropped Late');
    await settle();
    await proxy.reached();
    issuing.child.kill('SIGKILL');
    await issuing.ended;
    const noted = batch();
    expect(noted).to.include({ state: 'mined', hash });
    await chain.reorganise(CONFIRMATIONS);
    expect(await anchorings(noted.root)).to.deep.equal([]);
    proxy.reset();

    const resuming = workspace.start('credential', 'resume', '--network', 'sepolia');
    await told(resuming, /Sent 0x/);
    await looked(resuming);
    expect(workspace.list('out')).to.deep.equal([]);
    await settle();
    expect(await expectIssued(resuming)).to.deep.equal({ hash, block: noted.block + CONFIRMATIONS });
  });

  it('while files are written leaves nothing in place, and says to resume', async () => {
    const { issuing } = await beginIssuing('Dropped While Writing');
    proxy.rule('eth_call', { result: `0x${'00'.repeat(128)}` });
    await settle();

    const { exitCode, stderr } = await issuing.ended;
    expect(stderr).to.match(
      /\nThe chain no longer holds the batch 0x\w{64}\.\nRun “npx hardhat credential resume” to anchor it again\.\n$/,
    );
    expect(exitCode).to.equal(8);
    expect(workspace.list('out')).to.deep.equal([]);
    proxy.reset();
    await expectIssued(workspace.start('credential', 'resume', '--network', 'sepolia'));
  });

  it('can still come for what resume finds on the chain, so that it waits for the confirmations', async () => {
    const { issuing, hash } = await beginIssuing('Killed Waiting');
    issuing.child.kill('SIGKILL');
    await issuing.ended;

    const resuming = workspace.start('credential', 'resume', '--network', 'sepolia');
    await told(resuming, /The chain holds this batch already/);
    await looked(resuming);
    expect(workspace.list('out')).to.deep.equal([]);
    await settle();
    expect((await expectIssued(resuming)).hash).to.equal(hash);
  });

  it('can still come for a batch that another transaction anchored: resume says to wait', async () => {
    proxy.rule('eth_sendRawTransaction', 'hold-request');
    const files = rosterOptions(workspace, [{ ...AMINA, name: 'Anchored Elsewhere' }]);
    const issuing = workspace.start(
      ...['credential', 'issue', ...files, '--out', workspace.path('out'), '--yes', '--network', 'sepolia'],
    );
    await proxy.reached();
    issuing.child.kill('SIGKILL');
    await issuing.ended;
    proxy.reset();
    const { root } = batch();
    await callAs(chain, 0, 'anchorBatch', [accountOf(0).address, root, 1]);

    const early = await workspace.run('credential', 'resume', '--network', 'sepolia');
    expect(early.stderr).to.equal(
      `Another transaction anchored the batch ${root}; it is under 1 of 3 blocks.\nRun “npx hardhat credential resume” in a minute.\n`,
    );
    expect(early.exitCode).to.equal(8);
    await settle();
    const { exitCode, stdout } = await workspace.run('credential', 'resume', '--network', 'sepolia');
    expect(stdout).to.match(/\nThe chain holds this batch already\.\nWrote 1 credential to /);
    expect(exitCode).to.equal(0);
    expect(await anchorings(root)).to.have.length(1);
  });

  it('that drops the anchor of a credential keeps it from being verified, until it has settled again', async () => {
    const { issuing, hash } = await beginIssuing('Verified');
    await settle();
    await expectIssued(issuing);
    const raw = await rawOf(hash);
    const verify = async () => {
      const { document } = await workspace.json<{ results: VerificationResult[] }>(
        ...['credential', 'verify', workspace.path('out'), '--network', 'sepolia'],
      );
      const [result] = document.results;
      const anchored = result?.checks.find(({ id }) => id === 'anchored');
      return [result?.verdict, anchored?.status, anchored?.message];
    };
    const recorded = (await verify()).at(-1);
    expect(recorded).to.match(/^Recorded on Sepolia on /);

    await chain.reorganise(CONFIRMATIONS);
    expect(await verify()).to.deep.equal(['invalid', 'failed', 'There is no record of this on Sepolia.']);

    await chain.client.sendRawTransaction({ serializedTransaction: raw });
    expect(await verify()).to.deep.equal(['unchecked', 'unknown', 'Recorded, settling: 1 of 3 blocks.']);

    await settle();
    expect((await verify()).at(-1)).to.equal(recorded);
  });
});
