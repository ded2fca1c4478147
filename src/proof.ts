import { bytesToHex, concat, type Hex, hexToBytes } from 'viem';
import { type Hashing, portableHashing } from '#core/hashing';

/** Folds a Merkle path from a leaf up to the root it implies (OpenZeppelin `MerkleProof`: pairs sorted, keccak-256). */
export function rootOf(leaf: Hex, path: readonly Hex[], hashing?: Hashing): Hex {
  return path.reduce((node, sibling) => hashPair(node, sibling, hashing), leaf);
}

/** The inner node above two children, which are sorted as unsigned integers first. */
export function hashPair(a: Hex, b: Hex, { keccak256 }: Hashing = portableHashing): Hex {
  const pair = a.toLowerCase() < b.toLowerCase() ? concat([a, b]) : concat([b, a]);
  return bytesToHex(keccak256(hexToBytes(pair)));
}
