import {
  type Address,
  BaseError,
  type Client,
  type ContractFunctionArgs,
  type ContractFunctionName,
  ContractFunctionZeroDataError,
  encodeFunctionData,
  getAbiItem,
  type Hex,
  zeroAddress,
} from 'viem';
import { getBlock, getLogs, readContract } from 'viem/actions';
import { credentialRegistryAbi } from '#core/abi';
import type { Deployment } from '#core/deployments';
import { RootmarkError } from '#core/errors';
import { type Remember, rememberNothing } from '#core/readingMemory';

/** What names one credential to the registry. */
export interface CredentialQuery {
  issuer: Address;
  root: Hex;
  index: number;
  payloadHash: Hex;
  path: readonly Hex[];
}

/** Why and when a credential was withdrawn. */
export interface Withdrawal {
  reason: string;
  /** Unix seconds. */
  at: number;
}

/** An issuer as the registry has it. Times are Unix seconds. */
export interface IssuerRecord {
  admin: Address;
  pendingAdmin: Address | null;
  /** Oldest first; the last is today's. */
  dids: { did: string; since: number }[];
}

/** The record of an issuer, or null when there is none. @throws RootmarkError of kind `network`. */
export async function readIssuer(
  client: Client,
  deployment: Deployment,
  issuer: Address,
): Promise<IssuerRecord | null> {
  const record = await readRegistry(client, deployment, 'issuerOf', [issuer]);
  if (record.admin === zeroAddress) return null;
  return {
    admin: record.admin,
    pendingAdmin: record.pendingAdmin === zeroAddress ? null : record.pendingAdmin,
    dids: record.dids.map(({ did, since }) => ({ did, since })),
  };
}

/** The role bits of an operator. */
export const ROLE = { anchor: 1, revoke: 2 } as const;

/** An operator as the registry has it. Times are Unix seconds; null for what has not happened. */
export interface OperatorRecord {
  roles: number;
  authorizedAt: number;
  retiredAt: number | null;
  distrustedSince: number | null;
}

/** The record of an issuer's operator, or null when it was never authorised. @throws RootmarkError of kind `network`. */
export async function readOperator(
  client: Client,
  deployment: Deployment,
  issuer: Address,
  operator: Address,
): Promise<OperatorRecord | null> {
  const record = await readRegistry(client, deployment, 'operatorOf', [issuer, operator]);
  if (record.authorizedAt === 0) return null;
  return {
    roles: record.roles,
    authorizedAt: record.authorizedAt,
    retiredAt: record.retiredAt || null,
    distrustedSince: record.distrustedSince || null,
  };
}

/** A batch as the registry has it. */
export interface AnchoredBatch {
  operator: Address;
  /** Unix seconds. */
  anchoredAt: number;
  size: number;
  withdrawn: boolean;
}

/** The record of a batch, or null when this issuer anchored no such root. @throws RootmarkError of kind `network`. */
export async function readBatch(
  client: Client,
  deployment: Deployment,
  { issuer, root }: { issuer: Address; root: Hex },
): Promise<AnchoredBatch | null> {
  const record = await readRegistry(client, deployment, 'batchOf', [issuer, root]);
  return record.anchoredAt === 0 ? null : record;
}

async function readRegistry<
  const Name extends ContractFunctionName<typeof credentialRegistryAbi, 'view'>,
  const Arguments extends ContractFunctionArgs<typeof credentialRegistryAbi, 'view', Name>,
>(client: Client, deployment: Deployment, functionName: Name, args: Arguments) {
  try {
    return await readContract(client, {
      abi: credentialRegistryAbi,
      address: deployment.credentialRegistry.address,
      functionName,
      args,
    });
  } catch (error) {
    throw readingFault(error, deployment);
  }
}

