import { passed, skipped } from '#core/checks';
import { verdictOf } from '#core/conclusion';
import type { ParsedCredential } from '#core/credential';
import { holderNameOf } from '#core/describe';
import { concealedCount } from '#core/disclosure';
import { headlineOf } from '#core/headline';
import { isSigned } from '#core/signatureCheck';
import type { Check, VerificationResult } from '#core/verdict';

/**
 * What a reader of a redacted copy will see, from the result for the file that it was made of: the two have the same
 * payload and so the same place on record. Nobody is asked again for every click.
 */
export function previewOf(result: VerificationResult, credential: ParsedCredential): VerificationResult {
  const concealed = concealedCount(credential.anchor.disclosure);
  const checks = result.checks.map((check) => checkFor(check, credential, concealed));
  const shown = { ...result, credential, concealed, checks, verdict: verdictOf(checks) };
  return { ...shown, headline: headlineOf(shown, holderNameOf(credential.document)) };
}

function checkFor(check: Check, { document }: ParsedCredential, concealed: number): Check {
  if (check.id === 'signature' && !isSigned(document)) return skipped('signature', 'SignatureAbsent');
  if (check.id !== 'integrity' || check.status !== 'passed' || concealed === 0) return check;
  return passed('integrity', 'IntegrityRedacted', { concealed });
}
