import type { Client } from 'viem';
import { type AccreditationReading, readAccreditation } from '#core/accreditation';
import type { Endpoint } from '#core/clients';
import { type CredentialReading, readCredential } from '#core/credentialReading';
import type { Deployment } from '#core/deployments';
import { EndpointsError, Quorum } from '#core/endpoints';
import { type Remember, rememberNothing } from '#core/readingMemory';
import type { CredentialQuery } from '#core/registry';
import type { EndpointAnswer, ReadBlock } from '#core/verdict';

/** What the endpoints of a chain agree on about a credential, all of it at one block. */
export interface ChainReading {
  block: ReadBlock;
  credential: CredentialReading;
  /** Null when the credential is not on record, or the verifier trusts no accreditor; an error when it could not be read. */
  accreditation: AccreditationReading | EndpointsError | null;
  endpoints: readonly EndpointAnswer[];
  /** A client of an endpoint that agreed, for what need not be agreed on. */
  client: Client;
  /** Keeps what is looked up for this credential, for others that were read at the same block. */
  remember: Remember;
}

/** Reads a chain for a credential; as {@link readChain} does unless it is read for many at once. */
export type ChainReader = (deployment: Deployment, query: CredentialQuery) => Promise<ChainReading>;

/** How a chain is read. */
export interface ReadingLimits {
  /** Milliseconds for everything together. */
  patience?: number | undefined;
  /** Unix seconds. */
  now: number;
  /** Seconds that the block of a public chain may lie behind `now`. */
  maximumBlockAge: number;
}

/**
 * Makes the reading that decides about a credential, through all endpoints of a chain.
 *
 * @throws EndpointsError when they contradict each other about anything, when too few answer about the credential, or
 * when what they answer about is long past.
 */
export async function readChain(
  endpoints: readonly Endpoint[],
  deployment: Deployment,
  query: CredentialQuery,
  { patience, now, maximumBlockAge }: ReadingLimits,
): Promise<ChainReading> {
  const quorum = await Quorum.open(endpoints, deployment, patience);
  const { block, value } = await quorum.read((client, at) => readCredential(client, deployment, query, at));
  refuseStale(deployment, block, { now, maximumBlockAge }, quorum.answers);
  const accreditation = await readAccreditors(quorum, deployment, query, value);
  return {
    block,
    credential: value,
    accreditation,
    endpoints: quorum.answers,
    client: quorum.client,
    remember: rememberNothing,
  };
}

/** Finds out who vouched for the issuer of a credential. @throws EndpointsError `EndpointsDiffer`. */
export async function readAccreditors(
  quorum: Quorum,
  deployment: Deployment,
  { issuer }: Pick<CredentialQuery, 'issuer'>,
  { included, anchoredAt }: Pick<CredentialReading, 'included' | 'anchoredAt'>,
  readThrough = readAccreditation,
): Promise<ChainReading['accreditation']> {
  if (!included || anchoredAt === null || deployment.trustedAccreditors.length === 0) return null;
  try {
    const { value } = await quorum.read((client, block) =>
      readThrough(client, deployment, { issuer, at: anchoredAt }, block),
    );
    return value;
  } catch (error) {
    // One that lies about this may lie about everything.
    if (!(error instanceof EndpointsError) || error.code === 'EndpointsDiffer') throw error;
    return error;
  }
}

/**
 * A node that stopped following its chain would answer with what was true then: before a revocation, say.
 *
 * @throws EndpointsError `ChainStale`.
 */
export function refuseStale(
  deployment: Deployment,
  { timestamp }: ReadBlock,
  { now, maximumBlockAge }: Pick<ReadingLimits, 'now' | 'maximumBlockAge'>,
  answers: readonly EndpointAnswer[],
): void {
  const behind = now - timestamp;
  // A local chain makes a block only when there is something to put into it.
  if (deployment.kind !== 'local' && behind > maximumBlockAge) throw chainStale(deployment, behind, answers);
}

function chainStale(
  { name }: Deployment,
  behind: number,
  answers: readonly EndpointAnswer[],
): EndpointsError {
  return new EndpointsError(
    'ChainStale',
    `The node that answered for ${name} is ${Math.floor(behind / 3600)} h behind, or this device's clock is ahead.`,
    'Set another RPC endpoint, or the clock.',
    answers,
  );
}
