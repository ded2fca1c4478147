import { credentialSourceOf } from '#core/bakedBadge';
import { isArchive, looksLikeSdJwt } from '#core/credentialForms';
import { FormatError } from '#core/errors';
import { verifySdJwt } from '#core/sdJwtVerification';
import type { VerificationResult } from '#core/verdict';
import { unreadable, type VerificationContext, verifyCredential } from '#core/verify';

/**
 * Verifies what a person hands in, in any form that a credential comes in: JSON, an SD-JWT, or a badge picture that it is
 * baked into. As `verifyCredential`, it never throws for what that may be like.
 */
export async function verifyFile(
  source: string | Uint8Array,
  context: VerificationContext,
): Promise<VerificationResult> {
  try {
    const sdJwt = sdJwtIn(source);
    if (sdJwt !== null) return await verifySdJwt(sdJwt, context);
    return await verifyCredential(typeof source === 'string' ? source : jsonIn(source), context);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return unreadable(error, context.now());
  }
}

/** Tokens are ASCII: whatever else comes out of other bytes is none. */
const latin1 = new TextDecoder('latin1');

function sdJwtIn(source: string | Uint8Array): string | null {
  if (typeof source === 'string') return looksLikeSdJwt(source) ? source : null;
  return looksLikeSdJwt(latin1.decode(source.subarray(0, 4096))) ? latin1.decode(source) : null;
}

function jsonIn(bytes: Uint8Array): string | Uint8Array {
  if (isArchive(bytes)) throw new FormatError('Archive', 'An archive inside an archive is not opened.');
  return credentialSourceOf(bytes);
}
