import { expect } from 'chai';
import { numberToHex } from 'viem';
import { readChain } from '#core/chainReading';
import { EndpointsError } from '#core/endpoints';
import { ReadingMemory } from '#core/readingMemory';
import { type Chain, startChain } from '../support/chain.ts';
import {
  anchor,
  anchorGroup,
  change,
  expectAsAlone,
  type Group,
  LIMITS,
  notingEndpoint,
  outcomeOf,
  REVOKED,
  SIZE,
  SUSPENDED,
  together,
} from '../support/groupOfCredentials.ts';
import type { World } from '../support/world.ts';

/** What opening a chain asks for. */
const OPENING = ['eth_chainId', 'eth_getBlockByNumber'];

describe('readTogether', () => {
  let chain: Chain;
  let group: Group;
  let world: World;
  const asked: string[] = [];

  before(async () => {
    chain = await startChain();
    group = await anchorGroup(chain);
    world = group.world;
  });
  beforeEach(() => {
    asked.length = 0;
  });

  const noting = () => notingEndpoint(chain.client, asked);
  const trustingNobody = () => ({ ...world.deployment, trustedAccreditors: [] });

  it('gives of each credential, of several batches and issuers, what readChain gives', async () => {
    const endpoint = { url: 'http://chain.example', client: chain.client };
    const { first, second, strange } = group;
    const shuffled = [...second, ...first.toReversed(), ...strange];
    await expectAsAlone(world.deployment, shuffled, [endpoint]);

    const read = await together(world.deployment, shuffled, [endpoint]);
    const found = await Promise.all(shuffled.map(async (query) => ({ query, ...(await read(query)) })));
    const having = (status: 'revoked' | 'suspended') =>
      found.filter(({ credential }) => credential[status]).map(({ query }) => query);
    expect(having('revoked')).to.eql([first[REVOKED], strange[0]]);
    expect(having('suspended')).to.eql([first[SUSPENDED]]);
    expect(found.every(({ credential }) => credential.included)).to.equal(true);
    expect(found.every(({ client }) => client === chain.client)).to.equal(true);
    const vouchedFor = found.map(({ query, accreditation }) => {
      if (accreditation === null || accreditation instanceof EndpointsError)
        return expect.fail('nobody was asked who vouches for the issuer');
      return [query.issuer, accreditation.path?.trusted.name];
    });
    expect(vouchedFor).to.eql(
      shuffled.map(({ issuer }) => [issuer, issuer === world.issuer ? 'The Ministry' : undefined]),
    );
  });

  it('asks about a section once, however many of its credentials there are', async () => {
    const { first, second, strange } = group;
    const read = await together(trustingNobody(), first, [noting()]);
    const readings = await Promise.all(first.map(read));

    expect(readings).to.have.length(SIZE);
    expect(asked).to.eql([...OPENING, 'eth_call']);
    asked.length = 0;
    await together(trustingNobody(), [...first, ...second, ...strange], [noting()]);
    expect(asked).to.eql([...OPENING, 'eth_call', 'eth_call', 'eth_call']);
  });

  it('asks once who vouches for the issuer of a batch, however many sections of it there are', async () => {
    const [query = expect.fail('no credential')] = await anchor(
      world,
      world.issuer,
      'many sections',
      2,
      200_000,
    );
    const callsFor = async (...indexes: number[]) => {
      asked.length = 0;
      await together(
        world.deployment,
        indexes.map((index) => ({ ...query, index })),
        [noting()],
      );
      return asked.filter((method) => method === 'eth_call').length;
    };

    expect(await callsFor(1, 65_537, 131_073)).to.equal((await callsFor(1)) + 2);
  });

  it('asks about another section of the same batch by itself, and does not take one for the other', async () => {
    const queries = await anchor(world, group.stranger, 'huge', 2, 70_000);
    const [query = expect.fail('no credential')] = queries;
    await change(world, 'revoke', queries, 65_537);
    const at = (index: number) => ({ ...query, index });
    const read = await together(trustingNobody(), [at(1), at(65_537)], [noting()]);

    expect(asked).to.eql([...OPENING, 'eth_call', 'eth_call']);
    const isRevoked = async (index: number) => (await read(at(index))).credential.revoked;
    expect(await Promise.all([1, 65_536, 65_537].map(isRevoked))).to.eql([false, false, true]);
  });

  it('opens the chain anew for every fifty sections', async () => {
    const [query = expect.fail('no credential')] = group.first;
    const queries = Array.from({ length: 51 }, (_, at) => ({
      ...query,
      root: numberToHex(at + 1, { size: 32 }),
    }));
    const read = await together(world.deployment, queries, [noting()]);
    const readings = await Promise.all(queries.map(read));

    const counts = Map.groupBy(asked, (method) => method);
    expect([...counts].map(([method, list]) => [method, list.length])).to.eql([
      ['eth_chainId', 2],
      ['eth_getBlockByNumber', 2],
      ['eth_call', 51],
    ]);
    expect(readings.map(({ credential }) => credential.included)).to.eql(Array(51).fill(false));
  });

  it('remembers what it has read for as long as the block is the same', async () => {
    const memory = new ReadingMemory();
    const endpoint = noting();
    await together(world.deployment, group.first, [endpoint], { memory });
    asked.length = 0;
    await together(world.deployment, group.first, [endpoint], { memory });
    expect(asked).to.eql(OPENING);

    await chain.helpers.mine(1);
    asked.length = 0;
    await together(world.deployment, group.first, [endpoint], { memory });
    expect(asked.slice(0, 3)).to.eql([...OPENING, 'eth_call']);
  });

  it('reads by itself what nobody said would be asked', async () => {
    const endpoint = noting();
    const read = await together(world.deployment, group.first, [endpoint]);
    const [query = expect.fail('no credential')] = group.second;

    expect(await outcomeOf(read(query))).to.eql(
      await outcomeOf(readChain([endpoint], world.deployment, query, LIMITS)),
    );
  });
});
