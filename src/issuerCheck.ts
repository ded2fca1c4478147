import type { ChainAccount } from '#core/account';
import { failed, passed, unknown } from '#core/checks';
import { plainText } from '#core/describe';
import { type DidResolution, domainOf, isLoopbackDid, namesAccount, resolveDidWeb } from '#core/didWeb';
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

/**
 * Proves who the issuer is, both ways: the credential's `issuer.id` is the DID that the issuer's address has on chain,
 * and that DID's own host names the address. An issuer that changed its domain since is proven by today's.
 */
export async function proveIssuer(query: IssuerQuery, fetch: typeof globalThis.fetch): Promise<IssuerProof> {
  const { claimedId, didAtAnchoring, didNow } = query;
  if (claimedId !== didAtAnchoring && claimedId !== didNow) {
    const values = { claimed: plainText(claimedId), registered: plainText(didNow) };
    return { check: failed('issuer', 'IssuerOther', values), provenDomain: null };
  }
  const claimed = await askDomain(claimedId, query, fetch);
  if (claimed.provenDomain !== null || claimed.contradicted || claimedId === didNow) return claimed;
  const now = await askDomain(didNow, query, fetch);
  // One of the two could not be asked: it might have proven the issuer.
  if (now.provenDomain === null)
    return claimed.check.status === 'failed' && now.check.status === 'unknown' ? now : claimed;
  const values = { domain: now.provenDomain, formerDomain: plainText(domainOf(claimedId) ?? claimedId) };
  return { check: passed('issuer', 'IssuerProvenNow', values), provenDomain: now.provenDomain };
}

interface DomainAnswer extends IssuerProof {
  /** Whether the domain answered and names somebody else. */
  contradicted: boolean;
}

async function askDomain(
  did: string,
  { issuer, networkKind }: IssuerQuery,
  fetch: typeof globalThis.fetch,
): Promise<DomainAnswer> {
  const domain = domainOf(did);
  if (domain === null) return unproven(failed('issuer', 'IssuerUnsupported', { did: plainText(did) }));
  // A name that means another machine to every reader can vouch for nobody, and must not make readers' machines call themselves.
  if (networkKind !== 'local' && isLoopbackDid(did))
    return unproven(failed('issuer', 'IssuerLoopback', { domain }));
  const resolution = await resolveDidWeb(did, fetch);
  if (resolution.kind !== 'found') return unproven(unresolved(resolution, domain, did));
  if (namesAccount(resolution.document, issuer)) {
    return { check: passed('issuer', 'IssuerProven', { domain }), provenDomain: domain, contradicted: false };
  }
  const problem = 'its did.json does not name the address that issued it';
  return {
    check: failed('issuer', 'IssuerNotNamed', { domain, problem }),
    provenDomain: null,
    contradicted: true,
  };
}

function unresolved(
  resolution: Exclude<DidResolution, { kind: 'found' }>,
  domain: string,
  did: string,
): Check {
  switch (resolution.kind) {
    case 'absent':
      return failed('issuer', 'IssuerNotNamed', { domain, problem: resolution.problem });
    case 'unreachable':
      return unknown('issuer', 'IssuerUnreachable', { domain, problem: resolution.problem });
    case 'unsupported':
      return failed('issuer', 'IssuerUnsupported', { did: plainText(did) });
  }
}

function unproven(check: Check): DomainAnswer {
  return { check, provenDomain: null, contradicted: false };
}
