import { type Client, createClient, fallback, http } from 'viem';
import type { Deployment } from '#core/deployments';
import type { VerificationContext } from '#core/verify';
import { deployments } from './deployments.ts';

/** How long an RPC endpoint has for one answer, in milliseconds; then the next one is asked. */
const RPC_TIMEOUT = 6000;

const clients = new Map<Deployment, Client>();

/** What this browser verifies with: the bundled registries, their public RPC endpoints, and this machine's clock. */
export const browserContext: VerificationContext = {
  deployments,
  clientFor,
  fetch: (input, init) => fetch(input, init),
  now: () => Math.floor(Date.now() / 1000),
};

/** A read-only client of a deployment's chain; nothing is asked before the first read. */
export function clientFor(deployment: Deployment): Client {
  const known = clients.get(deployment);
  if (known !== undefined) return known;
  const transports = deployment.rpcUrls.map((url) => http(url, { timeout: RPC_TIMEOUT, retryCount: 1 }));
  const client = createClient({ transport: fallback(transports) });
  clients.set(deployment, client);
  return client;
}
