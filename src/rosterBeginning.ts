import { MAXIMUM_ROW_BYTES, SEPARATORS, type Separator } from '#core/csv';

/** What the first bytes of a roster say about the rest. */
export interface RosterBeginning {
  /** The kind of file this is when it is certainly no CSV in UTF-8, or null. */
  foreign: string | null;
  /** Everything that was read, from the header row on. */
  text: string;
  /** What separates cells; null when the header, or a line `sep=` above it, says two things. */
  separator: Separator | null;
}

/** The line that Excel takes for no row and reads the separator from, with or without quotes. */
const SEPARATOR_LINE = /^("?)sep=([,;\t])\1(?:\r\n|\n|\r)/i;
/** The bytes of a UTF-8 byte order mark. */
const MARK = /^\xef\xbb\xbf/;
/** Bytes that hold a mark and a whole separator line, and one more, so that no CR is taken for one without its LF. */
const SEPARATOR_LINE_BYTES = 13;

/** Reads a roster, as a binary string, up to and beyond its header row. */
export async function readBeginning(chunks: AsyncIterator<string>): Promise<RosterBeginning> {
  const start = await readOn('', chunks, (text) => text.length >= SEPARATOR_LINE_BYTES);
  const foreign = recogniseForeign(start);
  const unmarked = start.replace(MARK, '');
  const [line = '', , stated] = SEPARATOR_LINE.exec(unmarked) ?? [];
  const isEnough = (text: string) => text.length > MAXIMUM_ROW_BYTES || scanHeader(text).isComplete;
  const text = await readOn(unmarked.slice(line.length), chunks, isEnough);
  return { foreign, text, separator: separatorOf(text, stated) };
}

async function readOn(
  start: string,
  chunks: AsyncIterator<string>,
  isEnough: (text: string) => boolean,
): Promise<string> {
  let text = start;
  while (!isEnough(text)) {
    const next = await chunks.next();
    if (next.done) break;
    text += next.value;
  }
  return text;
}

/** The separator that the header row uses outside quotes, or null when it uses several, or another than was stated. */
function separatorOf(text: string, stated: string | undefined): Separator | null {
  const { separators } = scanHeader(text);
  if (stated !== undefined && isSeparator(stated)) separators.add(stated);
  const [separator = ','] = separators;
  return separators.size > 1 ? null : separator;
}

/** Which separators stand outside quotes before the first line break, and whether there is one. */
function scanHeader(text: string): { isComplete: boolean; separators: Set<Separator> } {
  const separators = new Set<Separator>();
  let isQuoted = false;
  for (const character of text) {
    // A quote inside quotes is written twice, so it leaves them and enters them again.
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '\n' || character === '\r') return { isComplete: true, separators };
    else if (isSeparator(character)) separators.add(character);
  }
  return { isComplete: false, separators };
}

function isSeparator(character: string): character is Separator {
  return SEPARATORS.some((separator) => separator === character);
}

function recogniseForeign(start: string): string | null {
  const begins = (...bytes: number[]) => start.startsWith(String.fromCharCode(...bytes));
  // A zip archive (.xlsx, .ods), or the older .xls.
  if (begins(0x50, 0x4b, 3, 4) || begins(0xd0, 0xcf, 0x11, 0xe0)) return 'a spreadsheet workbook';
  if (begins(0xff, 0xfe, 0, 0) || begins(0, 0, 0xfe, 0xff)) return 'in UTF-32';
  // A byte order mark, or Latin text, in which every other byte is zero.
  const isZero = [...start.slice(0, 4)].map((character) => character === '\0').join();
  const isUtf16 = isZero === 'false,true,false,true' || isZero === 'true,false,true,false';
  return begins(0xff, 0xfe) || begins(0xfe, 0xff) || isUtf16 ? 'in UTF-16' : null;
}
