import { expect } from 'chai';
import { numberToHex } from 'viem';
import { getBlock } from 'viem/actions';
import { deploymentEndpoints } from '#core/clients';
import { quorumOf } from '#core/endpoints';
import { statusBitOf } from '#core/registry';
import type { VerificationResult } from '#core/verdict';
import { type VerificationContext, verifyCredential } from '#core/verify';
import { act, type Chain, startChain } from '../support/chain.ts';
import { type DidHost, startDidHost } from '../support/didHost.ts';
import { blocksWith, endpointsOf, lyingAbout, startEndpoints } from '../support/endpoints.ts';
import { type RpcEndpoint, startRpcEndpoint } from '../support/rpcEndpoint.ts';
import {
  ANCHORED_AT,
  anchorWorld,
  contextOf,
  fileOf,
  publishIssuer,
  textOf,
  type World,
} from '../support/world.ts';

const CONTRADICTED =
  'Could not check. Two nodes gave different answers; try again in a minute. This says nothing about the credential.';
const UNREACHED =
  "Could not check. We couldn't reach Testnet. Try again in a minute, or set another RPC endpoint. This says nothing about the credential.";
const UNUSABLE = 'It gave no answer that can be used.';
const LATE = 'It did not answer in time.';

function tooFew(answered: number, needed = 2, all = 3): string {
  return `Could not check. Of ${all} nodes for Testnet, ${needed} must agree; ${answered} gave an answer that can be used. Try again in a minute, or set other RPC endpoints. This says nothing about the credential.`;
}

