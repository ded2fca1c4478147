import type { Endpoint } from '#core/clients';
import type { VerificationContext } from '#core/verify';

/** The same context, whose requests to chains are counted: each question, although several travel together. */
export function countingRequests(
  context: VerificationContext,
  requests: { count: number },
): VerificationContext {
  const counting = new Map<Endpoint, Endpoint>();
  const countingFor = (endpoint: Endpoint): Endpoint => {
    const known = counting.get(endpoint) ?? counted(endpoint, requests);
    counting.set(endpoint, known);
    return known;
  };
  return {
    ...context,
    endpointsFor: (deployment) => context.endpointsFor(deployment).map(countingFor),
  };
}

function counted({ url, client }: Endpoint, requests: { count: number }): Endpoint {
  const ask = client.request as (...given: unknown[]) => Promise<unknown>;
  const request = (...given: unknown[]) => {
    requests.count++;
    return ask(...given);
  };
  return { url, client: { ...client, request: request as typeof client.request } };
}
