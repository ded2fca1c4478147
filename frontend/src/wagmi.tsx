import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Chain } from 'viem';
import { type Config, createConfig, http, injected, WagmiProvider } from 'wagmi';
import type { Deployment } from '#core/deployments';
import { deployments } from './checking/deployments.ts';

/** Wallets find their way here by EIP-6963; `injected` is for those that only set `window.ethereum`. */
const config = configOf(deployments.map(chainOf));
const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 10_000 } } });

/** Whether there is a chain that a wallet could be used on. */
export const hasChains = config !== null;

/** Makes wallets available to what is inside. */
export function WalletProvider({ children }: { children: ReactNode }) {
  if (config === null) return null;
  return (
    <WagmiProvider config={config}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </WagmiProvider>
  );
}

function configOf([first, ...others]: Chain[]): Config | null {
  if (first === undefined) return null;
  const chains: [Chain, ...Chain[]] = [first, ...others];
  return createConfig({
    chains,
    connectors: [injected()],
    transports: Object.fromEntries(chains.map(({ id, rpcUrls }) => [id, http(rpcUrls.default.http[0])])),
  });
}

function chainOf({ chainId, name, kind, rpcUrls, explorer }: Deployment): Chain {
  return {
    id: chainId,
    name,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: rpcUrls } },
    testnet: kind !== 'main',
    ...(explorer !== undefined && {
      blockExplorers: { default: { name: new URL(explorer).host, url: explorer } },
    }),
  };
}
