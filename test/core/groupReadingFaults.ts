import { expect } from 'chai';
import { numberToHex } from 'viem';
import type { ReadingLimits } from '#core/chainReading';
import { type CredentialQuery, statusBitOf } from '#core/registry';
import { type Chain, startChain } from '../support/chain.ts';
import { endpointsOf, lyingAbout, startEndpoints } from '../support/endpoints.ts';
import {
  anchorGroup,
  expectAsAlone,
  type Group,
  LIMITS,
  notingEndpoint,
  outcomeOf,
  REVOKED,
  together,
} from '../support/groupOfCredentials.ts';
import type { RpcEndpoint } from '../support/rpcEndpoint.ts';

/** Characters that the answer about a whole section has, and none about one credential. */
const LONG_ANSWER = 2000;
/** A status word in which nothing is set. */
const NOTHING = '0'.repeat(64);

describe('readTogether through endpoints that fail', () => {
  let chain: Chain;
  let group: Group;
  let endpoints: RpcEndpoint[];
  before(async () => {
    chain = await startChain();
    group = await anchorGroup(chain);
  });
  beforeEach(async () => {
    endpoints = await startEndpoints(chain, 3);
  });
  afterEach(() => Promise.all(endpoints.map((endpoint) => endpoint.close())));

  /** Credentials of two batches, the revoked one first. */
  const few = () => [
    group.first[REVOKED] as CredentialQuery,
    ...group.first.slice(0, 3),
    ...group.second.slice(0, 2),
  ];
  const codesOf = (outcomes: object[]) =>
    outcomes.map((outcome) => ('code' in outcome ? outcome.code : null));

  it('lets only that credential suffer about which they contradict each other', async () => {
    const [, liar = expect.fail('no endpoint')] = endpoints;
    const [victim = expect.fail('no credential')] = few();
    const word = numberToHex(statusBitOf(REVOKED).mask, { size: 32 }).slice(2);
    const told = { section: 0, credential: 0 };
    liar.alter('eth_call', (answer, parameters) => {
      const isAbout = (hash: string) => JSON.stringify(parameters).includes(hash.slice(2));
      if (String(answer).length > LONG_ANSWER && isAbout(victim.root)) {
        told.section++;
        return String(answer).replaceAll(/[0-9a-f]{64}/g, (one) => (one === word ? NOTHING : one));
      }
      if (!isAbout(victim.payloadHash)) return answer;
      told.credential++;
      return lyingAbout({ revoked: false })(answer, parameters);
    });
    const asking = endpointsOf(endpoints.slice(0, 2));
    const read = await together(group.world.deployment, few(), asking);
    const outcomes = await Promise.all(few().map((query) => outcomeOf(read(query))));

    expect(told).to.eql({ section: 1, credential: 1 });
    expect(codesOf(outcomes)).to.eql(['EndpointsDiffer', ...Array(5).fill(null)]);
    await expectAsAlone(group.world.deployment, few(), asking);
  });

  it('takes none along with a batch that nobody answers for', async () => {
    const [endpoint = expect.fail('no endpoint')] = endpoints;
    const [sound, silent] = [group.first, group.second].map(([query]) => query?.root.slice(2));
    let soundAlone = 0;
    endpoint.alter('eth_call', (answer, parameters) => {
      const isAbout = (root = '') => JSON.stringify(parameters).includes(root);
      if (isAbout(sound) && String(answer).length < LONG_ANSWER) soundAlone++;
      return isAbout(silent) ? '0x' : answer;
    });
    const asking = endpointsOf([endpoint]);
    const read = await together(group.world.deployment, few(), asking);
    const outcomes = await Promise.all(few().map((query) => outcomeOf(read(query))));

    expect(soundAlone, 'questions about one sound credential').to.equal(0);
    expect(codesOf(outcomes)).to.eql([...Array(4).fill(null), ...Array(2).fill('RegistryMissing')]);
    await expectAsAlone(group.world.deployment, few(), asking);
  });

  it('says of each, as alone, that its issuer’s accreditors could not be asked', async () => {
    const [endpoint = expect.fail('no endpoint')] = endpoints;
    const registry = group.world.deployment.accreditationRegistry.address.toLowerCase();
    endpoint.alter('eth_call', (answer, parameters) =>
      JSON.stringify(parameters).toLowerCase().includes(registry) ? '0x12' : answer,
    );

    for (const outcome of await expectAsAlone(group.world.deployment, few(), endpointsOf([endpoint])))
      expect(outcome).to.have.nested.property('accreditation.code', 'ChainUnreachable');
  });

  const failing: [name: string, code: string, break_: (of: RpcEndpoint[]) => void, limits?: ReadingLimits][] =
    [
      [
        'are out of order',
        'ChainUnreachable',
        (of) => of.map((one) => one.fail('*', { status: 500, body: '' })),
      ],
      [
        'cut the line at every call',
        'ChainUnreachable',
        (of) => of.map((one) => one.fail('eth_call', 'cut')),
      ],
      [
        'answer for another chain',
        'ChainMismatch',
        (of) => of.map((one) => one.alter('eth_chainId', () => '0x1')),
      ],
      ['have no registry', 'RegistryMissing', (of) => of.map((one) => one.alter('eth_call', () => '0x'))],
      ['are down but for one', 'EndpointsTooFew', (of) => of.slice(1).map((one) => one.fail('*', 'cut'))],
      ['stopped following their chain', 'ChainStale', () => undefined, { ...LIMITS, maximumBlockAge: 60 }],
      [
        'do not answer in time',
        'ChainUnreachable',
        (of) => of.map((one) => one.fail('eth_call', 'silence')),
        { ...LIMITS, patience: 300 },
      ],
    ];
  for (const [name, code, break_, limits = LIMITS] of failing) {
    it(`tells each what it is told alone when they ${name}`, async () => {
      break_(endpoints);
      const outcomes = await expectAsAlone(group.world.deployment, few(), endpointsOf(endpoints), limits);

      expect(codesOf(outcomes)).to.eql(Array(6).fill(code));
    });
  }

  it('asks them in vain twice, not once for each credential', async () => {
    const asked: string[] = [];
    const read = await together(group.world.deployment, group.first, [notingEndpoint(null, asked)]);
    const outcomes = await Promise.all(group.first.map((query) => outcomeOf(read(query))));

    const opening = ['eth_chainId', 'eth_getBlockByNumber'];
    expect(asked).to.eql([...opening, ...opening]);
    expect(new Set(codesOf(outcomes))).to.eql(new Set(['ChainUnreachable']));
  });
});
