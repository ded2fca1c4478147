import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { DraftCredential } from '#core/batch';
import { RootmarkError } from '#core/errors';
import { deepFreeze, isDeeplyFrozen, type JsonObject, type JsonValue, reparseJson } from '#core/json';
import { jsonText, jsonWriter } from '#core/jsonText';
import { remembered } from '#core/remembered';
import { nodeHashing } from './nodeHashing.ts';

/** Bytes of a payload hash, and of a leaf. */
export const HASH_BYTES = 32;

/** What packed drafts begin with that carry a digest. No deflated data (RFC 1951) begins so: it names a kind of block that there is not. */
const DIGESTED = 7;

/** What a line of packed drafts is made of: its id, what can be hidden, and the document, which ends one character before the line. */
const ID = Buffer.from('{"id":');
const REDACTABLE = Buffer.from(',"redactable":');
const DOCUMENT = Buffer.from(',"document":');
/** What the line with the parts begins with. */
const LIST = '['.charCodeAt(0);
const NEW_LINE = 10;
/** What stands before and after the number of a part: JSON has no such character. */
const MARK = 0;

/** A draft whose document is left as it is written. */
export interface WrittenDraft extends Pick<DraftCredential, 'redactable'> {
  id: string;
  /** The document's JSON in pieces, of which the drafts of a page share most. */
  document: readonly Uint8Array[];
}

/** The drafts of a page as they are written. */
export interface WrittenPage {
  drafts: WrittenDraft[];
  /** Whether a word of ASCII letters stands anywhere in the drafts. */
  mentions(word: string): boolean;
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
  return deflateRawSync(textOf(drafts), { level: 1 });
}

/**
 * A line for each draft, its document last, so that what its seal depends on can be read without it. Before them stands a
 * list of the texts of all deeply frozen parts, such as a template gives to every draft; in the lines they are numbers
 * between two marks, so that what all drafts say is neither written nor deflated nor joined for each.
 */
function textOf(drafts: readonly DraftCredential[]): string {
  const parts: string[] = [];
  const placeholders = new Map<object, string>();
  const placeholderOf = (container: JsonObject | JsonValue[]) => {
    const known = placeholders.get(container);
    if (known !== undefined || !isDeeplyFrozen(container)) return known;
    const placeholder = `\0${parts.push(jsonText(container)) - 1}\0`;
    placeholders.set(container, placeholder);
    return placeholder;
  };
  const write = jsonWriter({ scalar: JSON.stringify, namesOf: Object.keys, placeholderOf });
  const lines = drafts.map(({ document, redactable }) =>
    write({ id: document.id, redactable: redactable as string[], document }),
  );
  return [JSON.stringify(parts), ...lines].join('\n');
}

/** Whether packed drafts carry the digest that shows them to be what was packed; those of earlier versions do not. */
export function areDigested(packed: Uint8Array): boolean {
  return packed[0] === DIGESTED;
}

/** Reverses {@link packDrafts}. @throws RootmarkError `LedgerChanged` for anything else. */
export function unpackDrafts(packed: Uint8Array): DraftCredential[] {
  return readPage(packed, ({ lines, parts }) => lines.map((line) => draftIn(line, parts)));
}

/** Like {@link unpackDrafts}, without reading the documents of drafts that have a digest. */
export function writtenPageIn(packed: Uint8Array): WrittenPage {
  return readPage(packed, ({ text, lines, parts }) => {
    const listIn = remembered((written) =>
      deepFreeze(JSON.parse(joined(piecesOf(Buffer.from(written), parts)).toString()) as string[]),
    );
    const isDigested = areDigested(packed);
    const drafts = lines.map((line): WrittenDraft => {
      // Earlier versions wrote the document first, with a digest too.
      if (!isDigested || !line.subarray(0, ID.length).equals(ID)) return writtenDraftOf(draftIn(line, parts));
      const [listAt, documentAt] = [line.indexOf(REDACTABLE), line.indexOf(DOCUMENT)];
      return {
        id: JSON.parse(line.toString('utf8', ID.length, listAt)),
        redactable: listIn(line.toString('utf8', listAt + REDACTABLE.length, documentAt)),
        document: piecesOf(line.subarray(documentAt + DOCUMENT.length, -1), parts),
      };
    });
    return { drafts, mentions: (word) => text.includes(word) };
  });
}

function draftIn(line: Buffer, parts: readonly Buffer[]): DraftCredential {
  const { document, redactable } = reparseJson(
    joined(piecesOf(line, parts)).toString(),
  ) as unknown as DraftCredential;
  return { document, redactable };
}

function writtenDraftOf({ document, redactable }: DraftCredential): WrittenDraft {
  return { id: document.id, redactable, document: [Buffer.from(jsonText(document))] };
}

/** A line with its parts in their places, in pieces of which none is empty. */
function piecesOf(line: Buffer, parts: readonly Buffer[]): Buffer[] {
  const pieces: Buffer[] = [];
  let start = 0;
  for (let mark = line.indexOf(MARK); mark >= 0; mark = line.indexOf(MARK, start)) {
    const end = line.indexOf(MARK, mark + 1);
    const part = parts[Number(line.toString('latin1', mark + 1, end))];
    if (part === undefined) throw new Error('A line names a part that there is not');
    if (mark > start) pieces.push(line.subarray(start, mark));
    pieces.push(part);
    start = end + 1;
  }
  if (start < line.length) pieces.push(line.subarray(start));
  return pieces;
}

function joined(pieces: readonly Buffer[]): Buffer {
  return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
}

/** Packed drafts as they are written. */
interface PackedText {
  text: Buffer;
  lines: Buffer[];
  /** The texts of what the lines have numbers for. */
  parts: Buffer[];
}

function readPage<Result>(packed: Uint8Array, read: (text: PackedText) => Result): Result {
  try {
    const text = inflateRawSync(deflatedIn(packed));
    const lines: Buffer[] = [];
    for (let start = 0; start < text.length; ) {
      const found = text.indexOf(NEW_LINE, start);
      const end = found < 0 ? text.length : found;
      lines.push(text.subarray(start, end));
      start = end + 1;
    }
    if (lines.length === 0) throw new Error('There are no drafts, and not even a list of parts');
    // Earlier versions wrote all of each draft into its line.
    const list: string[] = lines[0]?.[0] === LIST ? JSON.parse(String(lines.shift())) : [];
    return read({ text, lines, parts: list.map((part) => Buffer.from(part)) });
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
