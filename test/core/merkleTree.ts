import { expect } from 'chai';
import fc from 'fast-check';
import { MerkleTree } from 'merkletreejs';
import { bytesToHex, type Hex, keccak256, toHex } from 'viem';
import { portableHashing } from '#core/hashing';
import { treeOver } from '#core/merkleTree';
import { hashPair, rootOf } from '#core/proof';

function leavesOf(count: number): Hex[] {
  return Array.from({ length: count }, (_, index) => keccak256(toHex(`leaf ${index}`)));
}

function packed(leaves: readonly Hex[]): Uint8Array {
  return Buffer.from(leaves.map((leaf) => leaf.slice(2)).join(''), 'hex');
}

/** The same tree by merkletreejs: its root, and the path of every leaf. */
function byMerkletreejs(leaves: readonly Hex[]): { root: Hex; paths: Hex[][] } {
  const buffers = leaves.map((leaf) => Buffer.from(leaf.slice(2), 'hex'));
  const hash = (node: Buffer) => Buffer.from(keccak256(node, 'bytes'));
  const tree = new MerkleTree(buffers, hash, { sortPairs: true });
  const paths = buffers.map((leaf, index) => tree.getProof(leaf, index).map(({ data }) => bytesToHex(data)));
  return { root: bytesToHex(tree.getRoot()), paths };
}

function expectSameTree(leaves: readonly Hex[]): void {
  const tree = treeOver(packed(leaves));
  const { root, paths } = byMerkletreejs(leaves);

  expect(tree.root).to.equal(root);
  expect(leaves.map((_, index) => tree.pathOf(index))).to.eql(paths);
}

describe('treeOver', () => {
  it('gives the root and every path that merkletreejs gives, for 1 to 300 leaves', () => {
    for (let size = 1; size <= 300; size++) expectSameTree(leavesOf(size));
  }).timeout(60_000);

  for (const size of [511, 513, 1023, 1025, 2049]) {
    it(`gives the root and every path that merkletreejs gives, for ${size} leaves`, () =>
      expectSameTree(leavesOf(size))).timeout(60_000);
  }

  it('gives what merkletreejs gives for any leaves, equal ones and nearly equal ones among them', () => {
    const anyLeaf = fc
      .tuple(fc.constantFrom(0, 1, 127, 128, 255), fc.constantFrom(0, 16, 31))
      .map(([byte, at]) => toHex(new Uint8Array(32).fill(byte, at, at + 1)));
    fc.assert(fc.property(fc.array(anyLeaf, { minLength: 1, maxLength: 70 }), expectSameTree), {
      numRuns: 60,
    });
  });

  it('moves an odd node up over several levels, unchanged', () => {
    const leaves = leavesOf(5) as [Hex, Hex, Hex, Hex, Hex];
    const [a, b, c, d, e] = leaves;
    const tree = treeOver(packed(leaves));

    expect(tree.root).to.equal(hashPair(hashPair(hashPair(a, b), hashPair(c, d)), e));
    expect(tree.pathOf(4)).to.eql([hashPair(hashPair(a, b), hashPair(c, d))]);
  });

  it('neither changes the leaves nor depends on them later', () => {
    const leaves = leavesOf(3);
    const bytes = packed(leaves);
    const tree = treeOver(bytes);
    const path = tree.pathOf(0);

    expect(bytes).to.eql(packed(leaves));
    bytes.fill(0);
    expect(tree.pathOf(0)).to.eql(path);
  });

  it('gives paths that lead to the root for leaves inside a larger buffer', () => {
    const leaves = leavesOf(7);
    const around = Buffer.concat([Buffer.alloc(5), packed(leaves), Buffer.alloc(9)]);
    const tree = treeOver(around.subarray(5, 5 + 7 * 32));

    for (const [index, leaf] of leaves.entries())
      expect(rootOf(leaf, tree.pathOf(index))).to.equal(tree.root);
  });

  it('hashes each inner node once', () => {
    let calls = 0;
    const counting = {
      ...portableHashing,
      keccak256: (bytes: Uint8Array) => {
        calls++;
        return portableHashing.keccak256(bytes);
      },
    };
    treeOver(packed(leavesOf(100)), counting);

    // Every pairing makes one node of two, so 99 are needed, wherever odd nodes move up.
    expect(calls).to.equal(99);
  });

  for (const length of [0, 31, 33]) {
    it(`refuses leaves of ${length} bytes`, () => {
      expect(() => treeOver(new Uint8Array(length))).to.throw(
        RangeError,
        `A tree has leaves of 32 bytes; these are ${length} bytes.`,
      );
    });
  }
});
