import { type DidFinding, type DidQuery, inspectDid } from '#core/didInspection';
import { didDocumentUrl } from '#core/didWeb';

/**
 * {@link inspectDid} in a browser, which shows a page less than a program sees: headers only where the host lets it,
 * where a redirect leads never, and of a host that lets nobody read it not even that it answered.
 *
 * @param fetch the browser's own.
 */
export async function inspectPublishedDid(
  query: DidQuery,
  fetch: typeof globalThis.fetch,
): Promise<DidFinding[]> {
  const findings = await inspectDid(query, asProgramsSee(fetch));
  if (!findings.some(({ code }) => code === 'DidUnreachable')) return findings;
  const url = didDocumentUrl(query.did);
  if (url === null || !(await answersAtAll(url, fetch))) return findings;
  return findings.map((finding) => (finding.code === 'DidUnreachable' ? unreadableByPages(url) : finding));
}

/** An answer that the browser let this page read was one for every page, or for this one: that header it keeps to itself. */
function asProgramsSee(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.type === 'opaqueredirect') return new Response(null, { status: 302 });
    const headers = new Headers(response.headers);
    if (!headers.has('access-control-allow-origin')) headers.set('access-control-allow-origin', '*');
    return new Response(response.body, { status: response.status, headers });
  };
}

/** Whether a host answers, even if no page may read what. */
async function answersAtAll(url: string, fetch: typeof globalThis.fetch): Promise<boolean> {
  try {
    await fetch(url, {
      mode: 'no-cors',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(5000),
    });
    return true;
  } catch {
    return false;
  }
}

function unreadableByPages(url: string): DidFinding {
  return {
    severity: 'fault',
    code: 'DidNoCors',
    message: `${url} answers, but lets no web page read it, so no verifier’s browser may.`,
    advice:
      'Let the server send “Access-Control-Allow-Origin: *” with did.json, and answer at that very address, without a redirect.',
  };
}
