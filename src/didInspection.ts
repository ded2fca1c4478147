import type { ChainAccount } from '#core/account';
import { toAccountId } from '#core/account';
import { plainText } from '#core/describe';
import {
  accountsIn,
  DID_TIMEOUT,
  type DidResolution,
  didDocumentUrl,
  isLoopbackDid,
  MAXIMUM_DID_DOCUMENT_BYTES,
  resolveDidWeb,
} from '#core/didWeb';
import { dnsRecordFor, resolveDnsRecords } from '#core/dnsRecord';
import { idleKeysIn } from '#core/issuerKeys';
import { isTimeout } from '#core/limitedFetch';
import type { NetworkKind } from '#core/verdict';

/** Something about an issuer's published identity, and what to do about it. */
export interface DidFinding {
  /**
   * A fault keeps verifiers from being convinced; `unreachable` says nothing about what is published; a remark is worth
   * mending and keeps nobody.
   */
  severity: 'fault' | 'unreachable' | 'remark';
  /** Stable, machine-readable name. */
  code: string;
  message: string;
  advice: string;
}

/** What an issuer's `did.json` is to prove. */
export interface DidQuery {
  did: string;
  /** The DID that the chain has for the issuer. */
  registeredDid: string;
  issuer: ChainAccount;
  networkKind: NetworkKind;
}

/** Where a browser-based verifier might be served: its origin must be let read the document. */
const SOME_ORIGIN = 'https://verifier.example';

/**
 * Fetches a DID's document as a verifier would, once, and explains everything that keeps a verifier from being convinced
 * by it. Nothing found means that a verifier would be.
 */
export async function inspectDid(query: DidQuery, fetch: typeof globalThis.fetch): Promise<DidFinding[]> {
  const { did, registeredDid, networkKind } = query;
  const url = didDocumentUrl(did);
  if (url === null) return [unsupported(did)];
  const findings = did === registeredDid ? [] : [notRegistered(query)];
  // A verifier does not even ask for what proves nothing, and neither does this.
  if (networkKind !== 'local' && isLoopbackDid(did)) return [...findings, loopback(did)];
  const answer: Answer = { response: null, error: null };
  const resolution = await resolveDidWeb(did, watching(answer, fetch));
  return [...findings, ...answerFindings(answer, resolution, url), ...documentFindings(resolution, query)];
}

/** What the host sent, beside what came of it. */
interface Answer {
  response: Response | null;
  error: unknown;
}

/** Fetches as told, but keeps what the host sent, sees redirects, and asks as a web page would. */
function watching(answer: Answer, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    try {
      const headers = { ...(init?.headers as Record<string, string>), origin: SOME_ORIGIN };
      answer.response = await fetch(input, { ...init, redirect: 'manual', headers });
      return answer.response;
    } catch (error) {
      answer.error = error;
      throw error;
    }
  };
}

function answerFindings({ response, error }: Answer, resolution: DidResolution, url: string): DidFinding[] {
  if (response === null) return [notReached(url, error)];
  const { status, headers } = response;
  if (status >= 300 && status <= 399) return [redirected(url, headers.get('location'))];
  if (status === 404 || status === 410) return [missing(url, status)];
  if (!response.ok) return [badStatus(url, status)];
  const findings = [...crossOriginFindings(headers), ...contentTypeFindings(headers)];
  return resolution.kind === 'unreachable' ? [unreadable(resolution.problem), ...findings] : findings;
}

function crossOriginFindings(headers: Headers): DidFinding[] {
  const allowed = headers.get('access-control-allow-origin');
  if (allowed === '*' || allowed === SOME_ORIGIN) return [];
  return [
    {
      severity: 'fault',
      code: 'DidNoCors',
      message:
        allowed === null
          ? 'It comes without the header Access-Control-Allow-Origin, so no verifier’s browser may read it.'
          : `Its header Access-Control-Allow-Origin lets only ${plainText(allowed)} read it.`,
      advice: 'Let the server send “Access-Control-Allow-Origin: *” with did.json.',
    },
  ];
}

const CONTENT_TYPES = /^application\/(did\+(ld\+)?json|(ld\+)?json|did)\s*(;|$)/i;

function contentTypeFindings(headers: Headers): DidFinding[] {
  const type = headers.get('content-type') ?? '';
  if (CONTENT_TYPES.test(type)) return [];
  return [
    {
      severity: 'remark',
      code: 'DidContentType',
      message: type === '' ? 'It comes without a content type.' : `Its content type is ${plainText(type)}.`,
      advice: 'Better is application/did+json; this verifier does not mind.',
    },
  ];
}

function documentFindings(resolution: DidResolution, { did, issuer }: DidQuery): DidFinding[] {
  if (resolution.kind === 'absent' && resolution.problem.includes('another identifier'))
    return [
      fault('DidOtherId', 'It is about another identifier.', `Its “id” must be ${did}, to the letter.`),
    ];
  if (resolution.kind !== 'found') return [];
  const idle = idleKeysIn(resolution.document, did).map(keyIdle);
  return [...accountFindings(accountsIn(resolution.document), issuer), ...idle];
}

function keyIdle(id: string): DidFinding {
  return {
    severity: 'remark',
    code: 'DidKeyIdle',
    message: `Signatures by its key ${plainText(id)} count for nothing.`,
    advice:
      'Name its id under “assertionMethod”, as “npx hardhat issuer did-document --key FILE” does. A key that was stolen goes altogether.',
  };
}

