import { setTimeout } from 'node:timers/promises';
import { type Client, type Hex, type TransactionReceipt, TransactionReceiptNotFoundError } from 'viem';
import { getBlock, getBlockNumber, getTransactionReceipt } from 'viem/actions';
import { messageOf, RootmarkError } from '#core/errors';
import type { Connection } from './connection.ts';

/** Milliseconds that a transaction has to settle, counted anew after each reorganisation. */
const PATIENCE = 180_000;

/**
 * Waits until a transaction is in a block and under the network's confirmations.
 *
 * @param resend called when a reorganisation has dropped the block that the transaction was in, and the transaction
 * with it. It must send the same signed transaction again: another one could do the same thing twice.
 * @throws RootmarkError `TransactionReverted` or `TransactionPending`; and whatever `resend` throws.
 */
export async function waitForConfirmations(
  connection: Connection,
  hash: Hex,
  resend: (droppedBlock: bigint) => Promise<void>,
): Promise<TransactionReceipt> {
  let seen: Standing | null = null;
  let deadline = Date.now() + PATIENCE;
  while (true) {
    const standing = await standingOf(connection, hash, seen);
    if (standing === 'dropped') {
      await resend(seen?.receipt.blockNumber ?? 0n);
      seen = null;
      deadline = Date.now() + PATIENCE;
    } else if (standing !== null) {
      if (standing.blocks >= connection.network.confirmations) return successful(standing.receipt);
      seen = standing;
    }
    if (Date.now() > deadline) throw pending(connection, hash, progressOf(connection, seen));
    await setTimeout(connection.client.pollingInterval);
  }
}

/** Where a transaction is, and how many blocks, its own included, it is under. */
interface Standing {
  receipt: TransactionReceipt;
  blocks: number;
}

/** Where a transaction stands: null while it is in no block, and `dropped` when the block that it was in has gone. */
async function standingOf(
  connection: Connection,
  hash: Hex,
  seen: Standing | null,
): Promise<Standing | 'dropped' | null> {
  const { client } = connection;
  try {
    // Before the receipt: the head of a chain that was reorganised in between would count blocks that are not above it.
    const head = await getBlockNumber(client);
    const receipt = await getTransactionReceipt(client, { hash }).catch(nullIfNotFound);
    if (receipt !== null) return { receipt, blocks: Math.max(1, Number(head - receipt.blockNumber) + 1) };
    return seen !== null && (await isReplaced(client, seen.receipt)) ? 'dropped' : null;
  } catch (error) {
    throw pending(connection, hash, messageOf(error), error);
  }
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

function pending({ network }: Connection, hash: Hex, problem: string, cause?: unknown): RootmarkError {
  return new RootmarkError(
    'interrupted',
    'TransactionPending',
    `The transaction ${hash} is not settled on ${network.name} yet: ${problem}`,
    'It may still arrive. Go on with “npx hardhat credential resume”.',
    { cause },
  );
}
