import { MAXIMUM_DID_DOCUMENT_BYTES } from '#core/didWeb';
import { chunksOf } from '#core/limitedFetch';

/** What an address answered. */
interface Answer {
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
}

/**
 * A `fetch` for `did.json` documents that asks each address once, also when it does not answer: a folder of a thousand
 * credentials of one issuer asks the issuer's domain one time, and so do the checks of one credential.
 */
export function rememberingFetch(fetch = globalThis.fetch): typeof globalThis.fetch {
  const answers = new Map<string, Promise<Answer>>();
  return async (input, init) => {
    const url = String(input);
    const known = answers.get(url) ?? fetch(input, init).then(answerOf);
    answers.set(url, known);
    const { status, headers, body } = await known;
    return new Response(body.length === 0 ? null : body, { status, headers });
  };
}

/** Reads a response, but no more of it than what shows that it is too large. */
async function answerOf(response: Response): Promise<Answer> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const chunk of chunksOf(response)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAXIMUM_DID_DOCUMENT_BYTES) break;
  }
  const { status, headers } = response;
  return { status, headers, body: new Uint8Array(await new Blob(chunks).arrayBuffer()) };
}
