import { type Client, createClient, fallback, http } from 'viem';
import type { Deployment } from '#core/deployments';

/** Milliseconds that an RPC endpoint has to answer before it counts as out of reach. */
export const RPC_TIMEOUT = 5000;

/** An RPC endpoint by itself, so that its answers can be compared with those of others. */
export interface Endpoint {
  url: string;
  /** Asks this endpoint and no other. */
  client: Client;
}

/** Makes the endpoints of deployments, one for each different one of their `rpcUrls`; requests of one moment travel together. */
export function deploymentEndpoints(): (deployment: Deployment) => readonly Endpoint[] {
  const endpoints = new Map<string, Endpoint>();
  return ({ rpcUrls }) => {
    const urls = new Set(rpcUrls.map((url) => new URL(url).href));
    return [...urls].map((url) => {
      // Where there are others, one that fails is not worth the wait for another try.
      const known = endpoints.get(url) ?? { url, client: createReadingClient([url], urls.size > 1 ? 0 : 1) };
      endpoints.set(url, known);
      return known;
    });
  };
}

/** A client that only reads: it asks the first endpoint, and the next one when that is out of reach. */
export function createReadingClient(rpcUrls: readonly string[], retryCount = 1): Client {
  const transports = rpcUrls.map((url) => http(url, { timeout: RPC_TIMEOUT, retryCount, batch: true }));
  const [only] = transports;
  return createClient({
    transport: transports.length === 1 && only !== undefined ? only : fallback(transports),
    cacheTime: 0,
  });
}
