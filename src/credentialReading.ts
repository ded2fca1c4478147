import type { Address, Client, ContractFunctionReturnType } from 'viem';
import { getBlock, getChainId, readContract } from 'viem/actions';
import { credentialRegistryAbi } from '#core/abi';
import type { Deployment } from '#core/deployments';
import { type CredentialQuery, chainMismatch, chainUnreachable, readingFault } from '#core/registry';
import type { ReadBlock } from '#core/verdict';

/** What the registry says about a credential, at one block. */
export interface CredentialReading {
  included: boolean;
  revoked: boolean;
  suspended: boolean;
  withdrawn: boolean;
  distrusted: boolean;
  /** Unix seconds; null when this issuer anchored no such root. */
  anchoredAt: number | null;
  /** Whether the batch is under as many blocks as the network asks for. */
  settled: boolean;
  operator: Address;
  /** Unix seconds from which the operator's batches are not to be relied on; null while it is trusted. */
  distrustedSince: number | null;
  didAtAnchoring: string;
  didNow: string;
}

/**
 * The newest block of an endpoint that answers for a deployment's chain.
 *
 * @throws RootmarkError of kind `network`: `ChainUnreachable` or `ChainMismatch`.
 */
export async function readHead(client: Client, deployment: Deployment): Promise<ReadBlock> {
  const [chainId, block] = await Promise.all([getChainId(client), getBlock(client)]).catch((error) => {
    throw readingFault(error, deployment);
  });
  if (chainId !== deployment.chainId) throw chainMismatch(deployment, chainId);
  return namedBlock(block, deployment);
}

/** A block by its number. @throws RootmarkError `ChainUnreachable`. */
export async function readBlock(client: Client, deployment: Deployment, number: number): Promise<ReadBlock> {
  const block = await getBlock(client, { blockNumber: BigInt(number) }).catch((error) => {
    throw readingFault(error, deployment);
  });
  const read = namedBlock(block, deployment);
  if (read.number === number) return read;
  throw chainUnreachable(deployment, 'The endpoint gave another block than the one asked for.');
}

/** Asked at a block without number, hash or time, an endpoint would answer about one that nobody could name. */
function namedBlock(
  block: { number: bigint | null; hash: unknown; timestamp: bigint },
  deployment: Deployment,
): ReadBlock {
  const number = Number(block.number ?? Number.NaN);
  const timestamp = Number(block.timestamp);
  if (!Number.isSafeInteger(number) || !Number.isSafeInteger(timestamp) || !isHash(block.hash))
    throw chainUnreachable(deployment, 'The endpoint gave a block without number, hash or time.');
  return { number, hash: block.hash, timestamp };
}

function isHash(value: unknown): value is ReadBlock['hash'] {
  return typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value);
}

/**
 * Asks the registry about a credential, as it was at a block.
 *
 * @throws RootmarkError of kind `network`: `ChainUnreachable` or `RegistryMissing`.
 */
export async function readCredential(
  client: Client,
  deployment: Deployment,
  query: CredentialQuery,
  block: ReadBlock,
): Promise<CredentialReading> {
  try {
    const state = await readContract(client, {
      abi: credentialRegistryAbi,
      address: deployment.credentialRegistry.address,
      functionName: 'credentialState',
      args: [query.issuer, query.root, BigInt(query.index), query.payloadHash, query.path],
      blockNumber: BigInt(block.number),
    });
    return await readingOf(client, deployment, query, block, state);
  } catch (error) {
    throw readingFault(error, deployment);
  }
}

/** The answer of the registry's `credentialState`. */
type CredentialState = ContractFunctionReturnType<typeof credentialRegistryAbi, 'view', 'credentialState'>;

/** What the registry's answer says, once it is known whether the batch has settled. @throws whatever viem throws. */
export async function readingOf(
  client: Client,
  deployment: Deployment,
  batch: BatchQuery,
  block: ReadBlock,
  state: CredentialState,
): Promise<CredentialReading> {
  return {
    included: state.included,
    revoked: state.revoked,
    suspended: state.suspended,
    withdrawn: state.withdrawn,
    distrusted: state.distrusted,
    anchoredAt: state.anchoredAt || null,
    settled: state.anchoredAt !== 0 && (await hasSettled(client, deployment, batch, block, state.anchoredAt)),
    operator: state.operator,
    distrustedSince: state.operatorRecord.distrustedSince || null,
    didAtAnchoring: state.didAtAnchoring,
    didNow: state.didNow,
  };
}

type BatchQuery = Pick<CredentialQuery, 'issuer' | 'root'>;

/** Seconds that no chain's block takes: a batch older than its confirmations times this has settled for certain. */
const SLOWEST_BLOCK = 60;

/** Whether a batch was there already at the block that leaves it under as many blocks as the network asks for. */
async function hasSettled(
  client: Client,
  { credentialRegistry, confirmations }: Deployment,
  { issuer, root }: BatchQuery,
  { number, timestamp }: ReadBlock,
  anchoredAt: number,
): Promise<boolean> {
  if (confirmations <= 1 || timestamp - anchoredAt > confirmations * SLOWEST_BLOCK) return true;
  const settledAt = number - confirmations + 1;
  // Before its deployment the registry had no record of anything.
  if (settledAt < credentialRegistry.blockNumber) return false;
  const batch = await readContract(client, {
    abi: credentialRegistryAbi,
    address: credentialRegistry.address,
    functionName: 'batchOf',
    args: [issuer, root],
    blockNumber: BigInt(settledAt),
  });
  return batch.anchoredAt !== 0;
}
