import { existsSync, readFileSync } from 'node:fs';
import type { Address, Hex } from 'viem';
import { parseCredential } from '#core/credential';
import { holderNameOf } from '#core/describe';
import { RootmarkError } from '#core/errors';
import { readRoster } from '#core/roster';
import { showCell } from '#core/rosterProblem';
import { fingerprintOf } from '#core/verify';
import type { Connection } from './connection.ts';
import { readCredentialFile } from './credentialInputs.ts';
import type { Ledger } from './ledger.ts';
import { type BatchRecord, type CredentialRecord, isForChain } from './ledgerRecords.ts';
import { missingFile } from './missingFile.ts';
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

  /** @param registry the address of the registry on the chain. */
  constructor(ledger: Ledger, chain: Pick<Connection, 'chainId' | 'genesisHash'>, registry: Address) {
    this.ledger = ledger;
    this.registry = { chainId: chain.chainId, address: registry };
    this.batches = new Map(
      ledger
        .batches()
        .filter((batch) => isForChain(batch, chain) && batch.registry === registry)
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
export async function targetsOf(options: TargetOptions, view: LedgerView): Promise<Target[]> {
  const { credential, roster, batch } = options;
  refuseUnclear(options);
  if (roster !== undefined) return groupByBatch(await rowsOf(roster, batch, view), view);
  if (batch !== undefined) return [wholeBatch(batch, view)];
  const named = credential ?? '';
  return existsSync(named) ? [targetOfFile(named, view)] : groupByBatch([oneOf(named, view)], view);
}

/** @throws RootmarkError of kind `usage` when the options do not say which credentials are meant. */
export function refuseUnclear({ credential, roster, batch }: TargetOptions): void {
  const isOne = credential !== undefined && roster === undefined && batch === undefined;
  const isMany = credential === undefined && (roster !== undefined || batch !== undefined);
  if (isOne || isMany) return;
  throw usageError(
    'It is not clear which credentials are meant.',
    'Name them with one of --credential, --roster and --batch; --batch may go with --roster.',
  );
}

function targetOfFile(path: string, view: LedgerView): Target {
  const credential = parseCredential(readCredentialFile(path).json);
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

async function rowsOf(path: string, root: string | undefined, view: LedgerView): Promise<CredentialRecord[]> {
  if (!existsSync(path)) throw missingFile(path, '--roster names a CSV file.');
  const batchId = root === undefined ? null : view.batchWithRoot(root).id;
  const { rows, problems } = await readNames(path);
  const seen = new Map<string, number>();
  const found = rows.flatMap(({ text, row }) => {
    const records = view.find(text).filter((record) => batchId === null || record.batchId === batchId);
    const earlier = records.map(({ credentialId }) => seen.get(credentialId)).find((at) => at !== undefined);
    const problem = problemOf(text, records.length, earlier);
    if (problem !== null) problems.push({ row, message: `Row ${row}: ${problem}.` });
    for (const { credentialId } of records) seen.set(credentialId, row);
    return records;
  });
  if (problems.length === 0) return found;
  const told = problems.sort((a, b) => a.row - b.row).map(({ message }) => message);
  throw new RootmarkError('input', 'RosterUnmatched', told.join('\n'), 'Nothing was sent.');
}

function problemOf(text: string, count: number, earlier: number | undefined): string | null {
  const shown = showCell(text);
  if (text === '') return 'the cell that names the credential is blank';
  if (count === 0) return `the ledger holds no credential of “${shown}”`;
  if (count > 1)
    return `“${shown}” has ${count} credentials; say which batch with --batch, or use a column “id”`;
  return earlier === undefined ? null : `“${shown}” is the same credential as in row ${earlier}`;
}

/** The columns that can name a credential; the first of them that a roster has counts. */
const NAMING_COLUMNS = ['id', 'email'];

/** What each row of a roster names, and what is wrong with the roster. */
async function readNames(path: string) {
  const rows: { text: string; row: number }[] = [];
  const problems: { row: number; message: string }[] = [];
  let column: string | undefined;
  for await (const entry of readRoster(readFileSync(path))) {
    if (entry.kind === 'problem') {
      if (entry.severity === 'error') problems.push(entry);
    } else if (entry.kind === 'header') {
      const { columns } = entry;
      const named = (name: string) => columns.find((other) => other.toLowerCase() === name);
      column = NAMING_COLUMNS.map(named).find((name) => name !== undefined);
      if (column === undefined) {
        problems.push({ row: 1, message: 'Row 1: a column “id” or “email” must name each credential.' });
        break;
      }
    } else if (entry.isSound && column !== undefined) {
      rows.push({ text: entry.cells.get(column)?.trim() ?? '', row: entry.row });
    }
  }
  return { rows, problems };
}

function groupByBatch(records: readonly CredentialRecord[], view: LedgerView): Target[] {
  const groups = Map.groupBy(records, ({ batchId }) => batchId);
  return [...groups].map(([batchId, credentials]) => {
    const { issuer, root } = view.batch(batchId);
    return { issuer, root, credentials, batchId, isWhole: false };
  });
}
