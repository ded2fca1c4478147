import { skipped } from '#core/checks';
import { holderNameOf } from '#core/describe';
import { headlineOf } from '#core/headline';
import { isContradiction } from '#core/issuerCheck';
import type { Reason } from '#core/sentences';
import { CHECK_IDS, type Check, type CheckId, type Verdict, type VerificationResult } from '#core/verdict';

/** Checks about the credential itself whose not being carried out leaves the verdict open. */
const DECIDING: readonly CheckId[] = ['anchored', 'operator', 'status'];

/** Draws the verdict from the checks: invalid before unchecked before unrecognised before not-current. */
export function verdictOf(checks: readonly Check[]): Verdict {
  const has = (status: Check['status'], ...ids: readonly CheckId[]) =>
    checks.some((check) => check.status === status && ids.includes(check.id));
  const suspended = checks.some(({ reason }) => reason === 'StatusSuspended');
  const identity = identityOf(checks);
  if (has('failed', 'format', 'integrity', 'anchored', 'operator')) return 'invalid';
  if (has('failed', 'status') && !suspended) return 'invalid';
  if (has('unknown', ...DECIDING, 'holder') || identity === 'open') return 'unchecked';
  if (has('failed', 'registry', 'signature', 'holder') || identity === 'unproven') return 'unrecognised';
  // What was skipped for whatever reason has not been checked, so it must never end up as verified.
  if (identity === 'unasked' || !DECIDING.every((id) => has('passed', id) || (id === 'status' && suspended)))
    return 'unchecked';
  if (has('failed', 'validity') || suspended) return 'not-current';
  return 'verified';
}

/**
 * Whether it is proven who the issuer is. A domain or an accreditor is enough, unless somebody contradicts; `open` when
 * one that could not be asked might have proven it.
 */
function identityOf(checks: readonly Check[]): 'proven' | 'unproven' | 'open' | 'unasked' {
  const witnesses = checks.filter(({ id }) => id === 'issuer' || id === 'accreditation');
  const has = (status: Check['status']) => witnesses.some((check) => check.status === status);
  if (witnesses.some(isContradiction)) return 'unproven';
  if (has('passed')) return 'proven';
  if (has('unknown')) return 'open';
  return witnesses.some(({ id, status }) => id === 'issuer' && status === 'failed') ? 'unproven' : 'unasked';
}

/** What was found out, beside the checks and what follows from them. */
export type Facts = Partial<Omit<VerificationResult, 'verdict' | 'headline' | 'checks' | 'checkedAt'>>;

/** Puts the checks in order, fills in those that were not reached, and draws the verdict. */
export function concluded(
  checkedAt: number,
  checks: readonly Check[],
  notReached: Reason,
  facts: Facts = {},
): VerificationResult {
  const all = CHECK_IDS.map((id) => checks.find((check) => check.id === id) ?? skipped(id, notReached));
  const result = {
    credential: null,
    issuer: null,
    concealed: 0,
    anchoredAt: null,
    network: null,
    block: null,
    endpoints: [],
    ...facts,
    verdict: verdictOf(all),
    checks: all,
    checkedAt,
  };
  const holder = result.credential === null ? null : holderNameOf(result.credential.document);
  return { ...result, headline: headlineOf(result, holder) };
}
