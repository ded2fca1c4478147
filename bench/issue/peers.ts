import { v2, wrapDocuments } from '@govtechsg/open-attestation';
import { SimpleMerkleTree } from '@openzeppelin/merkle-tree';
import { keccak256 } from 'ethers';
import { MerkleTree } from 'merkletreejs';
import { bytesToHex } from 'viem';
import { streamDrafts } from '#core/drafts';
import type { JsonObject } from '#core/json';
import { treeOver } from '#core/merkleTree';
import { nodeHashing } from '../../scripts/support/nodeHashing.ts';
import { HASH_BYTES } from '../../scripts/support/packedDrafts.ts';
import type { Measurement } from '../support/measurement.ts';
import { openRoster, SETUP } from './batch.ts';

/** Leaves that look like real ones: one after the other, each the hash of the one before. */
function leavesOf(size: number): Uint8Array {
  const leaves = new Uint8Array(size * HASH_BYTES);
  for (let at = HASH_BYTES; at < leaves.length; at += HASH_BYTES)
    leaves.set(nodeHashing.sha256(leaves.subarray(at - HASH_BYTES, at)), at);
  return leaves;
}

/** The leaves as the trees of others want them. */
function separate<Leaf>(bytes: Uint8Array, leafFrom: (bytes: Uint8Array) => Leaf): Leaf[] {
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, index) =>
    leafFrom(bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES)),
  );
}

/** How long it takes to build a tree, from leaves in bytes to its root. */
function measured(size: number, rootOf: (leaves: Uint8Array) => string): Measurement {
  const leaves = leavesOf(size);
  const startedAt = performance.now();
  const root = rootOf(leaves);
  return { root, seconds: (performance.now() - startedAt) / 1000 };
}

/** The tree alone, by this project. */
export function measureTree(size: number): Measurement {
  return measured(size, (leaves) => treeOver(leaves, nodeHashing).root);
}

/** The same tree by merkletreejs with ethers' keccak. */
export function measureMerkletreejs(size: number): Measurement {
  return measured(size, (bytes) => {
    const leaves = separate(bytes, (leaf) => Buffer.from(leaf));
    const hash = (node: Buffer) => Buffer.from(keccak256(node).slice(2), 'hex');
    return new MerkleTree(leaves, hash, { sortPairs: true }).getHexRoot();
  });
}

/** A tree over the same leaves by OpenZeppelin's library: it sorts them, so that its root is another. */
export function measureOpenZeppelin(size: number): Measurement {
  return measured(size, (bytes) => SimpleMerkleTree.of(separate(bytes, (leaf) => bytesToHex(leaf))).root);
}

/** The same credentials wrapped by OpenAttestation: salted, hashed and put into a tree. They have to be ready before. */
export async function measureOpenAttestation(roster: string): Promise<Measurement> {
  const documents: OpenAttestationDocument[] = [];
  for await (const entry of streamDrafts({ ...SETUP, roster: openRoster(roster), hashing: nodeHashing })) {
    if (entry.kind === 'problem') throw new Error(entry.message);
    documents.push({ ...ISSUED_BY, credential: entry.document });
  }
  const startedAt = performance.now();
  const wrapped = wrapDocuments(documents);
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds, root: `0x${wrapped[0]?.signature.merkleRoot}` };
}

type OpenAttestationDocument = Parameters<typeof wrapDocuments>[0][number] & { credential: JsonObject };

/** What a document of OpenAttestation says of its issuer. */
const ISSUED_BY: Parameters<typeof wrapDocuments>[0][number] = {
  issuers: [
    {
      name: 'Lakeside',
      documentStore: SETUP.registry.address,
      identityProof: { type: v2.IdentityProofType.DNSTxt, location: 'lakeside.example' },
    },
  ],
};
