import type { Hex, LocalAccount } from 'viem';
import { getBlockNumber } from 'viem/actions';
import type { Deployment } from '#core/deployments';
import { RootmarkError } from '#core/errors';
import type { IssuerSigner } from '#core/issuerKeys';
import { anchorBatchData, anchoringBlockOf, readBatch } from '#core/registry';
import { settling, sizeDiffers } from './anchorFaults.ts';
import { Attempts } from './attempts.ts';
import { type AnchoredSize, type BatchToWrite, writeBatchFiles } from './batchFiles.ts';
import { receiptOf, waitForConfirmations } from './confirmations.ts';
import type { Connection } from './connection.ts';
import type { Ledger } from './ledger.ts';
import type { BatchRecord, StoredTransaction } from './ledgerRecords.ts';
import { countOf, type Output } from './output.ts';
import { planTransaction, signTransaction } from './transactions.ts';

/** What brings a batch from where it stands to its end. */
export interface BatchRun {
  connection: Connection;
  deployment: Deployment;
  /** Gives the key that signs, if it comes to that. */
  signer: () => Promise<LocalAccount>;
  ledger: Ledger;
  record: BatchRecord;
  output: Output;
  /** Signs the credentials in their files, for software without a chain; null when they go by their seal alone. */
  issuerSigner: IssuerSigner | null;
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
export async function finishBatch(given: BatchRun): Promise<FinishedBatch> {
  const run = { ...given, deployment: registryOf(given) };
  run.output.interruptionAdvice = 'Go on with “npx hardhat credential resume”.';
  const anchored = await anchor(run);
  return exportBatch({ ...run, record: anchored }, async () => {
    const found = await readBatch(run.connection.client, run.deployment, anchored);
    return found?.size ?? null;
  });
}

/** Writes the files of an anchored batch, and notes that it is finished. */
export async function exportBatch(batch: BatchToWrite, anchoredSize: AnchoredSize): Promise<FinishedBatch> {
  const { ledger, record, output } = batch;
  const written = await writeBatchFiles(batch, anchoredSize);
  ledger.markExported(record.id);
  const { root, size, transactionHash, blockNumber, gasUsed, outputDirectory } = record;
  output.line(`Wrote ${countOf(written, 'credential')} to ${outputDirectory}, each read back and checked`);
  return {
    batch: { root, size, transactionHash, blockNumber, gasUsed },
    out: outputDirectory,
    credentials: written,
  };
}

/** The deployment with the registry that the batch was built for: its leaves fit no other. */
function registryOf({ deployment, record }: BatchRun): Deployment {
  return {
    ...deployment,
    credentialRegistry: { ...deployment.credentialRegistry, address: record.registry },
  };
}

/** Transactions that may overtake the one for a batch before that is given up. */
const OVERTAKINGS = 3;

/** Sees to it that the chain holds the batch under enough blocks, sending at most what is missing. */
async function anchor(run: BatchRun): Promise<BatchRecord> {
  const { connection, deployment, record, output } = run;
  let attempts = attemptsOf(run);
  for (let overtakings = 0; ; overtakings++) {
    const found = await readBatch(connection.client, deployment, record);
    if (found !== null && found.size !== record.size)
      throw sizeDiffers(
        record,
        'This ledger and the chain disagree; nothing was written. Issue the roster again.',
      );
    if (found !== null && record.state !== 'mined') output.line('The chain holds this batch already.');
    try {
      if (found !== null) return noteMined(run, await settled(run, attemptsOf(run)));
      attempts ??= await sign(run);
      return await sendAndWait(run, attempts);
    } catch (error) {
      const isOvertaken = error instanceof RootmarkError && error.code === 'NonceTaken';
      if (!isOvertaken || overtakings === OVERTAKINGS) throw error;
      // Another transaction of this key went first, so the one signed can never be mined: sign anew.
      attempts = null;
    }
  }
}

/** What was signed for a batch until now; null when nothing was. */
function attemptsOf(run: BatchRun): Attempts | null {
  const [first, ...others] = run.ledger.signedTransactions(run.record.id);
  return first === undefined ? null : attemptsWith(run, [first, ...others]);
}

function attemptsWith(
  { connection, signer, ledger, record, output }: BatchRun,
  signed: readonly [StoredTransaction, ...StoredTransaction[]],
): Attempts {
  return new Attempts({
    connection,
    account: signer,
    signed,
    keep: (replacement) => ledger.markSigned(record.id, replacement),
    tell: (sentence) => output.warn(sentence),
  });
}

/** The receipt of a batch that the chain holds, when it is under enough blocks; null when another transaction anchored it. */
async function settled(run: BatchRun, attempts: Attempts | null): Promise<Receipt | null> {
  const { connection, deployment, record } = run;
  const receipt =
    attempts === null ? null : await receiptOf(connection.client, attempts.hashes()).catch(() => null);
  if (attempts !== null && receipt?.status === 'success') return wait(run, attempts);
  const { confirmations } = connection.network;
  // Of another transaction only the event tells; where no endpoint finds that, the batch itself has to be enough.
  const block = confirmations > 1 ? await anchoringBlockOf(connection.client, deployment, record) : null;
  if (block === null) return null;
  const blocks = Number(await getBlockNumber(connection.client)) - block + 1;
  if (blocks < confirmations)
    throw settling(record, blocks, confirmations, 'Run “npx hardhat credential resume” in a minute.');
  return null;
}

async function sign(run: BatchRun): Promise<Attempts> {
  const { connection, deployment, signer, ledger, record } = run;
  const { issuer, root, size } = record;
  const account = await signer();
  const planned = await planTransaction(connection, account, {
    to: deployment.credentialRegistry.address,
    data: anchorBatchData(issuer, root, size),
  });
  const signed = await signTransaction(connection, account, planned);
  ledger.markSigned(record.id, signed);
  // The earlier ones too: any of them may yet be mined.
  return attemptsOf(run) ?? attemptsWith(run, [signed]);
}

async function sendAndWait(run: BatchRun, attempts: Attempts): Promise<BatchRecord> {
  const { ledger, record, output } = run;
  await attempts.send();
  ledger.markSent(record.id);
  output.line(`Sent ${attempts.hashes().at(-1)}`);
  return noteMined(run, await wait(run, attempts));
}

async function wait({ connection, ledger, record }: BatchRun, attempts: Attempts): Promise<Receipt> {
  try {
    return await waitForConfirmations(connection, attempts);
  } catch (error) {
    // Nothing was recorded: what the registry refused must not be sent again as it is.
    if (error instanceof RootmarkError && error.code === 'TransactionReverted')
      ledger.markUnsigned(record.id);
    throw error;
  }
}

interface Receipt {
  transactionHash: Hex;
  blockNumber: bigint;
  gasUsed: bigint;
}

function noteMined({ ledger, record, output }: BatchRun, receipt: Receipt | null): BatchRecord {
  // What the chain cannot tell any more stays as it was noted before.
  const mined = {
    transactionHash: receipt?.transactionHash ?? record.transactionHash,
    blockNumber: receipt === null ? record.blockNumber : Number(receipt.blockNumber),
    gasUsed: receipt === null ? record.gasUsed : Number(receipt.gasUsed),
  };
  ledger.markMined(record.id, mined);
  if (receipt !== null) output.line(`Anchored in block ${receipt.blockNumber} for ${receipt.gasUsed} gas`);
  return { ...record, state: 'mined', ...mined };
}
