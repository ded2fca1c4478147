import { FormatError, RootmarkError } from '#core/errors';
import type { HolderRequest } from '#core/holderCheck';
import { unpackCredential } from '#core/link';
import type { VerificationResult } from '#core/verdict';
import { unreadable, verifyCredential } from '#core/verify';
import { burstsOf } from './burst.ts';
import { browserContext } from './context.ts';
import type { Source } from './submission.ts';

const inBurst = burstsOf(browserContext);

/** Verifies a credential with what this browser has: the part of the program that knows about hashes and chains. */
export async function checkSource(source: Source, holder?: HolderRequest): Promise<VerificationResult> {
  const asked = holder === undefined ? {} : { holder };
  // What a link carries needs none of the code that reads pictures and tokens.
  if (typeof source === 'string' && source.startsWith('{'))
    return inBurst((context) => verifyCredential(source, { ...context, ...asked }));
  const { verifyFile } = await import('#core/verifyFile');
  return inBurst((context) => verifyFile(source, { ...context, ...asked }));
}

/** Verifies the credential that a link carries, of which this is the packed part. */
export async function checkLink(packed: string): Promise<VerificationResult> {
  const text = textOfLink(packed);
  return text === ''
    ? refusal(new FormatError('NotJson', 'This link is incomplete.'))
    : inBurst((context) => verifyCredential(text, context));
}

/** The credential that a link carries; nothing when the link is cut. */
export function textOfLink(packed: string): string {
  try {
    return JSON.stringify(unpackCredential(packed), null, 2);
  } catch (error) {
    if (error instanceof RootmarkError) return '';
    throw error;
  }
}

/** The result for what was refused before it could be checked. */
export function refusal(error: FormatError): VerificationResult {
  return unreadable(error, browserContext.now());
}
