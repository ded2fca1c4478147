import { type AccreditationReading, readAccreditation } from '#core/accreditation';
import { readingIn, readSection, type SectionReading, sectionOf } from '#core/batchSection';
import {
  type ChainReader,
  type ChainReading,
  type ReadingLimits,
  readAccreditors,
  readChain,
  refuseStale,
} from '#core/chainReading';
import type { Endpoint } from '#core/clients';
import type { Deployment } from '#core/deployments';
import { EndpointsError, Quorum } from '#core/endpoints';
import type { ReadingMemory } from '#core/readingMemory';
import type { CredentialQuery } from '#core/registry';

/** Sections that are read within the time for one reading, with the accreditations of their issuers. */
const SECTIONS_AT_ONCE = 50;

/** A credential, and the registry that is asked about it. */
export interface GroupMember {
  deployment: Deployment;
  query: CredentialQuery;
}

/** How credentials are read together. */
export interface GroupReadingContext {
  endpointsFor(deployment: Deployment): readonly Endpoint[];
  /** What was read before and still holds. */
  memory: ReadingMemory;
  limits: ReadingLimits;
}

/** What was read for a section, or why it could not be: an `error` for all of it, `alone` when each is to be read by itself. */
type Outcome = { read: (index: number) => ChainReading } | { error: EndpointsError } | 'alone';

/**
 * Reads chains for many credentials: once for all credentials of a batch that are near each other. What it then gives for
 * each is what `readChain` would. Where endpoints contradict each other about one credential, or too much was asked at
 * once, each is read by itself, so that none suffers from the company it is in.
 */
export async function readTogether(
  members: readonly GroupMember[],
  context: GroupReadingContext,
): Promise<ChainReader> {
  const outcomes = new Map<string, Outcome>();
  for (const [deployment, group] of Map.groupBy(members, (member) => member.deployment)) {
    const sections = Map.groupBy(group, ({ query }) => keyOf(deployment, query));
    const all = [...sections].map(([key, [first]]) => ({ key, query: (first as GroupMember).query }));
    for (let at = 0; at < all.length; at += SECTIONS_AT_ONCE) {
      const some = all.slice(at, at + SECTIONS_AT_ONCE);
      const found = await outcomesOf(
        deployment,
        some.map(({ query }) => query),
        context,
      );
      for (const [place, { key }] of some.entries()) outcomes.set(key, found[place] ?? 'alone');
    }
  }
  return async (deployment, query) => {
    const outcome = outcomes.get(keyOf(deployment, query)) ?? 'alone';
    if (outcome === 'alone')
      return readChain(context.endpointsFor(deployment), deployment, query, context.limits);
    if ('error' in outcome) throw outcome.error;
    return outcome.read(query.index);
  };
}

function keyOf({ chainId, credentialRegistry }: Deployment, query: CredentialQuery): string {
  const { issuer, root, section } = sectionOf(query);
  return `${chainId} ${credentialRegistry.address} ${issuer} ${root} ${section}`;
}

/**
 * Reads the sections of some credentials, each of another section; one by one when they cannot be read together, so that
 * a section which no endpoint answers for takes none with it.
 */
async function outcomesOf(
  deployment: Deployment,
  queries: readonly CredentialQuery[],
  context: GroupReadingContext,
): Promise<Outcome[]> {
  try {
    return await readSections(deployment, queries, context);
  } catch (error) {
    if (!(error instanceof EndpointsError)) throw error;
    const [only, ...others] = queries;
    if (only !== undefined && others.length === 0)
      return [await outcomeAfter(error, deployment, only, context)];
    return (await Promise.all(queries.map((query) => outcomesOf(deployment, [query], context)))).flat();
  }
}

/** What is to become of a section that could not be read: when one credential meets with the same by itself, all of it does. */
async function outcomeAfter(
  { code }: EndpointsError,
  deployment: Deployment,
  query: CredentialQuery,
  { endpointsFor, limits }: GroupReadingContext,
): Promise<Outcome> {
  // Of whom they contradict each other about, only each by itself can tell.
  if (code === 'EndpointsDiffer') return 'alone';
  try {
    await readChain(endpointsFor(deployment), deployment, query, limits);
    return 'alone';
  } catch (error) {
    if (!(error instanceof EndpointsError)) throw error;
    return error.code === code ? { error } : 'alone';
  }
}

async function readSections(
  deployment: Deployment,
  queries: readonly CredentialQuery[],
  { endpointsFor, memory, limits }: GroupReadingContext,
): Promise<Outcome[]> {
  const quorum = await Quorum.open(endpointsFor(deployment), deployment, limits.patience);
  const { block, value } = await quorum.read((client, at) => {
    const remember = memory.at(client, at);
    return Promise.all(
      queries.map((query) =>
        remember(keyOf(deployment, query), () => readSection(client, deployment, sectionOf(query), at)),
      ),
    );
  });
  refuseStale(deployment, block, limits, quorum.answers);
  const { answers: endpoints, client } = quorum;
  const remember = memory.at(deployment, block);
  return Promise.all(
    queries.map(async (query, place): Promise<Outcome> => {
      const section = value[place] as SectionReading;
      const accreditation = await accreditationOf(quorum, deployment, query, section, memory);
      if (accreditation === 'alone') return 'alone';
      const read = (index: number): ChainReading => ({
        block,
        credential: readingIn(section, index),
        accreditation,
        endpoints,
        client,
        remember,
      });
      return { read };
    }),
  );
}

async function accreditationOf(
  quorum: Quorum,
  deployment: Deployment,
  { issuer }: CredentialQuery,
  { batch, size }: SectionReading,
  memory: ReadingMemory,
): Promise<AccreditationReading | null | 'alone'> {
  try {
    const read = await readAccreditors(
      quorum,
      deployment,
      { issuer },
      { included: size > 0, anchoredAt: batch.anchoredAt },
      (client, of, pair, block) =>
        memory.at(client, block)(`accreditation ${of.chainId} ${pair.issuer} ${pair.at}`, () =>
          readAccreditation(client, of, pair, block),
        ),
    );
    // It may be for want of time, which one by itself has more of.
    return read instanceof EndpointsError ? 'alone' : read;
  } catch (error) {
    if (error instanceof EndpointsError) return 'alone';
    throw error;
  }
}
