import { type FetchLimits, fetchLimited, isTimeout } from '#core/limitedFetch';
import { MAXIMUM_LIST_BYTES } from '#core/statusListReading';

/** A list of a million credentials is a hundred kilobytes and more. */
const LIMITS: FetchLimits = {
  accept: 'application/vc, application/vc+ld+json, application/json',
  maximumBytes: MAXIMUM_LIST_BYTES,
  timeout: 15_000,
};

/**
 * Fetches a published status list from the address that a credential names. The address is a stranger's, so that this is
 * for readers who have asked for it: its host learns that somebody looks at a credential of this batch. Over https, or from
 * this machine itself.
 */
export async function fetchStatusList(
  url: string,
  fetch: typeof globalThis.fetch,
): Promise<Uint8Array | { problem: string }> {
  if (!isAllowed(url)) return { problem: 'its address does not begin with https://' };
  try {
    const { status, body } = await fetchLimited(url, LIMITS, fetch);
    if (status < 200 || status > 299) return { problem: `its host answered with HTTP ${status}` };
    return body ?? { problem: 'it is too large' };
  } catch (error) {
    if (isTimeout(error))
      return { problem: `its host did not answer within ${LIMITS.timeout / 1000} seconds` };
    return { problem: 'its host could not be reached, or does not let web pages read it' };
  }
}

function isAllowed(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === 'https:' || (protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1'))
  );
}
