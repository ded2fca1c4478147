import type { Deployment } from '#core/deployments';
import { readBatch } from '#core/registry';
import type { Connection } from './connection.ts';
import type { Ledger } from './ledger.ts';
import type { CredentialStatus } from './ledgerRecords.ts';
import type { Target } from './statusTargets.ts';
import { readStatuses } from './statusWords.ts';

/** Lets the ledger say of credentials of one of its batches what the chain says. */
export async function followChain(
  { connection, deployment }: { connection: Connection; deployment: Deployment },
  target: Pick<Target, 'issuer' | 'root' | 'credentials'>,
  batchId: number,
  ledger: Ledger,
): Promise<void> {
  const indexes = target.credentials.map(({ index }) => index);
  const batch = await readBatch(connection.client, deployment, target);
  const statuses = batch?.withdrawn
    ? indexes.map((): CredentialStatus => 'revoked')
    : await readStatuses(connection.client, deployment.credentialRegistry.address, target, indexes);
  for (const status of ['issued', 'suspended', 'revoked'] as const) {
    ledger.setStatus(
      batchId,
      indexes.filter((_, at) => statuses[at] === status),
      status,
    );
  }
}
