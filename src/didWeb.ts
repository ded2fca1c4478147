import { type ChainAccount, toAccountId } from '#core/account';
import { isObject, type JsonObject, parseJson } from '#core/json';
import { type FetchLimits, fetchLimited, isTimeout } from '#core/limitedFetch';

/** Most bytes of a `did.json` that are read. */
export const MAXIMUM_DID_DOCUMENT_BYTES = 64 * 1024;
/** How long a DID's host has to answer, in milliseconds. */
export const DID_TIMEOUT = 5000;

const LIMITS: FetchLimits = {
  accept: 'application/did+json, application/json',
  maximumBytes: MAXIMUM_DID_DOCUMENT_BYTES,
  timeout: DID_TIMEOUT,
};

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
  const scheme = isLoopbackHost(authority) ? 'http' : 'https';
  const location = steps.length === 0 ? '.well-known' : steps.join('/');
  const url = `${scheme}://${authority}/${location}/did.json`;
  if (!URL.canParse(url)) return null;
  // The method wants a domain name; an address of numbers is nobody's name, and may lie inside the reader's own network.
  // Asked of the URL, which knows other spellings of numbers too, such as `0x7f.1`.
  // A name without a dot is a host of the reader's own network too, a different one for every reader.
  const { hostname } = new URL(url);
  if ((/^[\d.]+$/.test(hostname) || !/[^.]\.[^.]/.test(hostname)) && !isLoopbackHost(authority)) return null;
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

/** Whether a host, with a port or without, is the reader's own machine. */
export function isLoopbackHost(authority: string): boolean {
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
    const { status, body } = await fetchLimited(url, LIMITS, fetch);
    if (status === 404 || status === 410)
      return { kind: 'absent', url, problem: `it publishes no did.json (HTTP ${status})` };
    if (status < 200 || status > 299)
      return { kind: 'unreachable', url, problem: `it answered with HTTP ${status}` };
    return documentFrom(body, did, url);
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

function describeFailure(error: unknown): string {
  if (isTimeout(error)) return `it did not answer within ${DID_TIMEOUT / 1000} seconds`;
  return 'it could not be reached, or does not let web pages read its did.json';
}

/**
 * Whether a DID document names an address as its own, by a verification method with that `blockchainAccountId`
 * (CAIP-10; the address in any letter case).
 */
export function namesAccount(document: JsonObject, account: ChainAccount): boolean {
  return accountsIn(document).includes(toAccountId(account).toLowerCase());
}

/** Whether a DID document names any account of any chain as its own. */
export function namesAnyAccount(document: JsonObject): boolean {
  return accountsIn(document).length > 0;
}

/** The accounts that a DID document names as its own, as lower-case CAIP-10 ids. */
export function accountsIn({ verificationMethod, assertionMethod }: JsonObject): string[] {
  const methods = [verificationMethod, assertionMethod].flatMap((list) => (Array.isArray(list) ? list : []));
  return methods.flatMap((method) =>
    isObject(method) && typeof method.blockchainAccountId === 'string'
      ? method.blockchainAccountId.toLowerCase()
      : [],
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
