import type { IncomingMessage } from 'node:http';
import { FormatError } from '#core/errors';
import { type JsonValue, MAXIMUM_BYTES, parseJson } from '#core/json';
import { DATA_MODEL, HttpProblem, OWN } from './problem.ts';

/**
 * Reads a request's JSON, strictly and no more of it than a credential may have.
 *
 * @throws HttpProblem 400, 413 or 415.
 */
export async function readJsonBody(request: IncomingMessage): Promise<JsonValue> {
  refuseOtherMedia(request);
  // A length that is told is refused before anything is read.
  if (Number(request.headers['content-length'] ?? 0) > MAXIMUM_BYTES) throw tooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  // Left early, the stream would take the connection with it, and the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > MAXIMUM_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return parseJson(Buffer.concat(chunks));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { message: detail, pointer } = error;
    throw new HttpProblem(400, {
      type: `${DATA_MODEL}PARSING_ERROR`,
      title: 'PARSING_ERROR',
      detail,
      pointer,
    });
  }
}

function refuseOtherMedia({ headers }: IncomingMessage): void {
  const [mediaType = ''] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const isJson = /^application\/([a-z0-9.+-]+\+)?json$/.test(mediaType.trim());
  if (isJson && (headers['content-encoding'] ?? 'identity') === 'identity') return;
  throw new HttpProblem(
    415,
    {
      type: `${OWN}UnsupportedMediaType`,
      title: 'Unsupported media type',
      detail: isJson
        ? 'The request is compressed. Send it as it is.'
        : 'The request is not JSON. Send it with “content-type: application/json”.',
    },
    { accept: 'application/json' },
  );
}

function tooLarge(): HttpProblem {
  return new HttpProblem(
    413,
    {
      type: `${OWN}TooLarge`,
      title: 'Too large',
      detail: `The request is larger than ${MAXIMUM_BYTES / 1024} KiB, the most that a credential may be.`,
    },
    // The rest of the request is not read, so that the connection is of no more use.
    { connection: 'close' },
  );
}
