import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Address, Hex } from 'viem';
import type { DraftCredential } from '#core/batch';
import { openLedgerDatabase } from './ledgerDatabase.ts';
import {
  CREDENTIAL_COLUMNS,
  credentialFrom,
  insertPages,
  type LedgerPage,
  type NewPage,
  pagesOf,
  placedPagesOf,
  type Row,
} from './ledgerPages.ts';
import type {
  BatchRecord,
  BatchState,
  CredentialRecord,
  CredentialStatus,
  DraftRecord,
  Reissue,
  ReissueRecord,
  StoredTransaction,
} from './ledgerRecords.ts';
import { unpackDrafts } from './packedDrafts.ts';

/** The issuer's ledger: what was issued, and how far each batch has come. One process at a time. */
export class Ledger {
  private readonly database: DatabaseSync;

  private constructor(database: DatabaseSync) {
    this.database = database;
  }

  /**
   * Opens the ledger, made if there is none, for this process alone.
   *
   * @throws RootmarkError `LedgerInUse`, `LedgerTooNew`, `LedgerForeign`, `LedgerDamaged` or `FileFault`.
   */
  static async open(path: string): Promise<Ledger> {
    return new Ledger(await openLedgerDatabase(path));
  }

  close(): void {
    this.database.close();
  }

