import { type Hex, hexToBytes, keccak256, numberToHex, pad, sliceHex } from 'viem';
import type { ChainAccount } from '#core/account';
import { domainSeparatorOf } from '#core/leaf';

/**
 * The code of the CredentialRegistry as it stands on a chain. `hash` is that of the code with the three 32-byte words
 * that differ from one deployment to the next set to zero; the others are where those words begin, in bytes. A test
 * compares them with the compiled contract.
 */
export const REGISTRY_CODE = {
  hash: '0xc3cb16d7da75fe760b3f8f993661b24a2ee289c2fbfcbe120a20f406346360ac',
  domainSeparator: 14427,
  chainId: 14616,
  address: 14380,
} as const;

const WORD = 32;

/** Whether this is the code of a CredentialRegistry that was made on this chain at this address. */
export function isRegistryCode(code: Hex, registry: ChainAccount): boolean {
  const own = {
    domainSeparator: domainSeparatorOf(registry),
    chainId: numberToHex(registry.chainId, { size: WORD }),
    address: pad(registry.address, { size: WORD }).toLowerCase(),
  };
  const blank = hexToBytes(code);
  for (const [name, word] of Object.entries(own)) {
    const start = REGISTRY_CODE[name as keyof typeof own];
    if (blank.length < start + WORD || sliceHex(code, start, start + WORD) !== word) return false;
    blank.fill(0, start, start + WORD);
  }
  return keccak256(blank) === REGISTRY_CODE.hash;
}
