import { inflateAtMost, joined } from '#core/boundedInflate';
import { FormatError } from '#core/errors';
import { MAXIMUM_BYTES } from '#core/json';
import { pictureDamaged, pictureFault } from '#core/pictureFault';
import { type PngChunk, readPngChunks, writePngChunk } from '#core/pngChunks';

/** The keyword of the chunk that holds a credential (Open Badges 3.0, “Baked Badge”). */
const KEYWORD = 'openbadgecredential';
/** The keyword of Open Badges 2.0 and older. */
const FORMER_KEYWORD = 'openbadges';

/** What a PNG picture carries: the text of every chunk for a credential, and whether it carries a former badge. */
export function readPngTexts(picture: Uint8Array): { texts: string[]; hasFormer: boolean } {
  const chunks = readPngChunks(picture);
  return {
    texts: chunks.filter((chunk) => isTextChunk(chunk) && keywordOf(chunk) === KEYWORD).map(textOf),
    hasFormer: chunks.some((chunk) => isTextChunk(chunk) && keywordOf(chunk) === FORMER_KEYWORD),
  };
}

/**
 * Puts a text into a PNG picture, in one uncompressed `iTXt` chunk behind the header, in place of any that it had.
 * Every other byte stays as it was.
 */
export function writePngText(picture: Uint8Array, text: string): Uint8Array {
  const chunks = readPngChunks(picture);
  const afterHeader = chunks[0]?.end ?? 0;
  const older = chunks.filter((chunk) => isTextChunk(chunk) && keywordOf(chunk) === KEYWORD);
  const parts = [picture.subarray(0, afterHeader), writePngChunk('iTXt', textDataOf(text))];
  let at = afterHeader;
  for (const { start, end } of older) {
    parts.push(picture.subarray(at, start));
    at = end;
  }
  return joined([...parts, picture.subarray(at)]);
}

function isTextChunk({ type }: PngChunk): boolean {
  return type === 'iTXt' || type === 'tEXt' || type === 'zTXt';
}

function keywordOf({ data }: PngChunk): string {
  // A keyword has at most 79 bytes (W3C PNG, section 11.3.3).
  return String.fromCharCode(...data.subarray(0, Math.min(indexOfZero(data, 0), 80)));
}

/** Keyword, no compression, no language, no translated keyword, text (W3C PNG, section 11.3.3.4). */
function textDataOf(text: string): Uint8Array {
  return new TextEncoder().encode(`${KEYWORD}\0\0\0\0\0${text}`);
}

function textOf({ type, data }: PngChunk): string {
  if (type !== 'iTXt') throw pictureDamaged(`its credential is in a part ${type}, which can't hold one`);
  const flags = KEYWORD.length + 1;
  const [isCompressed, method] = [data[flags], data[flags + 1]];
  const language = indexOfZero(data, flags + 2);
  const translated = indexOfZero(data, language + 1);
  // Whatever was missing, the search for the last of the three zeros has then come to the end.
  if (translated >= data.length || isCompressed === undefined || isCompressed > 1 || method !== 0)
    throw pictureDamaged('the part that holds its credential is not as it must be');
  const content = data.subarray(translated + 1);
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    // Open Badges allows no compression, but some programs compress all texts.
    return decoder.decode(isCompressed === 1 ? inflate(content) : content);
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw pictureDamaged('the text of its credential is garbled');
  }
}

/** Where the next zero byte is, or the length. */
function indexOfZero(data: Uint8Array, from: number): number {
  const at = data.indexOf(0, from);
  return at < 0 ? data.length : at;
}

function inflate(compressed: Uint8Array): Uint8Array {
  const inflated = inflateAtMost('zlib', compressed, MAXIMUM_BYTES);
  if (inflated !== null) return inflated;
  throw pictureFault(
    'TooLarge',
    `The credential in this image is larger than ${MAXIMUM_BYTES / 1024} KiB, the most that one may be.`,
  );
}
