import { type ChainAccount, toAccountId } from '#core/account';
import { failed, passed, unknown } from '#core/checks';
import { plainText } from '#core/describe';
import {
  type DidResolution,
  domainOf,
  isLoopbackDid,
  namesAccount,
  namesAnyAccount,
  resolveDidWeb,
} from '#core/didWeb';
import { resolveDnsRecords } from '#core/dnsRecord';
import type { Reason } from '#core/sentences';
import type { Check, NetworkKind } from '#core/verdict';

/** What the issuer check needs to know. */
export interface IssuerQuery {
  /** The `issuer.id` in the credential. */
  claimedId: string;
  /** The issuer's DID on chain when the batch was anchored. */
  didAtAnchoring: string;
  /** The issuer's DID on chain today. */
  didNow: string;
  issuer: ChainAccount;
  networkKind: NetworkKind;
}

/** The outcome of the issuer check, with the domain that was proven, if one was. */
export interface IssuerProof {
  check: Check;
  provenDomain: string | null;
}

/** How the web is asked. */
export interface Web {
  fetch: typeof globalThis.fetch;
  /** Ask for a DNS TXT record beside `did.json`, at this DNS-over-HTTPS resolver; none is asked for unless given. */
  dns?: { resolver: string } | undefined;
}

/** Outcomes that speak against an issuer, whoever else vouches for it: somebody names another address, or another issuer. */
const CONTRADICTIONS: ReadonlySet<string> = new Set<Reason>([
  'IssuerOther',
  'IssuerNotNamed',
  'IssuerDnsOther',
]);

/** Whether the outcome of an issuer check speaks against the issuer, rather than just not for it. */
export function isContradiction({ id, reason }: Check): boolean {
  return id === 'issuer' && CONTRADICTIONS.has(reason);
}

/**
 * Proves who the issuer is, both ways: the credential's `issuer.id` is the DID that the issuer's address has on chain,
 * and that DID's own host names the address. An issuer that changed its domain since is proven by today's.
 */
export async function proveIssuer(query: IssuerQuery, web: Web): Promise<IssuerProof> {
  const proof = await proveByDidDocument(query, web.fetch);
  if (proof.provenDomain === null || web.dns === undefined) return proof;
  return confirmByDns(proof, proof.provenDomain, query, web.dns.resolver, web.fetch);
}

async function proveByDidDocument(query: IssuerQuery, fetch: typeof globalThis.fetch): Promise<IssuerProof> {
  const { claimedId, didAtAnchoring, didNow } = query;
  if (claimedId !== didAtAnchoring && claimedId !== didNow) {
    return unproven(
      failed('issuer', 'IssuerOther', { claimed: plainText(claimedId), registered: plainText(didNow) }),
    );
  }
  const claimed = await askDomain(claimedId, query, fetch);
  if (claimed.provenDomain !== null || isContradiction(claimed.check) || claimedId === didNow) return claimed;
  const now = await askDomain(didNow, query, fetch);
  // One of the two could not be asked: it might have proven the issuer.
  if (now.provenDomain === null)
    return claimed.check.status === 'failed' && now.check.status === 'unknown' ? now : claimed;
  const values = { domain: now.provenDomain, formerDomain: plainText(domainOf(claimedId) ?? claimedId) };
  return { check: passed('issuer', 'IssuerProvenNow', values), provenDomain: now.provenDomain };
}

async function askDomain(
  did: string,
  { issuer, networkKind }: IssuerQuery,
  fetch: typeof globalThis.fetch,
): Promise<IssuerProof> {
  const domain = domainOf(did);
  if (domain === null) return unproven(failed('issuer', 'IssuerUnsupported', { did: plainText(did) }));
  // A name that means another machine to every reader can vouch for nobody, and must not make readers' machines call themselves.
  if (networkKind !== 'local' && isLoopbackDid(did))
    return unproven(failed('issuer', 'IssuerLoopback', { domain }));
  const resolution = await resolveDidWeb(did, fetch);
  if (resolution.kind !== 'found') return unproven(unresolved(resolution, domain, did));
  if (namesAccount(resolution.document, issuer))
    return { check: passed('issuer', 'IssuerProven', { domain }), provenDomain: domain };
  return unproven(
    namesAnyAccount(resolution.document)
      ? failed('issuer', 'IssuerNotNamed', { domain })
      : failed('issuer', 'IssuerNotPublished', { domain, problem: 'its did.json names no address' }),
  );
}

function unresolved(
  resolution: Exclude<DidResolution, { kind: 'found' }>,
  domain: string,
  did: string,
): Check {
  switch (resolution.kind) {
    case 'absent':
      return failed('issuer', 'IssuerNotPublished', { domain, problem: resolution.problem });
    case 'unreachable':
      return unknown('issuer', 'IssuerUnreachable', { domain, problem: resolution.problem });
    case 'unsupported':
      return failed('issuer', 'IssuerUnsupported', { did: plainText(did) });
  }
}

/** A proof by `did.json` holds only if the domain's own name servers name the address too. */
async function confirmByDns(
  proof: IssuerProof,
  domain: string,
  { issuer }: IssuerQuery,
  resolver: string,
  fetch: typeof globalThis.fetch,
): Promise<IssuerProof> {
  const { hostname } = new URL(`https://${domain}`);
  const resolution = await resolveDnsRecords(hostname, resolver, fetch);
  if (resolution.kind === 'unreachable')
    return unproven(unknown('issuer', 'IssuerUnreachable', { domain, problem: resolution.problem }));
  const { accounts } = resolution;
  const wanted = toAccountId(issuer).toLowerCase();
  if (accounts.includes(wanted)) return proof;
  const isAnother = accounts.some((account) => account.startsWith(`eip155:${issuer.chainId}:`));
  return unproven(failed('issuer', isAnother ? 'IssuerDnsOther' : 'IssuerDnsMissing', { domain }));
}

function unproven(check: Check): IssuerProof {
  return { check, provenDomain: null };
}
