import { type Address, checksumAddress, isAddress } from 'viem';
import { RootmarkError } from '#core/errors';

/** A contract or account on one chain: a CAIP-10 account id of the `eip155` namespace. */
export interface ChainAccount {
  chainId: number;
  address: Address;
}

/** Writes the CAIP-10 account id, for example `eip155:31337:0x5FbD…`. */
export function toAccountId({ chainId, address }: ChainAccount): string {
  return `eip155:${chainId}:${address}`;
}

/**
 * Reads a CAIP-10 account id of an EVM chain, or returns null when it is not one. The address must carry its EIP-55
 * checksum, so that no letter of it can be altered unseen.
 */
export function parseAccountId(text: string): ChainAccount | null {
  const match = /^eip155:([1-9]\d{0,14}):(0x[0-9a-fA-F]{40})$/.exec(text);
  const [, chainId, address] = match ?? [];
  if (chainId === undefined || address === undefined || !isChecksummed(address)) return null;
  return { chainId: Number(chainId), address };
}

/** Whether the text is an address spelled with its EIP-55 checksum. */
export function isChecksummed(text: string): text is Address {
  return /^0x[0-9a-fA-F]{40}$/.test(text) && checksumAddress(text.toLowerCase() as Address) === text;
}

/**
 * The address spelled with its EIP-55 checksum, from that spelling or from lower case.
 *
 * @throws RootmarkError `AddressInvalid` for anything else, a wrong checksum included.
 */
export function toChecksummed(address: Address): Address {
  if (isAddress(address)) return checksumAddress(address);
  throw new RootmarkError(
    'usage',
    'AddressInvalid',
    `“${String(address).slice(0, 60)}” is not an address, or its checksum is wrong.`,
    'Copy the address again.',
  );
}
