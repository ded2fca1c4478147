import { plainText, shortAddress } from '#core/describe';
import { withoutQuotes } from '#core/sentences';
import {
  type Check,
  type IssuerIdentity,
  isForItsHolder,
  isForItsSignature,
  type VerificationResult,
} from '#core/verdict';

/** Failures that leave a credential authentic: they never explain an `invalid`. */
const NOT_FATAL = new Set(['ValidityExpired', 'ValidityNotYet', 'StatusSuspended', 'RegistryUnknown']);

/** The check that a verdict rests on; none for `verified`, which rests on all. */
export function causeOf(
  result: Pick<VerificationResult, 'verdict' | 'checks' | 'issuer'>,
): Check | undefined {
  const failedOf = (matches: (check: Check) => boolean) =>
    result.checks.find((check) => check.status === 'failed' && matches(check));
  switch (result.verdict) {
    case 'verified':
      return undefined;
    case 'not-current':
      return failedOf(({ id }) => id === 'status' || id === 'validity');
    case 'unrecognised':
      if (isForItsSignature(result)) return failedOf(({ id }) => id === 'signature');
      if (isForItsHolder(result)) return failedOf(({ id }) => id === 'holder');
      return failedOf(({ id }) => id === 'registry' || id === 'issuer');
    case 'invalid':
      return failedOf(({ reason }) => !NOT_FATAL.has(reason));
    case 'unchecked':
      return result.checks.find(({ status }) => status === 'unknown');
  }
}

/** The issuer as far as it was proven, for a sentence about it. All texts are safe to stand in one. */
export type ProvenIssuer =
  | { kind: 'unknown' }
  | { kind: 'address'; address: string }
  | { kind: 'accredited'; accreditor: string; isDirect: boolean; scope: string }
  | { kind: 'domain'; name: string };

/**
 * The issuer as proven: its domain, with the name that the file claims beside it; else its accreditor, with whom that
 * vouches for; else its address.
 */
export function issuerAsProven(issuer: IssuerIdentity | null): ProvenIssuer {
  if (issuer === null) return { kind: 'unknown' };
  const { address, provenDomain, accreditation, claimedName } = issuer;
  if (provenDomain !== null) {
    const name = plainText(claimedName ?? '');
    return {
      kind: 'domain',
      name: name === '' || couldPassForProof(claimedName ?? '') ? provenDomain : `${name} (${provenDomain})`,
    };
  }
  if (accreditation === null) return { kind: 'address', address: shortAddress(address) };
  // The scope is in the words of the last accreditor of the path, so it is the trusted one's only when that is the same.
  const scope = accreditation.steps.at(-1)?.scope ?? '';
  return {
    kind: 'accredited',
    accreditor: plainText(accreditation.trusted.name),
    isDirect: accreditation.steps.length === 1,
    scope: couldPassForProof(scope) ? '' : withoutQuotes(plainText(scope)),
  };
}

/**
 * A claimed name with brackets or a domain in it could pass for what was proven, which stands in brackets behind it. What
 * nobody sees between its letters is taken away first, and what only looks like a letter is one.
 */
function couldPassForProof(claimed: string): boolean {
  const seen = claimed.replace(/\s+/gu, ' ').replace(/[\p{C}\p{M}\p{Default_Ignorable_Code_Point}]/gu, '');
  return LIKE_PROOF.test(seen.normalize('NFKC'));
}

const LIKE_PROOF = /[()[\]{}（）［］｛｝]|[\p{L}\p{N}-][.。．｡]\p{L}{2}/u;

/** What a domain is lacking that an accredited issuer does not need, said beside the verdict. */
export type DomainDoubt = { kind: 'none' } | { kind: 'unreachable' | 'unconfirming'; domain: string };

/** What the issuer's domain is lacking; null when it is proven, or was not looked at. */
export function domainDoubtOf({
  checks,
  issuer,
}: Pick<VerificationResult, 'checks' | 'issuer'>): DomainDoubt | null {
  const check = checks.find(({ id }) => id === 'issuer');
  if (check === undefined || issuer === null || issuer.provenDomain !== null) return null;
  const { domain } = check.values;
  if (domain === undefined || check.reason === 'IssuerLoopback') return { kind: 'none' };
  return { kind: check.status === 'unknown' ? 'unreachable' : 'unconfirming', domain: String(domain) };
}
