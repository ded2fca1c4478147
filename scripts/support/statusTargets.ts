import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Address, Hex } from 'viem';
import { parseCredential } from '#core/credential';
import { holderNameOf } from '#core/describe';
import { messageOf, RootmarkError } from '#core/errors';
import { showCell } from '#core/rosterProblem';
import { fingerprintOf } from '#core/verify';
import type { Connection } from './connection.ts';
import { readCredentialFile } from './credentialInputs.ts';
import type { BatchRecord, CredentialRecord, Ledger } from './ledger.ts';
import { countOf, usageError } from './output.ts';

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
  credentials: { index: number; holder: string }[];
  /** The batch in the ledger; null for a credential that this ledger did not issue. */
  batchId: number | null;
  /** Whether the whole batch was named. */
  isWhole: boolean;
}

/** A registry, and the part of the ledger that is about it. */
export class LedgerView {
  private readonly ledger: Ledger;
  private readonly batches: Map<number, BatchRecord>;
  readonly registry: { chainId: number; address: Address };

  /** @param registry the address of the registry on the chain that the connection leads to. */
  constructor(ledger: Ledger, { chainId, genesisHash }: Connection, registry: Address) {
    this.ledger = ledger;
    this.registry = { chainId, address: registry };
    // A chain that was reset has the same id, and its batches mean nothing on this one.
    this.batches = new Map(
      ledger
        .batches()
        .filter((batch) => batch.genesisHash === genesisHash && batch.registry === registry)
        .map((batch) => [batch.id, batch]),
    );
  }

  batch(id: number): BatchRecord {
    return this.batches.get(id) as BatchRecord;
  }

  batchOf(issuer: Address, root: Hex): BatchRecord | undefined {
    return [...this.batches.values()].find((batch) => batch.issuer === issuer && batch.root === root);
  }

  /** The batch with a root that somebody typed. @throws RootmarkError `BatchUnknown`. */
  batchWithRoot(root: string): BatchRecord {
    const found = [...this.batches.values()].find((batch) => batch.root === root.trim().toLowerCase());
    if (found !== undefined) return found;
    throw new RootmarkError(
      'input',
      'BatchUnknown',
      `The ledger holds no batch ${root.slice(0, 80)} on this chain.`,
      'See them with “npx hardhat credential list”.',
    );
  }

  find(text: string): CredentialRecord[] {
    return this.ledger.find(text).filter(({ batchId }) => this.batches.has(batchId));
  }

  credentialsOf({ id }: BatchRecord): CredentialRecord[] {
    return this.ledger.credentials(id);
  }
}

/**
 * Finds the credentials that `--credential`, `--roster` or `--batch` name.
 *
 * @throws RootmarkError of kind `usage` or `input`; every row of a roster that names nothing is told at once.
 */
export function targetsOf(options: TargetOptions, view: LedgerView): Target[] {
  const { credential, roster, batch } = options;
  if (credential !== undefined && roster === undefined && batch === undefined) {
    return existsSync(credential)
      ? [targetOfFile(credential, view)]
      : groupByBatch([oneOf(credential, view)], view);
  }
  if (roster !== undefined && credential === undefined)
    return groupByBatch(rowsOf(roster, batch, view), view);
  if (batch !== undefined && credential === undefined) return [wholeBatch(batch, view)];
  throw unclear();
}

/** @throws RootmarkError of kind `usage` when the options do not say which credentials are meant. */
export function refuseUnclear({ credential, roster, batch }: TargetOptions): void {
  const isOne = credential !== undefined && roster === undefined && batch === undefined;
  const isMany = credential === undefined && (roster !== undefined || batch !== undefined);
  if (!isOne && !isMany) throw unclear();
}

function unclear(): RootmarkError {
  return usageError(
    'It is not clear which credentials are meant.',
    'Name them with one of --credential, --roster and --batch; --batch may go with --roster.',
  );
}

