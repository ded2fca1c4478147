import type { SeenDocument } from '#core/evidence';

/**
 * A `fetch` that keeps the `did.json` documents that it was answered, each as it came first.
 *
 * @param fetch that bounds what it reads.
 * @param now the time, in Unix seconds.
 */
export function recordingFetch(
  fetch: typeof globalThis.fetch,
  now: () => number,
): { fetch: typeof globalThis.fetch; seen: SeenDocument[] } {
  const seen: SeenDocument[] = [];
  return {
    seen,
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      const url = String(input);
      const isWanted =
        new URL(url).pathname.endsWith('/did.json') && seen.every((known) => known.url !== url);
      // What is no text is no document either: whoever checks the evidence learns that nothing was seen.
      const text = isWanted ? decode(await response.clone().arrayBuffer()) : null;
      if (text !== null) seen.push({ url, seenAt: now(), status: response.status, text });
      return response;
    },
  };
}

/** A `fetch` that answers from what was seen, and asks nobody. */
export function seenFetch(documents: readonly SeenDocument[]): typeof globalThis.fetch {
  return async (input) => {
    const document = documents.find(({ url }) => url === String(input));
    if (document === undefined) throw new Error(`${input} is not in the evidence`);
    return new Response(document.text === '' ? null : document.text, { status: document.status });
  };
}

function decode(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
