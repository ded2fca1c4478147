import type { Client, Hex } from 'viem';
import { TransactionNotFoundError, TransactionReceiptNotFoundError } from 'viem';
import { getBlockNumber, getTransaction, getTransactionReceipt } from 'viem/actions';
import type { Deployment } from '#core/deployments';
import { networkOf } from '#core/networks';
import { anchoringBlockOf, readBatch, readingFault } from '#core/registry';
import type { StoredBatch } from './storedBatch.ts';

/** Where a batch stands on the chain, which alone says whether it was anchored. */
export type BatchStanding =
  /** What is not known of a transaction that another tab or person sent is null. */
  | { state: 'anchored'; blockNumber: number | null; gasUsed: number | null; transactionHash: Hex | null }
  /** It is recorded, but under too few blocks to count on. */
  | { state: 'settling' }
  /** The chain holds the root with another number of credentials. */
  | { state: 'differs' }
  /** It was sent, and waits to be recorded, or for more blocks above it. */
  | { state: 'pending'; hash: Hex }
  | { state: 'absent' };

/** Asks the chain about a batch before anything is sent for it. @throws RootmarkError of kind `network`. */
export async function standingOf(
  batch: Pick<StoredBatch, 'issuer' | 'root' | 'size' | 'transactionHash'>,
  client: Client,
  deployment: Deployment,
): Promise<BatchStanding> {
  const found = await readBatch(client, deployment, batch);
  const { transactionHash } = batch;
  if (found !== null && found.size !== batch.size) return { state: 'differs' };
  if (found !== null) return settled(await placeOf(batch, client, deployment), client, deployment);
  if (transactionHash === null) return { state: 'absent' };
  try {
    const { blockNumber } = await getTransaction(client, { hash: transactionHash });
    // One that was recorded and left no batch behind has failed.
    return blockNumber === null ? { state: 'pending', hash: transactionHash } : { state: 'absent' };
  } catch (error) {
    if (error instanceof TransactionNotFoundError) return { state: 'absent' };
    throw readingFault(error, deployment);
  }
}

/** Nobody is handed files that a reorganisation could make worthless. */
async function settled(
  standing: Extract<BatchStanding, { state: 'anchored' }>,
  client: Client,
  deployment: Deployment,
): Promise<BatchStanding> {
  const { blockNumber, transactionHash } = standing;
  if (blockNumber === null) return standing;
  const latest = await getBlockNumber(client, { cacheTime: 0 }).catch((error: unknown) => {
    throw readingFault(error, deployment);
  });
  const blocks = Number(latest) - blockNumber + 1;
  if (blocks >= networkOf(deployment.chainId).confirmations) return standing;
  return transactionHash === null ? { state: 'settling' } : { state: 'pending', hash: transactionHash };
}

async function placeOf(
  batch: Pick<StoredBatch, 'issuer' | 'root' | 'transactionHash'>,
  client: Client,
  deployment: Deployment,
): Promise<Extract<BatchStanding, { state: 'anchored' }>> {
  const { transactionHash } = batch;
  if (transactionHash !== null) {
    try {
      const { status, blockNumber, gasUsed } = await getTransactionReceipt(client, { hash: transactionHash });
      if (status === 'success') {
        const place = { blockNumber: Number(blockNumber), gasUsed: Number(gasUsed) };
        return { state: 'anchored', transactionHash, ...place };
      }
    } catch (error) {
      if (!(error instanceof TransactionReceiptNotFoundError)) throw readingFault(error, deployment);
    }
  }
  const { issuer, root } = batch;
  const blockNumber = await anchoringBlockOf(client, deployment, { issuer, root }).catch(() => null);
  return { state: 'anchored', transactionHash: null, blockNumber, gasUsed: null };
}