function accountFindings(accounts: string[], issuer: DidQuery['issuer']): DidFinding[] {
  const wanted = toAccountId(issuer);
  if (accounts.includes(wanted.toLowerCase())) return [];
  const advice = `Publish what “npx hardhat issuer did-document” prints: a verification method with the blockchainAccountId ${wanted}.`;
  const sameAddress = accounts.filter((account) => account.endsWith(`:${issuer.address.toLowerCase()}`));
  const sameChain = accounts.filter((account) => account.startsWith(`eip155:${issuer.chainId}:`));
  if (accounts.length === 0) return [fault('DidNoAccount', 'It names no blockchain account.', advice)];
  const [code, what] =
    sameAddress.length > 0
      ? ['DidOtherChain', `It names the issuer’s address, but on another chain: ${listed(sameAddress)}.`]
      : sameChain.length > 0
        ? ['DidOtherAddress', `It names another address on this chain: ${listed(sameChain)}.`]
        : ['DidOtherAccount', `It names other accounts, on other chains: ${listed(accounts)}.`];
  return [fault(code, what, advice)];
}

function listed(accounts: readonly string[]): string {
  return plainText([...new Set(accounts)].join(', '), 300);
}

/** Asks for the DNS record that names the issuer's address, the second factor that a verifier may want. */
export async function inspectDns(
  { did, issuer }: Pick<DidQuery, 'did' | 'issuer'>,
  resolver: string,
  fetch: typeof globalThis.fetch,
): Promise<DidFinding[]> {
  const url = didDocumentUrl(did);
  if (url === null) return [];
  const { hostname } = new URL(url);
  const resolution = await resolveDnsRecords(hostname, resolver, fetch);
  if (resolution.kind === 'unreachable') {
    const message = `The DNS record of ${hostname} could not be asked for: ${resolution.problem}.`;
    return [{ severity: 'unreachable', code: 'DnsUnreachable', message, advice: 'Try again in a minute.' }];
  }
  const wanted = toAccountId(issuer).toLowerCase();
  const others = resolution.accounts.filter((account) => account !== wanted);
  if (resolution.accounts.includes(wanted)) return [];
  const advice = `Publish a TXT record at ${hostname}: “${dnsRecordFor(issuer)}”.`;
  return [
    others.length === 0
      ? fault('DnsMissing', `${hostname} has no DNS record that names an account.`, advice)
      : fault('DnsOther', `The DNS records of ${hostname} name other accounts: ${listed(others)}.`, advice),
  ];
}

function fault(code: string, message: string, advice: string): DidFinding {
  return { severity: 'fault', code, message, advice };
}

function unsupported(did: string): DidFinding {
  return fault(
    'DidUnsupported',
    `“${plainText(did)}” is no did:web identifier that a verifier asks for.`,
    'It needs a domain name with a dot, such as did:web:lakeside.example; an address of numbers is nobody’s name.',
  );
}

function notRegistered({ did, registeredDid, issuer }: DidQuery): DidFinding {
  return fault(
    'DidNotRegistered',
    `The chain knows ${issuer.address} as ${plainText(registeredDid)}, not as ${plainText(did)}.`,
    'New credentials must name the DID that is registered; ask about that one.',
  );
}

function loopback(did: string): DidFinding {
  return fault(
    'DidLoopback',
    `${plainText(did)} is a name for everybody’s own machine, so it proves nothing on a public chain.`,
    'Register the DID of a domain that is yours, served over https.',
  );
}

function redirected(url: string, location: string | null): DidFinding {
  const target = location === null ? 'somewhere' : plainText(location, 200);
  return fault(
    'DidRedirect',
    `${url} redirects to ${target}, and verifiers follow no redirect.`,
    'Serve did.json at that very address, or register the DID of the domain that it redirects to.',
  );
}

function missing(url: string, status: number): DidFinding {
  return fault(
    'DidMissing',
    `${url} does not exist (HTTP ${status}).`,
    'Publish there what “npx hardhat issuer did-document” prints.',
  );
}

function badStatus(url: string, status: number): DidFinding {
  return {
    severity: 'unreachable',
    code: 'DidStatus',
    message: `${url} answers with HTTP ${status}.`,
    advice: 'Let the server answer anybody’s GET with 200: no login, no check for robots.',
  };
}

function unreadable(problem: string): DidFinding {
  return fault(
    'DidUnreadable',
    `What is published cannot be read: ${problem}.`,
    `It must be one JSON object of at most ${MAXIMUM_DID_DOCUMENT_BYTES / 1024} KiB, as “npx hardhat issuer did-document” prints it.`,
  );
}

function notReached(url: string, error: unknown): DidFinding {
  const told = isTimeout(error)
    ? `did not answer within ${DID_TIMEOUT / 1000} seconds`
    : `could not be reached${reasonOf(error)}`;
  return {
    severity: 'unreachable',
    code: 'DidUnreachable',
    message: `${url} ${told}.`,
    advice: 'Check the domain, its DNS entry and its certificate, then try again.',
  };
}

/** What the system says of a failed fetch, such as ECONNREFUSED or CERT_HAS_EXPIRED. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? ` (${plainText(code)})` : '';
}
