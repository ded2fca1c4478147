import { isForItsHolder, isForItsSignature, type Verdict, type VerificationResult } from '#core/verdict';

/** The names of the advice that messages hold. */
export type AdviceName =
  | Verdict
  | 'altered'
  | 'unreadable'
  | 'archive'
  | 'notAnchored'
  | 'withdrawn'
  | 'settling'
  | 'signature'
  | 'holder'
  | 'suspended'
  | 'early';

/** Which advice fits a result: by the reason where there is a better one than the verdict's. */
export function adviceOf(result: VerificationResult): AdviceName {
  const { verdict, checks } = result;
  const has = (status: string, ...ids: string[]) =>
    checks.some((check) => check.status === status && ids.includes(check.id));
  if (verdict === 'invalid') {
    if (checks.some(({ reason }) => reason === 'FormatArchive')) return 'archive';
    if (has('failed', 'format')) return 'unreadable';
    if (has('failed', 'integrity')) return 'altered';
    if (has('failed', 'anchored')) return 'notAnchored';
    if (has('failed', 'status')) return 'withdrawn';
  }
  if (isForItsSignature(result)) return 'signature';
  if (isForItsHolder(result)) return 'holder';
  const reasons = checks.map(({ reason }) => reason);
  if (verdict === 'unchecked' && reasons.includes('AnchoredSettling')) return 'settling';
  if (verdict === 'not-current' && reasons.includes('StatusSuspended')) return 'suspended';
  if (verdict === 'not-current' && reasons.includes('ValidityNotYet')) return 'early';
  return verdict;
}
