import {
  type Address,
  concat,
  encodeAbiParameters,
  type Hex,
  keccak256,
  numberToHex,
  stringToHex,
} from 'viem';
import type { ChainAccount } from '#core/account';
import { canonicalBytes } from '#core/disclosure';
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
export function payloadHashOf(payload: JsonObject): Hex {
  return keccak256(canonicalBytes(payload));
}

/** The EIP-712 domain separator of a CredentialRegistry on a chain, 32 bytes. */
export function domainSeparatorOf({ chainId, address }: ChainAccount): Hex {
  return keccak256(
    encodeAbiParameters(
      [
        { type: 'bytes32' },
        { type: 'bytes32' },
        { type: 'bytes32' },
        { type: 'uint256' },
        { type: 'address' },
      ],
      [DOMAIN_TYPE_HASH, NAME_HASH, VERSION_HASH, BigInt(chainId), address],
    ),
  );
}

/**
 * The leaf of a credential: the EIP-712 digest of `Credential(address issuer,uint256 index,bytes32 payloadHash)`. Its
 * preimage has 66 bytes and an inner node's 64, so neither can pass for the other.
 *
 * @param domainSeparator of the registry, from {@link domainSeparatorOf}.
 * @param index of the credential in its batch.
 */
export function leafOf(domainSeparator: Hex, issuer: Address, index: number, payloadHash: Hex): Hex {
  const word = numberToHex(index, { size: 32 });
  const paddedIssuer: Hex = `0x${issuer.slice(2).toLowerCase().padStart(64, '0')}`;
  const structHash = keccak256(concat([CREDENTIAL_TYPE_HASH, paddedIssuer, word, payloadHash]));
  return keccak256(concat(['0x1901', domainSeparator, structHash]));
}