/** The number of the block that anchored a batch, from its event; null when no endpoint can tell. */
export async function anchoringBlockOf(
  client: Client,
  deployment: Deployment,
  { issuer, root }: { issuer: Address; root: Hex },
): Promise<number | null> {
  const event = getAbiItem({ abi: credentialRegistryAbi, name: 'BatchAnchored' });
  // These two and no more: viem drops every log when a caller's object has a member that the event does not.
  const logs = await searchLogs(client, deployment, (range) =>
    getLogs(client, { ...range, event, args: { issuer, root } }),
  );
  return logs[0] === undefined ? null : Number(logs[0].blockNumber);
}

const WITHDRAWAL_EVENTS = {
  revoked: 'CredentialsRevoked',
  suspended: 'CredentialsSuspended',
} as const;

/** Why and when a credential was revoked or suspended, from the registry's events; null when no event tells. */
export async function withdrawalOf(
  client: Client,
  deployment: Deployment,
  kind: keyof typeof WITHDRAWAL_EVENTS,
  { issuer, root, index }: Pick<CredentialQuery, 'issuer' | 'root' | 'index'>,
  remember: Remember = rememberNothing,
): Promise<Withdrawal | null> {
  const { word, mask } = statusBitOf(index);
  const event = getAbiItem({ abi: credentialRegistryAbi, name: WITHDRAWAL_EVENTS[kind] });
  const logs = await remember(`${kind} in ${issuer} ${root}`, () =>
    searchLogs(client, deployment, (range) =>
      getLogs(client, { ...range, event, args: { issuer, root }, strict: true }),
    ),
  );
  const log = logs.findLast(({ args }) => args.word === word && (args.mask & mask) !== 0n);
  if (log === undefined) return null;
  const { blockNumber } = log;
  return {
    reason: log.args.reason,
    at: await remember(`time of ${blockNumber}`, () => timeOf(client, blockNumber)),
  };
}

/** Why and when a whole batch was withdrawn, from the registry's event; null when no event tells. */
export async function batchWithdrawalOf(
  client: Client,
  deployment: Deployment,
  { issuer, root }: { issuer: Address; root: Hex },
): Promise<Withdrawal | null> {
  const event = getAbiItem({ abi: credentialRegistryAbi, name: 'BatchWithdrawn' });
  const [log] = await searchLogs(client, deployment, (range) =>
    getLogs(client, { ...range, event, args: { issuer, root }, strict: true }),
  );
  return log === undefined ? null : { reason: log.args.reason, at: await timeOf(client, log.blockNumber) };
}

/** Where a credential's status stands: the word, and the one bit in it, counted from the word's most significant bit. */
export function statusBitOf(index: number): { word: bigint; mask: bigint } {
  return { word: BigInt(Math.floor(index / 256)), mask: 1n << BigInt(255 - (index % 256)) };
}

/** Groups indexes of one batch into status words with their masks, one entry per word, in ascending order. */
export function statusMasksOf(indexes: Iterable<number>): { word: bigint; mask: bigint }[] {
  const masks = new Map<bigint, bigint>();
  for (const index of indexes) {
    const { word, mask } = statusBitOf(index);
    masks.set(word, (masks.get(word) ?? 0n) | mask);
  }
  return [...masks].map(([word, mask]) => ({ word, mask })).sort((a, b) => (a.word < b.word ? -1 : 1));
}

/** The call data that anchors a batch. */
export function anchorBatchData(issuer: Address, root: Hex, size: number): Hex {
  return encodeFunctionData({
    abi: credentialRegistryAbi,
    functionName: 'anchorBatch',
    args: [issuer, root, size],
  });
}

/** What can be done to the status of single credentials. */
export type StatusChange = 'revoke' | 'suspend' | 'reinstate';

/** Most status words in one transaction: far below the 16,777,216 gas that EIP-7825 lets one use. */
const WORDS_AT_ONCE = 100;

/** The call data of the transactions that change the status of credentials of one batch: mostly one, more for many words. */
export function statusChangeCalls(
  change: StatusChange,
  {
    issuer,
    root,
    indexes,
    reason,
  }: { issuer: Address; root: Hex; indexes: Iterable<number>; reason: string },
): Hex[] {
  const masks = statusMasksOf(indexes);
  const calls: Hex[] = [];
  for (let at = 0; at < masks.length; at += WORDS_AT_ONCE) {
    calls.push(statusChangeCall(change, { issuer, root, reason }, masks.slice(at, at + WORDS_AT_ONCE)));
  }
  return calls;
}

