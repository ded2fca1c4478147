import type { Hex } from 'viem';
import { RootmarkError } from '#core/errors';
import { readBatch } from '#core/registry';
import type { CommandContext } from './command.ts';
import { connect, deploymentAt } from './connection.ts';
import { faultOf } from './faults.ts';
import type { Ledger } from './ledger.ts';
import type { BatchRecord, CredentialRecord, Reissue, ReissueRecord } from './ledgerRecords.ts';
import { carryOut, planChange } from './statusChange.ts';
import { followChain } from './statusLedger.ts';
import type { Target } from './statusTargets.ts';

/** What became of a replaced credential, for `--json`. */
export interface Replaced {
  id: string;
  root: Hex;
  index: number;
  /** The hashes of what revoked it; none when it was revoked before. */
  transactions: Hex[];
}

/** A credential of the ledger as what is to be revoked. */
export function replacedTarget(
  { issuer, root, id }: BatchRecord,
  { index, holder }: CredentialRecord,
): Target {
  return { issuer, root, credentials: [{ index, holder }], batchId: id, isWhole: false };
}

/** Reissues whose new credential is in place and whose old one is not noted as revoked. */
export function openReissues(ledger: Ledger): ReissueRecord[] {
  return ledger
    .reissues()
    .filter(({ isDone, batchId }) => !isDone && ledger.batch(batchId)?.state === 'exported');
}

/** The reissue that the ledger has of what another one is to replace. */
export function reissueOf(
  { replacedBatchId, replacedIndex }: Reissue,
  ledger: Ledger,
): ReissueRecord | undefined {
  return ledger
    .reissues()
    .find((noted) => noted.replacedBatchId === replacedBatchId && noted.replacedIndex === replacedIndex);
}

/** @throws RootmarkError `ReissueUnfinished` or `CredentialReplaced` when it was replaced, or is being replaced. */
export function refuseReplaced(reissue: Reissue, ledger: Ledger): void {
  const earlier = reissueOf(reissue, ledger);
  if (earlier === undefined) return;
  if (!earlier.isDone)
    throw new RootmarkError(
      'interrupted',
      'ReissueUnfinished',
      'This credential is being replaced already, by a command that did not come to its end.',
      'Finish it with “npx hardhat credential resume”.',
    );
  const [successor] = ledger.credentials(earlier.batchId);
  throw new RootmarkError(
    'input',
    'CredentialReplaced',
    `This credential was replaced already, by ${successor?.credentialId}.`,
    'Reissue that one.',
  );
}

/**
 * Revokes what a reissue replaces, unless the chain has it as revoked already, and notes that.
 *
 * @throws RootmarkError of kind `interrupted` whatever kept it from being revoked: the new credential is out.
 */
export async function finishReissue(
  { batchId, replacedBatchId, replacedIndex, reason }: ReissueRecord,
  ledger: Ledger,
  account: string | undefined,
  context: CommandContext,
): Promise<Replaced> {
  const { output } = context;
  output.interruptionAdvice = 'Go on with “npx hardhat credential resume”.';
  const record = ledger.batch(replacedBatchId) as BatchRecord;
  const credential = ledger
    .credentials(replacedBatchId)
    .find(({ index }) => index === replacedIndex) as CredentialRecord;
  const target = replacedTarget(record, credential);
  try {
    const transactions = await revoke(target, reason, ledger, account, context);
    ledger.markReplaced(batchId);
    const { credentialId: id } = credential;
    output.line(
      transactions.length === 0
        ? `${id} had been revoked before: nothing was sent for it.`
        : `Revoked ${id}: ${reason}`,
    );
    return { id, root: record.root, index: replacedIndex, transactions };
  } catch (error) {
    throw unrevoked(error);
  }
}

async function revoke(
  target: Target & { batchId: number | null },
  reason: string,
  ledger: Ledger,
  account: string | undefined,
  context: CommandContext,
): Promise<Hex[]> {
  const connection = await connect(context.hre);
  const deployment = deploymentAt(connection);
  const batch = await readBatch(connection.client, deployment, target);
  // Withdrawn in the meantime, which is more than revoked.
  if (batch?.withdrawn && target.batchId !== null) {
    await followChain({ connection, deployment }, target, target.batchId, ledger);
    return [];
  }
  return carryOut(await planChange('revoke', target, reason, account, context), ledger);
}

function unrevoked(error: unknown): unknown {
  const fault = faultOf(error);
  if (fault === null) return error;
  return new RootmarkError(
    'interrupted',
    fault.code,
    `The new credential is issued; the one that it replaces is not revoked yet. ${fault.message}`,
    'Go on with “npx hardhat credential resume”.',
    { cause: fault },
  );
}
