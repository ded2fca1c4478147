import { type Address, type Client, type Hex, pad, parseEventLogs } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { blockTimesOf, selectorsOf, stepThroughLogs } from '#core/contractLogs';
import type { Deployment } from '#core/deployments';
import { readingFault } from '#core/registry';

/** One thing that issuers did in a registry. */
export type Activity = { issuer: Address /** Unix seconds. */; at: number } & (
  | { kind: 'named'; did: string }
  /** `credentials` is how many: those of the batch, or those whose status changed. */
  | { kind: 'anchored' | 'revoked' | 'revocation-undone'; root: Hex; credentials: number }
  | { kind: 'batch-withdrawn'; root: Hex }
);

/** What was read in one go. */
export interface ActivityStep {
  /** Oldest first. */
  activities: Activity[];
  /** The last block that was searched. */
  upTo: number;
}

/** What to read: everybody's activity, or one issuer's. Both blocks are included. */
export interface ActivityQuery {
  issuer?: Address;
  from: number;
  to: number;
}

const EVENT_NAMES = [
  'IssuerRegistered',
  'DidChanged',
  'BatchAnchored',
  'CredentialsRevoked',
  'RevocationsUndone',
  'BatchWithdrawn',
] as const;

const SELECTORS = selectorsOf(EVENT_NAMES);

/**
 * Reads what issuers did, oldest first, in steps as wide as the endpoint grants; whoever stops asking for the next step
 * has stopped the reading. It is one endpoint's word: good for an overview, not for a verdict.
 *
 * @throws RootmarkError of kind `network`.
 */
export async function* readActivity(
  client: Client,
  deployment: Deployment,
  { issuer, from, to }: ActivityQuery,
): AsyncGenerator<ActivityStep> {
  const { address } = deployment.credentialRegistry;
  const topics = [SELECTORS, ...(issuer === undefined ? [] : [pad(issuer)])];
  try {
    for await (const { logs, upTo } of stepThroughLogs(client, {
      address,
      topics,
      from: BigInt(from),
      to: BigInt(to),
    })) {
      const parsed = parseEventLogs({ abi: credentialRegistryAbi, eventName: [...EVENT_NAMES], logs });
      const times = await blockTimesOf(client, parsed);
      const activities = parsed.map((log) => activityOf(log, times.get(log.blockNumber) ?? 0));
      yield { activities, upTo: Number(upTo) };
    }
  } catch (error) {
    throw readingFault(error, deployment);
  }
}

type ActivityLog = ReturnType<
  typeof parseEventLogs<typeof credentialRegistryAbi, true, (typeof EVENT_NAMES)[number][]>
>[number];

function activityOf(log: ActivityLog, at: number): Activity {
  const { issuer } = log.args;
  switch (log.eventName) {
    case 'IssuerRegistered':
    case 'DidChanged':
      return { kind: 'named', issuer, at, did: log.args.did };
    case 'BatchAnchored':
      return { kind: 'anchored', issuer, at, root: log.args.root, credentials: log.args.size };
    case 'CredentialsRevoked':
      return { kind: 'revoked', issuer, at, root: log.args.root, credentials: bitsIn(log.args.mask) };
    case 'RevocationsUndone':
      return {
        kind: 'revocation-undone',
        issuer,
        at,
        root: log.args.root,
        credentials: bitsIn(log.args.mask),
      };
    case 'BatchWithdrawn':
      return { kind: 'batch-withdrawn', issuer, at, root: log.args.root };
  }
}

function bitsIn(mask: bigint): number {
  return mask.toString(2).replaceAll('0', '').length;
}
