import type { Hex } from 'viem';
import { type ChainAccount, parseAccountId, toAccountId } from '#core/account';

/** Which credential is meant, wherever its file is. */
export interface CredentialReference {
  registry: ChainAccount;
  /** The leaf: 32 bytes in lower-case hex. */
  leaf: Hex;
}

/** Writes a reference as the registry's CAIP-10 account id and the leaf, with a colon between them. */
export function toReferenceText({ registry, leaf }: CredentialReference): string {
  return `${toAccountId(registry)}:${leaf}`;
}

/** Reads what {@link toReferenceText} wrote, in exactly that spelling, or returns null. */
export function parseReferenceText(text: string): CredentialReference | null {
  const [, account, leaf] = /^(eip155:\d+:0x[0-9a-fA-F]{40}):(0x[0-9a-f]{64})$/.exec(text) ?? [];
  const registry = account === undefined ? null : parseAccountId(account);
  return registry === null || leaf === undefined ? null : { registry, leaf: leaf as Hex };
}
