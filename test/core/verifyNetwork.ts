import { expect } from 'chai';
import type { Client } from 'viem';
import { getBlock } from 'viem/actions';
import { statusBitOf } from '#core/registry';
import type { EndpointAnswer } from '#core/verdict';
import { type VerificationContext, verifyCredential } from '#core/verify';
import { act, type Chain, startChain } from '../support/chain.ts';
import { type DidHost, startDidHost } from '../support/didHost.ts';
import { clientOf, type Fault, type RpcEndpoint, startRpcEndpoint } from '../support/rpcEndpoint.ts';
import {
  anchorWorld,
  checkOf,
  contextOf,
  fileOf,
  outcomesOf,
  publishIssuer,
  textOf,
  through,
  type World,
} from '../support/world.ts';

const UNREACHED =
  "Could not check. We couldn't reach Testnet. Try again in a minute, or set another RPC endpoint. This says nothing about the credential.";

describe('verifyCredential', () => {
  let chain: Chain;
  let host: DidHost;
  let world: World;
  let endpoint: RpcEndpoint;

  before(async () => {
    chain = await startChain();
    world = await anchorWorld(chain);
    host = await startDidHost();
    publishIssuer(world, host);
  });
  after(() => host.close());
  beforeEach(async () => {
    endpoint = await startRpcEndpoint(chain);
  });
  afterEach(() => endpoint.close());

  function verify(client: Client, changes: Partial<VerificationContext> = {}, text = textOf(world)) {
    return verifyCredential(text, contextOf(world, host, { endpointsFor: through(client), ...changes }));
  }

  async function expectUnchecked(
    client: Client,
    headline: string,
    changes: Partial<VerificationContext> = {},
    answer: Omit<EndpointAnswer, 'url'> = {
      outcome: 'failed',
      detail: 'It gave no answer that can be used.',
    },
  ) {
    const result = await verify(client, changes);

    expect(result).to.deep.include({
      verdict: 'unchecked',
      headline,
      block: null,
      endpoints: [{ url: 'http://127.0.0.1:8545', ...answer }],
      anchoredAt: null,
    });
    expect(result.network).to.deep.include({ chainId: 31337, name: 'Testnet' });
    expect(outcomesOf(result)).to.deep.include({
      integrity: 'passed IntegrityIntact',
      registry: 'passed RegistryKnown',
      anchored: 'unknown ChainUnread',
      operator: 'unknown ChainUnread',
      status: 'unknown ChainUnread',
      issuer: 'unknown ChainUnread',
      validity: 'passed ValidityCurrent',
    });
  }

  it('reads the chain through an endpoint over HTTP', async () => {
    expect(await verify(endpoint.client)).to.include({ verdict: 'verified' });
  });

  describe('leaves a credential unchecked', () => {
    it('when nobody listens at the endpoint', () =>
      expectUnchecked(clientOf('http://127.0.0.1:9'), UNREACHED));

    it('when the node stopped following its chain more than an hour ago', async () => {
      const { number, timestamp } = await getBlock(chain.client);
      const at = (seconds: number) => ({
        now: () => Number(timestamp) + seconds,
        maximumBlockAge: 3600,
      });
      await expectUnchecked(
        endpoint.client,
        "Could not check. The node that answered for Testnet is 1 h behind, or this device's clock is ahead. Set another RPC endpoint, or the clock. This says nothing about the credential.",
        at(3601),
        { outcome: 'agreed', detail: `It read block ${number}.` },
      );

      expect(await verify(endpoint.client, at(3600))).to.include({ verdict: 'verified' });
    });

    it('when the endpoint’s name does not exist', () =>
      expectUnchecked(clientOf('http://rpc.invalid'), UNREACHED));

    const faults: [name: string, method: string, fault: Fault][] = [
      ['answers with HTTP 500', '*', { status: 500, body: 'oops' }],
      ['answers with HTTP 429', '*', { status: 429, body: '{"error":"slow down"}' }],
      ['answers with a web page', '*', { status: 200, body: '<!doctype html><title>Sign in</title>' }],
      ['answers with nothing', '*', { status: 200, body: '' }],
      ['answers with null', '*', { status: 200, body: 'null' }],
      ['answers with an empty object', '*', { status: 200, body: '{}' }],
      ['answers with half of a JSON', '*', { status: 200, body: '{"jsonrpc":"2.0","id":1,"result":"0x' }],
      ['is silent', '*', 'silence'],
      ['cuts the line', '*', 'cut'],
      ['refuses everything', '*', { error: { code: -32601, message: 'method not found' } }],
      ['gives a chain id that is no number', 'eth_chainId', { result: 'thirty-one' }],
      ['gives an object as chain id', 'eth_chainId', { result: {} }],
      ['has no block', 'eth_getBlockByNumber', { result: null }],
      ['gives a block without number and time', 'eth_getBlockByNumber', { result: {} }],
      ['gives a text as block', 'eth_getBlockByNumber', { result: 'latest' }],
      ['is silent about the call', 'eth_call', 'silence'],
      ['refuses the call', 'eth_call', { error: { code: -32000, message: 'header not found' } }],
      ['says that the call reverted', 'eth_call', { error: { code: 3, message: 'execution reverted' } }],
      ['gives too few bytes', 'eth_call', { result: '0x1234' }],
      ['gives bytes that are no state', 'eth_call', { result: `0x${'ff'.repeat(640)}` }],
      ['gives no hex', 'eth_call', { result: 'true' }],
      ['gives true', 'eth_call', { result: true }],
    ];
    for (const [name, method, fault] of faults) {
      it(`when the endpoint ${name}`, async () => {
        endpoint.fail(method, fault);
        await expectUnchecked(fault === 'silence' ? endpoint.impatientClient : endpoint.client, UNREACHED);
      });
    }

    it('when the endpoint answers for another chain', async () => {
      const other = await startRpcEndpoint(await startChain(999));
      try {
        await expectUnchecked(
          other.client,
          'Could not check. The endpoint for Testnet answers for chain 999, not 31337. Set another RPC endpoint for this network. This says nothing about the credential.',
          {},
          { outcome: 'failed', detail: 'The endpoint for Testnet answers for chain 999, not 31337.' },
        );
      } finally {
        await other.close();
      }
    });

    const empty = [
      [
        'local',
        'Could not check. Your local chain was reset: its records are gone. Deploy and issue again. This says nothing about the credential.',
      ],
      [
        'test',
        'Could not check. Testnet shows no registry at REGISTRY. Set another RPC endpoint for this network. This says nothing about the credential.',
      ],
      [
        'main',
        'Could not check. Testnet shows no registry at REGISTRY. Set another RPC endpoint for this network. This says nothing about the credential.',
      ],
    ] as const;
    for (const [kind, headline] of empty) {
      it(`when there is no registry on a chain of kind ${kind}: it was reset`, async () => {
        const { client } = await startChain();
        const deployments = [{ ...world.deployment, kind }];
        await expectUnchecked(
          client,
          headline.replace('REGISTRY', world.registry.address),
          { deployments },
          {
            outcome: 'failed',
            detail:
              kind === 'local'
                ? 'Your local chain was reset: its records are gone.'
                : `Testnet shows no registry at ${world.registry.address}.`,
          },
        );
      });
    }
  });

  it('never asks the web when the chain could not be read', async () => {
    host.requests.length = 0;
    endpoint.fail('*', { status: 500, body: '' });
    await verify(endpoint.client);

    expect(host.requests).to.eql([]);
  });

  it('still finds an altered credential invalid when the chain is down', async () => {
    endpoint.fail('*', 'cut');
    const altered = textOf(world).replace('"87"', '"97"');

    expect(await verify(endpoint.client, {}, altered)).to.include({ verdict: 'invalid' });
  });

  it('finds a revoked credential invalid even when its logs are cut off or garbled', async () => {
    const { registry, issuer, batch } = world;
    const { word, mask } = statusBitOf(fileOf(world, 4).anchor.index);
    await act(chain, registry, issuer, 'revoke', [issuer, batch.root, word, mask, 'issued in error']);
    for (const fault of [
      'cut',
      { result: [] },
      { result: 'none' },
      { result: [{}] },
      { result: null },
    ] as Fault[]) {
      endpoint.fail('eth_getLogs', fault);
      const result = await verify(endpoint.client, {}, textOf(world, 4));

      expect(result.verdict).to.equal('invalid');
      expect(checkOf(result, 'status')).to.deep.include({ reason: 'StatusRevoked', values: {} });
    }
  });

  it('gives date and reason of a revocation where the endpoint searches only the latest blocks', async () => {
    const { registry, issuer, batch } = world;
    await chain.helpers.mine(6000);
    const { word, mask } = statusBitOf(fileOf(world, 3).anchor.index);
    await act(chain, registry, issuer, 'revoke', [issuer, batch.root, word, mask, 'issued in error']);
    endpoint.limitLogs(5000);

    const result = await verify(endpoint.client, {}, textOf(world, 3));

    expect(checkOf(result, 'status')).to.deep.include({ reason: 'StatusRevoked' });
    expect(checkOf(result, 'status').values).to.include({ why: 'issued in error' });
  });
});
