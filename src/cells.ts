import { type RosterProblem, rosterProblem, showCell } from '#core/rosterProblem';

/** Most characters (UTF-16 code units) in one cell. */
const MAXIMUM_CELL_LENGTH = 10_000;

interface CellRule {
  severity: 'error' | 'warning';
  code: RosterProblem['code'];
  isBroken(cell: string): boolean;
  what: string;
  wanted: string;
}

/** Tab and line breaks are allowed: a description may have several lines. */
const CONTROL = /(?![\t\n\r])[\p{Cc}\p{Zl}\p{Zp}]/u;
const FORMULA = /^[=+\-@]/;
/** What Excel, LibreOffice and Google Sheets write for a formula that failed, a column too narrow, a number too long. */
const LOST =
  /^(?:#(?:REF|VALUE|NUM|NULL|NAME\?|DIV\/0|SPILL|CALC|ERROR)!?|#N\/A|#NAME\?|Err:\d{3}|#{3,}|-?\d(?:[.,]\d+)?E[+-]\d{2,3})$/;
const SIGNED_NUMBER = /^[+-]\d[\d.,]*$/;
/** Direction marks, zero-width spaces, soft hyphens, tags: they make two different names look the same. */
const INVISIBLE = /(?!\u200c|\u200d|\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/u;
/** Joiners belong to Arabic and Indic spelling and to emoji; after a letter of these scripts they only hide something. */
const STRAY_JOINER = /(?:^|[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\s])[\u200c\u200d]/u;
/** UTF-8 that was read as Latin-1 or Windows-1252 before (“Ã©” for “é”), or characters lost already. */
const GARBLED = /[ÃÂÅÐÑ][\u0080-\u00bf]|â€|\ufffd/;

const RULES: readonly CellRule[] = [
  {
    severity: 'error',
    code: 'CellTooLong',
    isBroken: (cell) => cell.length > MAXIMUM_CELL_LENGTH,
    what: `has more than ${MAXIMUM_CELL_LENGTH.toLocaleString('en')} characters`,
    wanted: 'shorten it',
  },
  {
    severity: 'error',
    code: 'ControlCharacter',
    isBroken: (cell) => CONTROL.test(cell),
    what: 'holds a control character',
    wanted: 'type the cell again',
  },
  {
    severity: 'error',
    code: 'SpreadsheetLoss',
    isBroken: (cell) => LOST.test(cell.trim()),
    what: 'is what a spreadsheet shows when it has lost the value',
    wanted: 'format the column as text and enter the value again',
  },
  {
    severity: 'warning',
    code: 'FormulaLike',
    isBroken: (cell) => FORMULA.test(cell) && !SIGNED_NUMBER.test(cell),
    what: 'begins like a spreadsheet formula and is kept as text',
    wanted: 'check that it is meant',
  },
  {
    severity: 'warning',
    code: 'InvisibleCharacter',
    isBroken: (cell) => INVISIBLE.test(cell) || STRAY_JOINER.test(cell),
    what: 'holds an invisible character, which is kept',
    wanted: 'type the cell again if it is not meant',
  },
  {
    severity: 'warning',
    code: 'GarbledText',
    isBroken: (cell) => GARBLED.test(cell),
    what: 'looks like text that was read in the wrong encoding',
    wanted: 'export the roster again as “CSV UTF-8”',
  },
  {
    severity: 'warning',
    code: 'SurroundingSpace',
    isBroken: (cell) => cell !== cell.trim() && !isBlank(cell),
    what: 'begins or ends with a space, which is kept in text',
    wanted: 'delete the space if it is not meant',
  },
];

/** Whether a cell has nothing in it that anybody could see. */
export function isBlank(cell: string): boolean {
  return /^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(cell);
}

/** Printable ASCII between two letters or digits, in which only {@link LOST} can find anything: most cells. */
const PLAIN = /^[A-Za-z0-9](?:[ -~]{0,200}[A-Za-z0-9])?$/;

/** Everything wrong with one cell whatever its column is for; the cell itself is never changed. */
export function checkCell(cell: string, row: number, column: string): RosterProblem[] {
  if (PLAIN.test(cell) && !LOST.test(cell)) return [];
  return RULES.filter((rule) => rule.isBroken(cell)).map(({ severity, code, what, wanted }) =>
    rosterProblem({
      severity,
      code,
      row,
      column,
      cell,
      wanted,
      what: `“${showCell(cell)}” ${what}; ${wanted}`,
    }),
  );
}

/** The problem of a cell that is not UTF-8; `text` has U+FFFD for each bad byte. */
export function notUtf8(text: string, row: number, column: string | null): RosterProblem {
  const wanted = 'export the roster again as “CSV UTF-8”';
  return rosterProblem({
    code: 'NotUtf8',
    row,
    column,
    cell: text,
    wanted,
    what: `“${showCell(text)}” is not text in UTF-8; ${wanted}`,
  });
}
