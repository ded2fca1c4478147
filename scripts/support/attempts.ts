import {
  formatGwei,
  type Hex,
  keccak256,
  type LocalAccount,
  parseTransaction,
  recoverTransactionAddress,
} from 'viem';
import { estimateFeesPerGas, getBalance } from 'viem/actions';
import { RootmarkError } from '#core/errors';
import type { Watched } from './confirmations.ts';
import type { Connection } from './connection.ts';
import { callFault } from './contractErrors.ts';
import { type Fees, notEnoughFunds, raisedFees } from './fees.ts';
import type { StoredTransaction } from './ledgerRecords.ts';
import { sendSigned } from './sending.ts';

/** Replacements for a transaction whose fee the chain finds too low at once; each offers an eighth more. */
const RAISES = 8;

/** What a call's transactions are sent with. */
interface AttemptsOptions {
  connection: Connection;
  /** Gives the key that signs, if it comes to a replacement. */
  account: () => Promise<LocalAccount>;
  /** What was signed for the call until now, oldest first. */
  signed: readonly [StoredTransaction, ...StoredTransaction[]];
  /** Stores a replacement; it is sent only after that. */
  keep: (replacement: StoredTransaction) => void;
  /** Tells a person what happens meanwhile. */
  tell: (sentence: string) => void;
}

/**
 * The signed transactions of one call. A replacement has the nonce of the one that it replaces, so that at most one of
 * both is ever mined, and is stored before it is sent.
 */
export class Attempts implements Watched {
  private readonly options: AttemptsOptions;
  private readonly signed: [StoredTransaction, ...StoredTransaction[]];

  constructor(options: AttemptsOptions) {
    this.options = options;
    this.signed = [...options.signed];
  }

  hashes(): readonly [Hex, ...Hex[]] {
    const [first, ...others] = this.signed;
    return [first.hash, ...others.map(({ hash }) => hash)];
  }

  /** Sends the newest one, with higher fees when the chain does not take it for its fees. @throws as {@link sendSigned}. */
  async send(): Promise<void> {
    for (let raises = 0; ; raises++) {
      try {
        return await sendSigned(this.options.connection, this.newest(), this.hashes());
      } catch (error) {
        if (!(error instanceof RootmarkError) || error.code !== 'FeeTooLow' || raises === RAISES) throw error;
        await this.replace();
      }
    }
  }

  async resend(droppedBlock: bigint): Promise<void> {
    const { connection, tell } = this.options;
    tell(
      `A reorganisation of ${connection.network.name} has dropped block ${droppedBlock}, and the transaction with it: sending it again.`,
    );
    await this.send();
  }

  /** Offers more. What stands against that is told, and the newest one goes on waiting. */
  async hasten(): Promise<void> {
    try {
      await this.replace();
      await this.send();
    } catch (error) {
      const fault = callFault(error, this.options.connection.network.name);
      if (fault.code === 'NonceTaken') throw fault;
      this.options.tell(`The transaction ${this.newest().hash} waits for a block. ${fault.message}`);
    }
  }

  private newest(): StoredTransaction {
    return this.signed.at(-1) ?? this.signed[0];
  }

  /** Signs and stores a transaction that takes the newest one's place. */
  private async replace(): Promise<void> {
    const { connection, keep, tell } = this.options;
    // Without the signature, which would be signed along with the rest.
    const { r, s, v, yParity, ...waiting } = parseTransaction(this.newest().raw as `0x02${string}`);
    const fees = await this.feesAbove({
      maxFeePerGas: waiting.maxFeePerGas ?? 0n,
      maxPriorityFeePerGas: waiting.maxPriorityFeePerGas ?? 0n,
    });
    const account = await this.sender();
    const maximumCost = (waiting.gas ?? 0n) * fees.maxFeePerGas;
    const balance = await getBalance(connection.client, { address: account.address });
    if (balance < maximumCost)
      throw notEnoughFunds(account.address, connection.network.name, balance, maximumCost);
    const raw = await account.signTransaction({ ...waiting, ...fees, type: 'eip1559' });
    const replacement = { raw, hash: keccak256(raw) };
    keep(replacement);
    tell(
      `The transaction ${this.newest().hash} waits for a block: ${replacement.hash} takes its place, at up to ${formatGwei(fees.maxFeePerGas)} gwei.`,
    );
    this.signed.push(replacement);
  }

  private async feesAbove(waiting: Fees): Promise<Fees> {
    const { client, network, maximumFeePerGas: limit } = this.options.connection;
    const fees = raisedFees(waiting, await estimateFeesPerGas(client), limit);
    if (fees !== null) return fees;
    throw new RootmarkError(
      'funds',
      'FeeTooHigh',
      `${network.name} would take one with higher fees than ${formatGwei(waiting.maxFeePerGas)} gwei in its place; --max-fee allows ${formatGwei(limit ?? 0n)}.`,
      'Allow more with “npx hardhat credential resume --max-fee GWEI”.',
    );
  }

  /** The key that signed what is to be replaced: a nonce means nothing for another one. */
  private async sender(): Promise<LocalAccount> {
    const account = await this.options.account();
    const signer = await recoverTransactionAddress({
      serializedTransaction: this.newest().raw as `0x02${string}`,
    });
    if (account.address === signer) return account;
    throw new RootmarkError(
      'authority',
      'NoKey',
      `${signer} signed it, and only that key can replace it with one that offers more.`,
      'Choose it with --account.',
    );
  }
}
