import { decodeFunctionResult, encodeFunctionResult, type Hex } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { createReadingClient, type Endpoint } from '#core/clients';
import type { Chain } from './chain.ts';
import { type Change, type RpcEndpoint, startRpcEndpoint } from './rpcEndpoint.ts';

/** Endpoints as a verifier makes them from a deployment's URLs. */
export function endpointsOf(endpoints: readonly RpcEndpoint[]): Endpoint[] {
  return endpoints.map(({ url }) => ({ url, client: createReadingClient([url]) }));
}

/** Starts some endpoints before one chain. */
export function startEndpoints(chain: Chain, count: number): Promise<RpcEndpoint[]> {
  return Promise.all(Array.from({ length: count }, () => startRpcEndpoint(chain)));
}

type State = ReturnType<typeof decodedState>;

function decodedState(data: Hex) {
  return decodeFunctionResult({ abi: credentialRegistryAbi, functionName: 'credentialState', data });
}

/** Lies about the state of credentials; other calls pass. */
export function lyingAbout(lie: Partial<State>): Change {
  return (answer) => {
    try {
      return encodeFunctionResult({
        abi: credentialRegistryAbi,
        functionName: 'credentialState',
        result: { ...decodedState(answer as Hex), ...lie },
      });
    } catch {
      return answer;
    }
  };
}

/** Changes members of its newest block, or of every block that it gives. */
export function blocksWith(members: Record<string, unknown>, tags: 'latest' | 'all' = 'all'): Change {
  return (answer, [tag]) =>
    tags === 'all' || tag === 'latest' ? { ...(answer as object), ...members } : answer;
}
