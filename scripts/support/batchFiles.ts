import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseCredential } from '#core/credential';
import { RootmarkError } from '#core/errors';
import { linkTo } from '#core/link';
import { linksCsv } from '#core/linksFile';
import { signCredential } from '#core/signature';
import { fingerprintOf } from '#core/verify';
import type { BatchRun } from './batchRun.ts';
import { faultOf } from './faults.ts';
import { LedgerBatch } from './ledgerBatch.ts';
import type { BatchRecord, CredentialRecord } from './ledgerRecords.ts';
import { nodeHashing } from './nodeHashing.ts';
import { isWholePackedFile, writePackedFile } from './packedFile.ts';
import { PACKED_FILE } from './packing.ts';

/** Files with people's names in them are for their owner alone. */
const PRIVATE = { mode: 0o600, flag: 'wx' } as const;

/** What a batch's folder says about itself. */
const SUMMARY_FILE = 'batch.json';

/**
 * Sees to it, before anything is sent, that a batch's files can be written, by making the folder that they are written
 * to first.
 *
 * @throws RootmarkError `OutputExists` when anything is there already.
 */
export function reserveOutput(target: string): void {
  refuseExisting(target);
  const partial = partialOf(target);
  refuseExisting(partial);
  mkdirSync(dirname(target), { recursive: true });
  mkdirSync(partial, { mode: 0o700 });
}

/** Takes back what {@link reserveOutput} made. */
export function releaseOutput(target: string): void {
  rmSync(partialOf(target), { recursive: true, force: true });
}

/** @throws RootmarkError `OutputExists`. */
export function refuseExisting(path: string): void {
  if (!existsSync(path)) return;
  throw new RootmarkError(
    'input',
    'OutputExists',
    `${path} exists already.`,
    'Name another folder with --out; nothing is ever written over.',
  );
}

/** A batch in the ledger whose files are to be written. */
export type BatchToWrite = Pick<BatchRun, 'ledger' | 'record' | 'output' | 'issuerSigner'>;

/** Tells how many credentials the anchored batch holds; null when it is not anchored. */
export type AnchoredSize = () => Promise<number | null>;

/**
 * Writes the files of an anchored batch: into a folder of its own first, each read back and verified, then put in place
 * in one step. An interruption leaves either nothing or everything.
 *
 * @returns how many credentials were written.
 */
export async function writeBatchFiles(batch: BatchToWrite, anchoredSize: AnchoredSize): Promise<number> {
  const { record } = batch;
  const target = record.outputDirectory;
  try {
    if (!existsSync(target)) return await writeAll(batch, anchoredSize);
  } catch (error) {
    const fault = faultOf(error);
    throw fault?.code === 'FileFault' ? unwritten(fault) : error;
  }
  // An interruption may have come between the last step of writing and its note in the ledger.
  if (await isWritten(batch)) return record.size;
  throw outputExists(target);
}

async function writeAll(batch: BatchToWrite, anchoredSize: AnchoredSize): Promise<number> {
  const { record } = batch;
  const target = record.outputDirectory;
  const partial = partialOf(target);
  if (record.isPacked) await writePackedFiles(batch, partial);
  else await writeEachFile(batch, partial);
  // The files lead to the root; the root must be on the chain, with room for them all, before they count as issued.
  if ((await anchoredSize()) !== record.size) throw notAnchored(record);
  renameSync(partial, target);
  return record.size;
}

async function writePackedFiles(batch: BatchToWrite, folder: string): Promise<void> {
  const { record } = batch;
  // What an interruption left of the packed file is gone on with.
  rmSync(join(folder, SUMMARY_FILE), { force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await writePackedFile(batch, join(folder, PACKED_FILE));
  writeSummary(folder, { ...summaryOf(record), packed: PACKED_FILE });
}

async function writeEachFile(batch: BatchToWrite, folder: string): Promise<void> {
  const { ledger, record, output, issuerSigner } = batch;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'credentials'), { recursive: true, mode: 0o700 });
  const remade = new LedgerBatch(ledger, record);
  await remade.hash(output);
  const progress = output.progress('Writing', record.size);
  const written: WrittenFile[] = [];
  for await (const { row, document } of remade.credentials(() => true)) {
    const path = join(folder, fileOf(row));
    const file = issuerSigner === null ? document : await signCredential(document, issuerSigner);
    writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`, PRIVATE);
    if (!leadsTo(record, path))
      throw new Error(`${path} does not lead to the batch’s root after it was written`);
    written.push({ ...row, link: linkTo(record.site, document) });
    progress.update(written.length);
  }
  progress.stop();
  // By their places, which say nothing about the order of the roster.
  written.sort((one, other) => one.index - other.index);
  writeFileSync(join(folder, 'links.csv'), linksOf(written), PRIVATE);
  const credentials = written.map((row) => ({ id: row.credentialId, index: row.index, file: fileOf(row) }));
  writeSummary(folder, { ...summaryOf(record), credentials });
}

/** Whether the batch's folder holds everything already, as it was written. */
async function isWritten({ ledger, record, output }: BatchToWrite): Promise<boolean> {
  const target = record.outputDirectory;
  try {
    const { root } = JSON.parse(readFileSync(join(target, SUMMARY_FILE), 'utf8'));
    if (root !== record.root) return false;
    return record.isPacked
      ? await isWholePackedFile({ ledger, record, output }, join(target, PACKED_FILE))
      : ledger.credentials(record.id).every((row) => leadsTo(record, join(target, fileOf(row))));
  } catch {
    return false;
  }
}

/** Reads a credential back from the disk and recomputes everything up to its batch's root. */
function leadsTo({ root, issuer }: BatchRecord, path: string): boolean {
  const written = fingerprintOf(parseCredential(readFileSync(path)), nodeHashing);
  return written.computedRoot === root && written.root === root && written.issuer === issuer;
}

function partialOf(target: string): string {
  return `${target}.partial`;
}

function fileOf({ fileName }: CredentialRecord): string {
  return join('credentials', `${fileName}.json`);
}

/** A credential whose file is written. */
interface WrittenFile extends CredentialRecord {
  link: string;
}

function linksOf(written: readonly WrittenFile[]): string {
  const lines = written.map((row) => ({ holder: row.holder, file: fileOf(row), link: row.link }));
  return linksCsv(lines);
}

function writeSummary(folder: string, summary: object): void {
  writeFileSync(join(folder, SUMMARY_FILE), `${JSON.stringify(summary, null, 2)}\n`, PRIVATE);
}

function summaryOf(record: BatchRecord) {
  const { chainId, registry, issuer, root, size, name, transactionHash, blockNumber, gasUsed } = record;
  return { name, chainId, registry, issuer, root, size, transactionHash, blockNumber, gasUsed };
}

function unwritten(fault: RootmarkError): RootmarkError {
  return new RootmarkError(
    'interrupted',
    'FilesUnwritten',
    `The batch is anchored, but its files are not written. ${fault.message}`,
    `${fault.advice} Then run “npx hardhat credential resume”.`,
    { cause: fault },
  );
}

function outputExists(target: string): RootmarkError {
  return new RootmarkError(
    'interrupted',
    'OutputExists',
    `The batch is anchored, but ${target} exists already.`,
    'Move that folder away, then run “npx hardhat credential resume”; nothing is ever written over.',
  );
}

function notAnchored({ root }: BatchRecord): RootmarkError {
  return new RootmarkError(
    'interrupted',
    'AnchorGone',
    `The chain no longer holds the batch ${root}.`,
    'Run “npx hardhat credential resume” to anchor it again.',
  );
}
