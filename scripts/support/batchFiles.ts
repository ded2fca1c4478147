import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { assembleBatch } from '#core/batch';
import { parseCredential } from '#core/credential';
import { RootmarkError } from '#core/errors';
import { LINK_ROUTE, packCredential } from '#core/link';
import { linksCsv } from '#core/linksFile';
import { signCredential } from '#core/signature';
import { fingerprintOf } from '#core/verify';
import type { BatchRun } from './batchRun.ts';
import { faultOf } from './faults.ts';
import type { BatchRecord, CredentialRecord, DraftRecord } from './ledger.ts';
import { nodeHashing } from './nodeHashing.ts';

/** Files with people's names in them are for their owner alone. */
const PRIVATE = { mode: 0o600, flag: 'wx' } as const;

/** Files written between two looks at what else has happened, such as Ctrl-C. */
const AT_ONCE = 50;

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
  const { record, ledger } = batch;
  const target = record.outputDirectory;
  try {
    if (!existsSync(target)) return await writeAll(batch, anchoredSize);
  } catch (error) {
    const fault = faultOf(error);
    throw fault?.code === 'FileFault' ? unwritten(fault) : error;
  }
  // An interruption may have come between the last step of writing and its note in the ledger.
  const rows = ledger.credentials(record.id);
  if (isWritten(target, record, rows)) return rows.length;
  throw outputExists(target);
}

async function writeAll(
  { ledger, record, output, issuerSigner }: BatchToWrite,
  anchoredSize: AnchoredSize,
): Promise<number> {
  const target = record.outputDirectory;
  const partial = partialOf(target);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(join(partial, 'credentials'), { recursive: true, mode: 0o700 });

  const rows = [...ledger.drafts(record.id)];
  const batch = assembleBatch({
    registry: { chainId: record.chainId, address: record.registry },
    issuer: record.issuer,
    secret: record.secret,
    drafts: rows.map(({ index, draft }) => ({ ...draft, index })),
    hashing: nodeHashing,
  });
  if (batch.root !== record.root) throw rootDiffers(record, batch.root);
  const progress = output.progress('Writing', rows.length);
  for (const [position, { document }] of batch.credentials.entries()) {
    const path = join(partial, fileOf(rows[position] as DraftRecord));
    const file = issuerSigner === null ? document : await signCredential(document, issuerSigner);
    writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`, PRIVATE);
    if (!leadsTo(record, path))
      throw new Error(`${path} does not lead to the batch’s root after it was written`);
    progress.update(position + 1);
    if (position % AT_ONCE === 0) await setImmediate();
  }
  progress.stop();
  writeFileSync(join(partial, 'links.csv'), linksOf(rows, batch.credentials, record.site), PRIVATE);
  writeFileSync(
    join(partial, 'batch.json'),
    `${JSON.stringify(summaryOf(record, rows), null, 2)}\n`,
    PRIVATE,
  );

  // The files lead to the root; the root must be on the chain, with room for them all, before they count as issued.
  if ((await anchoredSize()) !== record.size) throw notAnchored(record);
  renameSync(partial, target);
  return rows.length;
}

/** Whether a folder holds every file of the batch already, as they were written. */
function isWritten(target: string, record: BatchRecord, rows: readonly CredentialRecord[]): boolean {
  try {
    return (
      JSON.parse(readFileSync(join(target, 'batch.json'), 'utf8')).root === record.root &&
      rows.every((row) => leadsTo(record, join(target, fileOf(row))))
    );
  } catch {
    return false;
  }
}

/** Reads a credential back from the disk and recomputes everything up to its batch's root. */
function leadsTo({ root, issuer }: BatchRecord, path: string): boolean {
  const written = fingerprintOf(parseCredential(readFileSync(path)));
  return written.computedRoot === root && written.root === root && written.issuer === issuer;
}

function partialOf(target: string): string {
  return `${target}.partial`;
}

function fileOf({ fileName }: CredentialRecord): string {
  return join('credentials', `${fileName}.json`);
}

function linksOf(
  rows: readonly DraftRecord[],
  credentials: readonly { document: Parameters<typeof packCredential>[0] }[],
  site: string,
): string {
  const lines = rows.map((row, position) => ({
    holder: row.holder,
    file: fileOf(row),
    link: `${site}${LINK_ROUTE}${packCredential(credentials[position]?.document ?? {})}`,
  }));
  return linksCsv(lines);
}

function summaryOf(record: BatchRecord, rows: readonly DraftRecord[]) {
  const { chainId, registry, issuer, root, size, name, transactionHash, blockNumber, gasUsed } = record;
  return {
    name,
    chainId,
    registry,
    issuer,
    root,
    size,
    transactionHash,
    blockNumber,
    gasUsed,
    credentials: rows.map((row) => ({ id: row.credentialId, index: row.index, file: fileOf(row) })),
  };
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

function rootDiffers({ root }: BatchRecord, computed: string): RootmarkError {
  return new RootmarkError(
    'input',
    'LedgerChanged',
    `The ledger’s rows give the root ${computed}, not ${root}.`,
    'The ledger was altered, or written by another version: restore it from its backup.',
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
