/** What may be fetched from a stranger's host, at most. */
export interface FetchLimits {
  /** The media types asked for. */
  accept: string;
  maximumBytes: number;
  /** Milliseconds. */
  timeout: number;
}

/** A host's answer. */
export interface LimitedAnswer {
  status: number;
  /** The body of a successful answer; null when it is larger than allowed, empty when the answer is none. */
  body: Uint8Array | null;
}

/**
 * Fetches from a host that somebody else has chosen: no cookies, no redirects, no more bytes and no longer than allowed.
 *
 * @throws whatever `fetch` throws; {@link isTimeout} tells when the time was over.
 */
export async function fetchLimited(
  url: string,
  { accept, maximumBytes, timeout }: FetchLimits,
  fetch: typeof globalThis.fetch,
): Promise<LimitedAnswer> {
  const response = await fetch(url, {
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    headers: { accept },
    signal: AbortSignal.timeout(timeout),
  });
  if (response.ok) return { status: response.status, body: await readLimited(response, maximumBytes) };
  await response.body?.cancel();
  return { status: response.status, body: new Uint8Array() };
}

/** Whether a fetch failed because its time was over. */
export function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}

/** Reads a body; null when it is larger than `maximum` bytes. */
export async function readLimited(response: Response, maximum: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunksOf(response)) {
    length += chunk.length;
    if (length > maximum) return null;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Reads a body chunk by chunk; not every browser can iterate a stream. Leaving early cancels the download. */
export async function* chunksOf(response: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel();
  }
}
