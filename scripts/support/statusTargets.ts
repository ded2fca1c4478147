import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Address, Hex } from 'viem';
import { parseCredential } from '#core/credential';
import { RootmarkError } from '#core/errors';
import type { BatchRecord, CredentialRecord, Ledger } from './ledger.ts';
import { usageError } from './output.ts';

/** How the command line names credentials. */
export interface TargetOptions {
  credential: string | undefined;
  roster: string | undefined;
  batch: string | undefined;
}

/** Credentials of one batch whose status is to change. */
export interface Target {
  issuer: Address;
  root: Hex;
  indexes: number[];
  /** The batch in the ledger; null for a credential that this ledger did not issue. */
  batchId: number | null;
  /** Whether the whole batch was named. */
  isWhole: boolean;
}

/**
 * Finds the credentials that `--credential`, `--roster` or `--batch` name.
 *
 * @throws RootmarkError of kind `usage` or `input`; every row of a roster that names nothing is told at once.
 */
export function targetsOf(options: TargetOptions, ledger: Ledger): Target[] {
  const { credential, roster, batch } = options;
  if (credential !== undefined && roster === undefined && batch === undefined) {
    return existsSync(credential)
      ? [targetOfFile(credential)]
      : groupByBatch(oneOf(ledger, credential), ledger);
  }
  if (roster !== undefined && credential === undefined)
    return groupByBatch(rowsOf(ledger, roster, batch), ledger);
  if (batch !== undefined && credential === undefined) return [wholeBatch(ledger, batch)];
  throw usageError(
    'It is not clear which credentials are meant.',
    'Name them with one of --credential, --roster and --batch; --batch may go with --roster.',
  );
}

function targetOfFile(path: string): Target {
  const { anchor } = parseCredential(readFileSync(path));
  return { issuer: anchor.issuer, root: anchor.root, indexes: [anchor.index], batchId: null, isWhole: false };
}

function oneOf(ledger: Ledger, text: string): CredentialRecord[] {
  const found = ledger.find(text.trim());
  if (found.length === 1) return found;
  throw new RootmarkError(
    'input',
    found.length === 0 ? 'CredentialUnknown' : 'CredentialAmbiguous',
    found.length === 0
      ? `The ledger holds no credential ${text.slice(0, 120)}.`
      : `${found.length} credentials belong to ${text.slice(0, 120)}: ${found.map(({ credentialId }) => credentialId).join(', ')}.`,
    'Give one credential’s id or file. “npx hardhat credential list --holder …” shows them.',
  );
}

function wholeBatch(ledger: Ledger, root: string): Target {
  const record = batchRecord(ledger, root);
  const indexes = Array.from({ length: record.size }, (_, index) => index);
  return { issuer: record.issuer, root: record.root, indexes, batchId: record.id, isWhole: true };
}

function batchRecord(ledger: Ledger, root: string): BatchRecord {
  const record = ledger.batches().find((batch) => batch.root === root.toLowerCase());
  if (record !== undefined) return record;
  throw new RootmarkError(
    'input',
    'BatchUnknown',
    `The ledger holds no batch ${root.slice(0, 80)}.`,
    'See them with “npx hardhat credential list”.',
  );
}

function rowsOf(ledger: Ledger, path: string, root: string | undefined): CredentialRecord[] {
  if (!existsSync(path))
    throw new RootmarkError(
      'input',
      'FileMissing',
      `There is no file ${path}.`,
      '--roster names a CSV file.',
    );
  const batchId = root === undefined ? null : batchRecord(ledger, root).id;
  const rows = parseRows(path);
  const problems: string[] = [];
  const found = rows.flatMap(({ text, row }) => {
    const records = ledger.find(text).filter((record) => batchId === null || record.batchId === batchId);
    if (records.length === 0)
      problems.push(`Row ${row}: the ledger holds no credential of “${text.slice(0, 80)}”.`);
    if (records.length > 1)
      problems.push(
        `Row ${row}: “${text.slice(0, 80)}” has ${records.length} credentials; say which batch with --batch, or use a column “id”.`,
      );
    return records;
  });
  if (problems.length === 0) return found;
  throw new RootmarkError('input', 'RosterUnmatched', problems.join('\n'), 'Nothing was sent.');
}

function parseRows(path: string): { text: string; row: number }[] {
  let table: string[][];
  try {
    table = parse(readFileSync(path), { bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch (error) {
    throw new RootmarkError(
      'input',
      'NotCsv',
      `${path} is not CSV: ${error instanceof Error ? error.message : error}`,
      'Save it as CSV in UTF-8.',
    );
  }
  const [header = [], ...rows] = table;
  const column = ['id', 'email']
    .map((name) => header.findIndex((cell) => cell.trim().toLowerCase() === name))
    .find((at) => at >= 0);
  if (column === undefined || rows.length === 0) {
    throw new RootmarkError(
      'input',
      'RosterColumn',
      `${path} has no rows with a column “id” or “email”.`,
      'One of them must name each credential.',
    );
  }
  return rows.map((cells, index) => {
    const text = (cells[column] ?? '').trim();
    return {
      text: header[column]?.trim().toLowerCase() === 'email' ? text.toLowerCase() : text,
      row: index + 2,
    };
  });
}

function groupByBatch(records: readonly CredentialRecord[], ledger: Ledger): Target[] {
  const batches = new Map(ledger.batches().map((batch) => [batch.id, batch]));
  const groups = Map.groupBy(records, ({ batchId }) => batchId);
  return [...groups].map(([batchId, group]) => {
    const { issuer, root } = batches.get(batchId) as BatchRecord;
    return { issuer, root, indexes: group.map(({ index }) => index), batchId, isWhole: false };
  });
}
