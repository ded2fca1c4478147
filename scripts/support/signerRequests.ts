import { connect } from 'node:net';
import * as v from 'valibot';
import { plainText } from '#core/describe';
import { messageOf, RootmarkError } from '#core/errors';
import { MAXIMUM_BYTES } from '#core/json';
import { isTimeout, readLimited } from '#core/limitedFetch';
import { usageError } from './output.ts';

/** Milliseconds that a signer has to answer, which may wait for a person. `fetch` itself gives up after five minutes. */
const PATIENCE = 4 * 60_000;

/** The names that never lead to another machine; `signer.localhost` may, where a resolver asks the network for it. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Where an outside signer listens. */
export interface SignerPlace {
  /** How people are told of it: without what may be secret in its URL. */
  name: string;
  /** A URL, or the path of a socket. */
  address: string;
}

/** Reads `--signer`. @throws RootmarkError of kind `usage`, also for plain http to another machine. */
export function signerPlaceFrom(text: string): SignerPlace {
  if (!text.includes('://')) return socketFrom(text);
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw usageError(
      `--signer names no signer: “${text.split('://')[0]?.slice(0, 40)}…”.`,
      'Give its URL, http:// or https:// without a user, or the path of its socket, such as ~/.clef/clef.ipc.',
    );
  if (url.protocol === 'http:' && !LOOPBACK.includes(url.hostname))
    throw usageError(
      `--signer names another machine without encryption: http://${url.host}.`,
      'Use https, or a tunnel to this machine: anyone on the way could change what is to be signed.',
    );
  return { name: url.origin, address: text };
}

/** A path, unless it looks like the host of a URL, of which nothing is told: a password may be in it. */
function socketFrom(path: string): SignerPlace {
  if (path !== '' && (/[/\\]/.test(path) || !/@|:\d+$/.test(path))) return { name: path, address: path };
  throw usageError(
    '--signer names no signer: it is neither a URL nor the path of a socket.',
    'Put http:// or https:// before the name of a machine. A socket is named like ~/.clef/clef.ipc.',
  );
}

/**
 * Asks an outside signer for one thing.
 *
 * @returns the result as it came, which nobody has checked.
 * @throws RootmarkError `SignerUnreachable`, `SignerUnsuitable`, `SignerMethodUnknown` or
 * `SignerSilent` of kind `network`; `SignerDenied`, `SignerLocked` or `SignerRefused` of kind `authority`.
 */
export async function askSigner(
  place: SignerPlace,
  method: string,
  params: readonly unknown[],
): Promise<unknown> {
  const request = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const send = place.address.includes('://') ? sendOverHttp : sendOverSocket;
  const text = await send(place.address, request).catch((error) => {
    throw isTimeout(error) ? silent(place) : unreachable(place, error);
  });
  const answer = v.safeParse(ANSWER, jsonFrom(text));
  if (!answer.success)
    throw new RootmarkError(
      'network',
      'SignerUnsuitable',
      `What answers at ${place.name} is no signer.`,
      'Check --signer: it names a program that speaks JSON-RPC.',
    );
  if (!('error' in answer.output)) return answer.output.result;
  throw refusal(place, method, answer.output.error);
}

const ANSWER = v.union([
  v.object({ error: v.object({ code: v.number(), message: v.string() }) }),
  v.object({ result: v.nonNullish(v.unknown()) }),
]);

type Refusal = v.InferOutput<(typeof ANSWER.options)[0]>['error'];

function jsonFrom(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The body counts whatever the status: Web3signer gives its errors with one of their own. */
async function sendOverHttp(url: string, body: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    redirect: 'error',
    body,
    signal: AbortSignal.timeout(PATIENCE),
  });
  const bytes = await readLimited(response, MAXIMUM_BYTES);
  return bytes === null ? '' : new TextDecoder().decode(bytes);
}

/** Each request has a connection of its own, so the answer is over as soon as it is whole. */
function sendOverSocket(path: string, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect({ path }, () => socket.write(`${request}\n`));
    const signal = AbortSignal.timeout(PATIENCE);
    signal.addEventListener('abort', () => socket.destroy(signal.reason));
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const isWhole = chunk.includes('}') && jsonFrom(text) !== undefined;
      if (isWhole || text.length > MAXIMUM_BYTES) socket.destroy();
    });
    socket.once('error', reject);
    socket.once('close', () => (text === '' ? reject(new Error('it hung up')) : resolve(text)));
  });
}

function unreachable({ name }: SignerPlace, error: unknown): RootmarkError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  // Of a host with several addresses there are several faults, and no words for all.
  const words = cause instanceof AggregateError ? messageOf(cause.errors[0]) : messageOf(cause);
  return new RootmarkError(
    'network',
    'SignerUnreachable',
    `No signer answers at ${name}: ${words}.`,
    'Start it, or correct --signer.',
    { cause: error },
  );
}

function silent({ name }: SignerPlace): RootmarkError {
  return new RootmarkError(
    'network',
    'SignerSilent',
    `Nobody confirmed in time for the signer at ${name}.`,
    'Confirm sooner: Clef waits for half a minute over http, and longer over its socket, --signer ~/.clef/clef.ipc.',
  );
}

/** What a signer's error means. Their codes overlap (-32000 is nearly everything), so its words are looked at, and shown. */
function refusal(place: SignerPlace, method: string, { code, message }: Refusal): RootmarkError {
  const { name } = place;
  const words = plainText(message, 200).replace(/\.$/, '');
  if (code === -32002 || /timed? ?out/i.test(words)) return silent(place);
  if (code === -32601 || code === -32004 || /not (implemented|supported)/i.test(words))
    return new RootmarkError(
      'network',
      'SignerMethodUnknown',
      `The signer at ${name} cannot do ${method}: ${words}.`,
      'Name a program that signs without sending, such as Clef or Web3signer.',
    );
  if (code === 4001 || /denied|declined|reject|cancel/i.test(words))
    return new RootmarkError(
      'authority',
      'SignerDenied',
      `The signer at ${name} declined: ${words}.`,
      'Run the command again to be asked again.',
    );
  if (/\b(un)?lock(ed)?\b|\bclosed\b|authentication/i.test(words))
    return new RootmarkError(
      'authority',
      'SignerLocked',
      `The signer at ${name} has that key locked: ${words}.`,
      'Unlock the account, or the device and its Ethereum app.',
    );
  return new RootmarkError(
    'authority',
    'SignerRefused',
    `The signer at ${name} did not sign: ${words}.`,
    'Look at what the signer says, and that it is set up for this chain.',
  );
}
