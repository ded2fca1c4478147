import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { RootmarkError } from '#core/errors';
import { LEDGER_MIGRATIONS } from './ledgerSchema.ts';

/**
 * Opens the ledger's database for this process alone, made if there is none, and brings it to the newest schema.
 *
 * @throws RootmarkError `LedgerInUse`, `LedgerTooNew`, `LedgerForeign`, `LedgerDamaged` or `FileFault`.
 */
export async function openLedgerDatabase(path: string): Promise<DatabaseSync> {
  makePrivateFile(path);
  const { DatabaseSync } = await importSqlite();
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 1000 });
    // The secrets in it are worth a synchronous disk; the exclusive lock refuses a second process.
    database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;',
    );
    migrate(database, path);
    return database;
  } catch (error) {
    database?.close();
    throw ledgerFault(path, error);
  }
}

/** The file is made before SQLite opens it, so that nobody else can read it for even a moment. */
function makePrivateFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

function migrate(database: DatabaseSync, path: string): void {
  // Takes the exclusive lock now rather than at the first write, so that a second process is refused at once.
  database.exec('BEGIN EXCLUSIVE');
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (version > LEDGER_MIGRATIONS.length) {
    throw new RootmarkError(
      'input',
      'LedgerTooNew',
      `The ledger ${path} was written by a newer Rootmark (schema ${version}).`,
      'Update this one.',
    );
  }
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const isOurs = version === 0 ? tables.length === 0 : tables.some(({ name }) => name === 'batches');
  if (!isOurs) {
    throw new RootmarkError(
      'input',
      'LedgerForeign',
      `${path} is a database of some other program.`,
      'Name another file with ROOTMARK_LEDGER.',
    );
  }
  for (const migration of LEDGER_MIGRATIONS.slice(version)) database.exec(migration);
  database.exec(`PRAGMA user_version = ${LEDGER_MIGRATIONS.length};`);
  database.exec('COMMIT');
}

/** What SQLite refuses, by its primary result code (sqlite.org/rescode.html). */
function ledgerFault(path: string, error: unknown): unknown {
  const fault = (kind: 'usage' | 'input', code: string, headline: string, advice: string) =>
    new RootmarkError(kind, code, headline, advice, { cause: error });
  switch (sqliteCodeOf(error)) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
      return fault(
        'usage',
        'LedgerInUse',
        `Another Rootmark command is using the ledger ${path}.`,
        'Wait until it is done, then try again.',
      );
    case 8: // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
      return fault(
        'input',
        'FileFault',
        `The ledger ${path} cannot be written to.`,
        'Change the permissions of its folder, or name another file with ROOTMARK_LEDGER.',
      );
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
      return fault(
        'input',
        'LedgerDamaged',
        `${path} is no ledger, or a damaged one.`,
        'Restore it from its backup, or name another file with ROOTMARK_LEDGER.',
      );
    default:
      return error;
  }
}

function sqliteCodeOf(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : null;
}

/** Node 22 and 24 warn that `node:sqlite` is young; the registrar cannot do anything about it. */
async function importSqlite(): Promise<typeof import('node:sqlite')> {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return await import('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}
