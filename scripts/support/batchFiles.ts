import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { assembleBatch } from '#core/batch';
import { parseCredential } from '#core/credential';
import { RootmarkError } from '#core/errors';
import { LINK_ROUTE, packCredential } from '#core/link';
import { readBatch } from '#core/registry';
import { fingerprintOf } from '#core/verify';
import type { BatchRun } from './batchRun.ts';
import type { BatchRecord, DraftRecord } from './ledger.ts';

/** Files with people's names in them are for their owner alone. */
const PRIVATE = { mode: 0o600, flag: 'wx' } as const;

/**
 * Writes the files of an anchored batch: into a folder of its own first, each read back and verified, then put in place
 * in one step. An interruption leaves either nothing or everything.
 *
 * @returns how many credentials were written.
 */
export async function writeBatchFiles({ acting, ledger, record, output }: BatchRun): Promise<number> {
  const target = record.outputDirectory;
  const partial = `${target}.partial`;
  if (existsSync(target)) throw outputExists(target);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(join(partial, 'credentials'), { recursive: true, mode: 0o700 });

  const rows = [...ledger.drafts(record.id)];
  const batch = assembleBatch({
    registry: { chainId: record.chainId, address: record.registry },
    issuer: record.issuer,
    secret: record.secret,
    drafts: rows.map(({ index, draft }) => ({ ...draft, index })),
  });
  if (batch.root !== record.root) throw rootDiffers(record, batch.root);
  const progress = output.progress('Writing', rows.length);
  for (const [position, { document }] of batch.credentials.entries()) {
    const path = join(partial, fileOf(rows[position] as DraftRecord));
    writeFileSync(path, `${JSON.stringify(document, null, 2)}\n`, PRIVATE);
    verifyWritten(path, record);
    progress.update(position + 1);
  }
  progress.stop();
  writeFileSync(join(partial, 'links.csv'), linksOf(rows, batch.credentials, record.site), PRIVATE);
  writeFileSync(
    join(partial, 'batch.json'),
    `${JSON.stringify(summaryOf(record, rows), null, 2)}\n`,
    PRIVATE,
  );

  // The files lead to the root; the root must be on the chain, with room for them all, before they count as issued.
  const anchored = await readBatch(acting.connection.client, acting.deployment, record);
  if (anchored === null || anchored.size !== record.size) throw notAnchored(record);
  mkdirSync(dirname(target), { recursive: true });
  renameSync(partial, target);
  return rows.length;
}

/** Reads a credential back from the disk and recomputes everything up to its batch's root. */
function verifyWritten(path: string, record: BatchRecord): void {
  const { computedRoot, root, issuer } = fingerprintOf(parseCredential(readFileSync(path)));
  if (computedRoot === record.root && root === record.root && issuer === record.issuer) return;
  throw new Error(`${path} does not lead to the batch’s root after it was written`);
}

function fileOf({ fileName }: DraftRecord): string {
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
  // A name may begin like a formula; spreadsheets run those unless they are told that it is text.
  return stringify(lines, { header: true, escape_formulas: true });
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
