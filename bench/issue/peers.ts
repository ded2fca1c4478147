import { keccak256 } from 'ethers';
import { MerkleTree } from 'merkletreejs';
import { treeOver } from '#core/merkleTree';
import { nodeHashing } from '../../scripts/support/nodeHashing.ts';
import { HASH_BYTES } from '../../scripts/support/packedDrafts.ts';
import type { Measurement } from './measurement.ts';

/** Leaves that look like real ones: one after the other, each the hash of the one before. */
function leavesOf(size: number): Uint8Array {
  const leaves = new Uint8Array(size * HASH_BYTES);
  for (let at = HASH_BYTES; at < leaves.length; at += HASH_BYTES)
    leaves.set(nodeHashing.sha256(leaves.subarray(at - HASH_BYTES, at)), at);
  return leaves;
}

/** The tree alone, by this project. */
export function measureTree(size: number): Measurement {
  const leaves = leavesOf(size);
  const startedAt = performance.now();
  const { root } = treeOver(leaves, nodeHashing);
  return { root, seconds: (performance.now() - startedAt) / 1000 };
}

/** The same tree by merkletreejs with ethers' keccak. */
export function measureMerkletreejs(size: number): Measurement {
  const bytes = leavesOf(size);
  const startedAt = performance.now();
  const leaves = Array.from({ length: size }, (_, index) =>
    Buffer.from(bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES)),
  );
  const tree = new MerkleTree(leaves, (node: Buffer) => Buffer.from(keccak256(node).slice(2), 'hex'), {
    sortPairs: true,
  });
  const root = tree.getHexRoot();
  return { root, seconds: (performance.now() - startedAt) / 1000 };
}
