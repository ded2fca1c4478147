/** What can be wrong with a roster; the names never change. */
export type RosterProblemCode =
  | 'NotCsv'
  | 'NotUtf8'
  | 'NoRows'
  | 'MixedSeparators'
  | 'BrokenQuotes'
  | 'RowTooLong'
  | 'BlankColumn'
  | 'DuplicateColumn'
  | 'MissingColumn'
  | 'UnknownColumn'
  | 'RaggedRow'
  | 'RepeatedHeader'
  | 'ControlCharacter'
  | 'CellTooLong'
  | 'SpreadsheetLoss'
  | 'FormulaLike'
  | 'InvisibleCharacter'
  | 'GarbledText'
  | 'SurroundingSpace'
  | 'BlankCell'
  | 'BadValue'
  | 'WrongOrder'
  | 'NoHolder'
  | 'MissingElement'
  | 'PathwayUnmet'
  | 'PathwayUnknown'
  | 'DuplicateHolder'
  | 'DuplicateId'
  | 'CredentialTooLarge'
  | 'TooManyProblems';

/** Something wrong with one place of a roster. An error keeps the whole roster from being issued, a warning does not. */
export interface RosterProblem {
  kind: 'problem';
  severity: 'error' | 'warning';
  code: RosterProblemCode;
  /** As a spreadsheet numbers rows: the header is 1, blank rows count, a cell of several lines is still one row. */
  row: number;
  /** The column's name, or null when the problem is not in one column. */
  column: string | null;
  /** The cell, shortened, unprintable characters written out; null when there is none to show. */
  value: string | null;
  /** What should have stood there. */
  wanted: string;
  /** One sentence with all of the above, for a person. */
  message: string;
}

/** Characters of a cell that a message shows. */
const SHOWN_CHARACTERS = 60;

/** Whatever could change how a terminal or a browser shows the text around it. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A cell as a message shows it: shortened, and with every control or formatting character written out as `\u{…}`. */
export function showCell(cell: string): string {
  const characters = [...cell.slice(0, SHOWN_CHARACTERS * 2)];
  const isShort = cell.length <= SHOWN_CHARACTERS * 2 && characters.length <= SHOWN_CHARACTERS;
  const shown = isShort ? cell : `${characters.slice(0, SHOWN_CHARACTERS).join('')}…`;
  return shown.replace(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

export interface RosterProblemFields {
  severity?: 'error' | 'warning';
  code: RosterProblemCode;
  row: number;
  column?: string | null;
  /** The cell as it stands in the roster. */
  cell?: string | null;
  wanted: string;
  /** What is wrong, to follow “Row 7, column “grade”: ”. */
  what: string;
}

/** Makes a problem, its sentence built from the place, what is wrong and what is wanted. */
export function rosterProblem(fields: RosterProblemFields): RosterProblem {
  const { severity = 'error', code, row, column = null, cell = null, wanted, what } = fields;
  const place = column === null ? `Row ${row}` : `Row ${row}, column “${showCell(column)}”`;
  return {
    kind: 'problem',
    severity,
    code,
    row,
    column,
    value: cell === null ? null : showCell(cell),
    wanted,
    message: `${place}: ${what}.`,
  };
}
