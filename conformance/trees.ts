import { SimpleMerkleTree } from '@openzeppelin/merkle-tree';
import { TypedDataEncoder } from 'ethers';
import { artifacts } from 'hardhat';
import { MerkleTree } from 'merkletreejs';
import { type Address, type Hex, keccak256, parseAbi, stringToHex } from 'viem';
import { deployContract, readContract, waitForTransactionReceipt } from 'viem/actions';
import { buildTree } from '#core/batch';
import { domainSeparatorOf, leafOf } from '#core/leaf';
import { rootOf } from '#core/proof';
import { startChain } from '../test/support/chain.ts';
import { ISSUER, REGISTRY } from './credentials.ts';
import type { Finding, Peer } from './finding.ts';

/** One leaf, odd nodes at every height, full trees and their neighbours. */
const SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 17, 31, 32, 33];

const PEER_ABI = parseAbi([
  'function verify(bytes32[] path, bytes32 root, bytes32 leaf) view returns (bool)',
]);

interface ProofCase {
  name: string;
  isGood: boolean;
  path: Hex[];
  root: Hex;
  leaf: Hex;
}

/** Proofs from trees of many sizes, and each with something wrong. */
function proofCases(count: number): ProofCase[] {
  const cases: ProofCase[] = [];
  for (let number = 0; number < count; number++) {
    const size = SIZES[number % SIZES.length] as number;
    const leaves = Array.from({ length: size }, (_, at) => keccak256(stringToHex(`${size}/${at}`)));
    const tree = buildTree(leaves);
    const index = (number * 7) % size;
    const good = { path: tree.pathOf(index), root: tree.root, leaf: leaves[index] as Hex };
    const name = `${index} of ${size}`;
    const other = keccak256(good.leaf);
    cases.push(
      { name, isGood: true, ...good },
      { name: `${name}, another leaf`, isGood: false, ...good, leaf: other },
      { name: `${name}, another root`, isGood: false, ...good, root: other },
      { name: `${name}, a step more`, isGood: false, ...good, path: [...good.path, other] },
      ...(size === 1
        ? []
        : [{ name: `${name}, a step less`, isGood: false, ...good, path: good.path.slice(1) }]),
    );
  }
  return cases;
}

async function compareWith(
  count: number,
  verify: (proof: ProofCase) => boolean | Promise<boolean>,
): Promise<Finding[]> {
  return Promise.all(
    proofCases(count).map(async (proof) => ({
      name: proof.name,
      isGood: proof.isGood,
      ours: rootOf(proof.leaf, proof.path) === proof.root,
      theirs: await verify(proof),
    })),
  );
}

/** Proofs, by OpenZeppelin's own verification in JavaScript. */
export const simpleMerkleTree: Peer = {
  name: 'OpenZeppelin SimpleMerkleTree.verify',
  packages: ['@openzeppelin/merkle-tree'],
  compare: (count) => compareWith(count, ({ path, root, leaf }) => SimpleMerkleTree.verify(root, leaf, path)),
};

/** Proofs, by the Solidity library that contracts use, on a chain. */
export const openZeppelin: Peer = {
  name: 'OpenZeppelin MerkleProof.sol',
  packages: ['@openzeppelin/contracts'],
  async compare(count) {
    const { client, accounts } = await startChain();
    const { bytecode } = await artifacts.readArtifact('MerkleProofPeer');
    const account = accounts[0] as Address;
    const hash = await deployContract(client, {
      abi: PEER_ABI,
      bytecode: bytecode as Hex,
      account,
      chain: null,
    });
    const { contractAddress } = await waitForTransactionReceipt(client, { hash });
    return compareWith(count, ({ path, root, leaf }) =>
      readContract(client, {
        abi: PEER_ABI,
        address: contractAddress as Address,
        functionName: 'verify',
        args: [path, root, leaf],
      }),
    );
  },
};

/** Proofs, by merkletreejs’ own verification. */
export const merkletreejs: Peer = {
  name: 'merkletreejs',
  packages: ['merkletreejs'],
  compare: (count) =>
    compareWith(count, ({ path, root, leaf }) =>
      MerkleTree.verify(path, leaf, root, (node: Buffer) => Buffer.from(keccak256(node, 'bytes')), {
        sortPairs: true,
      }),
    ),
};

/** Leaves, as EIP-712 has them. */
export const typedData: Peer = {
  name: 'ethers TypedDataEncoder',
  packages: ['ethers'],
  async compare(count) {
    const types = {
      Credential: [
        { name: 'issuer', type: 'address' },
        { name: 'index', type: 'uint256' },
        { name: 'payloadHash', type: 'bytes32' },
      ],
    };
    const findings: Finding[] = [];
    for (let number = 0; number < count; number++) {
      const index = number % 2 === 0 ? number : 2 ** 32 - 1 - number;
      const leaf = { ...REGISTRY, issuer: ISSUER, index, payloadHash: keccak256(stringToHex(`${number}`)) };
      const committed = leafOf(domainSeparatorOf(REGISTRY), leaf.issuer, leaf.index, leaf.payloadHash);
      const variants: [name: string, isGood: boolean, leaf: typeof leaf][] = [
        ['the same', true, leaf],
        ['another place', false, { ...leaf, index: index + 1 }],
        ['another issuer', false, { ...leaf, issuer: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC' }],
        ['another payload', false, { ...leaf, payloadHash: keccak256(leaf.payloadHash) }],
        ['another chain', false, { ...leaf, chainId: 1 as never }],
      ];
      for (const [name, isGood, { chainId, address, ...message }] of variants) {
        const domain = { name: 'CredentialRegistry', version: '1', chainId, verifyingContract: address };
        const ours = leafOf(
          domainSeparatorOf({ chainId, address }),
          message.issuer,
          message.index,
          message.payloadHash,
        );
        const theirs = TypedDataEncoder.hash(domain, types, message);
        findings.push({
          name: `${index}, ${name}`,
          isGood,
          ours: ours === committed,
          theirs: theirs === committed,
        });
      }
    }
    return findings;
  },
};
