import { expect } from 'chai';
import type { Address, Hex } from 'viem';
import { RootmarkError } from '#core/errors';
import { type Activity, type ActivityQuery, type ActivityStep, readActivity } from '#core/registryActivity';
import { act, type Chain, startChain } from '../support/chain.ts';
import { LAKESIDE } from '../support/credentials.ts';
import { clientOf, type RpcEndpoint, startRpcEndpoint } from '../support/rpcEndpoint.ts';
import { ANCHORED_AT, anchorWorld, day, type World } from '../support/world.ts';

const OTHER_ROOT: Hex = `0x${'ab'.repeat(32)}`;

describe('readActivity', () => {
  let chain: Chain;
  let world: World;
  let endpoint: RpcEndpoint;
  let other: Address;
  let end: number;
  /** What the issuer of the world did after its registration, in order. */
  let expected: Activity[];

  before(async () => {
    chain = await startChain();
    world = await anchorWorld(chain);
    endpoint = await startRpcEndpoint(chain);
    const { issuer, batch, registry } = world;
    const { root } = batch;
    other = chain.accounts[5] as Address;
    const happen = async (at: number, from: Address, ...call: [Parameters<typeof act>[3], unknown[]]) => {
      await chain.helpers.time.setNextBlockTimestamp(at);
      await act(chain, registry, from, call[0], call[1] as never);
    };
    await happen(day(9, 3), other, 'registerIssuer', ['did:web:other.example']);
    await happen(day(9, 4), other, 'anchorBatch', [other, OTHER_ROOT, 7]);
    await happen(day(9, 5), issuer, 'revoke', [issuer, root, 0n, 0b11001n << 251n, 'Mixed up.']);
    await chain.helpers.mine(4000);
    await happen(day(9, 6), issuer, 'reinstate', [issuer, root, 0n, 1n << 255n, 'Not that one.']);
    await happen(day(9, 7), issuer, 'withdrawBatch', [issuer, root, 'Leaked.']);
    // What is done to keys is no activity.
    await happen(day(9, 8), issuer, 'authorizeOperator', [issuer, other, 1]);
    end = Number(await chain.client.request({ method: 'eth_blockNumber' }));
    expected = [
      { kind: 'anchored', issuer, at: ANCHORED_AT, root, credentials: 5 },
      { kind: 'revoked', issuer, at: day(9, 5), root, credentials: 3 },
      { kind: 'revocation-undone', issuer, at: day(9, 6), root, credentials: 1 },
      { kind: 'batch-withdrawn', issuer, at: day(9, 7), root },
    ];
  });
  after(() => endpoint.close());

  async function stepsOf(query: Partial<ActivityQuery> = {}, client = chain.client): Promise<ActivityStep[]> {
    const steps: ActivityStep[] = [];
    for await (const step of readActivity(client, world.deployment, { from: 1, to: end, ...query })) {
      steps.push(step);
    }
    return steps;
  }

  it('tells what one issuer did, oldest first, with its times', async () => {
    const [step, ...more] = await stepsOf({ issuer: world.issuer });

    expect(more).to.eql([]);
    expect(step?.upTo).to.equal(end);
    expect(step?.activities[0]).to.deep.include({ kind: 'named', issuer: world.issuer, did: LAKESIDE });
    expect(step?.activities.slice(1)).to.eql(expected);
  });

  it('tells what everybody did', async () => {
    const [step] = await stepsOf();

    expect(step?.activities.filter(({ issuer }) => issuer === other)).to.eql([
      { kind: 'named', issuer: other, at: day(9, 3), did: 'did:web:other.example' },
      { kind: 'anchored', issuer: other, at: day(9, 4), root: OTHER_ROOT, credentials: 7 },
    ]);
    expect(step?.activities).to.have.length(3 + expected.length);
  });

  it('reads on from a block, and to one', async () => {
    const [step] = await stepsOf({ issuer: world.issuer, from: 4000 });
    const [earlier] = await stepsOf({ issuer: world.issuer, from: 1, to: 3999 });

    expect(step?.activities).to.eql(expected.slice(2));
    expect(earlier?.activities.slice(1)).to.eql(expected.slice(0, 2));
  });

  it('asks in as many steps as the endpoint wants, each going on where the one before ended', async () => {
    endpoint.limitLogs(1500);
    const steps = await stepsOf({ issuer: world.issuer }, endpoint.client);
    endpoint.limitLogs(Number.POSITIVE_INFINITY);

    expect(steps.length).to.be.greaterThan(2);
    expect(steps.at(-1)?.upTo).to.equal(end);
    expect(steps.map(({ upTo }) => upTo)).to.eql(steps.map(({ upTo }) => upTo).sort((a, b) => a - b));
    expect(steps.flatMap(({ activities }) => activities).slice(1)).to.eql(expected);
  });

  it('finds the times of blocks where an endpoint does not tell them with the logs', async () => {
    endpoint.alter('eth_getLogs', (logs) =>
      (logs as object[]).map((log) => ({ ...log, blockTimestamp: undefined })),
    );
    const [step] = await stepsOf({ issuer: world.issuer }, endpoint.client);
    endpoint.alter('eth_getLogs', (logs) => logs);

    expect(step?.activities.slice(1)).to.eql(expected);
  });

  it('is a fault where nobody answers, or too little is granted at a time', async () => {
    endpoint.limitLogs(10);
    for (const client of [clientOf('http://127.0.0.1:9'), endpoint.client]) {
      const error = await stepsOf({}, client).catch((thrown) => thrown);

      expect(error).to.be.instanceOf(RootmarkError);
      expect((error as RootmarkError).code).to.equal('ChainUnreachable');
    }
  });
});
