import { expect } from 'chai';
import { type Address, type Client, createClient, custom } from 'viem';
import { type Batch, buildBatch } from '#core/batch';
import { type ChainReader, type ChainReading, type ReadingLimits, readChain } from '#core/chainReading';
import type { Endpoint } from '#core/clients';
import type { Deployment } from '#core/deployments';
import { EndpointsError } from '#core/endpoints';
import { readTogether } from '#core/groupReading';
import { ReadingMemory } from '#core/readingMemory';
import { type CredentialQuery, statusBitOf } from '#core/registry';
import { fingerprintOf } from '#core/verify';
import { accredit } from './accreditors.ts';
import { act, type Chain } from './chain.ts';
import { draftFor, reread } from './credentials.ts';
import { anchorWorld, NOW, SECRET, type World } from './world.ts';

/** Credentials of the group's first batch: more than one status word has. */
export const SIZE = 300;
/** Places of that batch. */
export const REVOKED = 3;
export const SUSPENDED = 258;
/** Limits that the chains of the tests always keep to. */
export const LIMITS: ReadingLimits = { now: NOW, maximumBlockAge: Number.POSITIVE_INFINITY };

/** Three batches, the last of them another issuer's, and what is asked about their credentials in the order of their places. */
export interface Group {
  world: World;
  /** Somebody vouches for its issuer. */
  first: CredentialQuery[];
  second: CredentialQuery[];
  strange: CredentialQuery[];
  stranger: Address;
}

/** Anchors the batches of a {@link Group}, and changes the status of some of their credentials. */
export async function anchorGroup(chain: Chain): Promise<Group> {
  const world = await anchorWorld(chain, draftsOf('first', SIZE));
  const { issuer, registry, batch, deployment } = world;
  const stranger = chain.accounts[2] as Address;
  await act(chain, registry, stranger, 'registerIssuer', ['did:web:stranger.example']);
  const first = queriesOf(batch);
  const second = await anchor(world, issuer, 'second', 5);
  const strange = await anchor(world, stranger, 'strange', 4);
  await change(world, 'revoke', first, REVOKED);
  await change(world, 'suspend', first, SUSPENDED);
  await change(world, 'revoke', strange, 0);
  const accreditor = chain.accounts[5] as Address;
  await accredit(world, accreditor, issuer);
  deployment.trustedAccreditors = [{ address: accreditor, name: 'The Ministry' }];
  return { world, first, second, strange, stranger };
}

/**
 * Anchors a batch, and gives what is asked about each of its credentials.
 *
 * @param size that the registry is told, unless it is the true one.
 */
export async function anchor(
  { chain, registry }: World,
  issuer: Address,
  name: string,
  count: number,
  size = count,
): Promise<CredentialQuery[]> {
  const batch = buildBatch({ registry, issuer, secret: SECRET, drafts: draftsOf(name, count) });
  await act(chain, registry, issuer, 'anchorBatch', [issuer, batch.root, size]);
  return queriesOf(batch);
}

/** Changes the status of a place in the batch of some credentials. */
export async function change(
  { chain, registry }: World,
  name: 'revoke' | 'suspend',
  [query]: readonly CredentialQuery[],
  index: number,
): Promise<void> {
  const { issuer, root } = query as CredentialQuery;
  const { word, mask } = statusBitOf(index);
  await act(chain, registry, issuer, name, [issuer, root, word, mask, 'for a test']);
}

function draftsOf(name: string, count: number) {
  return Array.from({ length: count }, (_, at) => draftFor(`${name} ${at}`));
}

function queriesOf(batch: Batch): CredentialQuery[] {
  return batch.credentials
    .map(({ document }) => fingerprintOf(reread(document)))
    .sort((a, b) => a.index - b.index);
}

/** An endpoint before a chain that notes which methods it is asked for; without a chain it answers nothing. */
export function notingEndpoint(client: Client | null, asked: string[]): Endpoint {
  const request = async ({ method, params }: { method: string; params: unknown }) => {
    asked.push(method);
    if (client === null) throw new Error('out of order');
    return client.request({ method, params } as never);
  };
  const transport = custom({ request }, { retryCount: 0 });
  return { url: 'http://noting.example', client: createClient({ transport }) };
}

/** Reads for some credentials together, with nothing remembered and no limits unless told otherwise. */
export async function together(
  deployment: Deployment,
  queries: readonly CredentialQuery[],
  endpoints: readonly Endpoint[],
  { memory = new ReadingMemory(), limits = LIMITS } = {},
): Promise<(query: CredentialQuery) => ReturnType<ChainReader>> {
  const members = queries.map((query) => ({ deployment, query }));
  const read = await readTogether(members, { endpointsFor: () => endpoints, memory, limits });
  return (query) => read(deployment, query);
}

/** All that a reading says, without the means to ask on; or why there is none. */
export function outcomeOf(reading: Promise<ChainReading>): Promise<object> {
  return reading.then(
    ({ block, credential, accreditation, endpoints }) => ({
      block,
      credential,
      accreditation: accreditation instanceof EndpointsError ? plain(accreditation) : accreditation,
      endpoints,
    }),
    (error: unknown) => {
      if (error instanceof EndpointsError) return plain(error);
      throw error;
    },
  );
}

function plain({ kind, code, message, advice, answers }: EndpointsError) {
  return { kind, code, message, advice, answers };
}

/** Asserts that each is told together what it is told alone, and gives what they are told. */
export async function expectAsAlone(
  deployment: Deployment,
  queries: readonly CredentialQuery[],
  endpoints: readonly Endpoint[],
  limits = LIMITS,
): Promise<object[]> {
  const read = await together(deployment, queries, endpoints, { limits });
  const outcomes = await Promise.all(queries.map((query) => outcomeOf(read(query))));
  for (const [at, query] of queries.entries()) {
    const alone = await outcomeOf(readChain(endpoints, deployment, query, limits));
    expect(outcomes[at], `place ${query.index}`).to.eql(alone);
  }
  return outcomes;
}
