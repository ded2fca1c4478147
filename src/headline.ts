import { dayOf, plainText, shortAddress } from '#core/describe';
import { withoutQuotes } from '#core/sentences';
import {
  type AccreditationPath,
  type Check,
  type IssuerIdentity,
  isForItsHolder,
  isForItsSignature,
  type VerificationResult,
} from '#core/verdict';

/** The verdict in one or two sentences. */
export function headlineOf(result: Omit<VerificationResult, 'headline'>, holder: string | null): string {
  const issuer = issuerLabel(result.issuer);
  switch (result.verdict) {
    case 'verified': {
      const name = plainText(holder ?? '');
      return `${issuer.replace(/^an issuer/, 'An issuer')} issued this${name === '' ? '' : ` to ${name}`} on ${dayOf(validFromOf(result))}. It has not been changed or withdrawn.${domainNote(result)}`;
    }
    case 'not-current':
      return `Authentic. ${messageWhere(result.checks, (check) => check.status === 'failed')}`;
    case 'unrecognised':
      return unrecognised(result);
    case 'invalid':
      return invalid(result.checks, issuer);
    case 'unchecked':
      return unchecked(result.checks);
  }
}

function unrecognised(result: Omit<VerificationResult, 'headline'>): string {
  const { checks, issuer } = result;
  if (isForItsSignature(result))
    return `Unchanged and on record, but its signature can't be relied on. ${messageWhere(checks, ({ id }) => id === 'signature')}`;
  if (isForItsHolder(result))
    return `Authentic, but it is not shown to be theirs. ${messageWhere(checks, ({ id }) => id === 'holder')}`;
  const who = issuer === null ? 'its issuer' : `who ${shortAddress(issuer.address)} is`;
  return `Unchanged, but we can't confirm ${who}. ${messageWhere(checks, ({ status, id }) => status === 'failed' && (id === 'registry' || id === 'issuer'))}`.trimEnd();
}

function invalid(checks: readonly Check[], issuer: string): string {
  const cause = checks.find(({ status, reason }) => status === 'failed' && !NOT_FATAL.has(reason));
  switch (cause?.id) {
    case 'format':
      return cause.message;
    case 'integrity':
      return 'Not valid. It was altered after it was issued, so nothing in it can be relied on.';
    case 'anchored':
      return `Not valid here. ${cause.message}`;
    case 'status':
      return withdrawn(cause, issuer);
    default:
      return `Not valid. ${cause?.message ?? ''}`.trimEnd();
  }
}

/** Failures that leave a credential authentic: they never explain an `invalid`. */
const NOT_FATAL = new Set(['ValidityExpired', 'ValidityNotYet', 'StatusSuspended', 'RegistryUnknown']);

function withdrawn({ values }: Check, issuer: string): string {
  const when = values.at === undefined ? '' : ` on ${dayOf(Number(values.at))}`;
  const why =
    values.why === undefined || values.why === '' ? '' : `: ${String(values.why).replace(/[.\s]+$/, '')}`;
  return `Withdrawn by ${issuer}${when}${why}.`;
}

function unchecked(checks: readonly Check[]): string {
  const cause = checks.find(({ status }) => status === 'unknown');
  if (cause?.reason === 'AnchoredSettling') return cause.message;
  const told = cause === undefined ? '' : ` ${cause.message}`;
  const ending = told.includes('says nothing about the credential')
    ? ''
    : ' This says nothing about the credential.';
  return `Could not check.${told}${ending}`;
}

/**
 * The issuer as proven: its domain, with the name that the file claims beside it; else its accreditor, with whom that
 * vouches for; else its address.
 */
function issuerLabel(issuer: IssuerIdentity | null): string {
  if (issuer === null) return 'its issuer';
  if (issuer.provenDomain === null)
    return issuer.accreditation === null
      ? `its issuer (${shortAddress(issuer.address)})`
      : accreditedLabel(issuer.accreditation);
  const name = plainText(issuer.claimedName ?? '');
  return name === '' || LIKE_PROOF.test(name) ? issuer.provenDomain : `${name} (${issuer.provenDomain})`;
}

/** The scope is in the words of the last accreditor of the path, so it is the trusted one's only when that is the same. */
function accreditedLabel({ trusted, steps }: AccreditationPath): string {
  const scope = withoutQuotes(plainText(steps.at(-1)?.scope ?? ''));
  const label = `an issuer accredited ${steps.length === 1 ? 'by' : 'under'} ${plainText(trusted.name)}`;
  return scope === '' || LIKE_PROOF.test(scope) ? label : `${label} (“${scope}”)`;
}

/** What a domain is lacking that an accredited issuer does not need, said beside the verdict. */
function domainNote({ checks, issuer }: Pick<VerificationResult, 'checks' | 'issuer'>): string {
  const check = checks.find(({ id }) => id === 'issuer');
  if (check === undefined || issuer === null || issuer.provenDomain !== null) return '';
  const { domain } = check.values;
  if (domain === undefined || check.reason === 'IssuerLoopback') return ' No web domain confirms it.';
  return check.status === 'unknown'
    ? ` The domain that it names, ${domain}, could not be asked.`
    : ` The domain that it names, ${domain}, does not confirm it.`;
}

/** A claimed name with brackets or a domain in it could pass for what was proven, which stands in brackets behind it. */
const LIKE_PROOF = /[()[\]{}（）［］｛｝]|[\p{L}\p{N}-][.。．｡]\p{L}{2}/u;

function validFromOf({ credential }: Pick<VerificationResult, 'credential'>): number {
  return Date.parse(String(credential?.document.validFrom)) / 1000;
}

function messageWhere(checks: readonly Check[], matches: (check: Check) => boolean): string {
  return checks.find(matches)?.message ?? '';
}
