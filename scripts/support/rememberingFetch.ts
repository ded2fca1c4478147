import { MAXIMUM_DID_DOCUMENT_BYTES } from '#core/didWeb';

/** What an address answered. */
interface Answer {
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
}

/**
 * A `fetch` for `did.json` documents that asks each address once: a folder of a thousand credentials of one issuer asks
 * the issuer's domain one time, also when the domain does not answer.
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
async function answerOf({ status, headers, body }: Response): Promise<Answer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAXIMUM_DID_DOCUMENT_BYTES) break;
  }
  return { status, headers, body: new Uint8Array(Buffer.concat(chunks)) };
}
