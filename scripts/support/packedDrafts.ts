import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { DraftCredential } from '#core/batch';
import { RootmarkError } from '#core/errors';

/** Bytes of a payload hash, and of a leaf. */
export const HASH_BYTES = 32;

/** Drafts as one deflated text, a line of JSON for each: what they have in common is kept once, not a hundred times. */
export function packDrafts(drafts: readonly DraftCredential[]): Uint8Array {
  const text = drafts.map((draft) => JSON.stringify(draft)).join('\n');
  // A copy of just these bytes: the buffer of zlib has room for more, and all of it would go from thread to thread.
  return new Uint8Array(deflateRawSync(text, { level: 1 }));
}

/** Reverses {@link packDrafts}. @throws RootmarkError `LedgerChanged` for anything else. */
export function unpackDrafts(packed: Uint8Array): DraftCredential[] {
  try {
    const text = inflateRawSync(packed).toString();
    return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line));
  } catch (error) {
    throw ledgerChanged('Drafts that the ledger keeps cannot be read.', error);
  }
}

/** The fault of a ledger that does not hold what was stored in it. */
export function ledgerChanged(headline: string, cause?: unknown): RootmarkError {
  return new RootmarkError(
    'input',
    'LedgerChanged',
    headline,
    'The ledger was altered, or written by another version: restore it from its backup.',
    { cause },
  );
}

/** Hashes, one after the other. */
export function joinedHashes(hashes: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(hashes.length * HASH_BYTES);
  for (const [position, hash] of hashes.entries()) bytes.set(hash, position * HASH_BYTES);
  return bytes;
}
