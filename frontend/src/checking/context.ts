import type { Client } from 'viem';
import { createReadingClient, deploymentEndpoints } from '#core/clients';
import type { Deployment } from '#core/deployments';
import type { VerificationContext } from '#core/verify';
import { deploymentsNow } from './deployments.ts';

const clients = new Map<string, Client>();

/** A client that reads a deployment's chain through its RPC endpoints, and no others; nothing is asked before the first read. */
export function clientFor({ rpcUrls }: Deployment): Client {
  const key = rpcUrls.join(' ');
  const client = clients.get(key) ?? createReadingClient(rpcUrls);
  clients.set(key, client);
  return client;
}

/** The endpoints of a deployment's chain, each by itself, so that their answers can be compared. */
export const endpointsFor = deploymentEndpoints();

/** What this browser verifies with: the bundled registries, as this person has set to ask them, and this machine's clock. */
export const browserContext: VerificationContext = {
  get deployments() {
    return deploymentsNow();
  },
  endpointsFor,
  // Not the function itself: a browser's fetch must be called on the window.
  fetch: (input, init) => fetch(input, init),
  now: () => Math.floor(Date.now() / 1000),
};
