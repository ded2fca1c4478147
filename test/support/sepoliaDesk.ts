import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import type { Hex } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import type { AnvilChain } from './anvilChain.ts';
import { accountOf, anchoredRoots, OWN_ACCOUNT } from './commandChain.ts';
import { AMINA, rosterOptions } from './commandFiles.ts';
import { type RunningCommand, Workspace } from './commands.ts';
import { type Losses, lossesOf, type OrderedBatch } from './losses.ts';
import { type RpcProxy, startRpcProxy } from './rpcProxy.ts';

const CONFIRMATIONS = 3;

/** Where a batch stands on the chain. */
export interface Anchoring {
  hash: Hex;
  block: number;
}

/** A workspace whose commands talk, through a proxy, to a chain that passes for Sepolia and can reorganise itself. */
export class SepoliaDesk {
  readonly workspace: Workspace;
  readonly proxy: RpcProxy;
  private readonly chain: AnvilChain;
  private readonly batches: OrderedBatch[] = [];
  /** What others had anchored as this issuer. */
  private readonly before: readonly Hex[];

  private constructor(chain: AnvilChain, proxy: RpcProxy, key: Hex, before: readonly Hex[]) {
    this.chain = chain;
    this.proxy = proxy;
    this.before = before;
    this.workspace = new Workspace(chain);
    this.workspace.environment.SEPOLIA_RPC_URL = proxy.url;
    this.workspace.environment.SEPOLIA_PRIVATE_KEY = key;
  }

  /** @param key of the issuer, as `registerOwnIssuer` gives it. */
  static async open(chain: AnvilChain, key: Hex): Promise<SepoliaDesk> {
    const before = await anchoredRoots(chain, accountOf(OWN_ACCOUNT).address);
    return new SepoliaDesk(chain, await startRpcProxy(chain.url), key, before);
  }

  close(): void {
    this.proxy.close();
    this.workspace.remove();
  }

  /** Begins to issue one credential to a holder of this name. */
  startIssuing(name: string): RunningCommand {
    const rows = [{ ...AMINA, name }];
    this.batches.push({ rows, out: 'out' });
    const files = rosterOptions(this.workspace, rows);
    return this.workspace.start(
      ...['credential', 'issue', ...files, '--out', this.workspace.path('out')],
      ...['--yes', '--json', '--network', 'sepolia'],
    );
  }

  /** The same, and waits until its transaction is in a block and was seen there. */
  async beginIssuing(name: string): Promise<{ issuing: RunningCommand; hash: Hex }> {
    const issuing = this.startIssuing(name);
    const hash = (await this.told(issuing, /Sent (0x\w+)\n/)) as Hex;
    await this.looked(issuing);
    return { issuing, hash };
  }

  startResuming(): RunningCommand {
    return this.workspace.start('credential', 'resume', '--network', 'sepolia');
  }

  /** Waits until a command has said something so many times, and gives the words in brackets of the last. */
  async told({ output, child }: RunningCommand, pattern: RegExp, times = 1): Promise<string> {
    while (true) {
      const { stdout, stderr } = output();
      const found = [...`${stderr}${stdout}`.matchAll(new RegExp(pattern, 'g'))];
      if (found.length >= times) return found[times - 1]?.[1] ?? '';
      if (child.exitCode !== null) expect.fail(`it ended: ${stderr}`);
      await setTimeout(20);
    }
  }

  /** Waits until a command has asked for its receipt once more, after everything that the chain has done by now. */
  async looked({ child, output }: RunningCommand): Promise<void> {
    const looks = () => this.proxy.methods.filter((method) => method === 'eth_getTransactionReceipt').length;
    const before = looks();
    while (looks() < before + 3) {
      if (child.exitCode !== null) expect.fail(`it ended: ${output().stderr}`);
      await setTimeout(20);
    }
  }

  /** Puts a transaction of the newest block under as many blocks as Sepolia asks for. */
  settle(): Promise<void> {
    return this.chain.client.mine({ blocks: CONFIRMATIONS - 1 });
  }

  /** Puts other blocks in place of as many as Sepolia asks for. */
  unsettle(): Promise<void> {
    return this.chain.reorganise(CONFIRMATIONS);
  }

  /** The transactions that anchored a batch. */
  async anchorings(root: Hex): Promise<Anchoring[]> {
    const logs = await this.chain.client.getContractEvents({
      abi: credentialRegistryAbi,
      address: this.chain.deployment.credentialRegistry.address,
      eventName: 'BatchAnchored',
      args: { issuer: accountOf(OWN_ACCOUNT).address, root },
      fromBlock: 0n,
    });
    return logs.map(({ transactionHash: hash, blockNumber }) => ({ hash, block: Number(blockNumber) }));
  }

  /** The one batch that the ledger knows; no command may be using it. */
  batch(): Anchoring & { root: Hex; state: string } {
    const [row] = this.workspace.ledger<Anchoring & { root: Hex; state: string }>(
      'SELECT root, state, transaction_hash AS hash, block_number AS block FROM batches',
    );
    return row ?? expect.fail('the ledger holds no batch');
  }

  /** Counts what the chain, the ledger and the folders hold beside what was begun here, which is to be finished by now. */
  async losses(): Promise<Losses> {
    const anchored = await anchoredRoots(this.chain, accountOf(OWN_ACCOUNT).address);
    return lossesOf(
      this.workspace,
      this.batches,
      anchored.filter((root) => !this.before.includes(root)),
    );
  }

  /** Asserts that a command issued a batch once, and that ledger and files name the transaction and block where it stands. */
  async expectIssued(command: RunningCommand): Promise<Anchoring> {
    const result = await command.ended;
    expect(result.exitCode, result.stderr).to.equal(0);
    const { state, ...standing } = this.batch();
    expect(state).to.equal('exported');
    const summary = JSON.parse(this.workspace.read('out', 'batch.json'));
    const { root, hash, block } = standing;
    expect([summary.root, summary.transactionHash, summary.blockNumber]).to.deep.equal([root, hash, block]);
    expect(await this.anchorings(root)).to.deep.equal([{ hash, block }]);
    return { hash, block };
  }
}
