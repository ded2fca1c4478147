import { stringify } from 'csv-stringify/browser/esm/sync';

/** One line of a batch's `links.csv`: whose credential it is, its file, and the link that shows it. */
export interface LinkLine {
  holder: string;
  /** Relative to the folder that `links.csv` is in. */
  file: string;
  link: string;
}

/** The first line of a table for spreadsheets, which guess the encoding unless a byte order mark tells. */
export function tableHeader(columns: readonly string[]): string {
  return stringify([[...columns]], { bom: true });
}

/** A further line of it. Spreadsheets run what begins like a formula unless they are told that it is text. */
export function tableLine(cells: readonly string[]): string {
  return stringify([[...cells]], { escape_formulas: true });
}

/** The text of `links.csv`, for whoever sends the credentials to their holders. */
export function linksCsv(lines: readonly LinkLine[]): string {
  const header = tableHeader(['holder', 'file', 'link']);
  return header + lines.map(({ holder, file, link }) => tableLine([holder, file, link])).join('');
}
