import {
  type Client,
  createClient,
  custom,
  encodeFunctionData,
  encodeFunctionResult,
  type Hex,
  numberToHex,
} from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import type { ChainAccount } from '#core/account';
import type { BlockHeader } from '#core/blockHeader';
import type { CredentialQuery } from '#core/registry';
import type { CredentialState } from '#core/registryState';

/** What was proven of one credential at one block. */
export interface ProvenState {
  registry: ChainAccount;
  query: CredentialQuery;
  state: CredentialState;
  block: BlockHeader;
}

/**
 * A client that answers from what was proven as a node of the chain would, so that evidence is judged by the same code
 * as the chain itself. It refuses every other question, and has no network.
 */
export function provenClient(proven: ProvenState): Client {
  const request = async ({ method, params = [] }: { method: string; params?: readonly unknown[] }) => {
    const answer = answerTo(method, params, proven);
    if (answer === null) throw new Error(`the evidence has no answer to ${method}`);
    return answer;
  };
  return createClient({ transport: custom({ request }, { retryCount: 0 }), cacheTime: 0 });
}

function answerTo(
  method: string,
  params: readonly unknown[],
  { registry, query, state, block }: ProvenState,
): unknown {
  const number = numberToHex(block.number);
  const [first, second] = params;
  switch (method) {
    case 'eth_chainId':
      return numberToHex(registry.chainId);
    case 'eth_getBlockByNumber':
      return first === 'latest' || first === number
        ? { number, hash: block.hash, stateRoot: block.stateRoot, timestamp: numberToHex(block.timestamp) }
        : null;
    case 'eth_call':
      return second === number && isCall(first, registry, query)
        ? encodeFunctionResult({
            abi: credentialRegistryAbi,
            functionName: 'credentialState',
            result: state,
          })
        : null;
    default:
      return null;
  }
}

/** Whether a call asks the registry for the state of this credential and no other. */
function isCall(call: unknown, registry: ChainAccount, query: CredentialQuery): boolean {
  const { to, data } = call as { to?: string; data?: Hex };
  const { issuer, root, index, payloadHash, path } = query;
  const expected = encodeFunctionData({
    abi: credentialRegistryAbi,
    functionName: 'credentialState',
    args: [issuer, root, BigInt(index), payloadHash, path],
  });
  return to?.toLowerCase() === registry.address.toLowerCase() && data === expected;
}
