import { checkCell, isBlank, notUtf8 } from '#core/cells';
import { CsvFault, decodeCell, MAXIMUM_ROW_BYTES, splitCsv, toBinaryString } from '#core/csv';
import { readBeginning } from '#core/rosterBeginning';
import { type RosterProblem, rosterProblem, showCell } from '#core/rosterProblem';

/** The columns of a roster, in order: trimmed, in Unicode NFC, all different. Comes before the first row. */
export interface RosterHeader {
  kind: 'header';
  row: 1;
  columns: readonly string[];
}

/** One row of a roster: one holder. */
export interface RosterRow {
  kind: 'row';
  /** As a spreadsheet numbers rows: the header is 1, blank rows count, a cell of several lines is still one row. */
  row: number;
  /** Column name → cell, exactly as it stands in the roster. */
  cells: ReadonlyMap<string, string>;
  /** False when a problem of severity `error` was reported for this row: nothing may be issued from it. */
  isSound: boolean;
}

export type RosterEntry = RosterHeader | RosterRow | RosterProblem;

/** Bytes handed to the parser at a time when the whole roster is in memory. */
const CHUNK_BYTES = 512 * 1024;

/**
 * Reads a roster: CSV (RFC 4180) in strict UTF-8, with or without a byte order mark, cells separated by commas,
 * semicolons or tabs, whichever the header row uses, and Excel's line `sep=` before it may say. Streams: memory does not grow with the number of rows. Blank rows
 * are skipped but counted. Problems of a row come before the row itself; nothing is thrown for bad input.
 */
export async function* readRoster(
  source: Uint8Array | AsyncIterable<Uint8Array>,
): AsyncGenerator<RosterEntry> {
  const chunks = chunksOf(source)[Symbol.asyncIterator]();
  const { foreign, text, separator } = await readBeginning(chunks);
  if (foreign !== null) return yield notCsv(foreign);
  if (separator === null) return yield mixedSeparators();

  let columns: readonly string[] | undefined;
  let row = 0;
  let hasRows = false;
  try {
    for await (const cells of splitCsv(continued(text, chunks), separator)) {
      row++;
      if (columns === undefined) {
        const header = readHeader(cells);
        yield* header.problems;
        if (header.problems.length > 0) return;
        columns = header.columns;
        yield { kind: 'header', row: 1, columns };
      } else if (cells.some((cell) => !isBlank(decodeCell(cell).text))) {
        hasRows = true;
        if (isHeader(cells, columns)) yield repeatedHeader(row);
        else yield* readRow(cells, row, columns);
      }
    }
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    return yield brokenRow(error, columns);
  }
  if (!hasRows) yield noRows();
}

function* readRow(
  binary: readonly string[],
  row: number,
  columns: readonly string[],
): Generator<RosterRow | RosterProblem> {
  if (binary.length !== columns.length) return yield raggedRow(binary, row, columns.length);
  const cells = new Map<string, string>();
  let isSound = true;
  for (const [index, column] of columns.entries()) {
    const { text, isUtf8 } = decodeCell(binary[index] ?? '');
    const problems = isUtf8 ? checkCell(text, row, column) : [notUtf8(text, row, column)];
    yield* problems;
    if (problems.some(({ severity }) => severity === 'error')) isSound = false;
    cells.set(column, text);
  }
  yield { kind: 'row', row, cells, isSound };
}

/** Whether a row is the header once more, as in two rosters that were joined. */
function isHeader(binary: readonly string[], columns: readonly string[]): boolean {
  return (
    binary.length === columns.length &&
    columns.every((column, index) => columnName(decodeCell(binary[index] ?? '').text) === column)
  );
}

function columnName(text: string): string {
  return text.trim().normalize('NFC');
}

function readHeader(binary: readonly string[]): { columns: string[]; problems: RosterProblem[] } {
  const columns = new Set<string>();
  const problems: RosterProblem[] = [];
  for (const [index, cell] of binary.entries()) {
    const { text, isUtf8 } = decodeCell(cell);
    const column = columnName(text);
    if (!isUtf8) problems.push(notUtf8(text, 1, null));
    else if (column === '') problems.push(blankColumn(index));
    else if (columns.has(column)) problems.push(duplicateColumn(column));
    else problems.push(...checkCell(column, 1, column).filter(({ severity }) => severity === 'error'));
    columns.add(column);
  }
  return { columns: [...columns], problems };
}

async function* chunksOf(source: Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  if (source instanceof Uint8Array) {
    for (let at = 0; at < source.length; at += CHUNK_BYTES)
      yield toBinaryString(source.subarray(at, at + CHUNK_BYTES));
  } else {
    for await (const bytes of source) yield toBinaryString(bytes);
  }
}

async function* continued(start: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield start;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

function notCsv(what: string): RosterProblem {
  const wanted = 'save it as “CSV UTF-8” and try again';
  return rosterProblem({
    code: 'NotCsv',
    row: 1,
    wanted,
    what: `this file is ${what}, not CSV in UTF-8; ${wanted}`,
  });
}

function mixedSeparators(): RosterProblem {
  const wanted =
    'separate all columns by the same one of comma, semicolon and tab, and use none in column names';
  return rosterProblem({
    code: 'MixedSeparators',
    row: 1,
    wanted,
    what: `the header separates columns in more than one way; ${wanted}`,
  });
}

function noRows(): RosterProblem {
  const wanted = 'a header and at least one row below it';
  return rosterProblem({
    code: 'NoRows',
    row: 1,
    wanted,
    what: `the roster has nobody in it; it needs ${wanted}`,
  });
}

function blankColumn(index: number): RosterProblem {
  const wanted = 'name the column, or delete it';
  return rosterProblem({
    code: 'BlankColumn',
    row: 1,
    cell: '',
    wanted,
    what: `column ${index + 1} has no name; ${wanted}`,
  });
}

function duplicateColumn(column: string): RosterProblem {
  const wanted = 'a different name for each column';
  return rosterProblem({
    code: 'DuplicateColumn',
    row: 1,
    column,
    cell: column,
    wanted,
    what: `two columns have this name; use ${wanted}`,
  });
}

function repeatedHeader(row: number): RosterProblem {
  const wanted = 'a holder; delete the row if rosters were joined here';
  return rosterProblem({
    code: 'RepeatedHeader',
    row,
    wanted,
    what: `the row holds the names of the columns again; it needs ${wanted}`,
  });
}

function raggedRow(binary: readonly string[], row: number, columns: number): RosterProblem {
  const wanted = `${columns}, as the header has; put a cell that holds the separator itself in double quotes`;
  const first = showCell(decodeCell(binary[0] ?? '').text);
  const found = binary.length === 1 ? '1 cell' : `${binary.length} cells`;
  return rosterProblem({
    code: 'RaggedRow',
    row,
    wanted,
    what: `the row that begins with “${first}” has ${found}; it needs ${wanted}`,
  });
}

function brokenRow(fault: CsvFault, columns: readonly string[] | undefined): RosterProblem {
  const column = columns?.[fault.cell] ?? null;
  if (fault.reason === 'length') {
    const wanted = 'check for a double quote that is never closed';
    return rosterProblem({
      code: 'RowTooLong',
      row: fault.row,
      column,
      wanted,
      what: `the row is longer than ${MAXIMUM_ROW_BYTES / 1024} KiB and nothing after it was read; ${wanted}`,
    });
  }
  const wanted = 'put the whole cell in double quotes and write each quote inside it twice';
  return rosterProblem({
    code: 'BrokenQuotes',
    row: fault.row,
    column,
    wanted,
    what: `a double quote is out of place and nothing after it was read; ${wanted}`,
  });
}
