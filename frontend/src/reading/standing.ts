import type { Check, CheckId, VerificationResult } from '#core/verdict';

/**
 * How much of a credential may be shown, and as what:
 * - `confirmed`: as a certificate, with its seal;
 * - `lapsed`: authentic, but stamped with why it does not count now;
 * - `withdrawn`: on record, and stamped as no longer to be relied on;
 * - `unconfirmed`: as what the file says, without a seal;
 * - `doubted`: as what the file says, folded away;
 * - `withheld`: not at all.
 */
export type Standing = 'confirmed' | 'lapsed' | 'withdrawn' | 'unconfirmed' | 'doubted' | 'withheld';

/** How much of a credential a result lets us show. */
export function standingOf(result: VerificationResult): Standing {
  if (result.credential === null) return 'withheld';
  switch (result.verdict) {
    case 'verified':
      return 'confirmed';
    case 'not-current':
      return 'lapsed';
    case 'unrecognised':
    case 'unchecked':
      return 'unconfirmed';
    case 'invalid':
      // Anyone can write a file that agrees with itself, and a thief can record one: only what the issuer put on record
      // itself was ever worth showing.
      return statusOf(result, 'anchored') === 'passed' && statusOf(result, 'operator') === 'passed'
        ? 'withdrawn'
        : 'doubted';
  }
}

/** The stamp over a certificate that does not count now: the reason of the check that failed. */
export function stampOf(result: VerificationResult): 'expired' | 'early' | 'suspended' | 'withdrawn' | null {
  const standing = standingOf(result);
  if (standing === 'withdrawn') return 'withdrawn';
  if (standing !== 'lapsed') return null;
  if (statusOf(result, 'status') === 'failed') return 'suspended';
  const { status: validity, reason } = checkOf(result, 'validity') ?? {};
  // What it is built on may be why it does not count, which no stamp says.
  if (validity !== 'failed') return null;
  return reason === 'ValidityNotYet' ? 'early' : 'expired';
}

/** The checks that did not pass and should have, worst first. */
export function troublesOf({ checks }: VerificationResult): Check[] {
  return [
    ...checks.filter(({ status }) => status === 'failed'),
    ...checks.filter(({ status }) => status === 'unknown'),
  ];
}

/** The outcome of one check. */
export function checkOf(result: VerificationResult, id: CheckId): Check | undefined {
  return result.checks.find((check) => check.id === id);
}

function statusOf(result: VerificationResult, id: CheckId): Check['status'] | undefined {
  return checkOf(result, id)?.status;
}
