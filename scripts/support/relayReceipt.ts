import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { RootmarkError } from '#core/errors';
import type { IssuerSigner } from '#core/issuerKeys';
import { parseJson } from '#core/json';
import { ReceiptSchema, type RelayReceipt, receiptText } from '#core/relayReceipt';
import { exportBatch, type FinishedBatch } from './batchRun.ts';
import type { Ledger } from './ledger.ts';
import type { BatchRecord } from './ledgerRecords.ts';
import type { Output } from './output.ts';

/** Writes a receipt; one that is there already stays. */
export function writeReceipt(path: string, receipt: RelayReceipt, output: Output): void {
  if (existsSync(path)) {
    output.line(`${path} is there already, and stays as it is.`);
    return;
  }
  writeFileSync(path, receiptText(receipt), { flag: 'wx' });
  output.line(`Wrote ${path}, for the machine that signed.`);
}

/** Writes the files of a batch because a receipt says that it is anchored; no chain is asked. */
export async function finishByReceipt(
  path: string,
  ledger: Ledger,
  output: Output,
  signerFor: (record: BatchRecord) => Promise<IssuerSigner | null>,
): Promise<FinishedBatch> {
  const receipt = readReceipt(path);
  const { transactionHash, blockNumber, gasUsed, size } = receipt;
  const record = batchOf(receipt, path, ledger);
  const issuerSigner = await signerFor(record);
  output.warn(
    `This rests on the word of ${path}: no chain was asked. Whoever made that file may be wrong, so verify one of the credentials where there is a network.`,
  );
  const mined = { transactionHash, blockNumber, gasUsed };
  ledger.markMined(record.id, mined);
  const finished: BatchRecord = { ...record, ...mined, state: 'mined' };
  return exportBatch({ ledger, record: finished, output, issuerSigner }, async () => size);
}

function batchOf(receipt: RelayReceipt, path: string, ledger: Ledger): BatchRecord {
  const record = ledger
    .batches()
    .find(
      (batch) =>
        batch.root === receipt.root &&
        batch.issuer === receipt.issuer &&
        batch.registry === receipt.registry &&
        batch.chainId === receipt.chainId,
    );
  if (record?.size === receipt.size && record.relayDeadline !== null) {
    if (record.state !== 'exported') return record;
    throw new RootmarkError(
      'input',
      'BatchFinished',
      `“${record.name}” is finished: its files are in ${record.outputDirectory}.`,
      'Nothing is left to do.',
    );
  }
  throw new RootmarkError(
    'input',
    'ReceiptForeign',
    `${path} is about a batch that was not signed from this ledger.`,
    'See its batches with “npx hardhat credential list”.',
  );
}

function readReceipt(path: string): RelayReceipt {
  try {
    const { format: _, version: __, ...receipt } = v.parse(ReceiptSchema, parseJson(readFileSync(path)));
    return receipt;
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error;
    throw new RootmarkError(
      'input',
      'ReceiptInvalid',
      `${path} is no receipt of a relayer.`,
      'It is the file that ends in .receipt.json, which “credential issue --relay-from” wrote.',
      { cause: error },
    );
  }
}
