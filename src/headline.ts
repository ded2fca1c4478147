import { dayOf, plainText, shortAddress } from '#core/describe';
import { causeOf, domainDoubtOf, issuerAsProven } from '#core/headlineFacts';
import {
  type Check,
  type IssuerIdentity,
  isForItsHolder,
  isForItsSignature,
  type VerificationResult,
} from '#core/verdict';

/** The verdict in one or two sentences. */
export function headlineOf(result: Omit<VerificationResult, 'headline'>, holder: string | null): string {
  const issuer = issuerLabel(result.issuer);
  const cause = causeOf(result);
  switch (result.verdict) {
    case 'verified': {
      const name = plainText(holder ?? '');
      return `${issuer.replace(/^an issuer/, 'An issuer')} issued this${name === '' ? '' : ` to ${name}`} on ${dayOf(validFromOf(result))}. It has not been changed or withdrawn.${domainNote(result)}`;
    }
    case 'not-current':
      return `Authentic. ${cause?.message ?? ''}`;
    case 'unrecognised':
      return unrecognised(result, cause);
    case 'invalid':
      return invalid(cause, issuer);
    case 'unchecked':
      return unchecked(cause);
  }
}

function unrecognised(result: Omit<VerificationResult, 'headline'>, cause: Check | undefined): string {
  const why = cause?.message ?? '';
  if (isForItsSignature(result))
    return `Unchanged and on record, but its signature can't be relied on. ${why}`;
  if (isForItsHolder(result)) return `Authentic, but it is not shown to be theirs. ${why}`;
  const who = result.issuer === null ? 'its issuer' : `who ${shortAddress(result.issuer.address)} is`;
  return `Unchanged, but we can't confirm ${who}. ${why}`.trimEnd();
}

function invalid(cause: Check | undefined, issuer: string): string {
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

function withdrawn({ values }: Check, issuer: string): string {
  const when = values.at === undefined ? '' : ` on ${dayOf(Number(values.at))}`;
  const why =
    values.why === undefined || values.why === '' ? '' : `: ${String(values.why).replace(/[.\s]+$/, '')}`;
  return `Withdrawn by ${issuer}${when}${why}.`;
}

function unchecked(cause: Check | undefined): string {
  if (cause?.reason === 'AnchoredSettling') return cause.message;
  const told = cause === undefined ? '' : ` ${cause.message}`;
  const ending = told.includes('says nothing about the credential')
    ? ''
    : ' This says nothing about the credential.';
  return `Could not check.${told}${ending}`;
}

function issuerLabel(identity: IssuerIdentity | null): string {
  const issuer = issuerAsProven(identity);
  switch (issuer.kind) {
    case 'unknown':
      return 'its issuer';
    case 'address':
      return `its issuer (${issuer.address})`;
    case 'accredited': {
      const label = `an issuer accredited ${issuer.isDirect ? 'by' : 'under'} ${issuer.accreditor}`;
      return issuer.scope === '' ? label : `${label} (“${issuer.scope}”)`;
    }
    case 'domain':
      return issuer.name;
  }
}

function domainNote(result: Pick<VerificationResult, 'checks' | 'issuer'>): string {
  const doubt = domainDoubtOf(result);
  switch (doubt?.kind) {
    case 'none':
      return ' No web domain confirms it.';
    case 'unreachable':
      return ` The domain that it names, ${doubt.domain}, could not be asked.`;
    case 'unconfirming':
      return ` The domain that it names, ${doubt.domain}, does not confirm it.`;
    default:
      return '';
  }
}

function validFromOf({ credential }: Pick<VerificationResult, 'credential'>): number {
  return Date.parse(String(credential?.document.validFrom)) / 1000;
}