describe('verifyCredential through several endpoints', () => {
  let chain: Chain;
  let host: DidHost;
  let world: World;
  let fork: World;
  let head: Awaited<ReturnType<typeof getBlock>>;
  let endpoints: [RpcEndpoint, RpcEndpoint, RpcEndpoint];
  const started: RpcEndpoint[] = [];

  before(async () => {
    chain = await startChain();
    world = await anchorWorld(chain);
    await chain.helpers.time.setNextBlockTimestamp(ANCHORED_AT + 3600);
    await revoke(world);
    // The same registry at the same address with the same batch, on a chain that went another way since.
    fork = await anchorWorld(await startChain());
    await fork.chain.helpers.mine(1);
    head = await getBlock(chain.client);
    host = await startDidHost();
    publishIssuer(world, host);
  });
  after(() => host.close());
  beforeEach(async () => {
    endpoints = (await startEndpoints(chain, 3)) as typeof endpoints;
    started.push(...endpoints);
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((endpoint) => endpoint.close()));
  });

  /** Revokes the second credential. */
  async function revoke({ chain, registry, issuer, batch }: World) {
    const { word, mask } = statusBitOf(fileOf({ batch }, 1).anchor.index);
    await act(chain, registry, issuer, 'revoke', [issuer, batch.root, word, mask, 'issued in error']);
  }

  function verify(
    asked: readonly RpcEndpoint[] = endpoints,
    row = 0,
    changes: Partial<VerificationContext> = {},
  ): Promise<VerificationResult> {
    const endpointsFor = () => endpointsOf(asked);
    return verifyCredential(
      textOf(world, row),
      contextOf(world, host, { endpointsFor, patience: 1500, ...changes }),
    );
  }

  /** The headline of a good credential and the verdict of a revoked one, with what every endpoint contributed. */
  async function expectAnswers(
    good: string,
    revoked: 'invalid' | 'unchecked',
    contributions: string[],
    asked: readonly RpcEndpoint[] = endpoints,
  ) {
    const [result, revokedResult] = [await verify(asked), await verify(asked, 1)];

    expect(result.headline).to.equal(good);
    expect(revokedResult.verdict).to.equal(revoked);
    expect(result.endpoints.map(({ outcome, detail }) => `${outcome}: ${detail}`)).to.eql(contributions);
    expect(result.endpoints.map(({ url }) => url)).to.eql(asked.map(({ url }) => url));
  }

  const VERIFIED =
    'Lakeside Polytechnic (lakeside.example) issued this to Amina Okonkwo on 1 Sep 2026. It has not been changed or withdrawn.';
  const AGREED = 'agreed: It read block 5.';

  it('takes for true what all of them say, and says at which block', async () => {
    await expectAnswers(VERIFIED, 'invalid', [AGREED, AGREED, AGREED]);

    const { block } = await verify();
    expect(block).to.eql({ number: 5, hash: head.hash, timestamp: Number(head.timestamp) });
  });

  describe('of which one does not follow', () => {
    const faults: [name: string, break_: (endpoint: RpcEndpoint) => void, contribution: string][] = [
      ['hangs', (one) => one.fail('*', 'silence'), `failed: ${LATE}`],
      ['hangs once it has named its block', (one) => one.fail('eth_call', 'silence'), `failed: ${LATE}`],
      ['is down', (one) => one.fail('*', 'cut'), `failed: ${UNUSABLE}`],
      ['is overloaded', (one) => one.fail('*', { status: 429, body: '' }), `failed: ${UNUSABLE}`],
      ['sends a web page', (one) => one.fail('*', { status: 200, body: '<html>' }), `failed: ${UNUSABLE}`],
      [
        'answers for another chain',
        (one) => one.alter('eth_chainId', () => '0x1'),
        'failed: The endpoint for Testnet answers for chain 1, not 31337.',
      ],
      [
        'has no registry',
        (one) => one.alter('eth_call', () => '0x'),
        'failed: Testnet shows no registry at REGISTRY.',
      ],
      [
        'is a block behind',
        (one) => one.alter('eth_getBlockByNumber', blocksWith({ number: '0x4' }, 'latest')),
        'failed: It is at block 4, behind block 5.',
      ],
      [
        'says that it is at the first block',
        (one) => one.alter('eth_getBlockByNumber', blocksWith({ number: '0x0' }, 'latest')),
        'failed: It is at block 0, behind block 5.',
      ],
      [
        'gives another block than the one asked for',
        (one) =>
          one.alter('eth_getBlockByNumber', (block, [tag]) => ({
            ...(block as object),
            number: tag === 'latest' ? '0x9' : '0x3',
          })),
        `failed: ${UNUSABLE}`,
      ],
      [
        'gives blocks without a hash',
        (one) => one.alter('eth_getBlockByNumber', blocksWith({ hash: null })),
        `failed: ${UNUSABLE}`,
      ],
    ];
    for (const [name, breakOne, contribution] of faults) {
      it(`is right when one ${name}`, async () => {
        breakOne(endpoints[0]);
        const expected = contribution.replace('REGISTRY', world.registry.address);

        await expectAnswers(VERIFIED, 'invalid', [expected, AGREED, AGREED]);
      });
    }

    it('is right when one says that it is far ahead, and agrees on everything else', async () => {
      endpoints[1].alter('eth_getBlockByNumber', blocksWith({ number: numberToHex(2 ** 50) }, 'latest'));

      await expectAnswers(VERIFIED, 'invalid', [AGREED, AGREED, AGREED]);
    });

    it('does not wait for one that hangs as long as for an answer that is needed', async () => {
      endpoints[2].fail('*', 'silence');
      // Longer than a test may take.
      const { verdict } = await verify(endpoints, 0, { patience: 600_000 });

      expect(verdict).to.equal('verified');
    });
  });

  describe('of which one lies', () => {
    const lies: [name: string, lie: (endpoint: RpcEndpoint) => void, said: string, truth: string][] = [
      [
        'that a credential is suspended',
        (one) => one.alter('eth_call', lyingAbout({ suspended: true })),
        'value suspended: true',
        'value suspended: false',
      ],
      [
        'that a credential is not on record',
        (one) => one.alter('eth_call', lyingAbout({ included: false })),
        'value included: false',
        'value included: true',
      ],
      [
        'that the issuer has another name',
        (one) => one.alter('eth_call', lyingAbout({ didNow: 'did:web:\u202eharvard.example' })),
        'value didNow: did:web: harvard.example',
        'value didNow: did:web:lakeside.example',
      ],
      [
        'about when it was anchored',
        (one) => one.alter('eth_call', lyingAbout({ anchoredAt: 1 })),
        'value anchoredAt: 1',
        'value anchoredAt: 1788307200',
      ],
      [
        'about a block’s hash',
        (one) => one.alter('eth_getBlockByNumber', blocksWith({ hash: `0x${'ab'.repeat(32)}` })),
        `block hash: 0x${'ab'.repeat(32)}`,
        'block hash: HASH',
      ],
      [
        'about a block’s time',
        (one) => one.alter('eth_getBlockByNumber', blocksWith({ timestamp: '0x70000000' })),
        'block timestamp: 1879048192',
        'block timestamp: TIME',
      ],
    ];
    for (const [name, lie, said, truth] of lies) {
      it(`leaves it unchecked when one lies ${name}, and says who said what`, async () => {
        lie(endpoints[1]);
        const told = truth.replace('HASH', String(head.hash)).replace('TIME', String(head.timestamp));

        await expectAnswers(CONTRADICTED, 'unchecked', [
          `differed: It says ${told}.`,
          `differed: It says ${said}.`,
          `differed: It says ${told}.`,
        ]);
      });
    }

    it('leaves a revoked credential unchecked when one hides the revocation', async () => {
      endpoints[0].alter('eth_call', lyingAbout({ revoked: false }));

      expect((await verify(endpoints, 1)).headline).to.equal(CONTRADICTED);
    });

    it('leaves a revoked credential unchecked when one hides the revocation and another hangs', async () => {
      endpoints[0].alter('eth_call', lyingAbout({ revoked: false }));
      endpoints[1].fail('*', 'silence');

      expect((await verify(endpoints, 1)).headline).to.equal(CONTRADICTED);
    });

    it('leaves it unchecked when one serves a history that went another way', async () => {
      const forked = await startRpcEndpoint(fork.chain);
      started.push(forked);

      expect(fork.registry).to.eql(world.registry);
      for (const row of [0, 1])
        expect((await verify([endpoints[0], endpoints[1], forked], row)).headline).to.equal(CONTRADICTED);
    });
  });

  describe('of which too few answer', () => {
    it('leaves it unchecked when two of three are down', async () => {
      endpoints[0].fail('*', 'cut');
      endpoints[2].fail('*', { status: 503, body: '' });

      await expectAnswers(tooFew(1), 'unchecked', [`failed: ${UNUSABLE}`, AGREED, `failed: ${UNUSABLE}`]);
    });

    it('leaves it unchecked when two of three hang, within the time for all', async () => {
      endpoints[0].fail('*', 'silence');
      endpoints[1].fail('eth_call', 'silence');

      await expectAnswers(tooFew(1), 'unchecked', [`failed: ${LATE}`, `failed: ${LATE}`, AGREED]);
    });

    it('leaves it unchecked when all are down, and when all hang', async () => {
      for (const fault of ['cut', 'silence'] as const) {
        for (const endpoint of endpoints) endpoint.fail('*', fault);
        const detail = `failed: ${fault === 'cut' ? UNUSABLE : LATE}`;

        await expectAnswers(UNREACHED, 'unchecked', [detail, detail, detail]);
      }
    });

    it('leaves it unchecked when one of two is down', async () => {
      const two = endpoints.slice(0, 2);
      endpoints[1].fail('*', 'cut');

      await expectAnswers(tooFew(1, 2, 2), 'unchecked', [AGREED, `failed: ${UNUSABLE}`], two);
    });

    it('leaves it unchecked when the only current one is joined by one that stopped before the revocation', async () => {
      const older = await getBlock(chain.client, { blockNumber: 4n });
      endpoints[0].alter(
        'eth_getBlockByNumber',
        blocksWith({ number: '0x4', hash: older.hash, timestamp: numberToHex(older.timestamp) }, 'latest'),
      );
      endpoints[1].fail('*', 'cut');

      for (const row of [0, 1]) {
        const { headline, endpoints: answers } = await verify(endpoints, row);
        expect(headline).to.equal(tooFew(1));
        expect(answers[0]).to.include({ outcome: 'agreed', detail: 'It read block 4.' });
      }
    });
  });

  it('does not let one say that a batch has settled', async () => {
    const recent = await startRpcEndpoint(fork.chain);
    started.push(recent);
    const deployments = [{ ...world.deployment, confirmations: 3 }];
    expect((await verify([recent], 0, { deployments })).headline).to.equal(
      'Recorded, settling: 2 of 3 blocks.',
    );
    recent.alter('eth_getLogs', (logs) => (logs as object[]).map((log) => ({ ...log, blockNumber: '0x1' })));

    expect((await verify([recent], 0, { deployments })).headline).to.equal(
      'Recorded, settling: not yet under 3 blocks.',
    );
  });

  it('gives date and reason of a revocation, and is right without them when they cannot be had', async () => {
    const dated = await verify(endpoints, 1);
    for (const endpoint of endpoints) endpoint.fail('eth_getLogs', 'cut');
    const plain = await verify(endpoints, 1);

    expect(dated.headline).to.match(/^Withdrawn by .* on \d+ Sep 2026: issued in error\.$/);
    expect(plain.headline).to.equal('Withdrawn by Lakeside Polytechnic (lakeside.example).');
  });

  it('is not kept waiting by an endpoint that is silent about dates and reasons', async () => {
    for (const endpoint of endpoints) endpoint.fail('eth_getLogs', 'silence');
    const { verdict } = await verify(endpoints, 1);

    expect(verdict).to.equal('invalid');
  });
});

describe('quorumOf', () => {
  for (const [endpoints, needed] of [
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
  ] as const)
    it(`is ${needed} of ${endpoints}`, () => expect(quorumOf(endpoints)).to.equal(needed));
});

describe('deploymentEndpoints', () => {
  it('are one for each different URL, and the same ones every time', () => {
    const rpcUrls = ['https://rpc.example', 'https://RPC.example/', 'https://rpc.example/v1/key'];
    const endpointsFor = deploymentEndpoints();
    const endpoints = endpointsFor({ rpcUrls } as never);

    expect(endpoints.map(({ url }) => url)).to.eql(['https://rpc.example/', 'https://rpc.example/v1/key']);
    expect(endpointsFor({ rpcUrls } as never)[0]).to.equal(endpoints[0]);
  });

  it('try again by themselves only where there is no other to ask', () => {
    const retriesOf = (...rpcUrls: string[]) =>
      deploymentEndpoints()({ rpcUrls } as never).map(({ client }) => client.transport.retryCount);

    expect(retriesOf('https://rpc.example')).to.eql([1]);
    expect(retriesOf('https://rpc.example', 'https://other.example')).to.eql([0, 0]);
  });
});
