import { concat, type Hex, keccak256 } from 'viem';

/** Folds a Merkle path from a leaf up to the root it implies (OpenZeppelin `MerkleProof`: pairs sorted, keccak-256). */
export function rootOf(leaf: Hex, path: readonly Hex[]): Hex {
  return path.reduce((node, sibling) => hashPair(node, sibling), leaf);
}

/** The inner node above two children, which are sorted as unsigned integers first. */
export function hashPair(a: Hex, b: Hex): Hex {
  return keccak256(a.toLowerCase() < b.toLowerCase() ? concat([a, b]) : concat([b, a]));
}
