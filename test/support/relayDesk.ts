import { expect } from 'chai';
import type { Address, Hex } from 'viem';
import { ROLE, readBatch } from '#core/registry';
import { accountOf, type CommandChain, callAs, registerIssuer, startCommandChain } from './commandChain.ts';
import { AMINA, BEN, type Issued, rosterOptions } from './commandFiles.ts';
import { Workspace } from './commands.ts';

export const DID = 'did:web:lakeside.example';
export const OPERATOR = accountOf(2).address;
/** The key that pays, and is nobody to the registry. */
export const RELAYER = accountOf(7).address;

/** A relay file, as somebody with an editor sees it. */
export interface RelayFile extends Record<string, unknown> {
  chainId: number;
  registry: Address;
  operator: Address;
  deadline: number;
  messages: [{ issuer: Address; root: Hex; size: number; signature: Hex }];
}

/** What `credential issue --relay-from --json` prints. */
export interface Relayed {
  batch: Issued['batch'];
  receipt: string;
}

/** Two machines at one chain, of which one signs and the other sends; defined for all tests of a `describe`. */
export class RelayDesk {
  chain!: CommandChain;
  /** The machine that signs and has the ledger; it knows the deployment and no endpoint that answers. */
  offline!: Workspace;
  /** The machine with funds, which knows nothing but the relay file. */
  online!: Workspace;
  issuer!: Address;

  constructor() {
    before(async () => {
      this.chain = await startCommandChain();
      this.issuer = await registerIssuer(this.chain, 1);
      await callAs(this.chain, 1, 'authorizeOperator', [this.issuer, OPERATOR, ROLE.anchor]);
    });
    beforeEach(() => {
      this.forgetOffline();
      this.online = new Workspace(this.chain);
    });
    afterEach(() => {
      this.offline.remove();
      this.online.remove();
    });
    after(() => this.chain.close());
  }

  /** Puts a new machine in place of the one that signs. */
  forgetOffline(): void {
    this.offline?.remove();
    this.offline = new Workspace({ ...this.chain, url: 'http://127.0.0.1:9' });
  }

  /** Signs a batch of two on the machine that is offline. */
  async sign(...options: string[]) {
    const { offline } = this;
    const files = rosterOptions(offline, [AMINA, BEN]);
    const result = await offline.json<{ batch: { root: Hex; size: number }; deadline: number }>(
      ...['credential', 'issue', ...files, '--out', offline.path('tea')],
      ...['--sign-only', offline.path('tea.relay'), '--did', DID, '--issuer', this.issuer],
      ...['--account', '2', '--yes', ...options],
    );
    expect(result.exitCode, result.stderr).to.equal(0);
    return result.document;
  }

  fileOf(): RelayFile {
    return JSON.parse(this.offline.read('tea.relay'));
  }

  /** Carries the relay file over, changed if need be, and sends it. */
  send(changes: object = {}) {
    const relay = this.online.write('tea.relay', JSON.stringify({ ...this.fileOf(), ...changes }));
    return this.online.run('credential', 'issue', '--relay-from', relay, '--account', '7', '--yes');
  }

  /** Goes on where it was signed, with an endpoint now. */
  resume(...options: string[]) {
    this.offline.rpcUrl = this.chain.url;
    return this.offline.run('credential', 'resume', ...options);
  }

  batchOf(root: Hex) {
    return readBatch(this.chain.client, this.chain.deployment, { issuer: this.issuer, root });
  }
}
