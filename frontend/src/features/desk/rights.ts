import type { Address } from 'viem';
import { type IssuerRecord, type OperatorRecord, ROLE, type StatusChange } from '#core/registry';

/** What the connected account may do for an issuer. */
export interface Rights {
  /** May revoke, suspend and reinstate. */
  isOperator: boolean;
  /** May anchor batches. */
  mayAnchor: boolean;
  /** May undo revocations, withdraw batches, and say who the operators are. */
  isAdmin: boolean;
}

/** Draws an account's rights from the registry's records, as the contract would. */
export function rightsOf(
  account: Address,
  { issuer, operator }: { issuer: IssuerRecord | null; operator: OperatorRecord | null },
): Rights {
  const roles =
    operator !== null && operator.retiredAt === null && operator.distrustedSince === null
      ? operator.roles
      : 0;
  return {
    isOperator: (roles & ROLE.revoke) !== 0,
    mayAnchor: (roles & ROLE.anchor) !== 0,
    isAdmin: issuer?.admin === account,
  };
}

/** What can be done from one credential: to itself, or to its whole batch. */
export type DeskChange = StatusChange | 'withdraw';

/** What can be done to a credential of this status by somebody with these rights, the gentlest first. */
export function choicesFor(status: string, rights: Pick<Rights, 'isOperator' | 'isAdmin'>): DeskChange[] {
  if (!Object.hasOwn(CHOICES, status)) return [];
  const ofAll: DeskChange[] = rights.isAdmin ? ['withdraw'] : [];
  return [...(CHOICES[status]?.(rights) ?? []), ...ofAll];
}

/** What can be done to the one credential, by the outcome of its status check. */
const CHOICES: Record<string, (rights: Pick<Rights, 'isOperator' | 'isAdmin'>) => StatusChange[]> = {
  StatusCurrent: ({ isOperator }) => (isOperator ? ['suspend', 'revoke'] : []),
  StatusSuspended: ({ isOperator, isAdmin }) =>
    isOperator ? ['reinstate', 'revoke'] : isAdmin ? ['reinstate'] : [],
  StatusRevoked: ({ isAdmin }) => (isAdmin ? ['reinstate'] : []),
};

/** How many bytes a reason takes on chain. */
export function bytesOf(reason: string): number {
  return new TextEncoder().encode(reason).length;
}
