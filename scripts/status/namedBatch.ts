import type { Address, Hex } from 'viem';
import { statusListNameOf } from '#core/batch';
import type { Deployment } from '#core/deployments';
import { RootmarkError } from '#core/errors';
import { isObject, type JsonObject } from '#core/json';
import { withStatusEntry } from '#core/statusEntry';
import { type BatchStatus, readBatchStatus } from '#core/statusList';
import type { Connection } from '../support/connection.ts';
import { addressFrom } from '../support/issuers.ts';
import { Ledger } from '../support/ledger.ts';
import { usageError } from '../support/output.ts';
import { ledgerPath } from '../support/settings.ts';
import { LedgerView } from '../support/statusTargets.ts';

/** A batch that the command line names. */
export interface NamedBatch {
  issuer: Address;
  root: Hex;
  /** What the batch's credentials say about their status; null when they say nothing, or nobody here knows. */
  entry: JsonObject | null;
}

/**
 * Finds the batch that `--batch` names: in the ledger, or by itself when `--issuer` says whose it is.
 *
 * @throws RootmarkError of kind `usage`, or `BatchUnknown`.
 */
export async function batchNamed(
  { batch, issuer }: { batch: string | undefined; issuer: string | undefined },
  connection: Connection,
  { credentialRegistry }: Deployment,
): Promise<NamedBatch> {
  if (batch === undefined) throw usageError('--batch is missing.', 'Name the root of a batch.');
  if (issuer === undefined) return batchFromLedger(batch, connection, credentialRegistry.address);
  return { issuer: addressFrom(issuer, '--issuer'), root: rootFrom(batch), entry: null };
}

/** What the chain says about the batch. @throws RootmarkError `BatchUnknown`, or of kind `network`. */
export async function batchStatus(
  { client, network }: Connection,
  deployment: Deployment,
  batch: NamedBatch,
): Promise<BatchStatus> {
  const status = await readBatchStatus(client, deployment, batch);
  if (status !== null) return status;
  throw new RootmarkError(
    'input',
    'BatchUnknown',
    `There is no batch ${batch.root} of this issuer on ${network.name}.`,
    'Check --batch, --issuer and --network.',
  );
}

async function batchFromLedger(root: string, connection: Connection, registry: Address): Promise<NamedBatch> {
  const ledger = await Ledger.open(ledgerPath());
  try {
    const record = new LedgerView(ledger, connection, registry).batchWithRoot(root);
    const [first] = ledger.drafts(record.id);
    const listName = statusListNameOf(record.secret);
    const draft: JsonObject = first?.draft.document ?? {};
    const { credentialStatus } = withStatusEntry(draft, { index: 0, listName });
    const entry = isObject(credentialStatus) ? credentialStatus : null;
    return { issuer: record.issuer, root: record.root, entry };
  } finally {
    ledger.close();
  }
}

function rootFrom(text: string): Hex {
  if (/^0x[0-9a-f]{64}$/.test(text)) return text as Hex;
  throw usageError(
    `--batch is no root: “${text.slice(0, 80)}”.`,
    'A root is 0x and 64 hexadecimal digits in lower case.',
  );
}
