import { type StatusChange, statusChangeCalls, withdrawBatchData } from '#core/registry';
import { actionOf } from './command.ts';
import { confirm } from './confirm.ts';
import { actFor, callRegistry } from './issuers.ts';
import { type CredentialStatus, Ledger } from './ledger.ts';
import { usageError } from './output.ts';
import { ledgerPath } from './settings.ts';
import { type Target, type TargetOptions, targetsOf } from './statusTargets.ts';

interface Arguments extends TargetOptions {
  reason: string | undefined;
  account: string | undefined;
  yes: boolean;
}

const STATUS_AFTER: Record<StatusChange, CredentialStatus> = {
  revoke: 'revoked',
  suspend: 'suspended',
  reinstate: 'issued',
};
const DONE: Record<StatusChange, string> = {
  revoke: 'Revoked',
  suspend: 'Suspended',
  reinstate: 'Reinstated',
};

/** The action of `credential revoke`, `suspend` and `reinstate`. */
export function changeStatus(change: StatusChange) {
  return actionOf<Arguments>(async (options, context) => {
    const { output } = context;
    const reason = reasonFrom(options.reason);
    const ledger = await Ledger.open(ledgerPath());
    try {
      const targets = targetsOf(options, ledger);
      const total = targets.reduce((sum, { indexes }) => sum + indexes.length, 0);
      if (!options.yes) await confirm(`${total} ${total === 1 ? 'credential' : 'credentials'}: ${change}?`);
      const transactions: string[] = [];
      for (const target of targets) {
        const acting = await actFor(context, { issuer: target.issuer, account: options.account });
        for (const data of callsFor(change, target, reason)) {
          const receipt = await callRegistry(acting, data);
          transactions.push(receipt.transactionHash);
        }
        if (target.batchId !== null) ledger.setStatus(target.batchId, target.indexes, STATUS_AFTER[change]);
      }
      output.line(`${DONE[change]} ${total} ${total === 1 ? 'credential' : 'credentials'}: ${reason}`);
      output.result({ change, credentials: total, reason, transactions });
    } finally {
      ledger.close();
    }
    return undefined;
  });
}

/** Revoking a whole batch is the admin's withdrawal of it: one bit for all. Everything else goes credential by credential. */
function callsFor(change: StatusChange, { issuer, root, indexes, isWhole }: Target, reason: string) {
  if (change === 'revoke' && isWhole) return [withdrawBatchData(issuer, root, reason)];
  return statusChangeCalls(change, { issuer, root, indexes, reason });
}

function reasonFrom(reason: string | undefined): string {
  const text = reason?.trim() ?? '';
  if (text !== '') return text;
  throw usageError(
    '--reason is missing.',
    'Say why, for the reader of the credential, such as --reason "issued in error". Name no one: it is public for ever.',
  );
}
