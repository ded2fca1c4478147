import { stringify } from 'csv-stringify/browser/esm/sync';

/** One line of a batch's `links.csv`: whose credential it is, its file, and the link that shows it. */
export interface LinkLine {
  holder: string;
  /** Relative to the folder that `links.csv` is in. */
  file: string;
  link: string;
}

/** The text of `links.csv`, for whoever sends the credentials to their holders. */
export function linksCsv(lines: readonly LinkLine[]): string {
  // Spreadsheets guess the encoding unless a byte order mark tells; and run names that begin like a formula unless
  // they are told that it is text.
  return stringify([...lines], { header: true, bom: true, escape_formulas: true });
}
