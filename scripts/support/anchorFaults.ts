import { RootmarkError } from '#core/errors';
import type { AnchorMessage } from '#core/relay';
import { countOf } from './output.ts';

/** Another transaction has anchored a batch, under too few blocks as yet. */
export function settling(
  { root }: Pick<AnchorMessage, 'root'>,
  blocks: number,
  confirmations: number,
  advice: string,
): RootmarkError {
  return new RootmarkError(
    'interrupted',
    'AnchorSettling',
    `Another transaction anchored the batch ${root}; it is under ${blocks} of ${confirmations} blocks.`,
    advice,
  );
}

/** The chain holds another batch under the root of this one. */
export function sizeDiffers(
  { root, size }: Pick<AnchorMessage, 'root' | 'size'>,
  advice: string,
): RootmarkError {
  return new RootmarkError(
    'contract',
    'BatchSizeDiffers',
    `The chain holds the batch ${root}, but not with ${countOf(size, 'credential')}.`,
    advice,
  );
}
