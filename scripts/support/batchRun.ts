import { getTransactionReceipt } from 'viem/actions';
import { RootmarkError } from '#core/errors';
import { anchorBatchData, readBatch } from '#core/registry';
import { writeBatchFiles } from './batchFiles.ts';
import { EXIT } from './exitCodes.ts';
import type { Acting } from './issuers.ts';
import type { BatchRecord, Ledger } from './ledger.ts';
import type { Output } from './output.ts';
import { planTransaction, sendSigned, signTransaction, waitForConfirmations } from './transactions.ts';

/** What brings a batch from where it stands to its end. */
export interface BatchRun {
  acting: Pick<Acting, 'connection' | 'deployment' | 'account'>;
  ledger: Ledger;
  record: BatchRecord;
  output: Output;
}

/** What `credential issue --json` prints. */
export interface FinishedBatch {
  batch: {
    root: string;
    size: number;
    transactionHash: string | null;
    blockNumber: number | null;
    gasUsed: number | null;
  };
  out: string;
  credentials: number;
}

/**
 * Brings a batch to its end from whatever state it is in. Each state is stored before the next step begins, and the
 * chain is asked before anything is sent: killed at any moment, it can be called again and never anchors twice.
 */
export async function finishBatch(run: BatchRun): Promise<FinishedBatch> {
  const anchored = await untilInterrupted(() => anchor(run));
  const written = await untilInterrupted(() => writeBatchFiles({ ...run, record: anchored }));
  run.ledger.markExported(anchored.id);
  const { root, size, transactionHash, blockNumber, gasUsed } = anchored;
  run.output.line(`Wrote and re-verified ${written} credentials in ${anchored.outputDirectory}`);
  return {
    batch: { root, size, transactionHash, blockNumber, gasUsed },
    out: anchored.outputDirectory,
    credentials: written,
  };
}

/** Lets Ctrl-C leave with its own code and a word on how to go on; whatever was done is in the ledger by then. */
async function untilInterrupted<Result>(work: () => Promise<Result>): Promise<Result> {
  const leave = () => {
    process.stderr.write('\nInterrupted. Go on with “npx hardhat credential resume”.\n');
    process.exit(EXIT.interrupted);
  };
  process.once('SIGINT', leave);
  try {
    return await work();
  } finally {
    process.off('SIGINT', leave);
  }
}

/** Sees to it that the chain holds the batch, sending at most what is missing. */
async function anchor(run: BatchRun): Promise<BatchRecord> {
  const { acting, record, output } = run;
  const { connection, deployment } = acting;
  const found = await readBatch(connection.client, deployment, record);
  if (found !== null) {
    if (found.size !== record.size) throw sizeDiffers(record);
    if (record.state !== 'mined') output.line('The chain holds this batch already.');
    return await noteMined(run, await receiptOf(run));
  }
  const signed =
    record.rawTransaction === null
      ? await sign(run)
      : { raw: record.rawTransaction, hash: record.transactionHash ?? '0x' };
  try {
    return await sendAndWait(run, signed);
  } catch (error) {
    if (!(error instanceof RootmarkError) || error.code !== 'NonceTaken') throw error;
    // Another transaction of this key went first, so the one signed can never be mined: sign anew.
    return await sendAndWait(run, await sign(run));
  }
}

async function sign({
  acting,
  ledger,
  record,
}: BatchRun): Promise<{ raw: `0x${string}`; hash: `0x${string}` }> {
  const { connection, deployment, account } = acting;
  const { issuer, root, size } = record;
  const data = anchorBatchData(issuer, root, size);
  const planned = await planTransaction(connection, account, {
    to: deployment.credentialRegistry.address,
    data,
  });
  const signed = await signTransaction(connection, account, planned);
  ledger.markSigned(record.id, signed);
  return signed;
}

async function sendAndWait(
  run: BatchRun,
  signed: { raw: `0x${string}`; hash: `0x${string}` },
): Promise<BatchRecord> {
  const { acting, ledger, record, output } = run;
  await sendSigned(acting.connection, signed);
  ledger.markSent(record.id);
  output.line(`Sent ${signed.hash}`);
  return noteMined(run, await waitForConfirmations(acting.connection, signed.hash));
}

interface Receipt {
  transactionHash: `0x${string}`;
  blockNumber: bigint;
  gasUsed: bigint;
}

async function noteMined(
  { ledger, record, output }: BatchRun,
  receipt: Receipt | null,
): Promise<BatchRecord> {
  const mined = {
    transactionHash: receipt?.transactionHash ?? null,
    blockNumber: receipt === null ? null : Number(receipt.blockNumber),
    gasUsed: receipt === null ? null : Number(receipt.gasUsed),
  };
  ledger.markMined(record.id, mined);
  if (receipt !== null) output.line(`Anchored in block ${receipt.blockNumber} for ${receipt.gasUsed} gas`);
  return {
    ...record,
    state: 'mined',
    ...mined,
    transactionHash: mined.transactionHash ?? record.transactionHash,
  };
}

async function receiptOf({ acting, record }: BatchRun): Promise<Receipt | null> {
  if (record.transactionHash === null) return null;
  return getTransactionReceipt(acting.connection.client, { hash: record.transactionHash }).catch(() => null);
}

function sizeDiffers({ root, size }: BatchRecord): RootmarkError {
  return new RootmarkError(
    'contract',
    'BatchSizeDiffers',
    `The chain holds the batch ${root}, but not with ${size} credentials.`,
    'This ledger and the chain disagree; nothing was written. Issue the roster again.',
  );
}
