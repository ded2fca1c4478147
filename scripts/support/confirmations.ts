import { setTimeout } from 'node:timers/promises';
import { type Client, type Hex, type TransactionReceipt, TransactionReceiptNotFoundError } from 'viem';
import { getBlock, getBlockNumber, getTransactionReceipt } from 'viem/actions';
import { messageOf, RootmarkError } from '#core/errors';
import type { Connection } from './connection.ts';
import { stuckAfter } from './settings.ts';

/** Milliseconds that a transaction has to settle, counted anew after each reorganisation. */
const PATIENCE = 180_000;

/** The signed transactions of one call, all of which would do the same, and what is done when none of them gets on. */
export interface Watched {
  /** Their hashes; whichever is mined counts. */
  hashes(): readonly [Hex, ...Hex[]];
  /** Called when a reorganisation has dropped the block that one of them was in, and the transaction with it. It must
   * send the same signed transaction again: one with another nonce could do the same thing twice. */
  resend(droppedBlock: bigint): Promise<void>;
  /** Called whenever none of them has been in a block for as long as is usual. */
  hasten(): Promise<void>;
}

/**
 * Waits until one of the transactions of a call is in a block and under the network's confirmations.
 *
 * @throws RootmarkError `TransactionReverted` or `TransactionPending`; and whatever `resend` and `hasten` throw.
 */
export async function waitForConfirmations(
  connection: Connection,
  watched: Watched,
): Promise<TransactionReceipt> {
  let seen: Standing | null = null;
  let deadline = Date.now() + PATIENCE;
  let outsideSince = Date.now();
  while (true) {
    const standing = await standingOf(connection, watched.hashes(), seen);
    if (standing === 'dropped') {
      await watched.resend(seen?.receipt.blockNumber ?? 0n);
      seen = null;
      deadline = Date.now() + PATIENCE;
      outsideSince = Date.now();
    } else if (standing !== null) {
      if (standing.blocks >= connection.network.confirmations) return successful(standing.receipt);
      seen = standing;
    } else if (seen === null && Date.now() - outsideSince > stuckAfter()) {
      const asked = Date.now();
      await watched.hasten();
      outsideSince = Date.now();
      // A person who signs a replacement takes time that the network did not have.
      deadline += outsideSince - asked;
    }
    if (Date.now() > deadline) throw pending(connection, watched.hashes(), progressOf(connection, seen));
    await setTimeout(connection.client.pollingInterval);
  }
}

/** Where a transaction is, and how many blocks, its own included, it is under. */
interface Standing {
  receipt: TransactionReceipt;
  blocks: number;
}

/** Where a call stands: null while it is in no block, and `dropped` when the block that it was in has gone. */
async function standingOf(
  connection: Connection,
  hashes: readonly [Hex, ...Hex[]],
  seen: Standing | null,
): Promise<Standing | 'dropped' | null> {
  const { client } = connection;
  try {
    // Before the receipt: the head of a chain that was reorganised in between would count blocks that are not above it.
    const head = await getBlockNumber(client);
    const receipt = await receiptOf(client, hashes);
    if (receipt !== null) return { receipt, blocks: Math.max(1, Number(head - receipt.blockNumber) + 1) };
    return seen !== null && (await isReplaced(client, seen.receipt)) ? 'dropped' : null;
  } catch (error) {
    throw pending(connection, hashes, messageOf(error), error);
  }
}

/** The receipt of the one among several transactions that did what they all were to do, or of one that failed, or null. */
export async function receiptOf(client: Client, hashes: readonly Hex[]): Promise<TransactionReceipt | null> {
  const receipts = await Promise.all(
    hashes.map((hash) => getTransactionReceipt(client, { hash }).catch(nullIfNotFound)),
  );
  const mined = receipts.filter((receipt) => receipt !== null);
  return mined.find(({ status }) => status === 'success') ?? mined.at(-1) ?? null;
}

function nullIfNotFound(error: unknown): null {
  if (error instanceof TransactionReceiptNotFoundError) return null;
  throw error;
}

/** Whether another block stands where a transaction was; a node that only lags behind still has the old one, or none. */
async function isReplaced(client: Client, { blockNumber, blockHash }: TransactionReceipt): Promise<boolean> {
  const block = await getBlock(client, { blockNumber }).catch(() => null);
  return block !== null && block.hash !== blockHash;
}

function successful(receipt: TransactionReceipt): TransactionReceipt {
  if (receipt.status === 'success') return receipt;
  throw new RootmarkError(
    'contract',
    'TransactionReverted',
    `The transaction ${receipt.transactionHash} was refused by the registry.`,
    'Nothing was recorded; only its fee was paid.',
  );
}

function progressOf({ network }: Connection, seen: Standing | null): string {
  return seen === null
    ? 'it is in no block.'
    : `it is under ${seen.blocks} of ${network.confirmations} blocks.`;
}

function pending(
  { network }: Connection,
  hashes: readonly [Hex, ...Hex[]],
  problem: string,
  cause?: unknown,
): RootmarkError {
  return new RootmarkError(
    'interrupted',
    'TransactionPending',
    `The transaction ${hashes.at(-1)} is not settled on ${network.name} yet: ${problem}`,
    'It may still arrive. Go on with “npx hardhat credential resume”.',
    { cause },
  );
}
