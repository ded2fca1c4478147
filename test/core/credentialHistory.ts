import { expect } from 'chai';
import { type CredentialHistory, readCredentialHistory } from '#core/credentialHistory';
import { readHead } from '#core/credentialReading';
import { RootmarkError } from '#core/errors';
import { type CredentialQuery, statusBitOf } from '#core/registry';
import { fingerprintOf } from '#core/verify';
import { act, type Chain, startChain } from '../support/chain.ts';
import { type RpcEndpoint, startRpcEndpoint } from '../support/rpcEndpoint.ts';
import { ANCHORED_AT, anchorWorld, day, fileOf, type World } from '../support/world.ts';

describe('readCredentialHistory', () => {
  let chain: Chain;
  let world: World;
  let endpoint: RpcEndpoint;

  before(async () => {
    chain = await startChain();
    world = await anchorWorld(chain);
    const issuer = world.issuer;
    await change(day(9, 3), 'suspend', 0, 'Under review');
    // A neighbour in the same status word, whose life is no part of it.
    await change(day(9, 4), 'revoke', 1, 'Not this one');
    await change(day(9, 5), 'reinstate', 0, 'All is well');
    await change(day(9, 6), 'revoke', 0, 'Issued in error');
    await chain.helpers.time.setNextBlockTimestamp(day(9, 7));
    // What the admin alone can do: for the admin, reinstating undoes a revocation too.
    await act(chain, world.registry, issuer, 'reinstate', [
      issuer,
      world.batch.root,
      ...bit(queryOf(0)),
      'That was the error',
    ]);
  });

  beforeEach(async () => {
    endpoint = await startRpcEndpoint(chain);
  });

  afterEach(() => endpoint.close());

  it('tells every change of one credential, oldest first, with its time and the issuer’s words', async () => {
    expect(await read(0)).to.eql({
      anchoredAt: ANCHORED_AT,
      distrustedSince: null,
      events: [
        { kind: 'suspended', at: day(9, 3), reason: 'Under review' },
        { kind: 'reinstated', at: day(9, 5), reason: 'All is well' },
        { kind: 'revoked', at: day(9, 6), reason: 'Issued in error' },
        { kind: 'revocation-undone', at: day(9, 7), reason: 'That was the error' },
      ],
    });
    expect((await read(2))?.events).to.eql([]);
  });

  it('is of the block that is asked about, and knows nothing later', async () => {
    const head = await readHead(endpoint.client, world.deployment);
    const earlier = { ...head, number: head.number - 2 };
    const history = await readCredentialHistory(endpoint.client, world.deployment, queryOf(0), earlier);

    expect(history?.events.map(({ kind }) => kind)).to.eql(['suspended', 'reinstated']);
  });

  it('reads the whole of it where an endpoint gives out few blocks at a time', async () => {
    await chain.helpers.mine(3000);
    endpoint.limitLogs(1200);

    expect((await read(0))?.events).to.have.length(4);
  });

  it('is null for what is not on record', async () => {
    expect(await read(0, { root: `0x${'12'.repeat(32)}` })).to.equal(null);
    expect(await read(0, { payloadHash: `0x${'12'.repeat(32)}` })).to.equal(null);
  });

  it('is a fault where an endpoint leaves out events, and not a better history', async () => {
    // The neighbour was revoked: without its events it would look as if it never was.
    endpoint.fail('eth_getLogs', { result: [] });

    expect(await faultOf(read(1))).to.eql(['network', 'HistoryIncomplete']);
  });

  it('is a fault where logs cannot be had', async () => {
    endpoint.fail('eth_getLogs', { error: { code: -32000, message: 'pruned' } });

    expect(await faultOf(read(0))).to.eql(['network', 'ChainUnreachable']);
  });

  it('knows a withdrawn batch and a disowned key', async () => {
    await chain.helpers.time.setNextBlockTimestamp(day(9, 8));
    await act(chain, world.registry, world.issuer, 'withdrawBatch', [
      world.issuer,
      world.batch.root,
      'Wrong grades',
    ]);
    expect((await read(2))?.events).to.eql([
      { kind: 'batch-withdrawn', at: day(9, 8), reason: 'Wrong grades' },
    ]);
    await act(chain, world.registry, world.issuer, 'distrustOperator', [
      world.issuer,
      world.issuer,
      ANCHORED_AT,
    ]);

    expect((await read(2))?.distrustedSince).to.equal(ANCHORED_AT);
  });

  async function read(
    row: number,
    changes: Partial<CredentialQuery> = {},
  ): Promise<CredentialHistory | null> {
    const head = await readHead(endpoint.client, world.deployment);
    const query = { ...queryOf(row), ...changes };
    return readCredentialHistory(endpoint.client, world.deployment, query, head);
  }

  function queryOf(row: number): CredentialQuery {
    return fingerprintOf(fileOf(world, row));
  }

  async function change(
    at: number,
    name: 'suspend' | 'reinstate' | 'revoke',
    row: number,
    reason: string,
  ): Promise<void> {
    await chain.helpers.time.setNextBlockTimestamp(at);
    const { registry, issuer, batch } = world;
    await act(chain, registry, issuer, name, [issuer, batch.root, ...bit(queryOf(row)), reason]);
  }
});

function bit({ index }: CredentialQuery): [bigint, bigint] {
  const { word, mask } = statusBitOf(index);
  return [word, mask];
}

async function faultOf(promise: Promise<unknown>): Promise<[kind: string, code: string]> {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof RootmarkError)) throw new Error(`Not a fault: ${String(error)}`);
  return [error.kind, error.code];
}
