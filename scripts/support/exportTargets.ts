import { RootmarkError } from '#core/errors';
import type { Ledger } from './ledger.ts';
import { batchBeginning } from './ledgerBatch.ts';
import type { BatchRecord } from './ledgerRecords.ts';
import { type Output, usageError } from './output.ts';

/** How the command line names credentials to export. */
export interface ExportSelection {
  batch: string | undefined;
  holder: string | undefined;
  from: string | undefined;
  to: string | undefined;
}

/** Credentials of one batch, by their places. */
export interface ExportTarget {
  record: BatchRecord;
  places: Set<number>;
}

/**
 * Finds the credentials that are asked for, in batches that the chain holds.
 *
 * @throws RootmarkError of kind `usage`; `CredentialUnknown`; `BatchUnfinished` for a batch that is not anchored.
 */
export function exportTargets(ledger: Ledger, selection: ExportSelection, output: Output): ExportTarget[] {
  const { batch, holder, from, to } = selection;
  const isSlice = from !== undefined || to !== undefined;
  if ((batch === undefined) === (holder === undefined) || (isSlice && batch === undefined))
    throw usageError(
      batch !== undefined && holder !== undefined
        ? '--batch and --holder exclude each other.'
        : 'Neither --batch nor --holder says what to export.',
      'Name a batch by its root, with --from and --to for a part of it; or a holder.',
    );
  if (holder !== undefined) return ofHolder(ledger, holder, output);
  const record = batchBeginning(ledger, batch as string);
  if (!isAnchored(record)) throw unfinished(record);
  const [first, last] = [
    placeFrom('--from', from, 0, record),
    placeFrom('--to', to, record.size - 1, record),
  ];
  if (first > last)
    throw usageError(`--from is ${first} and --to is ${last}.`, 'Name the first place, then the last.');
  return [{ record, places: new Set(Array.from({ length: last - first + 1 }, (_, at) => first + at)) }];
}

function ofHolder(ledger: Ledger, holder: string, output: Output): ExportTarget[] {
  const found = Map.groupBy(ledger.find(holder.trim()), ({ batchId }) => batchId);
  if (found.size === 0)
    throw new RootmarkError(
      'input',
      'CredentialUnknown',
      `The ledger holds no credential of ${holder.slice(0, 80)}.`,
      'Name a holder’s email, or a credential’s id: “npx hardhat credential list” shows them.',
    );
  const targets = [...found].map(([id, rows]) => ({
    record: ledger.batch(id) as BatchRecord,
    places: new Set(rows.map(({ index }) => index)),
  }));
  const anchored = targets.filter(({ record }) => isAnchored(record));
  const [missing] = targets.filter(({ record }) => !isAnchored(record));
  if (missing !== undefined && anchored.length === 0) throw unfinished(missing.record);
  if (missing !== undefined) output.warn(`${unfinished(missing.record).message} It is left out.`);
  return anchored;
}

/** Whether the chain holds the batch: a file of any other would be a file of nothing. */
function isAnchored({ state }: BatchRecord): boolean {
  return state === 'mined' || state === 'exported';
}

function unfinished({ name, root }: BatchRecord): RootmarkError {
  return new RootmarkError(
    'interrupted',
    'BatchUnfinished',
    `The batch “${name}” (${root}) is not anchored yet.`,
    'Finish it with “npx hardhat credential resume”.',
  );
}

function placeFrom(option: string, text: string | undefined, preset: number, { size }: BatchRecord): number {
  if (text === undefined) return preset;
  const place = /^[0-9]{1,10}$/.test(text) ? Number(text) : size;
  if (place < size) return place;
  throw usageError(
    `${option} is “${text.slice(0, 40)}”.`,
    `It is a place in the batch’s tree, from 0 to ${size - 1}.`,
  );
}
