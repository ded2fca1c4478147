import { deploymentEndpoints } from '#core/clients';
import type { Deployment } from '#core/deployments';
import type { VerificationResult } from '#core/verdict';
import { type VerificationContext, verifyCredential } from '#core/verify';

/** Verifies one credential file, of which it takes the text or the bytes. Never throws for what is in it. */
export type Verifier = (source: string | Uint8Array) => Promise<VerificationResult>;

/**
 * Makes a verifier that reads these deployments' chains through their own RPC endpoints, issuers' domains with `fetch`,
 * and the time off this machine's clock.
 *
 * @param deployments the registries that it knows, from `parseDeployment`; a credential of any other is `unrecognised`.
 * @param changes what is to be asked instead.
 */
export function createVerifier(
  deployments: readonly Deployment[],
  changes: Partial<VerificationContext> = {},
): Verifier {
  const context: VerificationContext = {
    deployments,
    endpointsFor: deploymentEndpoints(),
    // Not the function itself: a browser's fetch must be called on the window.
    fetch: (input, init) => fetch(input, init),
    now: () => Math.floor(Date.now() / 1000),
    ...changes,
  };
  return (source) => verifyCredential(source, context);
}
