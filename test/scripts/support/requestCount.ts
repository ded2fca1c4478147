import { expect } from 'chai';
import { createClient, http } from 'viem';
import { getBlockNumber, getChainId } from 'viem/actions';
import type { Endpoint } from '#core/clients';
import { countingRequests } from '../../../scripts/support/requestCount.ts';
import { type Chain, startChain } from '../../support/chain.ts';
import { type DidHost, startDidHost } from '../../support/didHost.ts';
import { type RpcEndpoint, startRpcEndpoint } from '../../support/rpcEndpoint.ts';
import { anchorWorld, contextOf, type World } from '../../support/world.ts';

describe('countingRequests', () => {
  let chain: Chain;
  let host: DidHost;
  let world: World;
  let endpoint: RpcEndpoint;
  let requests: { count: number };
  /** What travelled over HTTP. */
  let travelled: number;

  before(async () => {
    chain = await startChain();
    world = await anchorWorld(chain);
    host = await startDidHost();
  });
  after(() => host.close());
  beforeEach(async () => {
    endpoint = await startRpcEndpoint(chain);
    requests = { count: 0 };
    travelled = 0;
  });
  afterEach(() => endpoint.close());

  /** An endpoint whose questions of one moment travel together, and that is asked again when it fails. */
  function batching(retryCount = 0): Endpoint {
    const onFetchRequest = () => void travelled++;
    const transport = http(endpoint.url, { batch: true, retryCount, retryDelay: 1, onFetchRequest });
    return { url: endpoint.url, client: createClient({ transport }) };
  }

  function counted(...endpoints: Endpoint[]) {
    const context = contextOf(world, host, { endpointsFor: () => endpoints });
    const counting = countingRequests(context, requests);
    return { context, counting, endpoints: counting.endpointsFor(world.deployment) };
  }

  function countedOne(of: Endpoint): Endpoint {
    const [one] = counted(of).endpoints;
    return one ?? expect.fail('no endpoint');
  }

  it('counts each request, and gives its answer', async () => {
    const { client } = countedOne(batching());
    expect(await getChainId(client)).to.eql(31337);
    expect(requests.count).to.eql(1);
    expect(await getBlockNumber(client, { cacheTime: 0 })).to.eql(await getBlockNumber(chain.client));

    expect(requests.count).to.eql(2);
  });

  it('counts each of those that travel together', async () => {
    const { client } = countedOne(batching());
    await Promise.all([getChainId(client), getChainId(client), getBlockNumber(client, { cacheTime: 0 })]);

    expect({ counted: requests.count, travelled }).to.eql({ counted: 3, travelled: 1 });
  });

  it('counts what fails, once however often it is tried', async () => {
    endpoint.fail('eth_chainId', { status: 500, body: 'out of order' });
    const { client } = countedOne(batching(2));
    const error = await getChainId(client).catch((reason: unknown) => reason);

    expect(error).to.have.property('name', 'HttpRequestError');
    expect({ counted: requests.count, travelled }).to.eql({ counted: 1, travelled: 3 });
  });

  it('counts all endpoints together', async () => {
    const { endpoints } = counted(batching(), batching());
    await Promise.all(endpoints.map(({ client }) => getChainId(client)));

    expect(requests.count).to.eql(2);
  });

  it('gives the same endpoint each time, whose answers can then be remembered', () => {
    const { counting, endpoints } = counted(batching());
    const [again] = counting.endpointsFor(world.deployment);

    expect(again === endpoints[0]).to.equal(true);
    expect(again?.url).to.equal(endpoint.url);
  });

  it('counts nothing that is asked without it, and leaves the rest of the context as it is', async () => {
    const { context, counting } = counted(batching());
    const [plain] = context.endpointsFor(world.deployment);
    await getChainId(plain?.client ?? expect.fail('no endpoint'));

    expect({ counted: requests.count, travelled }).to.eql({ counted: 0, travelled: 1 });
    expect({ ...counting, endpointsFor: null }).to.eql({ ...context, endpointsFor: null });
  });
});
