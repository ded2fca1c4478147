import { expect } from 'chai';
import { formatGwei, type Hex, parseGwei } from 'viem';
import { raisedFees } from '../../../scripts/support/fees.ts';
import {
  accountOf,
  anchoredRoots,
  type CommandChain,
  registerOwnIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { rosterOptions } from '../../support/commandFiles.ts';
import { expectFault, Workspace } from '../../support/commands.ts';

const gwei = (maxFeePerGas: string, maxPriorityFeePerGas: string) => ({
  maxFeePerGas: parseGwei(maxFeePerGas),
  maxPriorityFeePerGas: parseGwei(maxPriorityFeePerGas),
});

describe('raisedFees', () => {
  it('offers an eighth more of both, rounded up', () => {
    expect(raisedFees(gwei('8', '1'), gwei('2', '1'), null)).to.eql({
      maxFeePerGas: 9_000_000_001n,
      maxPriorityFeePerGas: 1_125_000_001n,
    });
    expect(raisedFees({ maxFeePerGas: 0n, maxPriorityFeePerGas: 0n }, gwei('0', '0'), null)).to.eql({
      maxFeePerGas: 1n,
      maxPriorityFeePerGas: 1n,
    });
  });

  it('offers what is asked now when that is more', () => {
    expect(raisedFees(gwei('8', '1'), gwei('40', '3'), null)).to.eql(gwei('40', '3'));
  });

  it('stays within the limit, and offers nothing when that leaves too little room', () => {
    expect(raisedFees(gwei('8', '1'), gwei('40', '30'), parseGwei('10'))).to.eql(gwei('10', '10'));
    expect(raisedFees(gwei('8', '1'), gwei('2', '1'), parseGwei('9'))).to.equal(null);
  });
});

describe('fees and keys on a network', function () {
  this.timeout(120_000);

  let chain: CommandChain;
  let key: Hex;
  let workspace: Workspace;

  before(async () => {
    chain = await startCommandChain(11155111);
    key = await registerOwnIssuer(chain);
  });
  after(() => chain.close());
  beforeEach(() => {
    workspace = new Workspace(chain);
    workspace.environment.SEPOLIA_RPC_URL = chain.url;
    workspace.environment.SEPOLIA_PRIVATE_KEY = key;
  });
  afterEach(() => workspace.remove());

  const issue = (...options: string[]) =>
    workspace.run(
      ...['credential', 'issue', ...rosterOptions(workspace), '--out', workspace.path('out'), '--yes'],
      ...['--network', 'sepolia', ...options],
    );

  it('that asks for more than --max-fee get nothing: exit code 6, and nothing is begun', async () => {
    await chain.client.setNextBlockBaseFeePerGas({ baseFeePerGas: parseGwei('30') });
    await chain.client.mine({ blocks: 1 });
    expectFault(
      await issue('--max-fee', '20'),
      6,
      /^Sepolia asks for 3\d(\.\d+)? gwei a unit of gas now; --max-fee allows 20\.\nTry again when it is cheaper, or allow more\. Nothing was sent\.\n$/,
    );
    expect(workspace.ledger('SELECT * FROM batches')).to.deep.equal([]);
    expect(await anchoredRoots(chain, accountOf(20).address)).to.deep.equal([]);
  });

  it('bound by --max-fee send transactions that offer no more than that', async () => {
    await chain.client.setNextBlockBaseFeePerGas({ baseFeePerGas: parseGwei('30') });
    await chain.client.mine({ blocks: 1 });
    const running = workspace.start(
      ...['credential', 'issue', ...rosterOptions(workspace), '--out', workspace.path('out'), '--yes'],
      ...['--network', 'sepolia', '--max-fee', '33'],
    );
    const sent = /Sent (0x\w+)\n/;
    while (!sent.test(running.output().stdout) && running.child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const [, hash] = sent.exec(running.output().stdout) ?? expect.fail(running.output().stderr);
    const { maxFeePerGas } = await chain.client.getTransaction({ hash: hash as Hex });
    expect(formatGwei(maxFeePerGas ?? 0n)).to.equal('33');
    running.child.kill('SIGKILL');
    await running.ended;
  });

  it('refuse a --max-fee that is none', async () => {
    for (const fee of ['0', '-1', 'cheap', '1e9', '']) {
      const { exitCode, stderr } = await issue(`--max-fee=${fee}`);
      expect([fee, exitCode]).to.deep.equal([fee, 2], stderr);
    }
  });

  it('refuse a key that everyone has, before anything is signed', async () => {
    workspace.environment.SEPOLIA_PRIVATE_KEY =
      '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';
    expectFault(
      await workspace.run('issuer', 'register', '--did', 'did:web:lakeside.example', '--network', 'sepolia'),
      4,
      `${accountOf(0).address} is an account of development chains: everyone has its key, so nobody may act with it on Sepolia.\nChoose another with --account, or make a new key and put it into Hardhat’s encrypted keystore. Nothing was sent.\n`,
    );
  });
});
