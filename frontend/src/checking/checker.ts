import type { HolderRequest } from '#core/holderCheck';
import { verifyCredential } from '#core/verify';
import { browserContext } from './context.ts';
import type { Source } from './submission.ts';

/** Verifies a credential with what this browser has: the part of the program that knows about hashes and chains. */
export function checkSource(source: Source, holder?: HolderRequest) {
  return verifyCredential(source, holder === undefined ? browserContext : { ...browserContext, holder });
}
