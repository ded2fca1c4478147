import { expect } from 'chai';
import { type Address, checksumAddress } from 'viem';
import { RootmarkError } from '#core/errors';
import { type IssuerEvent, readIssuerHistory } from '#core/issuerHistory';
import { ROLE } from '#core/registry';
import { act, type Chain, startChain } from '../support/chain.ts';
import { LAKESIDE } from '../support/credentials.ts';
import { clientOf, type RpcEndpoint, startRpcEndpoint } from '../support/rpcEndpoint.ts';
import { anchorWorld, day, type World } from '../support/world.ts';

const RENAMED = 'did:web:lakeside.test';

describe('readIssuerHistory', () => {
  let chain: Chain;
  let world: World;
  let endpoint: RpcEndpoint;
  let issuer: Address;
  let operator: Address;
  let admin: Address;
  /** What was done to the issuer after its registration, in order. */
  const expected: IssuerEvent[] = [];

  before(async () => {
    chain = await startChain();
    world = await anchorWorld(chain);
    endpoint = await startRpcEndpoint(chain);
    issuer = world.issuer;
    [operator, admin] = [chain.accounts[4], chain.accounts[5]] as [Address, Address];
    const zero = '0x0000000000000000000000000000000000000000';
    const { anchor, revoke } = ROLE;
    // Another issuer's life at the same time is no part of it.
    await act(chain, world.registry, admin, 'registerIssuer', ['did:web:other.example']);
    await act(chain, world.registry, admin, 'authorizeOperator', [admin, operator, anchor]);

    await happen(day(9, 3), 'authorizeOperator', [issuer, operator, anchor], issuer, {
      kind: 'operator-authorized',
      operator,
      roles: 1,
    });
    await happen(day(9, 4), 'authorizeOperator', [issuer, operator, anchor | revoke], issuer, {
      kind: 'operator-authorized',
      operator,
      roles: 3,
    });
    await happen(day(9, 5), 'retireOperator', [issuer, operator], issuer, {
      kind: 'operator-retired',
      operator,
    });
    await chain.helpers.mine(4000);
    await happen(day(9, 6), 'setDid', [issuer, RENAMED], issuer, { kind: 'did-changed', did: RENAMED });
    await happen(day(9, 7), 'distrustOperator', [issuer, operator, day(9, 4)], issuer, {
      kind: 'operator-distrusted',
      operator,
      since: day(9, 4),
    });
    await happen(day(9, 8), 'proposeAdmin', [issuer, operator], issuer, {
      kind: 'admin-proposed',
      admin: operator,
    });
    await happen(day(9, 9), 'proposeAdmin', [issuer, zero], issuer, { kind: 'admin-proposed', admin: null });
    await happen(day(9, 10), 'proposeAdmin', [issuer, admin], issuer, { kind: 'admin-proposed', admin });
    await happen(day(9, 11), 'acceptAdmin', [issuer], admin, {
      kind: 'admin-changed',
      previousAdmin: issuer,
      admin,
    });
  });
  after(() => endpoint.close());

  /** Does something to the issuer at a time, and notes the event that its history must have for it. */
  async function happen(
    at: number,
    functionName: Parameters<typeof act>[3],
    args: readonly unknown[],
    from: Address,
    change: object,
  ): Promise<void> {
    await chain.helpers.time.setNextBlockTimestamp(at);
    const receipt = await act(chain, world.registry, from, functionName, args as never);
    const { blockNumber, transactionHash } = receipt;
    expected.push({ ...change, at, blockNumber: Number(blockNumber), transactionHash } as IssuerEvent);
  }

  it('tells every change in order, with its time, block and transaction', async () => {
    const [registered, first, ...rest] = await readIssuerHistory(chain.client, world.deployment, issuer);

    expect(registered).to.deep.include({ kind: 'registered', did: LAKESIDE });
    expect(first).to.deep.include({ kind: 'operator-authorized', operator: issuer, roles: 3 });
    expect(first?.transactionHash).to.equal(registered?.transactionHash);
    expect(rest).to.eql(expected);
  });

  it('is the same in any letter case of the address', async () => {
    const other = chain.accounts[1]?.toLowerCase() as Address;
    expect(checksumAddress(other)).to.equal(issuer);

    expect((await readIssuerHistory(chain.client, world.deployment, other)).slice(2)).to.eql(expected);
  });

  it('is empty for whom the registry does not know', async () => {
    const stranger = chain.accounts[9] as Address;

    expect(await readIssuerHistory(chain.client, world.deployment, stranger)).to.eql([]);
  });

  it('is whole where an endpoint lets nobody search the whole history at once', async () => {
    endpoint.limitLogs(1500);

    expect((await readIssuerHistory(endpoint.client, world.deployment, issuer)).slice(2)).to.eql(expected);
  });

  it('is a fault, not a part, where an endpoint gives no history', async () => {
    endpoint.limitLogs(10);
    await expectUnread(endpoint.client);
  });

  it('is a fault where nobody answers, or what answers is no chain', async () => {
    await expectUnread(clientOf('http://127.0.0.1:9'));
    endpoint.limitLogs(Number.POSITIVE_INFINITY);
    endpoint.fail('eth_getLogs', { result: 'none' });
    await expectUnread(endpoint.client);
  });

  async function expectUnread(client: Chain['client']): Promise<void> {
    const error = await readIssuerHistory(client, world.deployment, issuer).catch((thrown) => thrown);
    expect(error).to.be.instanceOf(RootmarkError);
    const { kind, code, message } = error as RootmarkError;
    expect({ kind, code, message }).to.eql({
      kind: 'network',
      code: 'ChainUnreachable',
      message: "We couldn't reach Testnet.",
    });
  }
});
