import type { NetworkKind } from '#core/verdict';

/** What the project knows of a chain before anything is deployed there. */
export interface KnownNetwork {
  name: string;
  kind: NetworkKind;
  /** Blocks that a batch must be under before it counts as settled. */
  confirmations: number;
  explorer?: string;
  /** Public JSON-RPC endpoints that a verifier's browser may ask. */
  rpcUrls: string[];
}

/** What a chain on this very computer is called; other networks have names of their own in every language. */
export const LOCAL_CHAIN_NAME = 'the local chain';

const KNOWN: Record<number, KnownNetwork> = {
  1: {
    name: 'Ethereum',
    kind: 'main',
    confirmations: 12,
    explorer: 'https://etherscan.io',
    rpcUrls: ['https://ethereum-rpc.publicnode.com'],
  },
  8453: {
    name: 'Base',
    kind: 'main',
    confirmations: 12,
    explorer: 'https://basescan.org',
    rpcUrls: ['https://mainnet.base.org'],
  },
  31337: { name: LOCAL_CHAIN_NAME, kind: 'local', confirmations: 1, rpcUrls: [] },
  84532: {
    name: 'Base Sepolia',
    kind: 'test',
    confirmations: 6,
    explorer: 'https://sepolia.basescan.org',
    rpcUrls: ['https://sepolia.base.org'],
  },
  11155111: {
    name: 'Sepolia',
    kind: 'test',
    confirmations: 3,
    explorer: 'https://sepolia.etherscan.io',
    rpcUrls: ['https://ethereum-sepolia-rpc.publicnode.com'],
  },
  11155420: {
    name: 'OP Sepolia',
    kind: 'test',
    confirmations: 6,
    explorer: 'https://sepolia-optimism.etherscan.io',
    rpcUrls: ['https://sepolia.optimism.io'],
  },
};

/** What is known of a chain; one that nobody has heard of counts as a main network, the most careful reading. */
export function networkOf(chainId: number): KnownNetwork {
  return KNOWN[chainId] ?? { name: `chain ${chainId}`, kind: 'main', confirmations: 12, rpcUrls: [] };
}
