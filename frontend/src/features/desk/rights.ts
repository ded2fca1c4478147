import type { Address } from 'viem';
import { type IssuerRecord, type OperatorRecord, ROLE, type StatusChange } from '#core/registry';

/** What the connected account may do for an issuer. */
export interface Rights {
  /** May revoke, suspend and reinstate. */
  isOperator: boolean;
  /** May undo revocations, too. */
  isAdmin: boolean;
}

/** Draws an account's rights from the registry's records, as the contract would. */
export function rightsOf(
  account: Address,
  { issuer, operator }: { issuer: IssuerRecord | null; operator: OperatorRecord | null },
): Rights {
  return {
    isOperator:
      operator !== null &&
      operator.retiredAt === null &&
      operator.distrustedSince === null &&
      (operator.roles & ROLE.revoke) !== 0,
    isAdmin: issuer?.admin === account,
  };
}

/** What can be done to a credential of this status by somebody with these rights, the gentlest first. */
export function choicesFor(status: string, { isOperator, isAdmin }: Rights): StatusChange[] {
  switch (status) {
    case 'StatusCurrent':
      return isOperator ? ['suspend', 'revoke'] : [];
    case 'StatusSuspended':
      if (isOperator) return ['reinstate', 'revoke'];
      return isAdmin ? ['reinstate'] : [];
    case 'StatusRevoked':
      return isAdmin ? ['reinstate'] : [];
    default:
      return [];
  }
}

/** Most bytes of UTF-8 in a reason, by the contract. */
export const LONGEST_REASON = 256;

/** How many bytes a reason takes on chain. */
export function bytesOf(reason: string): number {
  return new TextEncoder().encode(reason).length;
}
