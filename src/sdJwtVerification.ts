import { unknown } from '#core/checks';
import { concluded } from '#core/conclusion';
import { didWebKeys } from '#core/issuerKeys';
import { rememberingFetch } from '#core/rememberingFetch';
import { fromSdJwt } from '#core/sdJwt';
import { checkSdJwt } from '#core/sdJwtSignature';
import { signatureCheckOf, signatureNotAsked } from '#core/signatureCheck';
import type { Check, VerificationResult } from '#core/verdict';
import { type VerificationContext, verifyCredential } from '#core/verify';

/** Outcomes of the issuer check for which the host that the file names is not asked about anything. */
const NOT_ON_RECORD = new Set(['IssuerOther', 'IssuerLoopback', 'IssuerUnsupported']);

/**
 * Verifies an SD-JWT as the credential that it is a form of: by its anchor, and its own signature as the `signature` check.
 *
 * @throws FormatError `NotSdJwt` when the text is none; otherwise as `verifyCredential`, never.
 */
export async function verifySdJwt(text: string, context: VerificationContext): Promise<VerificationResult> {
  const { document } = fromSdJwt(text);
  const fetch = rememberingFetch(context.fetch);
  const result = await verifyCredential(JSON.stringify(document), { ...context, fetch });
  const signature = await signatureOf(text, result, fetch);
  const checks = result.checks.map((check) => (check.id === 'signature' ? signature : check));
  return concluded(result.checkedAt, checks, 'ChainNotAsked', result);
}

async function signatureOf(
  text: string,
  { checks }: VerificationResult,
  fetch: typeof globalThis.fetch,
): Promise<Check> {
  const issuer = checks.find(({ id }) => id === 'issuer') as Check;
  // Whatever kept the issuer from being asked keeps its key from being asked for.
  if (issuer.status === 'skipped') return { ...issuer, id: 'signature' };
  if (issuer.reason === 'ChainUnread') return unknown('signature', 'ChainUnread', issuer.values);
  if (NOT_ON_RECORD.has(issuer.reason)) return signatureNotAsked();
  return signatureCheckOf(await checkSdJwt(text, didWebKeys(fetch)));
}
