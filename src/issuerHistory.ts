import { type Address, type Client, type Hex, pad, parseEventLogs, zeroAddress } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { blockTimesOf, readAllLogs, selectorsOf } from '#core/contractLogs';
import type { Deployment } from '#core/deployments';
import { readingFault } from '#core/registry';

/** Where an event of an issuer's history stands. */
interface EventPlace {
  /** Unix seconds. */
  at: number;
  blockNumber: number;
  transactionHash: Hex;
}

/** One thing that happened to an issuer: to its name, its keys or its admin. */
export type IssuerEvent = EventPlace &
  (
    | { kind: 'registered'; did: string }
    | { kind: 'did-changed'; did: string }
    /** `roles` are the bits of `ROLE`, in place of any that the key had. */
    | { kind: 'operator-authorized'; operator: Address; roles: number }
    | { kind: 'operator-retired'; operator: Address }
    /** What the key anchored at or after `since`, in Unix seconds, is not to be relied on. */
    | { kind: 'operator-distrusted'; operator: Address; since: number }
    /** `admin` is null where an earlier proposal was taken back. */
    | { kind: 'admin-proposed'; admin: Address | null }
    | { kind: 'admin-changed'; previousAdmin: Address; admin: Address }
  );

const EVENT_NAMES = [
  'IssuerRegistered',
  'DidChanged',
  'OperatorAuthorized',
  'OperatorRetired',
  'OperatorDistrusted',
  'AdminProposed',
  'AdminChanged',
] as const;

const SELECTORS = selectorsOf(EVENT_NAMES);

/**
 * Everything that ever happened to an issuer's name, keys and admin, oldest first, from the registry's events. It is
 * the whole history or a fault, never a part: a missing retirement would make a key look better than it is.
 *
 * @throws RootmarkError of kind `network`.
 */
export async function readIssuerHistory(
  client: Client,
  deployment: Deployment,
  issuer: Address,
): Promise<IssuerEvent[]> {
  try {
    const logs = parseEventLogs({
      abi: credentialRegistryAbi,
      eventName: [...EVENT_NAMES],
      logs: await readAllLogs(client, deployment.credentialRegistry, [SELECTORS, pad(issuer)]),
    });
    const times = await blockTimesOf(client, logs);
    return logs.map((log) => ({
      ...changeOf(log),
      at: times.get(log.blockNumber) ?? 0,
      blockNumber: Number(log.blockNumber),
      transactionHash: log.transactionHash,
    }));
  } catch (error) {
    throw readingFault(error, deployment);
  }
}

type ChangeLog = ReturnType<
  typeof parseEventLogs<typeof credentialRegistryAbi, true, (typeof EVENT_NAMES)[number][]>
>[number];

/** An event without its place. */
type Change = IssuerEvent extends infer Event
  ? Event extends Event
    ? Omit<Event, keyof EventPlace>
    : never
  : never;

function changeOf(log: ChangeLog): Change {
  switch (log.eventName) {
    case 'IssuerRegistered':
      return { kind: 'registered', did: log.args.did };
    case 'DidChanged':
      return { kind: 'did-changed', did: log.args.did };
    case 'OperatorAuthorized':
      return { kind: 'operator-authorized', operator: log.args.operator, roles: log.args.roles };
    case 'OperatorRetired':
      return { kind: 'operator-retired', operator: log.args.operator };
    case 'OperatorDistrusted':
      return { kind: 'operator-distrusted', operator: log.args.operator, since: log.args.since };
    case 'AdminProposed': {
      const { pendingAdmin } = log.args;
      return { kind: 'admin-proposed', admin: pendingAdmin === zeroAddress ? null : pendingAdmin };
    }
    case 'AdminChanged':
      return { kind: 'admin-changed', previousAdmin: log.args.previousAdmin, admin: log.args.admin };
  }
}
