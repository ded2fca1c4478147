import type { Hex } from 'viem';
import { RootmarkError } from '#core/errors';
import { readBatch, type StatusChange, statusChangeCalls, withdrawBatchData } from '#core/registry';
import { actionOf, type CommandContext } from './command.ts';
import { connect, deploymentAt } from './connection.ts';
import { type Acting, actFor, callRegistry } from './issuers.ts';
import { Ledger } from './ledger.ts';
import type { CredentialStatus } from './ledgerRecords.ts';
import { countOf, type Output } from './output.ts';
import { type RelayOptions, refuseMixedRelay, type SigningOptions } from './relaySigning.ts';
import { relayStatus, signStatus } from './relayStatus.ts';
import { ledgerPath } from './settings.ts';
import { askForChange, reasonFrom } from './statusAsking.ts';
import { followChain } from './statusLedger.ts';
import { LedgerView, refuseUnclear, type Target, type TargetOptions, targetsOf } from './statusTargets.ts';
import { readStatuses } from './statusWords.ts';
import { planTransaction } from './transactions.ts';

interface Arguments extends TargetOptions, SigningOptions, RelayOptions {
  reason: string | undefined;
  account: string | undefined;
}

const DONE: Record<StatusChange, string> = {
  revoke: 'Revoked',
  suspend: 'Suspended',
  reinstate: 'Reinstated',
};
/** The statuses that a change leaves as they are. */
const UNCHANGED: Record<StatusChange, readonly CredentialStatus[]> = {
  revoke: ['revoked'],
  suspend: ['revoked', 'suspended'],
  reinstate: ['issued'],
};

/** What is to be done for one batch. */
export interface Plan {
  acting: Acting;
  target: Target;
  /** The calls of the registry, one transaction each. */
  calls: Hex[];
  changed: Target['credentials'];
}

/** The action of `credential revoke`, `suspend` and `reinstate`. */
export function changeStatus(change: StatusChange) {
  return actionOf<Arguments>(async (options, context) => {
    const { output } = context;
    refuseMixedRelay(options, ['credential', 'roster', 'batch', 'reason']);
    if (options.relayFrom !== undefined) {
      output.result(await relayStatus(options.relayFrom, change, options, context));
      return undefined;
    }
    const reason = reasonFrom(options.reason);
    refuseUnclear(options);
    if (options.signOnly !== undefined) {
      output.result(await signStatus(options.signOnly, change, { ...options, reason }, context));
      return undefined;
    }
    const connection = await connect(context.hre);
    const registry = deploymentAt(connection).credentialRegistry.address;
    const ledger = await Ledger.open(ledgerPath());
    try {
      const targets = await targetsOf(options, new LedgerView(ledger, connection, registry));
      const plans: Plan[] = [];
      for (const target of targets)
        plans.push(await planChange(change, target, reason, options.account, context));
      const named = targets.reduce((sum, { credentials }) => sum + credentials.length, 0);
      const changed = plans.flatMap((plan) => plan.changed);
      if (changed.length > 0 && !options.yes) await askForChange(change, changed, output);
      output.interruptionAdvice = 'Run the same command again: what the chain has already is left as it is.';
      const transactions: Hex[] = [];
      for (const plan of plans) transactions.push(...(await carryOut(plan, ledger)));
      report(change, { named, changed: changed.length, reason }, output);
      output.result({
        change,
        credentials: changed.length,
        unchanged: named - changed.length,
        reason,
        transactions,
      });
    } finally {
      ledger.close();
    }
    return undefined;
  });
}

/** Finds out what has to be sent, and lets the registry say beforehand whether it would take it. */
export async function planChange(
  change: StatusChange,
  target: Target,
  reason: string,
  account: string | undefined,
  context: CommandContext,
): Promise<Plan> {
  const acting = await actFor(context, { issuer: target.issuer, account });
  const { connection, deployment } = acting;
  const registry = deployment.credentialRegistry.address;
  const { credentials, issuer, root } = target;
  if (change === 'revoke' && target.isWhole) {
    // One bit for all, which only the admin can set.
    return simulated({
      acting,
      target,
      calls: [withdrawBatchData(issuer, root, reason)],
      changed: credentials,
    });
  }
  const batch = await readBatch(connection.client, deployment, target);
  if (batch?.withdrawn) throw withdrawnBatch(root);
  const statuses = await readStatuses(
    connection.client,
    registry,
    target,
    credentials.map(({ index }) => index),
  );
  const changed = credentials.filter((_, at) => !UNCHANGED[change].includes(statuses[at] ?? 'issued'));
  if (change === 'reinstate') refuseUndoing(acting, statuses);
  const indexes = changed.map(({ index }) => index);
  const calls = statusChangeCalls(change, { issuer, root, indexes, reason });
  return simulated({ acting, target, calls, changed });
}

async function simulated(plan: Plan): Promise<Plan> {
  const { acting, calls } = plan;
  for (const data of calls) {
    await planTransaction(acting.connection, acting.account, {
      to: acting.deployment.credentialRegistry.address,
      data,
    });
  }
  return plan;
}

/** Sends what was planned and lets the ledger follow the chain. @returns the hashes of the transactions. */
export async function carryOut({ acting, target, calls, changed }: Plan, ledger: Ledger): Promise<Hex[]> {
  const hashes: Hex[] = [];
  for (const data of calls) hashes.push((await callRegistry(acting, data)).transactionHash);
  if (target.batchId !== null) await followChain(acting, target, target.batchId, ledger);
  return changed.length === 0 ? [] : hashes;
}

function report(
  change: StatusChange,
  { named, changed, reason }: { named: number; changed: number; reason: string },
  output: Output,
): void {
  const unchanged = named - changed;
  if (changed > 0) output.line(`${DONE[change]} ${countOf(changed, 'credential')}: ${reason}`);
  if (unchanged > 0) {
    const states = { revoke: 'revoked', suspend: 'suspended or revoked', reinstate: 'in force' }[change];
    const rest = unchanged === 1 ? 'it' : 'them';
    output.line(
      `${countOf(unchanged, 'credential')} had been ${states} before: nothing was sent for ${rest}.`,
    );
  }
}

function refuseUndoing({ account, issuer, record }: Acting, statuses: readonly CredentialStatus[]): void {
  const revoked = statuses.filter((status) => status === 'revoked').length;
  if (revoked === 0 || record.admin === account.address) return;
  throw new RootmarkError(
    'authority',
    'RegistryNotAdmin',
    `${countOf(revoked, 'credential')} of these ${revoked === 1 ? 'is' : 'are'} revoked, not suspended, and ${account.address} is not the admin of the issuer ${issuer}.`,
    'Only the admin can undo a revocation: choose its key with --account. Nothing was sent.',
  );
}

function withdrawnBatch(root: Hex): RootmarkError {
  return new RootmarkError(
    'contract',
    'RegistryBatchWithdrawn',
    `The batch ${root} is withdrawn, with every credential in it, and stays so.`,
    'Whoever is to have one of them again needs a new one. Nothing was sent.',
  );
}
