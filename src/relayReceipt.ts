import * as v from 'valibot';
import type { Address, Hex } from 'viem';
import { isChecksummed } from '#core/account';

const address = v.custom<Address>((value) => typeof value === 'string' && isChecksummed(value));
const hash = v.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const FORMAT = { format: 'rootmark-receipt', version: 1 } as const;

/** A receipt as it stands in its file. */
export const ReceiptSchema = v.strictObject({
  format: v.literal(FORMAT.format),
  version: v.literal(FORMAT.version),
  chainId: count,
  registry: address,
  issuer: address,
  root: hash,
  size: count,
  transactionHash: v.nullable(hash),
  blockNumber: v.nullable(count),
  gasUsed: v.nullable(count),
});

/**
 * A relayer's word that a batch is anchored, for a machine that never asks a chain itself. What is not known of a
 * transaction that somebody else sent is null.
 */
export type RelayReceipt = Omit<v.InferOutput<typeof ReceiptSchema>, 'format' | 'version'>;

/** Where the receipt of a relay file goes: beside it. */
export function receiptPathOf(relayPath: string): string {
  return `${relayPath}.receipt.json`;
}

/** The text of a receipt's file. */
export function receiptText(receipt: RelayReceipt): string {
  return `${JSON.stringify({ ...FORMAT, ...receipt }, null, 2)}\n`;
}
