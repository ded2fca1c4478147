import { type CsvError, parse } from '#csv-parse';

/** The characters that may separate cells; the header row decides which of them does. */
export const SEPARATORS = [',', ';', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** Most bytes in one row; a quote that is never closed would otherwise read the rest of the file into memory. */
export const MAXIMUM_ROW_BYTES = 1024 * 1024;

/** The text cannot be split into rows from here on. */
export class CsvFault extends Error {
  /** 1 for the first row; blank rows count. */
  readonly row: number;
  /** 0 for the first cell. */
  readonly cell: number;
  readonly reason: 'quotes' | 'length';

  constructor(row: number, cell: number, reason: 'quotes' | 'length', options?: ErrorOptions) {
    super(`CSV: bad ${reason} in row ${row}`, options);
    this.row = row;
    this.cell = cell;
    this.reason = reason;
  }
}

/**
 * Splits CSV (RFC 4180; lines end with CR LF, LF or CR) into rows of cells. Works on *binary strings*, one character for
 * each byte: no byte of a UTF-8 sequence is a separator, quote or line break, so cells can be decoded one by one
 * afterwards and a bad byte is found in its own cell.
 *
 * @throws CsvFault after every row before the fault has been given out.
 */
export async function* splitCsv(
  chunks: AsyncIterable<string>,
  separator: Separator,
): AsyncGenerator<string[]> {
  // Rows leave through on_record and not through the stream, which would lose those before a fault.
  const rows: string[][] = [];
  let count = 0;
  const parser = parse({
    delimiter: separator,
    encoding: 'latin1',
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: MAXIMUM_ROW_BYTES,
    on_record: (row: string[]) => {
      count++;
      rows.push(row);
      return null;
    },
  });
  let fault: CsvFault | undefined;
  parser.on('error', (error: CsvError) => {
    fault ??= faultOf(error, count + 1);
  });
  let isEmpty = true;
  for await (const chunk of chunks) {
    // A chunk of nothing would make the parser end early.
    if (chunk === '') continue;
    isEmpty = false;
    await new Promise<void>((resolve) => parser.write(chunk, 'latin1', () => resolve()));
    yield* rows.splice(0);
    if (fault !== undefined) throw fault;
  }
  if (isEmpty) return;
  await new Promise<void>((resolve) => {
    parser.once('finish', resolve).once('error', () => resolve());
    parser.end();
  });
  yield* rows.splice(0);
  if (fault !== undefined) throw fault;
}

function faultOf(error: CsvError, row: number): CsvFault {
  const cell = 'column' in error && typeof error.column === 'number' ? error.column : 0;
  const reason = error.code === 'CSV_MAX_RECORD_SIZE' ? 'length' : 'quotes';
  return new CsvFault(row, cell, reason, { cause: error });
}

/** Bytes as a string with one character for each. */
export function toBinaryString(bytes: Uint8Array): string {
  let text = '';
  // In slices: arguments by the million would overflow the call stack. A spread would take seven times as long.
  for (let at = 0; at < bytes.length; at += 8192)
    text += Reflect.apply(String.fromCharCode, null, bytes.subarray(at, at + 8192));
  return text;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a cell, and whether its bytes were good UTF-8 (bad ones are shown as U+FFFD). */
export function decodeCell(binary: string): { text: string; isUtf8: boolean } {
  if (!/[\u0080-\u00ff]/.test(binary)) return { text: binary, isUtf8: true };
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  try {
    return { text: strictUtf8.decode(bytes), isUtf8: true };
  } catch {
    return { text: lenientUtf8.decode(bytes), isUtf8: false };
  }
}
