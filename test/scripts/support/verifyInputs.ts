import { expect } from 'chai';
import { statusBitOf } from '#core/registry';
import type { VerificationContext } from '#core/verify';
import type { CredentialInput } from '../../../scripts/support/credentialInputs.ts';
import { countingRequests } from '../../../scripts/support/requestCount.ts';
import { type VerifiedInput, verifyInput, verifyInputs } from '../../../scripts/support/verifyInputs.ts';
import { act, type Chain, startChain } from '../../support/chain.ts';
import { type DidHost, startDidHost } from '../../support/didHost.ts';
import { inputOf, pileOf, recordStatuses } from '../../support/pileOfCredentials.ts';
import { type RpcEndpoint, startRpcEndpoint } from '../../support/rpcEndpoint.ts';
import { type TamperWorld, tamperWorld } from '../../support/tamperWorld.ts';
import { contextOf, publishIssuer } from '../../support/world.ts';

/** Characters that no answer about one credential has. */
const LONG_ANSWER = 2000;

/** The status word of the batch in which its credentials 1 and 4 are revoked, the most significant bit first. */
const REVOKED_WORD = `48${'0'.repeat(62)}`;
const NOTHING_REVOKED = '0'.repeat(64);

describe('verifyInputs', function () {
  this.timeout(120_000);

  let chain: Chain;
  let host: DidHost;
  let world: TamperWorld;
  let pile: CredentialInput[];
  let statuses: Record<string, string>;
  let endpoint: RpcEndpoint;
  let other: RpcEndpoint;

  before(async () => {
    chain = await startChain();
    host = await startDidHost();
    world = await tamperWorld(chain);
    publishIssuer(world, host);
    statuses = await recordStatuses(world);
    pile = pileOf(world, statuses);
  });
  after(() => host.close());
  beforeEach(async () => {
    [endpoint, other] = [await startRpcEndpoint(chain), await startRpcEndpoint(chain)];
  });
  afterEach(() => Promise.all([endpoint.close(), other.close()]));

  function contextWith(changes: Partial<VerificationContext> = {}): VerificationContext {
    const accreditors = [{ address: chain.accounts[5] as `0x${string}`, name: 'The Ministry' }];
    return contextOf(world, host, {
      deployments: [
        { ...world.deployment, trustedAccreditors: accreditors },
        { ...world.secondDeployment, trustedAccreditors: [] },
      ],
      ...changes,
    });
  }

  function through(...endpoints: RpcEndpoint[]): Partial<VerificationContext> {
    const known = endpoints.map(({ url, client }) => ({ url, client }));
    return { endpointsFor: () => known };
  }

  async function together(inputs: CredentialInput[], context: VerificationContext): Promise<VerifiedInput[]> {
    const results: VerifiedInput[] = [];
    for await (const some of verifyInputs(inputs, context)) results.push(...some);
    return results;
  }

  async function alone(inputs: CredentialInput[], context: VerificationContext): Promise<VerifiedInput[]> {
    const results: VerifiedInput[] = [];
    for (const input of inputs) results.push(await verifyInput(input, context));
    return results;
  }

  function copies(text: string, count: number): CredentialInput[] {
    return Array.from({ length: count }, (_, at) => inputOf(`copy ${at}`, text));
  }

  function verdictsOf(results: VerifiedInput[]): Record<string, number> {
    const groups = Map.groupBy(results, ({ result }) => result.verdict);
    return Object.fromEntries([...groups].map(([verdict, list]) => [verdict, list.length]));
  }

  it('gives of every file exactly what it has by itself, whatever lies beside it', async () => {
    const requests = { together: { count: 0 }, alone: { count: 0 } };
    const found = await together(pile, countingRequests(contextWith(), requests.together));
    const expected = await alone(pile, countingRequests(contextWith(), requests.alone));

    for (const [at, entry] of found.entries()) expect(entry, entry.file).to.eql(expected[at]);
    expect(found.length).to.eql(pile.length);
    expect(Object.keys(verdictsOf(found)).sort()).to.eql([
      'invalid',
      'not-current',
      'unchecked',
      'unrecognised',
      'verified',
    ]);
    expect(requests.together.count * 2 < requests.alone.count, JSON.stringify(requests)).to.equal(true);
  });

  it('gives the same when a thread has read and hashed them', async () => {
    const many = Array.from({ length: Math.ceil(2000 / pile.length) }, () => pile).flat();
    const expected = await alone(pile, contextWith());
    const found = await together(many, contextWith());

    expect(found.length).to.eql(many.length);
    for (const [at, entry] of found.entries()) expect(entry, entry.file).to.eql(expected[at % pile.length]);
  });

  it('asks about each batch once, however many credentials of it there are', async () => {
    const requests = { count: 0 };
    const found = await together(
      copies(world.full.text, 1500),
      countingRequests(contextWith({ ...through(endpoint) }), requests),
    );

    expect(verdictsOf(found)).to.eql({ verified: 1500 });
    // Chain id and newest block for each thousand; the batch; who vouches for its issuer, and for them.
    expect(requests.count).to.eql(2 + 2 + 1 + 2);
  });

  it('looks up once why many credentials of one batch were withdrawn', async () => {
    const requests = { count: 0 };
    const found = await together(
      copies(statuses.revoked as string, 200),
      countingRequests(contextWith({ deployments: [world.deployment] }), requests),
    );

    expect(new Set(found.map(({ result }) => result.headline)).size).to.eql(1);
    expect(found[0]?.result.headline).to.match(/^Withdrawn by Lakeside Polytechnic .*: issued in error\.$/);
    // Chain id, newest block, batch, its revocations, the time of one.
    expect(requests.count).to.eql(5);
  });

  it('calls what could not be read any more unchecked, and never passes it', async () => {
    const context = contextWith(through(endpoint));
    const found: VerifiedInput[] = [];
    for await (const some of verifyInputs(copies(world.full.text, 1200), context)) {
      found.push(...some);
      if (found.length === 1000) endpoint.fail('*', { status: 500, body: 'out of order' });
    }

    expect(verdictsOf(found)).to.eql({ verified: 1000, unchecked: 200 });
    const expected = await verifyInput(inputOf('copy 1100', world.full.text), context);
    expect(found[1100]).to.eql(expected);
  });

  it('reads all of a group at one block, and the next one at a newer one when the chain has grown', async () => {
    const { registry, issuer, neighbour } = world;
    const found: VerifiedInput[] = [];
    const { index, root } = neighbour.proof;
    const { word, mask } = statusBitOf(index);
    for await (const some of verifyInputs(copies(neighbour.text, 1200), contextWith())) {
      if (found.length === 100)
        await act(chain, registry, issuer, 'revoke', [issuer, root, word, mask, 'in between']);
      found.push(...some);
    }

    expect(verdictsOf(found)).to.eql({ verified: 1000, invalid: 200 });
    const blocks = [...new Set(found.map(({ result }) => result.block?.number ?? 0))];
    expect(blocks).to.eql([blocks[0], (blocks[0] ?? 0) + 1]);
    expect(found[1100]).to.eql(await verifyInput(inputOf('copy 1100', neighbour.text), contextWith()));
  });

  it('reads each by itself when endpoints contradict each other about some of a batch', async () => {
    let lies = 0;
    other.alter('eth_call', (answer) => {
      // Of a batch alone: a lie that nobody who asks about one credential is told.
      const told = String(answer);
      if (told.length < LONG_ANSWER) return answer;
      lies++;
      return told.replace(REVOKED_WORD, NOTHING_REVOKED);
    });
    const context = contextWith(through(endpoint, other));
    const found = await together(copies(statuses.kept as string, 60), context);

    expect(verdictsOf(found)).to.eql({ verified: 60 });
    expect(lies).to.eql(1);
  });

  it('takes none along with a batch that no endpoint answers for', async () => {
    const context = contextWith(through(endpoint));
    const root = JSON.parse(statuses.suspended as string).proof[0].root.slice(2);
    endpoint.alter('eth_call', (answer, [call]) => (JSON.stringify(call).includes(root) ? '0x' : answer));
    const inputs = [...copies(world.full.text, 60), ...copies(statuses.suspended as string, 60)];
    const found = await together(inputs, context);

    expect(verdictsOf(found)).to.eql({ verified: 60, unchecked: 60 });
    expect(found).to.eql(await alone(inputs, context));
  });
});
