import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, openSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { signCredential } from '#core/signature';
import type { BatchToWrite } from './batchFiles.ts';
import { CheckedWriter } from './checkedWriter.ts';
import { LineReader } from './fileBytes.ts';
import { LedgerBatch } from './ledgerBatch.ts';
import type { LedgerPage } from './ledgerPages.ts';
import { localPool, type TaskPool } from './localPool.ts';
import {
  type CheckTask,
  type LineResult,
  LineSealer,
  type LineTask,
  type SealTask,
  type TreeSetup,
} from './sealTasks.ts';
import { WorkerPool } from './workerPool.ts';

/** Credentials from which on threads do in all less than one does alone; to start them takes half a second. */
const LARGE_BATCH = 2000;

type LinePool = TaskPool<LineTask, LineResult>;

/** How far a packed file has come. */
interface Written {
  pages: number;
  credentials: number;
  bytes: number;
}

/**
 * Writes all credentials of a batch into one file for its owner alone, or goes on with one that was left in the middle.
 * Lines are made of drafts that are known by their digests to be those of the batch's root, one of each page is led to it
 * from its own bytes, and all of them are read back from the file.
 *
 * @throws RootmarkError `LedgerChanged`.
 */
export async function writePackedFile(batch: BatchToWrite, path: string): Promise<void> {
  const { record, output, issuerSigner } = batch;
  const pool = await linePool(batch);
  const file = openSync(path, OPEN_OR_MAKE, 0o600);
  try {
    // Of lines that were signed nobody knows by whom: they are all made anew.
    const kept = issuerSigner === null ? await wholePages(batch, pool, file) : NOTHING;
    ftruncateSync(file, kept.bytes);
    if (kept.credentials > 0)
      output.line(`${kept.credentials} credentials are in ${path} already: going on with the rest.`);
    const credentials = await writeLines(batch, pool, new CheckedWriter(path, file, kept.bytes), kept);
    if (credentials !== record.size)
      throw new Error(`${path} has ${credentials} of ${record.size} credentials`);
    fsyncSync(file);
  } finally {
    closeSync(file);
    await pool.close();
  }
}

/** Whether a packed file holds all credentials of its batch, without signatures or with, and nothing else. */
export async function isWholePackedFile(
  batch: Pick<BatchToWrite, 'ledger' | 'record' | 'output'>,
  path: string,
): Promise<boolean> {
  const pool = await linePool({ ...batch, issuerSigner: null });
  const file = openSync(path, 'r');
  try {
    const { credentials, bytes } = await wholePages(batch, pool, file, true);
    return credentials === batch.record.size && bytes === fstatSync(file).size;
  } finally {
    closeSync(file);
    await pool.close();
  }
}

/** Adds what is not yet written. @returns how many credentials the file has then. */
async function writeLines(
  batch: BatchToWrite,
  pool: LinePool,
  writer: CheckedWriter,
  kept: Written,
): Promise<number> {
  const progress = batch.output.progress('Writing', batch.record.size);
  let { credentials } = kept;
  try {
    for await (const { result, companion } of pool.map(sealTasks(batch, kept.pages))) {
      await writer.write(result as Uint8Array);
      credentials += companion;
      progress.update(credentials);
    }
    await writer.finish();
  } finally {
    await writer.close();
  }
  progress.stop();
  return credentials;
}

const OPEN_OR_MAKE = constants.O_RDWR | constants.O_CREAT;
const NOTHING: Written = { pages: 0, credentials: 0, bytes: 0 };

async function linePool({ ledger, record, output, issuerSigner }: BatchToWrite): Promise<LinePool> {
  const setup: TreeSetup = await new LedgerBatch(ledger, record).hash(output);
  // A key that signs stays in the thread that opened it.
  if (issuerSigner === null && record.size >= LARGE_BATCH) {
    return new WorkerPool(new URL('./sealWorker.ts', import.meta.url), setup, availableParallelism());
  }
  const sealer = new LineSealer(
    setup,
    issuerSigner && ((document) => signCredential(document, issuerSigner)),
  );
  return localPool((task) => sealer.perform(task));
}

/** The pages at the beginning of a file whose lines are all as they must be. */
async function wholePages(
  { ledger, record, output }: Pick<BatchToWrite, 'ledger' | 'record' | 'output'>,
  pool: LinePool,
  file: number,
  maybeSigned = false,
): Promise<Written> {
  const whole = { ...NOTHING };
  const progress = output.progress('Checking', record.size, 'slow');
  for await (const { result, companion } of pool.map(
    checkTasks(ledger.placedPages(record.id), file, maybeSigned),
  )) {
    if (result !== true) break;
    whole.pages++;
    whole.credentials += companion.credentials;
    whole.bytes += companion.bytes;
    progress.update(whole.credentials);
  }
  progress.stop();
  return whole;
}

async function* checkTasks(pages: Iterable<LedgerPage<number>>, file: number, maybeSigned: boolean) {
  const reader = new LineReader(file);
  for (const { credentials: places } of pages) {
    const lines = reader.next(places.length);
    if (lines === null) return;
    const task: CheckTask = { kind: 'check', indexes: Uint32Array.from(places), lines, maybeSigned };
    yield { task, companion: { credentials: places.length, bytes: lines.length } };
  }
}

async function* sealTasks({ ledger, record }: BatchToWrite, skippedPages: number) {
  let page = 0;
  for (const { credentials: places, drafts } of ledger.placedPages(record.id)) {
    if (page++ < skippedPages) continue;
    const task: SealTask = { kind: 'seal', indexes: Uint32Array.from(places), drafts: drafts() };
    yield { task, companion: places.length };
  }
}
