import type { Address, Client, Hex } from 'viem';
import { readContract } from 'viem/actions';
import { credentialRegistryAbi } from '#core/abi';
import { statusBitOf } from '#core/registry';
import type { CredentialStatus } from './ledgerRecords.ts';

/** Status words that are asked for at a time: well within what endpoints let one call do. */
const WORDS_AT_ONCE = 1000n;

/** What the chain says now about credentials of a batch, in the order of their indexes. */
export async function readStatuses(
  client: Client,
  registry: Address,
  batch: { issuer: Address; root: Hex },
  indexes: readonly number[],
): Promise<CredentialStatus[]> {
  const places = indexes.map(statusBitOf);
  const words = new Map<bigint, { revoked: bigint; suspended: bigint }>();
  for (const { word } of places) {
    if (words.has(word)) continue;
    const [revoked, suspended] = await readContract(client, {
      abi: credentialRegistryAbi,
      address: registry,
      functionName: 'statusWords',
      args: [batch.issuer, batch.root, word, WORDS_AT_ONCE],
    });
    for (const [at, mask] of revoked.entries())
      words.set(word + BigInt(at), { revoked: mask, suspended: suspended[at] ?? 0n });
    // Of a batch that the chain does not hold it has no words.
    if (!words.has(word)) words.set(word, { revoked: 0n, suspended: 0n });
  }
  return places.map(({ word, mask }) => {
    const { revoked = 0n, suspended = 0n } = words.get(word) ?? {};
    if ((revoked & mask) !== 0n) return 'revoked';
    return (suspended & mask) === 0n ? 'issued' : 'suspended';
  });
}
