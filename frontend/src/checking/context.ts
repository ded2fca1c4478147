import { deploymentClients, deploymentEndpoints } from '#core/clients';
import type { VerificationContext } from '#core/verify';
import { deployments } from './deployments.ts';

/** A client that reads a deployment's chain through its public endpoints; nothing is asked before the first read. */
export const clientFor = deploymentClients();

/** What this browser verifies with: the bundled registries, their public RPC endpoints, and this machine's clock. */
export const browserContext: VerificationContext = {
  deployments,
  endpointsFor: deploymentEndpoints(),
  // Not the function itself: a browser's fetch must be called on the window.
  fetch: (input, init) => fetch(input, init),
  now: () => Math.floor(Date.now() / 1000),
};
