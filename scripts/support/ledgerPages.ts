import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { inflateRawSync } from 'node:zlib';
import type { DraftCredential } from '#core/batch';
import { reparseJson } from '#core/json';
import type { CredentialRecord, CredentialStatus } from './ledgerRecords.ts';
import { packWithoutDigest } from './packedDrafts.ts';

/** Credentials of a batch that is being stored, in the order of the roster. */
export interface NewPage {
  credentials: Omit<CredentialRecord, 'batchId' | 'status'>[];
  /** As `packDrafts` packs them. */
  drafts: Uint8Array;
  /** One after the other. */
  payloadHashes: Uint8Array;
}

/** Credentials of a batch as the ledger keeps them together, in the order of the roster: all that it knows of them, or less. */
export interface LedgerPage<Credential> {
  credentials: Credential[];
  /** Reads the packed drafts, which are most of a page. */
  drafts: () => Uint8Array;
  /** Null in batches from before they were kept. */
  payloadHashes: Uint8Array | null;
}

/** Credentials that are taken together where they were stored one by one. */
const ROWS_AT_ONCE = 100;
/** KiB of pages that SQLite keeps in memory while it sorts a batch's ids and holders into their indexes. */
const CACHE_KIBIBYTES = 256 * 1024;

/** Stores the pages of a batch, within a transaction; something else may be looked at between two of them. */
export async function insertPages(
  database: DatabaseSync,
  batchId: number | bigint,
  pages: Iterable<NewPage>,
): Promise<void> {
  database.exec(`PRAGMA cache_size = -${CACHE_KIBIBYTES}`);
  const insertPage = database.prepare(
    'INSERT INTO pages (batch_id, first, drafts, payload_hashes) VALUES (?, ?, ?, ?)',
  );
  const insert = database.prepare(
    'INSERT INTO credentials (batch_id, position, leaf_index, credential_id, holder, holder_key, file_name) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  let position = 0;
  for (const { credentials, drafts, payloadHashes } of pages) {
    insertPage.run(batchId, position, drafts, payloadHashes);
    for (const { index, credentialId, holder, holderKey, fileName } of credentials)
      insert.run(batchId, position++, index, credentialId, holder, holderKey, fileName);
    await setImmediate();
  }
}

/** A row of a table. */
export type Row = Record<string, unknown>;

/** What a {@link CredentialRecord} is read from. */
export const CREDENTIAL_COLUMNS =
  'batch_id, leaf_index, credential_id, holder, holder_key, file_name, status';

export function credentialFrom(row: Row): CredentialRecord {
  return {
    batchId: row.batch_id as number,
    index: row.leaf_index as number,
    credentialId: row.credential_id as string,
    holder: row.holder as string,
    holderKey: row.holder_key as string,
    fileName: row.file_name as string,
    status: row.status as CredentialStatus,
  };
}

/** The credentials of a batch, a page at a time. */
export function pagesOf(database: DatabaseSync, batchId: number): Generator<LedgerPage<CredentialRecord>> {
  return readPages(database, batchId, CREDENTIAL_COLUMNS, credentialFrom);
}

/** Like {@link pagesOf}, of each credential its place in the tree alone. */
export function placedPagesOf(database: DatabaseSync, batchId: number): Generator<LedgerPage<number>> {
  return readPages(database, batchId, 'leaf_index', (row) => row.leaf_index as number);
}

function* readPages<Credential>(
  database: DatabaseSync,
  batchId: number,
  columns: string,
  read: (row: Row) => Credential,
): Generator<LedgerPage<Credential>> {
  const rows = database
    .prepare(`SELECT ${columns}, draft FROM credentials WHERE batch_id = ? ORDER BY position`)
    .iterate(batchId);
  const firsts = database.prepare('SELECT first FROM pages WHERE batch_id = ? ORDER BY first').all(batchId);
  const readPage = (column: 'drafts' | 'payload_hashes') => {
    const statement = database.prepare(`SELECT ${column} FROM pages WHERE batch_id = ? AND first = ?`);
    return (first: unknown) => statement.get(batchId, first as number)?.[column] as Uint8Array;
  };
  const [draftsAt, payloadHashesAt] = [readPage('drafts'), readPage('payload_hashes')];
  for (const [page, { first }] of firsts.entries()) {
    const next = firsts[page + 1]?.first;
    const credentials = taken(rows, next === undefined ? Infinity : Number(next) - Number(first));
    yield {
      credentials: credentials.map(read),
      drafts: () => draftsAt(first),
      payloadHashes: payloadHashesAt(first),
    };
  }
  // A batch from before there were pages.
  for (let kept = taken(rows, ROWS_AT_ONCE); kept.length > 0; kept = taken(rows, ROWS_AT_ONCE))
    yield {
      credentials: kept.map(read),
      drafts: () => packWithoutDigest(kept.map(({ draft }) => keptDraft(draft as Uint8Array))),
      payloadHashes: null,
    };
}

/** A draft as it was kept before there were pages. */
function keptDraft(deflated: Uint8Array): DraftCredential {
  return reparseJson(inflateRawSync(deflated).toString()) as unknown as DraftCredential;
}

/** The next so many rows. */
function taken(rows: Iterator<Row>, count: number): Row[] {
  const found: Row[] = [];
  while (found.length < count) {
    const { done, value } = rows.next();
    if (done) break;
    found.push(value);
  }
  return found;
}