function targetOfFile(path: string, view: LedgerView): Target {
  const credential = parseCredential(readCredentialFile(path));
  const { issuer, root, index, computedRoot } = fingerprintOf(credential);
  // An altered file may name somebody else's place in the batch.
  if (computedRoot !== root) {
    throw new RootmarkError(
      'input',
      'CredentialAltered',
      `${path} was altered after it was issued, so it does not say which credential it is.`,
      'Name the credential by its id, or by its original file.',
    );
  }
  const { chainId, address } = credential.registry;
  if (chainId !== view.registry.chainId || address !== view.registry.address) {
    throw new RootmarkError(
      'input',
      'OtherRegistry',
      `${path} belongs to the registry ${address} on chain ${chainId}, not to ${view.registry.address} on chain ${view.registry.chainId}.`,
      'Name its network with --network.',
    );
  }
  const holder = holderNameOf(credential.document) ?? String(credential.document.id);
  const batchId = view.batchOf(issuer, root)?.id ?? null;
  return { issuer, root, credentials: [{ index, holder }], batchId, isWhole: false };
}

function oneOf(text: string, view: LedgerView): CredentialRecord {
  const found = view.find(text.trim());
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw new RootmarkError(
    'input',
    found.length === 0 ? 'CredentialUnknown' : 'CredentialAmbiguous',
    found.length === 0
      ? `There is no file ${text.slice(0, 120)}, and no such credential in the ledger.`
      : `${countOf(found.length, 'credential')} belong to ${text.slice(0, 120)}: ${found.map(({ credentialId }) => credentialId).join(', ')}.`,
    'Give one credential’s id or file. “npx hardhat credential list --holder …” shows them.',
  );
}

function wholeBatch(root: string, view: LedgerView): Target {
  const record = view.batchWithRoot(root);
  const { issuer, id: batchId } = record;
  return { issuer, root: record.root, credentials: view.credentialsOf(record), batchId, isWhole: true };
}

function rowsOf(path: string, root: string | undefined, view: LedgerView): CredentialRecord[] {
  if (!existsSync(path))
    throw new RootmarkError(
      'input',
      'FileMissing',
      `There is no file ${path}.`,
      '--roster names a CSV file.',
    );
  const batchId = root === undefined ? null : view.batchWithRoot(root).id;
  const seen = new Map<string, number>();
  const problems: string[] = [];
  const found = parseRows(path).flatMap(({ text, row }) => {
    const records = view.find(text).filter((record) => batchId === null || record.batchId === batchId);
    const shown = showCell(text);
    const [record] = records;
    if (record === undefined)
      problems.push(
        text === ''
          ? `Row ${row}: the cell is blank.`
          : `Row ${row}: the ledger holds no credential of “${shown}”.`,
      );
    else if (records.length > 1)
      problems.push(
        `Row ${row}: “${shown}” has ${records.length} credentials; say which batch with --batch, or use a column “id”.`,
      );
    else {
      const earlier = seen.get(record.credentialId);
      if (earlier !== undefined)
        problems.push(`Row ${row}: “${shown}” is the same credential as in row ${earlier}.`);
      else seen.set(record.credentialId, row);
    }
    return records;
  });
  if (problems.length === 0) return found;
  throw new RootmarkError('input', 'RosterUnmatched', problems.join('\n'), 'Nothing was sent.');
}

function parseRows(path: string): { text: string; row: number }[] {
  let table: string[][];
  try {
    table = parse(readFileSync(path), { bom: true, relax_column_count: true });
  } catch (error) {
    throw new RootmarkError(
      'input',
      'NotCsv',
      `${path} is not CSV: ${messageOf(error)}`,
      'Save it as CSV in UTF-8.',
      { cause: error },
    );
  }
  const [header = [], ...rows] = table;
  const column = ['id', 'email']
    .map((name) => header.findIndex((cell) => cell.trim().toLowerCase() === name))
    .find((at) => at >= 0);
  // As a spreadsheet numbers rows: blank ones count, though nobody is in them.
  const named = rows.flatMap((cells, index) =>
    cells.every((cell) => cell.trim() === '')
      ? []
      : [{ text: (cells[column ?? 0] ?? '').trim(), row: index + 2 }],
  );
  if (column !== undefined && named.length > 0) return named;
  throw new RootmarkError(
    'input',
    'RosterColumn',
    `${path} has no rows with a column “id” or “email”.`,
    'One of them must name each credential.',
  );
}

function groupByBatch(records: readonly CredentialRecord[], view: LedgerView): Target[] {
  const groups = Map.groupBy(records, ({ batchId }) => batchId);
  return [...groups].map(([batchId, credentials]) => {
    const { issuer, root } = view.batch(batchId);
    return { issuer, root, credentials, batchId, isWhole: false };
  });
}