  /** Stores a new batch with all its credentials and what it replaces, or nothing. */
  async addBatch(
    batch: Omit<
      BatchRecord,
      'id' | 'state' | 'rawTransaction' | 'transactionHash' | 'blockNumber' | 'gasUsed'
    >,
    pages: Iterable<NewPage>,
    reissue: Reissue | null = null,
  ): Promise<BatchRecord> {
    return this.longTransaction(async () => {
      const { lastInsertRowid } = this.database
        .prepare(
          `INSERT INTO batches (state, chain_id, genesis_hash, registry, issuer, operator, root, size, secret, name, output_directory, site, created_at, relay_deadline, is_packed)
           VALUES ('built', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          batch.chainId,
          batch.genesisHash,
          batch.registry,
          batch.issuer,
          batch.operator,
          batch.root,
          batch.size,
          batch.secret,
          batch.name,
          batch.outputDirectory,
          batch.site,
          batch.createdAt,
          batch.relayDeadline,
          Number(batch.isPacked),
        );
      await insertPages(this.database, lastInsertRowid, pages);
      if (reissue !== null)
        this.run(
          'INSERT INTO reissues (batch_id, replaced_batch_id, replaced_index, reason) VALUES (?, ?, ?, ?)',
          Number(lastInsertRowid),
          reissue.replacedBatchId,
          reissue.replacedIndex,
          reissue.reason,
        );
      return batchFrom(this.all('SELECT * FROM batches WHERE id = ?', lastInsertRowid)[0] ?? {});
    });
  }

  /** Stores a signed transaction, before it is sent. Those that it is to replace stay known: see {@link signedTransactions}. */
  markSigned(id: number, { raw, hash }: StoredTransaction): void {
    this.transaction(() => {
      this.run(
        "UPDATE batches SET state = 'signed', raw_transaction = ?, transaction_hash = ? WHERE id = ?",
        raw,
        hash,
        id,
      );
      // Signing the same once more gives the same.
      this.run('INSERT OR IGNORE INTO signed_transactions VALUES (?, ?, ?)', id, raw, hash);
    });
  }

  /** Every transaction that was signed for a batch and may still be mined, oldest first. */
  signedTransactions(id: number): StoredTransaction[] {
    return this.all(
      'SELECT raw_transaction, transaction_hash FROM signed_transactions WHERE batch_id = ? ORDER BY rowid',
      id,
    ).map((row) => ({ raw: row.raw_transaction as Hex, hash: row.transaction_hash as Hex }));
  }

  markSent(id: number): void {
    this.run("UPDATE batches SET state = 'sent' WHERE id = ?", id);
  }

  /** Stores which chain a batch is on that was signed without asking one. */
  setGenesis(id: number, genesisHash: Hex): void {
    this.run('UPDATE batches SET genesis_hash = ? WHERE id = ?', genesisHash, id);
  }

  /** Forgets signed transactions that recorded nothing and never will. */
  markUnsigned(id: number): void {
    this.transaction(() => {
      this.run(
        "UPDATE batches SET state = 'built', raw_transaction = NULL, transaction_hash = NULL WHERE id = ?",
        id,
      );
      this.run('DELETE FROM signed_transactions WHERE batch_id = ?', id);
    });
  }

  /** Stores that the chain holds the batch, and what is known of its transaction. */
  markMined(
    id: number,
    mined: { transactionHash: Hex | null; blockNumber: number | null; gasUsed: number | null },
  ): void {
    this.run(
      "UPDATE batches SET state = 'mined', transaction_hash = ?, block_number = ?, gas_used = ? WHERE id = ?",
      mined.transactionHash,
      mined.blockNumber,
      mined.gasUsed,
      id,
    );
  }

  markExported(id: number): void {
    this.run("UPDATE batches SET state = 'exported' WHERE id = ?", id);
  }

  /** Forgets a batch that was never sent, or whose chain is gone, and which of its credentials were replaced. */
  removeBatch(id: number): void {
    this.transaction(() => {
      this.run('DELETE FROM reissues WHERE replaced_batch_id = ?', id);
      this.run('DELETE FROM pages WHERE batch_id = ?', id);
      this.run('DELETE FROM credentials WHERE batch_id = ?', id);
      this.run('DELETE FROM batches WHERE id = ?', id);
    });
  }

  /** Every batch, oldest first. */
  batches(): BatchRecord[] {
    return this.all('SELECT * FROM batches ORDER BY id').map(batchFrom);
  }

  /** A batch by its id, or null when there is none. */
  batch(id: number): BatchRecord | null {
    return this.all('SELECT * FROM batches WHERE id = ?', id).map(batchFrom)[0] ?? null;
  }

  /** Batches that are not finished, of whatever chain, oldest first. */
  unfinishedBatches(): BatchRecord[] {
    return this.all("SELECT * FROM batches WHERE state <> 'exported' ORDER BY id").map(batchFrom);
  }

  /** The credentials of a batch with their drafts packed, in the order of the roster. */
  pages(batchId: number): Generator<LedgerPage<CredentialRecord>> {
    return pagesOf(this.database, batchId);
  }

  /** Like {@link Ledger.pages}, with nothing of each credential but its place in the tree. */
  placedPages(batchId: number): Generator<LedgerPage<number>> {
    return placedPagesOf(this.database, batchId);
  }

  /** The credentials of a batch with their drafts, in the order of the roster; or of those alone that are wanted. */
  *drafts(
    batchId: number,
    isWanted: (credential: CredentialRecord) => boolean = () => true,
  ): Generator<DraftRecord> {
    for (const { credentials, drafts: packed } of this.pages(batchId)) {
      if (!credentials.some(isWanted)) continue;
      const drafts = unpackDrafts(packed());
      for (const [position, credential] of credentials.entries())
        if (isWanted(credential)) yield { ...credential, draft: drafts[position] as DraftCredential };
    }
  }

  /** The credentials of a batch, in order of their place in the tree. */
  credentials(batchId: number): CredentialRecord[] {
    return this.all(
      `SELECT ${CREDENTIAL_COLUMNS} FROM credentials WHERE batch_id = ? ORDER BY leaf_index`,
      batchId,
    ).map(credentialFrom);
  }

  /** The credentials with this `id`, or of the holder with this key: an email address in any letter case, or an identifier. */
  find(text: string): CredentialRecord[] {
    return this.all(
      `SELECT ${CREDENTIAL_COLUMNS} FROM credentials WHERE credential_id = ?1 OR holder_key IN (?1, ?2) ORDER BY batch_id, leaf_index`,
      text,
      text.includes('@') ? text.toLowerCase() : text,
    ).map(credentialFrom);
  }

  /** Every reissue, oldest first. */
  reissues(): ReissueRecord[] {
    return this.all('SELECT * FROM reissues ORDER BY batch_id').map((row) => ({
      batchId: row.batch_id as number,
      replacedBatchId: row.replaced_batch_id as number,
      replacedIndex: row.replaced_index as number,
      reason: row.reason as string,
      isDone: row.is_done === 1,
    }));
  }

  /** Stores that what a batch replaces is revoked. */
  markReplaced(batchId: number): void {
    this.run('UPDATE reissues SET is_done = 1 WHERE batch_id = ?', batchId);
  }

  /** Notes what the chain says now about credentials of a batch. */
  setStatus(batchId: number, indexes: Iterable<number>, status: CredentialStatus): void {
    this.transaction(() => {
      const update = this.database.prepare(
        'UPDATE credentials SET status = ? WHERE batch_id = ? AND leaf_index = ?',
      );
      for (const index of indexes) update.run(status, batchId, index);
    });
  }

  /** Writes the whole ledger, as it is at one moment, to an empty file. */
  copyTo(path: string): void {
    this.run('VACUUM INTO ?', path);
  }

  /** Whether SQLite finds its own pages in order (sqlite.org/pragma.html#pragma_integrity_check). */
  isIntact(): boolean {
    return this.all('PRAGMA integrity_check')[0]?.integrity_check === 'ok';
  }

  private run(sql: string, ...values: SQLInputValue[]): void {
    this.database.prepare(sql).run(...values);
  }

  private all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.database.prepare(sql).all(...values);
  }

  /** A transaction during which something else, such as Ctrl-C, may be looked at. */
  private async longTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const result = await work();
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      this.database.exec('ROLLBACK');
      throw error;
    }
  }

  private transaction<Result>(work: () => Result): Result {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      this.database.exec('ROLLBACK');
      throw error;
    }
  }
}

function batchFrom(row: Row): BatchRecord {
  return {
    id: row.id as number,
    state: row.state as BatchState,
    chainId: row.chain_id as number,
    genesisHash: row.genesis_hash as Hex,
    registry: row.registry as Address,
    issuer: row.issuer as Address,
    operator: row.operator as Address,
    root: row.root as Hex,
    size: row.size as number,
    secret: row.secret as Uint8Array,
    name: row.name as string,
    outputDirectory: row.output_directory as string,
    site: row.site as string,
    createdAt: row.created_at as number,
    rawTransaction: row.raw_transaction as Hex | null,
    transactionHash: row.transaction_hash as Hex | null,
    blockNumber: row.block_number as number | null,
    gasUsed: row.gas_used as number | null,
    relayDeadline: row.relay_deadline as number | null,
    isPacked: row.is_packed === 1,
  };
}
