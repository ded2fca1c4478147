import { achievementNameOf } from '#core/describe';
import type { VerificationResult } from '#core/verdict';
import { legibleLine, shortened } from './text.ts';

/** A file name made of what was achieved, without anything that a file system or a shell could trip over. */
export function fileNameOf({ credential }: VerificationResult): string {
  const title = credential === null ? '' : legibleLine(achievementNameOf(credential.document));
  const words = title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
  return `${shortened(words, 60).replace('…', '').toLowerCase() || 'credential'}.json`;
}
