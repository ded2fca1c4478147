import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { RootmarkError } from '#core/errors';
import { Ledger } from './ledger.ts';
import { refuseOutputFile } from './outputFile.ts';

/** What a copy of the ledger holds. */
export interface LedgerBackup {
  batches: number;
  credentials: number;
}

/**
 * Copies a ledger, whole and at one moment, to a new file for its owner alone. The copy is opened and compared before it
 * gets its name: a file that is there is a good one.
 *
 * @throws RootmarkError `FileMissing`, `OutputExists`, `LedgerDamaged`, or as {@link Ledger.open} does.
 */
export async function backUpLedger(source: string, path: string): Promise<LedgerBackup> {
  // Opening would make an empty one, and its copy would look like a backup.
  if (!existsSync(source))
    throw new RootmarkError(
      'input',
      'FileMissing',
      `There is no ledger ${source} yet.`,
      'Name another with ROOTMARK_LEDGER, or issue a batch first.',
    );
  refuseOutputFile(path, 'FILE');
  const partial = `${path}.partial`;
  refuseOutputFile(partial, 'FILE');
  const ledger = await Ledger.open(source);
  try {
    // Made before SQLite writes to it, so that nobody else can read it for even a moment.
    closeSync(openSync(partial, 'wx', 0o600));
    ledger.copyTo(partial);
    const backup = await readBack(partial, ledger);
    flush(partial);
    refuseOutputFile(path, 'FILE');
    renameSync(partial, path);
    return backup;
  } finally {
    ledger.close();
    for (const ending of ['', '-wal', '-shm']) rmSync(`${partial}${ending}`, { force: true });
  }
}

async function readBack(path: string, ledger: Ledger): Promise<LedgerBackup> {
  const copy = await Ledger.open(path);
  try {
    const batches = copy.batches();
    const credentials = batches.map(({ id }) => copy.credentials(id));
    const wanted = ledger.batches().map((batch) => [batch, ledger.credentials(batch.id)]);
    const found = batches.map((batch, at) => [batch, credentials[at]]);
    if (!copy.isIntact() || JSON.stringify(found) !== JSON.stringify(wanted))
      throw new RootmarkError(
        'input',
        'LedgerDamaged',
        `What was copied from the ledger cannot be read back from ${path}.`,
        'Check the disk, then try again.',
      );
    return { batches: batches.length, credentials: credentials.flat().length };
  } finally {
    copy.close();
  }
}

/** SQLite does not wait for the disk when it writes such a copy. */
function flush(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
