import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { DraftCredential } from '#core/batch';
import { RootmarkError } from '#core/errors';
import { reparseJson } from '#core/json';
import { jsonText } from '#core/jsonText';
import { nodeHashing } from './nodeHashing.ts';

/** Bytes of a payload hash, and of a leaf. */
export const HASH_BYTES = 32;

/** What packed drafts begin with that carry a digest. No deflated data (RFC 1951) begins so: it names a kind of block that there is not. */
const DIGESTED = 7;

/** What stands in a line of packed drafts before the document, which ends one character before the line. */
const DOCUMENT = ',"document":';
/** What every line begins with whose document comes last. */
const ID = Buffer.from('{"id":');
const NEW_LINE = 10;

/** A draft whose document is left as it is written: the bytes of its JSON. */
export interface WrittenDraft extends Pick<DraftCredential, 'redactable'> {
  id: string;
  document: Buffer;
}

/**
 * Drafts as one deflated text, a line of JSON for each: what they have in common is kept once, not a hundred times. Before
 * it stands its SHA-256, so that {@link unpackDrafts} gives these very drafts or none.
 */
export function packDrafts(drafts: readonly DraftCredential[]): Uint8Array {
  const deflated = packWithoutDigest(drafts);
  // Of just these bytes: the buffer of zlib has room for more, and all of it would go from thread to thread.
  const packed = new Uint8Array(1 + HASH_BYTES + deflated.length);
  packed[0] = DIGESTED;
  packed.set(nodeHashing.sha256(deflated), 1);
  packed.set(deflated, 1 + HASH_BYTES);
  return packed;
}

/** Like {@link packDrafts}, for drafts that nothing shows to be those that were once hashed. */
export function packWithoutDigest(drafts: readonly DraftCredential[]): Uint8Array {
  return deflateRawSync(drafts.map(lineOf).join('\n'), { level: 1 });
}

/** The document comes last, so that what its seal depends on can be read without it. */
function lineOf({ document, redactable }: DraftCredential): string {
  return jsonText({ id: document.id, redactable, document });
}

/** Whether packed drafts carry the digest that shows them to be what was packed; those of earlier versions do not. */
export function areDigested(packed: Uint8Array): boolean {
  return packed[0] === DIGESTED;
}

/** Reverses {@link packDrafts}. @throws RootmarkError `LedgerChanged` for anything else. */
export function unpackDrafts(packed: Uint8Array): DraftCredential[] {
  return linesIn(packed, draftIn);
}

function draftIn(line: Buffer): DraftCredential {
  const { document, redactable } = reparseJson(line.toString()) as unknown as DraftCredential;
  return { document, redactable };
}

/** Like {@link unpackDrafts}, without reading the documents of drafts that have a digest. */
export function writtenDraftsIn(packed: Uint8Array): WrittenDraft[] {
  if (!areDigested(packed)) return unpackDrafts(packed).map(writtenDraftOf);
  return linesIn(packed, (line) => {
    // Earlier versions wrote the document first, with a digest too.
    if (!line.subarray(0, ID.length).equals(ID)) return writtenDraftOf(draftIn(line));
    const at = line.indexOf(DOCUMENT);
    const { id, redactable } = JSON.parse(`${line.toString('utf8', 0, at)}}`);
    return { id, redactable, document: line.subarray(at + DOCUMENT.length, -1) };
  });
}

function writtenDraftOf({ document, redactable }: DraftCredential): WrittenDraft {
  return { id: document.id, redactable, document: Buffer.from(jsonText(document)) };
}

/** What is made of each line of packed drafts. */
function linesIn<Draft>(packed: Uint8Array, read: (line: Buffer) => Draft): Draft[] {
  try {
    const text = inflateRawSync(deflatedIn(packed));
    const drafts: Draft[] = [];
    for (let start = 0; start < text.length; ) {
      const found = text.indexOf(NEW_LINE, start);
      const end = found < 0 ? text.length : found;
      drafts.push(read(text.subarray(start, end)));
      start = end + 1;
    }
    return drafts;
  } catch (error) {
    throw ledgerChanged('Drafts that the ledger keeps cannot be read.', error);
  }
}

function deflatedIn(packed: Uint8Array): Uint8Array {
  if (!areDigested(packed)) return packed;
  const deflated = packed.subarray(1 + HASH_BYTES);
  const isWhole = Buffer.compare(nodeHashing.sha256(deflated), packed.subarray(1, 1 + HASH_BYTES)) === 0;
  if (isWhole) return deflated;
  throw new Error('These are not the drafts that were packed');
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