function statusChangeCall(
  change: StatusChange,
  { issuer, root, reason }: { issuer: Address; root: Hex; reason: string },
  masks: readonly { word: bigint; mask: bigint }[],
): Hex {
  const abi = credentialRegistryAbi;
  // Revoking has a function of its own for many words, which costs less than as many calls.
  if (change === 'revoke' && masks.length > 1) {
    return encodeFunctionData({ abi, functionName: 'revokeMany', args: [issuer, root, masks, reason] });
  }
  const calls = masks.map(({ word, mask }) =>
    encodeFunctionData({ abi, functionName: change, args: [issuer, root, word, mask, reason] }),
  );
  const [only] = calls;
  return calls.length === 1 && only !== undefined
    ? only
    : encodeFunctionData({ abi, functionName: 'multicall', args: [calls] });
}

/** The call data that withdraws a whole batch, as only the issuer's admin can. */
export function withdrawBatchData(issuer: Address, root: Hex, reason: string): Hex {
  return encodeFunctionData({
    abi: credentialRegistryAbi,
    functionName: 'withdrawBatch',
    args: [issuer, root, reason],
  });
}

/** Blocks that endpoints let one search which do not let one search a whole history. */
const SEARCHABLE_BLOCKS = 5000n;

/** Searches the registry's events since its deployment or, where an endpoint refuses that, among the latest blocks. */
async function searchLogs<Log>(
  client: Client,
  deployment: Deployment,
  search: (range: { address: Address; fromBlock: bigint }) => Promise<Log[]>,
): Promise<Log[]> {
  const range = logRange(deployment);
  try {
    return await search(range);
  } catch {
    const { number } = await getBlock(client);
    const fromBlock = number > SEARCHABLE_BLOCKS ? number - SEARCHABLE_BLOCKS : 0n;
    return search({ ...range, fromBlock: fromBlock > range.fromBlock ? fromBlock : range.fromBlock });
  }
}

function logRange({ credentialRegistry }: Deployment) {
  return { address: credentialRegistry.address, fromBlock: BigInt(credentialRegistry.blockNumber) };
}

async function timeOf(client: Client, blockNumber: bigint): Promise<number> {
  return Number((await getBlock(client, { blockNumber })).timestamp);
}

/** The fault of an endpoint that answers for another chain. */
export function chainMismatch({ name, chainId }: Deployment, found: number): RootmarkError {
  return new RootmarkError(
    'network',
    'ChainMismatch',
    `The endpoint for ${name} answers for chain ${found}, not ${chainId}.`,
    'Set another RPC endpoint for this network.',
  );
}

/** Whatever an endpoint's answer made viem throw, its own errors or not: the chain could not be read. */
export function readingFault(error: unknown, deployment: Deployment): RootmarkError {
  if (error instanceof RootmarkError) return error;
  const isMissing =
    error instanceof BaseError &&
    error.walk((cause) => cause instanceof ContractFunctionZeroDataError) !== null;
  return isMissing ? registryMissing(deployment, error) : chainUnreachable(deployment, error);
}

function registryMissing({ name, kind, credentialRegistry }: Deployment, cause: unknown): RootmarkError {
  return new RootmarkError(
    'network',
    'RegistryMissing',
    kind === 'local'
      ? 'Your local chain was reset: its records are gone.'
      : `${name} shows no registry at ${credentialRegistry.address}.`,
    kind === 'local' ? 'Deploy and issue again.' : 'Set another RPC endpoint for this network.',
    { cause },
  );
}

/** The fault of an endpoint that gives no answer that can be used. */
export function chainUnreachable({ name }: Deployment, cause: unknown): RootmarkError {
  return new RootmarkError(
    'network',
    'ChainUnreachable',
    `We couldn't reach ${name}.`,
    'Try again in a minute, or set another RPC endpoint.',
    { cause },
  );
}
