import { RootmarkError } from '#core/errors';
import { withReplaced } from '#core/replacement';
import { actionOf, type CommandContext } from '../support/command.ts';
import { connect, deploymentAt } from '../support/connection.ts';
import { EXIT } from '../support/exitCodes.ts';
import { Ledger } from '../support/ledger.ts';
import { LedgerBatch } from '../support/ledgerBatch.ts';
import type { BatchRecord, CredentialRecord, Reissue } from '../support/ledgerRecords.ts';
import { type Output, usageError } from '../support/output.ts';
import {
  finishReissue,
  type Replaced,
  refuseReplaced,
  reissueOf,
  replacedTarget,
} from '../support/reissues.ts';
import { ledgerPath } from '../support/settings.ts';
import { reasonFrom } from '../support/statusAsking.ts';
import { planChange } from '../support/statusChange.ts';
import { LedgerView, targetsOf } from '../support/statusTargets.ts';
import { type IssueOptions, issueRoster, type ReissueOrder } from './issue.ts';

interface Arguments extends Omit<IssueOptions, 'issuer' | 'pack' | 'noPack'> {
  credential: string | undefined;
  reason: string | undefined;
}

export default actionOf<Arguments>(async (options, context) => {
  const { output } = context;
  const { order, issuer } = await takeOrder(options, context);
  const issued = await issueRoster({ ...options, issuer, pack: false, noPack: true }, context, order);
  output.result(issued);
  return 'problems' in issued ? EXIT.input : EXIT.ok;
});

async function takeOrder(options: Arguments, context: CommandContext) {
  const ledger = await Ledger.open(ledgerPath());
  try {
    return await orderFrom(options, ledger, context);
  } finally {
    ledger.close();
  }
}

/** Finds what is to be replaced, and sees to it beforehand that it can be revoked. */
async function orderFrom(
  { credential: named, reason: given, account }: Arguments,
  ledger: Ledger,
  context: CommandContext,
): Promise<{ order: ReissueOrder; issuer: string }> {
  const reason = reasonFrom(given);
  const { record, credential } = await findReplaced(named, ledger, context);
  const reissue = { replacedBatchId: record.id, replacedIndex: credential.index, reason };
  refuseUnfinished(record);
  refuseReplaced(reissue, ledger);
  await planChange('revoke', replacedTarget(record, credential), reason, account, context);
  const leaf = await leafOf(record, credential, ledger, context.output);
  const registry = { chainId: record.chainId, address: record.registry };
  context.output.line(
    `To replace ${credential.credentialId}, of the batch “${record.name}” (${record.root})`,
  );
  const order: ReissueOrder = {
    reissue,
    addition: (document, template) => withReplaced(document, template, { registry, leaf }),
    check: (first, size) => refuseOther(credential, first, size),
    finish: (held) => revokeReplaced(reissue, held, account, context),
  };
  return { order, issuer: record.issuer };
}

async function findReplaced(
  named: string | undefined,
  ledger: Ledger,
  { hre }: CommandContext,
): Promise<{ record: BatchRecord; credential: CredentialRecord }> {
  if (named === undefined)
    throw usageError('--credential is missing.', 'Name the credential to replace by its id or its file.');
  const connection = await connect(hre);
  const view = new LedgerView(ledger, connection, deploymentAt(connection).credentialRegistry.address);
  const [target] = await targetsOf({ credential: named, roster: undefined, batch: undefined }, view);
  const record = target?.batchId == null ? null : ledger.batch(target.batchId);
  const index = target?.credentials[0]?.index;
  const credential =
    record === null ? undefined : ledger.credentials(record.id).find((other) => other.index === index);
  if (record !== null && credential !== undefined) return { record, credential };
  throw new RootmarkError(
    'input',
    'CredentialUnknown',
    'This credential was issued from another ledger.',
    'Reissue it where that ledger is; or issue a new one, then revoke this one.',
  );
}

/** @throws RootmarkError `BatchUnfinished`. */
function refuseUnfinished({ state, name }: BatchRecord): void {
  if (state === 'exported') return;
  throw new RootmarkError(
    'interrupted',
    'BatchUnfinished',
    `The batch “${name}” is not finished yet.`,
    'Finish it with “npx hardhat credential resume”.',
  );
}

async function leafOf(
  record: BatchRecord,
  { index }: CredentialRecord,
  ledger: Ledger,
  output: Output,
): Promise<`0x${string}`> {
  const batch = new LedgerBatch(ledger, record);
  await batch.hash(output);
  for await (const { leaf } of batch.credentials((row) => row.index === index)) return leaf;
  throw new Error('the ledger has no draft of the credential');
}

/** A correction changes one thing about a holder, not who it is; its sentences name nobody. */
function refuseOther(
  { holder, holderKey }: CredentialRecord,
  first: { holder: string; holderKey: string },
  size: number,
): void {
  if (size !== 1)
    throw new RootmarkError(
      'input',
      'RosterNotOne',
      `The roster has ${size} rows, and one credential is to be replaced.`,
      'Leave the one row of its holder. Nothing was sent.',
    );
  if (first.holder === holder || first.holderKey === holderKey) return;
  throw new RootmarkError(
    'input',
    'HolderDiffers',
    'Row 2: neither the name nor what tells the holder apart is that of the credential to replace.',
    'Check whose row it is; if it is right, issue it with “credential issue” and revoke the old one. Nothing was sent.',
  );
}

async function revokeReplaced(
  reissue: Reissue,
  ledger: Ledger,
  account: string | undefined,
  context: CommandContext,
): Promise<Replaced> {
  const noted = reissueOf(reissue, ledger);
  if (noted === undefined) throw new Error('the ledger does not know what was just reissued');
  return finishReissue(noted, ledger, account, context);
}
