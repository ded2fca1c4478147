import { bytesToHex, type Hex, hexToBytes } from 'viem';
import { type Hashing, portableHashing } from '#core/hashing';

/** Folds a Merkle path from a leaf up to the root it implies (OpenZeppelin `MerkleProof`: pairs sorted, keccak-256). */
export function rootOf(leaf: Hex, path: readonly Hex[], { keccak256 }: Hashing = portableHashing): Hex {
  let node = hexToBytes(leaf);
  for (const sibling of path) node = keccak256(sorted(node, hexToBytes(sibling)));
  return bytesToHex(node);
}

/** The inner node above two children, which are sorted as unsigned integers first. */
export function hashPair(a: Hex, b: Hex): Hex {
  return rootOf(a, [b]);
}

/** Two nodes of 32 bytes, the smaller one first, in one piece. */
function sorted(a: Uint8Array, b: Uint8Array): Uint8Array {
  const different = a.findIndex((byte, at) => byte !== b[at]);
  const isSmaller = (a[different] ?? 0) < (b[different] ?? 0);
  const pair = new Uint8Array(a.length + b.length);
  pair.set(isSmaller ? a : b);
  pair.set(isSmaller ? b : a, a.length);
  return pair;
}
