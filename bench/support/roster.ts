import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

const SAMPLE = new URL('../../samples/certificate/', import.meta.url);

/** The template of the credentials that are measured: 5.3 kB each, ten claims to hide. */
export const TEMPLATE_FILE = new URL('template.json', SAMPLE);

/** Rows that are written at a time. */
const ROWS_AT_ONCE = 10_000;

/** Writes a roster, unless it is there already, that repeats the sample certificate's holders, each with an email address of its own. */
export function writeRoster(path: string, rows: number): void {
  if (existsSync(path)) return;
  const people: Record<string, string>[] = parse(readFileSync(new URL('roster.csv', SAMPLE)), {
    bom: true,
    columns: true,
  });
  const file = openSync(path, 'wx');
  for (let start = 0; start < rows; start += ROWS_AT_ONCE) {
    const length = Math.min(ROWS_AT_ONCE, rows - start);
    const repeated = Array.from({ length }, (_, position) => ({
      ...people[(start + position) % people.length],
      email: `holder-${start + position}@example.org`,
    }));
    writeSync(file, stringify(repeated, { header: start === 0 }));
  }
  closeSync(file);
}
