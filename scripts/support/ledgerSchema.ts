/**
 * The ledger: one row per batch, one per credential. The batch's secret is what re-makes its files; it never leaves
 * this database.
 */
const TABLES = `
  CREATE TABLE batches (
    id INTEGER PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('built', 'signed', 'sent', 'mined', 'exported')),
    chain_id INTEGER NOT NULL,
    genesis_hash TEXT NOT NULL,
    registry TEXT NOT NULL,
    issuer TEXT NOT NULL,
    operator TEXT NOT NULL,
    root TEXT NOT NULL,
    size INTEGER NOT NULL,
    secret BLOB NOT NULL,
    name TEXT NOT NULL,
    output_directory TEXT NOT NULL,
    site TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    raw_transaction TEXT,
    transaction_hash TEXT,
    block_number INTEGER,
    gas_used INTEGER,
    UNIQUE (genesis_hash, registry, issuer, root)
  ) STRICT;

  CREATE TABLE credentials (
    batch_id INTEGER NOT NULL REFERENCES batches (id),
    leaf_index INTEGER NOT NULL,
    credential_id TEXT NOT NULL,
    holder TEXT NOT NULL,
    holder_key TEXT NOT NULL,
    file_name TEXT NOT NULL,
    -- The draft as JSON, deflated: document and redactable pointers, without proof.
    draft BLOB NOT NULL,
    status TEXT NOT NULL DEFAULT 'issued' CHECK (status IN ('issued', 'suspended', 'revoked')),
    PRIMARY KEY (batch_id, leaf_index)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX credentials_by_id ON credentials (credential_id);
  CREATE INDEX credentials_by_holder ON credentials (holder_key);
`;

/** Batches that were signed for a relayer: until when (Unix seconds) it can anchor them. */
const RELAYS = 'ALTER TABLE batches ADD COLUMN relay_deadline INTEGER;';

/**
 * Drafts by the page, each page one text as `packDrafts` packs it, with the hashes of their payloads; rows in the roster's order, so that
 * a million of them are added at the end of one table. A row's `position` in the batch tells the page: the last one whose
 * `first` is not above it. Batches from before have no pages, but a deflated draft in each row.
 */
const PAGES = `
  ALTER TABLE batches ADD COLUMN is_packed INTEGER NOT NULL DEFAULT 0 CHECK (is_packed IN (0, 1));

  CREATE TABLE pages (
    batch_id INTEGER NOT NULL REFERENCES batches (id),
    first INTEGER NOT NULL,
    drafts BLOB NOT NULL,
    payload_hashes BLOB NOT NULL,
    PRIMARY KEY (batch_id, first)
  ) STRICT;

  CREATE TABLE credentials_in_pages (
    batch_id INTEGER NOT NULL REFERENCES batches (id),
    position INTEGER NOT NULL,
    leaf_index INTEGER NOT NULL,
    credential_id TEXT NOT NULL,
    holder TEXT NOT NULL,
    holder_key TEXT NOT NULL,
    file_name TEXT NOT NULL,
    draft BLOB,
    status TEXT NOT NULL DEFAULT 'issued' CHECK (status IN ('issued', 'suspended', 'revoked')),
    PRIMARY KEY (batch_id, position)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO credentials_in_pages
    SELECT batch_id, leaf_index, leaf_index, credential_id, holder, holder_key, file_name, draft, status
    FROM credentials;
  DROP TABLE credentials;
  ALTER TABLE credentials_in_pages RENAME TO credentials;
  CREATE UNIQUE INDEX credentials_by_place ON credentials (batch_id, leaf_index);
  CREATE INDEX credentials_by_id ON credentials (credential_id);
  CREATE INDEX credentials_by_holder ON credentials (holder_key);
`;

/** Every transaction that was signed for a batch, in order: one that was replaced with higher fees can still be mined. */
const REPLACEMENTS = `
  CREATE TABLE signed_transactions (
    batch_id INTEGER NOT NULL REFERENCES batches (id) ON DELETE CASCADE,
    raw_transaction TEXT NOT NULL,
    transaction_hash TEXT NOT NULL,
    UNIQUE (batch_id, transaction_hash)
  ) STRICT;

  INSERT INTO signed_transactions (batch_id, raw_transaction, transaction_hash)
    SELECT id, raw_transaction, transaction_hash FROM batches
    WHERE raw_transaction IS NOT NULL AND transaction_hash IS NOT NULL;
`;

/** Credentials that replace others: what is revoked once the batch that replaces it is finished. */
const REISSUES = `
  CREATE TABLE reissues (
    batch_id INTEGER PRIMARY KEY REFERENCES batches (id) ON DELETE CASCADE,
    replaced_batch_id INTEGER NOT NULL REFERENCES batches (id),
    replaced_index INTEGER NOT NULL,
    reason TEXT NOT NULL,
    is_done INTEGER NOT NULL DEFAULT 0 CHECK (is_done IN (0, 1)),
    UNIQUE (replaced_batch_id, replaced_index)
  ) STRICT;
`;

/** From here on drafts begin with their digest. No table is another, but an earlier version could not read them. */
const DIGESTS = '';

/** From here on drafts of a page share parts; again no table is another. */
const PARTS = '';

/** What makes the schema of each version from the one before; how many were run is the database's `user_version`. */
export const LEDGER_MIGRATIONS: readonly string[] = [
  TABLES,
  RELAYS,
  PAGES,
  REPLACEMENTS,
  REISSUES,
  DIGESTS,
  PARTS,
];
