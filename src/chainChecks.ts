import type { Client } from 'viem';
import type { ChainReading } from '#core/chainReading';
import { failed, passed, unknown } from '#core/checks';
import { RPC_TIMEOUT } from '#core/clients';
import { collect } from '#core/collect';
import type { CredentialReading } from '#core/credentialReading';
import type { Deployment } from '#core/deployments';
import { plainText } from '#core/describe';
import type { Remember } from '#core/readingMemory';
import {
  anchoringBlockOf,
  batchWithdrawalOf,
  type CredentialQuery,
  type Withdrawal,
  withdrawalOf,
} from '#core/registry';
import type { Reason } from '#core/sentences';
import type { Check } from '#core/verdict';

/** Where a credential that is on record was found. */
export interface Place {
  deployment: Deployment;
  query: CredentialQuery;
  client: Client;
  block: ChainReading['block'];
  credential: CredentialReading;
  patience: number | undefined;
  remember: Remember;
}

/** What is good to know and decides nothing: null when the endpoint cannot tell it, or not in time. */
async function extra<Value>(
  ask: () => Promise<Value | null>,
  patience: number = RPC_TIMEOUT,
): Promise<Value | null> {
  const outcomes = await collect([ask], (question) => question(), { longest: patience, grace: 0, enough: 1 });
  const outcome = outcomes.get(ask);
  return outcome !== undefined && 'answer' in outcome ? outcome.answer : null;
}

/** Whether the batch has settled: under as many blocks as its network asks for. */
export async function anchoredCheck(
  { deployment, query, client, block, credential, patience, remember }: Place,
  anchoredAt: number,
): Promise<Check> {
  const { name, confirmations } = deployment;
  if (credential.settled) return passed('anchored', 'AnchoredSettled', { network: name, at: anchoredAt });
  const number = await extra(
    () =>
      remember(`block of ${query.issuer} ${query.root}`, () => anchoringBlockOf(client, deployment, query)),
    patience,
  );
  const blocks = number === null ? 0 : block.number - number + 1;
  return unknown('anchored', 'AnchoredSettling', {
    confirmations,
    // One endpoint's word, which must not contradict what they agree on.
    ...(blocks > 0 && blocks < confirmations ? { blocks } : {}),
  });
}

/** Whether the key that anchored it may still be relied on. */
export function operatorCheck({ distrusted, distrustedSince }: CredentialReading): Check {
  return distrusted
    ? failed('operator', 'OperatorDistrusted', { since: distrustedSince ?? 0 })
    : passed('operator', 'OperatorAuthorised');
}

/** Whether it was revoked, suspended or withdrawn with its batch. */
export async function statusCheck({
  deployment,
  query,
  client,
  credential,
  patience,
  remember,
}: Place): Promise<Check> {
  const { withdrawn, revoked, suspended } = credential;
  const failedSince = async (reason: Reason, read: () => Promise<Withdrawal | null>) =>
    withdrawnCheck(reason, await extra(read, patience));
  if (withdrawn)
    return failedSince('StatusBatchWithdrawn', () =>
      remember(`withdrawal of ${query.issuer} ${query.root}`, () =>
        batchWithdrawalOf(client, deployment, query),
      ),
    );
  const single = (kind: 'revoked' | 'suspended') => withdrawalOf(client, deployment, kind, query, remember);
  if (revoked) return failedSince('StatusRevoked', () => single('revoked'));
  if (suspended) return failedSince('StatusSuspended', () => single('suspended'));
  return passed('status', 'StatusCurrent');
}

function withdrawnCheck(reason: Reason, withdrawal: Withdrawal | null): Check {
  const values = withdrawal === null ? {} : { at: withdrawal.at, why: plainText(withdrawal.reason, 256) };
  return failed('status', reason, values);
}
