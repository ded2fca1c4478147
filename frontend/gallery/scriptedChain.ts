import {
  type Address,
  type Client,
  createClient,
  custom,
  decodeFunctionData,
  encodeAbiParameters,
  encodeEventTopics,
  encodeFunctionResult,
  type Hex,
  isAddressEqual,
  numberToHex,
  pad,
} from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import type { Deployment } from '#core/deployments';
import { didDocumentFor } from '#core/didWeb';
import type { VerificationContext } from '#core/verify';
import { ISSUER, REGISTRY } from './documents.ts';
import { ACCREDITATION_REGISTRY, answerAccreditation, MINISTRY, SCOPES } from './scriptedAccreditation.ts';

/** What the scripted chain and the scripted issuer's website answer. */
export interface Script {
  state?: Partial<Record<'included' | 'revoked' | 'suspended' | 'withdrawn' | 'distrusted', boolean>>;
  did?: string;
  chain?: 'up' | 'down' | 'silent';
  website?: 'names' | 'denies' | 'down';
  kind?: Deployment['kind'];
  /** Unix seconds. */
  now?: number;
  knowsRegistry?: boolean;
  confirmations?: number;
  /** Whether an accreditor is trusted that stands behind the issuer, and what is said about the issuer. */
  accredited?: keyof typeof SCOPES;
  /** How many of three endpoints answer; one is asked unless given. */
  answering?: number;
}

/** The newest block of the scripted chain, and the one that its batches were anchored in. */
const NEWEST = { number: 9_330_465, anchoredIn: 9_330_464 };

/** 12 October 2026, noon. */
const NOON = 1_791_806_400;
/** 1 September 2026, 9:30. */
export const ANCHORED_AT = 1_788_255_000;

/** A context in which chain and website answer as scripted, so that every verdict can be looked at. */
export function scripted(script: Script = {}): VerificationContext {
  const { kind = 'main', now = NOON, knowsRegistry = true, website = 'names' } = script;
  const deployment: Deployment = {
    chainId: 11155111,
    name: kind === 'main' ? 'Mainstay' : kind === 'test' ? 'Sepolia' : 'your local chain',
    kind,
    rpcUrls: ['https://rpc.example/v1/secret-key', 'https://eth.example/', 'https://node.example/'].slice(
      0,
      script.answering === undefined ? 1 : 3,
    ),
    confirmations: script.confirmations ?? 1,
    credentialRegistry: { address: REGISTRY, blockNumber: 0, transactionHash: null },
    accreditationRegistry: { address: ACCREDITATION_REGISTRY, blockNumber: 0, transactionHash: null },
    trustedAccreditors: script.accredited === undefined ? [] : [MINISTRY],
  };
  return {
    deployments: knowsRegistry ? [deployment] : [],
    endpointsFor: ({ rpcUrls }) =>
      rpcUrls.map((url, place) => {
        const isDown = place >= (script.answering ?? 1);
        return { url, client: scriptedClient(isDown ? { ...script, chain: 'down' } : script, now) };
      }),
    fetch: async () => {
      if (website === 'down') throw new TypeError('Failed to fetch');
      const named = website === 'names' ? [{ chainId: 11155111, address: ISSUER } as const] : [];
      return new Response(JSON.stringify(didDocumentFor('did:web:lakeside.example', named)));
    },
    now: () => now,
  };
}

function scriptedClient(script: Script, now: number): Client {
  return createClient({
    transport: custom(
      { request: ({ method, params }) => answer(method, params, script, now) },
      { retryCount: 0 },
    ),
  });
}

async function answer(method: string, params: unknown, script: Script, now: number): Promise<unknown> {
  if (script.chain === 'down') throw new Error('Failed to fetch');
  if (script.chain === 'silent') return new Promise(() => undefined);
  switch (method) {
    case 'eth_chainId':
      return '0xaa36a7';
    case 'eth_blockNumber':
      return numberToHex(NEWEST.number);
    case 'eth_getBlockByNumber':
      return {
        number: numberToHex(NEWEST.number),
        hash: pad('0x3'),
        timestamp: numberToHex(now - 7),
        transactions: [],
      };
    case 'eth_getLogs':
      return logsFor(params as [{ topics: Hex[] }]);
    case 'eth_call': {
      const [{ to, data }, block] = params as [{ to: Address; data: Hex }, Hex];
      if (isAddressEqual(to, ACCREDITATION_REGISTRY))
        return answerAccreditation(data, SCOPES[script.accredited ?? 'plain'], ANCHORED_AT - 86_400);
      const { functionName } = decodeFunctionData({ abi: credentialRegistryAbi, data });
      return functionName === 'batchOf' ? batchAt(Number(block)) : stateOf(script);
    }
    default:
      throw new Error(`The script has no answer to ${method}.`);
  }
}

/** One log of whatever event is asked for: the batch being anchored, or its first credential being withdrawn. */
function logsFor([{ topics }]: [{ topics: Hex[] }]): unknown[] {
  const [batchAnchored] = encodeEventTopics({ abi: credentialRegistryAbi, eventName: 'BatchAnchored' });
  return [
    {
      ...(topics[0] === batchAnchored
        ? { topics: [...topics, pad(ISSUER)], data: numberToHex(1, { size: 32 }) }
        : { topics, data: encodeAbiParameters(WITHDRAWAL, [ISSUER, 0n, 1n << 255n, 'issued in error']) }),
      address: REGISTRY,
      blockNumber: numberToHex(NEWEST.anchoredIn),
      blockHash: pad('0x1'),
      transactionHash: pad('0x2'),
      transactionIndex: '0x0',
      logIndex: '0x0',
      removed: false,
    },
  ];
}

/** What the events of a withdrawal carry beside issuer and root: operator, word, mask, reason. */
const WITHDRAWAL = [
  { type: 'address' },
  { type: 'uint256' },
  { type: 'uint256' },
  { type: 'string' },
] as const;

/** The batch, once it is anchored. */
function batchAt(block: number): Hex {
  const anchoredAt = block < NEWEST.anchoredIn ? 0 : ANCHORED_AT;
  return encodeFunctionResult({
    abi: credentialRegistryAbi,
    functionName: 'batchOf',
    result: { operator: ISSUER, anchoredAt, size: 1, withdrawn: false },
  });
}

function stateOf({ state = {}, did = 'did:web:lakeside.example' }: Script): Hex {
  const {
    included = true,
    revoked = false,
    suspended = false,
    withdrawn = false,
    distrusted = false,
  } = state;
  return encodeFunctionResult({
    abi: credentialRegistryAbi,
    functionName: 'credentialState',
    result: {
      included,
      revoked,
      suspended,
      withdrawn,
      distrusted,
      anchoredAt: included ? ANCHORED_AT : 0,
      operator: ISSUER,
      operatorRecord: {
        roles: 3,
        authorizedAt: ANCHORED_AT - 86_400,
        retiredAt: 0,
        distrustedSince: distrusted ? ANCHORED_AT - 3600 : 0,
      },
      didAtAnchoring: did,
      didNow: did,
    },
  });
}
