import {
  type Address,
  bytesToHex,
  concat,
  type Hex,
  hexToBytes,
  keccak256,
  numberToHex,
  pad,
  stringToHex,
} from 'viem';
import type { ChainAccount } from '#core/account';
import { canonicalBytes } from '#core/disclosure';
import { type Hashing, portableHashing } from '#core/hashing';
import type { JsonObject } from '#core/json';

const DOMAIN_TYPE_HASH = keccak256(
  stringToHex('EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'),
);
const CREDENTIAL_TYPE_HASH = keccak256(
  stringToHex('Credential(address issuer,uint256 index,bytes32 payloadHash)'),
);
const NAME_HASH = keccak256(stringToHex('CredentialRegistry'));
const VERSION_HASH = keccak256(stringToHex('1'));

/** keccak-256 of the payload's canonical JSON (RFC 8785), 32 bytes. */
export function payloadHashOf(payload: JsonObject, hashing?: Hashing): Hex {
  return bytesToHex(payloadDigestOf(payload, hashing));
}

/** Like {@link payloadHashOf}, in bytes. */
export function payloadDigestOf(payload: JsonObject, { keccak256 }: Hashing = portableHashing): Uint8Array {
  return keccak256(canonicalBytes(payload));
}

/** The EIP-712 domain separator of a CredentialRegistry on a chain, 32 bytes. */
export function domainSeparatorOf(
  { chainId, address }: ChainAccount,
  { keccak256 }: Hashing = portableHashing,
): Hex {
  const chain = numberToHex(chainId, { size: 32 });
  const words = concat([DOMAIN_TYPE_HASH, NAME_HASH, VERSION_HASH, chain, pad(address)]);
  return bytesToHex(keccak256(hexToBytes(words)));
}

/**
 * The leaf of a credential: the EIP-712 digest of `Credential(address issuer,uint256 index,bytes32 payloadHash)`. Its
 * preimage has 66 bytes and an inner node's 64, so neither can pass for the other.
 *
 * @param domainSeparator of the registry, from {@link domainSeparatorOf}.
 * @param index of the credential in its batch.
 */
export function leafOf(
  domainSeparator: Hex,
  issuer: Address,
  index: number,
  payloadHash: Hex,
  hashing?: Hashing,
): Hex {
  return bytesToHex(leavesOf(domainSeparator, issuer, hashing)(index, hexToBytes(payloadHash)));
}

/**
 * Like {@link leafOf}, for many credentials of one issuer, in bytes.
 *
 * @returns a function of a credential's index and payload hash.
 */
export function leavesOf(
  domainSeparator: Hex,
  issuer: Address,
  { keccak256 }: Hashing = portableHashing,
): (index: number, payloadHash: Uint8Array) => Uint8Array {
  const struct = hexToBytes(concat([CREDENTIAL_TYPE_HASH, pad(issuer), pad('0x'), pad('0x')]));
  const indexWord = new DataView(struct.buffer, 64, 32);
  const digest = hexToBytes(concat(['0x1901', domainSeparator, pad('0x')]));
  return (index, payloadHash) => {
    indexWord.setBigUint64(24, BigInt(index));
    struct.set(payloadHash, 96);
    digest.set(keccak256(struct), 34);
    return keccak256(digest);
  };
}
