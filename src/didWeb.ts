import { type ChainAccount, toAccountId } from '#core/account';
import { isObject, type JsonObject, parseJson } from '#core/json';

/** Most bytes of a `did.json` that are read. */
export const MAXIMUM_DID_DOCUMENT_BYTES = 64 * 1024;
/** How long a DID's host has to answer, in milliseconds. */
export const DID_TIMEOUT = 5000;

/** What became of the attempt to read a DID's document. */
export type DidResolution =
  | { kind: 'found'; document: JsonObject; url: string }
  /** The host answered, and publishes no document for this DID. */
  | { kind: 'absent'; url: string; problem: string }
  /** The host could not be asked: says nothing about the DID. */
  | { kind: 'unreachable'; url: string; problem: string }
  /** Not a `did:web` that can be resolved. */
  | { kind: 'unsupported'; problem: string };

/**
 * The URL of a `did:web` DID's document, or null when it is not a `did:web` DID (W3C CCG did:web method specification).
 * Plain http is used for loopback hosts only.
 */
export function didDocumentUrl(did: string): string | null {
  const match = /^did:web:([A-Za-z0-9.-]+(?:%3A\d{1,5})?)((?::[A-Za-z0-9._~-]+)*)$/i.exec(did);
  const [, host, path] = match ?? [];
  if (host === undefined || path === undefined) return null;
  const steps = path.split(':').slice(1);
  if (steps.some((step) => step === '.' || step === '..')) return null;
  const authority = host.replace(/%3A/i, ':');
  const scheme = isLoopback(authority) ? 'http' : 'https';
  const location = steps.length === 0 ? '.well-known' : steps.join('/');
  const url = `${scheme}://${authority}/${location}/did.json`;
  if (!URL.canParse(url)) return null;
  // The method wants a domain name; an address of numbers is nobody's name, and may lie inside the reader's own network.
  // Asked of the URL, which knows other spellings of numbers too, such as `0x7f.1`.
  // A name without a dot is a host of the reader's own network too, a different one for every reader.
  const { hostname } = new URL(url);
  if ((/^[\d.]+$/.test(hostname) || !/[^.]\.[^.]/.test(hostname)) && !isLoopback(authority)) return null;
  return url;
}

/** The part of a `did:web` DID that people read: host, port and path, such as `lakeside.example/registry`. */
export function domainOf(did: string): string | null {
  const url = didDocumentUrl(did);
  if (url === null) return null;
  const { host, pathname } = new URL(url);
  const path = pathname.replace(/^\/\.well-known/, '').replace(/\/did\.json$/, '');
  return host + path;
}

/** Whether a DID's host is a name for the reader's own machine. */
export function isLoopbackDid(did: string): boolean {
  return didDocumentUrl(did)?.startsWith('http:') ?? false;
}

function isLoopback(authority: string): boolean {
  return /^(([^:]+\.)?localhost\.?|127\.0\.0\.1)(:\d+)?$/i.test(authority);
}

/**
 * Fetches a `did:web` DID's document from the DID's own host: no cookies, no redirects, at most
 * {@link MAXIMUM_DID_DOCUMENT_BYTES} bytes, within {@link DID_TIMEOUT}.
 */
export async function resolveDidWeb(did: string, fetch: typeof globalThis.fetch): Promise<DidResolution> {
  const url = didDocumentUrl(did);
  if (url === null)
    return { kind: 'unsupported', problem: `${did.slice(0, 120)} is not a did:web identifier` };
  try {
    const response = await fetch(url, {
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      headers: { accept: 'application/did+json, application/json' },
      signal: AbortSignal.timeout(DID_TIMEOUT),
    });
    if (response.status === 404 || response.status === 410) {
      await response.body?.cancel();
      return { kind: 'absent', url, problem: `it publishes no did.json (HTTP ${response.status})` };
    }
    if (!response.ok) {
      await response.body?.cancel();
      return { kind: 'unreachable', url, problem: `it answered with HTTP ${response.status}` };
    }
    return documentFrom(await readLimited(response), did, url);
  } catch (error) {
    return { kind: 'unreachable', url, problem: describeFailure(error) };
  }
}

function documentFrom(bytes: Uint8Array | null, did: string, url: string): DidResolution {
  if (bytes === null)
    return {
      kind: 'unreachable',
      url,
      problem: `its did.json is larger than ${MAXIMUM_DID_DOCUMENT_BYTES / 1024} KiB`,
    };
  try {
    const document = parseJson(bytes);
    if (!isObject(document))
      return { kind: 'unreachable', url, problem: 'its did.json is not a JSON object' };
    // A document about another DID says nothing about this one (DID Core section 7.1.3: `id` must match).
    if (document.id !== did)
      return { kind: 'absent', url, problem: 'its did.json is about another identifier' };
    return { kind: 'found', document, url };
  } catch {
    return { kind: 'unreachable', url, problem: 'it answered with something that is not a did.json' };
  }
}

async function readLimited(response: Response): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunksOf(response)) {
    length += chunk.length;
    if (length > MAXIMUM_DID_DOCUMENT_BYTES) return null;
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
async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel();
  }
}

function describeFailure(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return `it did not answer within ${DID_TIMEOUT / 1000} seconds`;
  return 'it could not be reached, or does not let web pages read its did.json';
}

/**
 * Whether a DID document names an address as its own, by a verification method with that `blockchainAccountId`
 * (CAIP-10; the address in any letter case).
 */
export function namesAccount(document: JsonObject, account: ChainAccount): boolean {
  const wanted = toAccountId(account).toLowerCase();
  const methods = [document.verificationMethod, document.assertionMethod].flatMap((list) =>
    Array.isArray(list) ? list : [],
  );
  return methods.some(
    (method) =>
      isObject(method) &&
      typeof method.blockchainAccountId === 'string' &&
      method.blockchainAccountId.toLowerCase() === wanted,
  );
}

/** The `did.json` that an issuer publishes so that its domain names its address back. */
export function didDocumentFor(did: string, accounts: readonly ChainAccount[]): JsonObject {
  const methods = accounts.map((account) => ({
    id: `${did}#eip155-${account.chainId}-${account.address.slice(2, 10).toLowerCase()}`,
    type: 'EcdsaSecp256k1RecoveryMethod2020',
    controller: did,
    blockchainAccountId: toAccountId(account),
  }));
  return {
    '@context': [
      'https://www.w3.org/ns/did/v1',
      'https://w3id.org/security/suites/secp256k1recovery-2020/v2',
    ],
    id: did,
    verificationMethod: methods,
    assertionMethod: methods.map(({ id }) => id),
  };
}
