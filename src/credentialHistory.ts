import { type Address, type Client, type Hex, pad, parseEventLogs } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { blockTimesOf, readAllLogs, selectorsOf } from '#core/contractLogs';
import { type CredentialReading, readCredential } from '#core/credentialReading';
import type { Deployment } from '#core/deployments';
import { RootmarkError } from '#core/errors';
import { type CredentialQuery, readingFault, statusBitOf } from '#core/registry';
import type { ReadBlock } from '#core/verdict';

/** What happened to a credential's status, in a word. */
export type StatusEventKind =
  | 'revoked'
  | 'revocation-undone'
  | 'suspended'
  | 'reinstated'
  | 'batch-withdrawn';

/** One change of a credential's status. */
export interface StatusEvent {
  kind: StatusEventKind;
  /** Unix seconds. */
  at: number;
  /** In the issuer's words: a stranger's text. */
  reason: string;
}

/** All that the chain knows of a credential's past. Times are Unix seconds. */
export interface CredentialHistory {
  anchoredAt: number;
  /** The key that anchored it is not to be relied on any more, as of this time; null while it is. */
  distrustedSince: number | null;
  /** Oldest first. */
  events: StatusEvent[];
}

const KINDS = {
  CredentialsRevoked: 'revoked',
  RevocationsUndone: 'revocation-undone',
  CredentialsSuspended: 'suspended',
  CredentialsReinstated: 'reinstated',
  BatchWithdrawn: 'batch-withdrawn',
} as const satisfies Record<string, StatusEventKind>;

const EVENT_NAMES = Object.keys(KINDS) as (keyof typeof KINDS)[];
const SELECTORS = selectorsOf(EVENT_NAMES);

/**
 * Everything that happened to a credential up to a block, or null when it is not on record there. It is the whole history
 * or a fault, never a part: it has to lead to the state that the contract itself tells.
 *
 * @throws RootmarkError of kind `network`; `HistoryIncomplete` when the events do not lead to today's state.
 */
export async function readCredentialHistory(
  client: Client,
  deployment: Deployment,
  query: CredentialQuery,
  block: ReadBlock,
): Promise<CredentialHistory | null> {
  const [state, events] = await Promise.all([
    readCredential(client, deployment, query, block),
    readEvents(client, deployment, query, block).catch((error) => {
      throw readingFault(error, deployment);
    }),
  ]);
  if (!state.included || state.anchoredAt === null) return null;
  if (!isWhole(events, state)) throw incomplete(deployment);
  return {
    anchoredAt: state.anchoredAt,
    distrustedSince: state.distrusted ? state.distrustedSince : null,
    events,
  };
}

async function readEvents(
  client: Client,
  { credentialRegistry }: Deployment,
  { issuer, root, index }: CredentialQuery,
  block: ReadBlock,
): Promise<StatusEvent[]> {
  const topics: [Hex[], Address, Hex] = [SELECTORS, pad(issuer), root];
  const logs = parseEventLogs({
    abi: credentialRegistryAbi,
    eventName: EVENT_NAMES,
    logs: await readAllLogs(client, credentialRegistry, topics),
  });
  const { word, mask } = statusBitOf(index);
  const own = logs.filter(
    ({ args, blockNumber }) =>
      // Endpoints that know newer blocks would otherwise tell different histories.
      blockNumber <= BigInt(block.number) &&
      (!('mask' in args) || (args.word === word && (args.mask & mask) !== 0n)),
  );
  const times = await blockTimesOf(client, own);
  return own.map(({ eventName, args, blockNumber }) => ({
    kind: KINDS[eventName],
    at: times.get(blockNumber) ?? 0,
    reason: args.reason,
  }));
}

/** Whether events lead to a state. One that was left out mostly shows here: the contract's state is never a matter of logs. */
function isWhole(
  events: readonly StatusEvent[],
  { revoked, suspended, withdrawn }: Pick<CredentialReading, 'revoked' | 'suspended' | 'withdrawn'>,
): boolean {
  const reached = statusAfter(events);
  return reached.revoked === revoked && reached.suspended === suspended && reached.withdrawn === withdrawn;
}

/** What a credential's status is after these events. */
export function statusAfter(events: readonly StatusEvent[]): {
  revoked: boolean;
  suspended: boolean;
  withdrawn: boolean;
} {
  const lastOf = (...kinds: StatusEventKind[]) => events.findLast(({ kind }) => kinds.includes(kind))?.kind;
  return {
    revoked: lastOf('revoked', 'revocation-undone') === 'revoked',
    suspended: lastOf('suspended', 'reinstated') === 'suspended',
    withdrawn: lastOf('batch-withdrawn') !== undefined,
  };
}

function incomplete({ name }: Deployment): RootmarkError {
  return new RootmarkError(
    'network',
    'HistoryIncomplete',
    `The node for ${name} does not know the whole history of this credential.`,
    'Set another RPC endpoint, one that keeps all events.',
  );
}
