import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Chain } from 'viem';
import { type Config, createConfig, http, injected, WagmiProvider } from 'wagmi';
import type { Deployment } from '#core/deployments';
import { recordedDeployments, useDeployments } from './checking/deployments.ts';

const queries = new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 10_000 } } });

/** Whether there is a chain that a wallet could be used on. */
export const hasChains = recordedDeployments.length > 0;

/** Makes wallets available to what is inside. */
export function WalletProvider({ children }: { children: ReactNode }) {
  const config = configFor(useDeployments());
  if (config === null) return null;
  return (
    <WagmiProvider config={config}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </WagmiProvider>
  );
}

let made: { deployments: readonly Deployment[]; config: Config | null } | undefined;

/** The same as long as the deployments are the same, so that a wallet stays connected from one visit of the desk to the next. */
function configFor(deployments: readonly Deployment[]): Config | null {
  if (made?.deployments !== deployments) made = { deployments, config: configOf(deployments.map(chainOf)) };
  return made.config;
}

/** Wallets find their way here by EIP-6963; `injected` is for those that only set `window.ethereum`. */
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
