import type { Address } from 'viem';
import type { Deployment } from '#core/deployments';
import { type IssuerEvent, readIssuerHistory } from '#core/issuerHistory';
import { type OperatorRecord, readOperator } from '#core/registry';
import { clientFor } from '../../checking/context.ts';

/** An event of one key's history. */
type KeyEvent = Extract<IssuerEvent, { operator: Address }>;

/** A key that may act for an issuer, or once could, with all that happened to it, oldest first. */
export interface HeldKey extends OperatorRecord {
  operator: Address;
  history: KeyEvent[];
}

/** Every key that an issuer ever had: the usable ones first, then the retired, then the disowned. @throws RootmarkError of kind `network`. */
export async function readOperators(deployment: Deployment, issuer: Address): Promise<HeldKey[]> {
  const client = clientFor(deployment);
  const events = (await readIssuerHistory(client, deployment, issuer)).filter((event) => 'operator' in event);
  // The key that registered is authorised by an event of its own, as all others are.
  const operators = [...new Set(events.map(({ operator }) => operator))];
  const keys = await Promise.all(
    operators.map(async (operator) => {
      const record = await readOperator(client, deployment, issuer, operator);
      const history = events.filter((event) => event.operator === operator);
      return record === null ? [] : [{ operator, ...record, history }];
    }),
  );
  return keys.flat().sort((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ retiredAt, distrustedSince }: OperatorRecord): number {
  if (distrustedSince !== null) return 2;
  return retiredAt === null ? 0 : 1;
}
