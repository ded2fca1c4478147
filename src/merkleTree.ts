import { bytesToHex, type Hex } from 'viem';
import { type Hashing, portableHashing } from '#core/hashing';

const NODE_BYTES = 32;

/** A Merkle tree over leaves in index order; an odd node moves up unchanged. */
export interface Tree {
  root: Hex;
  /** The siblings from a leaf up to the root. */
  pathOf(index: number): Hex[];
}

/** One level of a tree: where its nodes begin, counted in nodes, and how many there are. */
interface Level {
  start: number;
  size: number;
}

/**
 * Builds a tree of the form that OpenZeppelin's `MerkleProof` and merkletreejs with `sortPairs` accept: keccak-256, pairs
 * sorted, odd nodes never duplicated (CVE-2012-2459). All nodes are in one piece of memory, 64 bytes for each leaf, and
 * paths are read off it on demand.
 *
 * @param leaves of 32 bytes, one after the other; not changed and not kept.
 * @throws RangeError when there is no leaf, or half of one.
 */
export function treeOver(leaves: Uint8Array, hashing: Hashing = portableHashing): Tree {
  return treeOf(nodesOver(leaves, hashing), leaves.length / NODE_BYTES);
}

/**
 * All nodes of the tree over some leaves, level by level from the leaves up.
 *
 * @param memoryFor gives the memory that they are written to, all zero: such as one that threads share.
 * @throws RangeError as {@link treeOver}.
 */
export function nodesOver(
  leaves: Uint8Array,
  hashing: Hashing = portableHashing,
  memoryFor = (bytes: number): Uint8Array => new Uint8Array(bytes),
): Uint8Array {
  if (leaves.length === 0 || leaves.length % NODE_BYTES !== 0)
    throw new RangeError(`A tree has leaves of ${NODE_BYTES} bytes; these are ${leaves.length} bytes.`);
  const levels = levelsOf(leaves.length / NODE_BYTES);
  const top = levels.at(-1) as Level;
  const nodes = memoryFor((top.start + 1) * NODE_BYTES);
  nodes.set(leaves);
  for (const [height, { start, size }] of levels.slice(1).entries())
    hashLevel(nodes, levels[height] as Level, start, size, hashing);
  return nodes;
}

/**
 * The tree with these nodes, from {@link nodesOver}, over so many leaves.
 *
 * @param hexOf writes a node in hex: what is fastest on the machine that this runs on, or what runs everywhere.
 */
export function treeOf(nodes: Uint8Array, size: number, hexOf: (node: Uint8Array) => Hex = bytesToHex): Tree {
  const levels = levelsOf(size);
  const top = levels.at(-1) as Level;
  const nodeAt = (at: number): Hex => hexOf(nodes.subarray(at * NODE_BYTES, (at + 1) * NODE_BYTES));
  return {
    root: nodeAt(top.start),
    pathOf: (index) => {
      const path: Hex[] = [];
      let at = index;
      for (const { start, size } of levels.slice(0, -1)) {
        const sibling = at % 2 === 0 ? at + 1 : at - 1;
        if (sibling < size) path.push(nodeAt(start + sibling));
        at = Math.floor(at / 2);
      }
      return path;
    },
  };
}

/** The levels of a tree from its leaves up to its root. */
function levelsOf(leaves: number): Level[] {
  const levels: Level[] = [{ start: 0, size: leaves }];
  for (let start = 0, size = leaves; size > 1; ) {
    start += size;
    size = Math.ceil(size / 2);
    levels.push({ start, size });
  }
  return levels;
}

/** Fills one level from the one below. */
function hashLevel(nodes: Uint8Array, below: Level, start: number, size: number, hashing: Hashing): void {
  const swapped = new Uint8Array(2 * NODE_BYTES);
  for (let position = 0; position < size; position++) {
    const left = (below.start + 2 * position) * NODE_BYTES;
    const target = (start + position) * NODE_BYTES;
    if (2 * position + 1 === below.size) {
      nodes.copyWithin(target, left, left + NODE_BYTES);
      continue;
    }
    const right = left + NODE_BYTES;
    let pair = nodes.subarray(left, right + NODE_BYTES);
    if (isAfter(nodes, left, right)) {
      swapped.set(nodes.subarray(right, right + NODE_BYTES));
      swapped.set(nodes.subarray(left, right), NODE_BYTES);
      pair = swapped;
    }
    nodes.set(hashing.keccak256(pair), target);
  }
}

/** Whether one node is greater than another, both taken as unsigned integers. */
function isAfter(nodes: Uint8Array, one: number, other: number): boolean {
  for (let at = 0; at < NODE_BYTES; at++) {
    const difference = (nodes[one + at] as number) - (nodes[other + at] as number);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
