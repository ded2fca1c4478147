import { createMPTFromProof, type MerklePatriciaTrie } from '@ethereumjs/mpt';
import { type Address, bytesToHex, fromRlp, type Hex, hexToBytes, keccak256, numberToHex, toRlp } from 'viem';

/** The root of a trie that holds nothing: the hash of the RLP of an empty string. */
const EMPTY_ROOT = keccak256(toRlp('0x'));

/** Shorter nodes stand inside their parent; longer ones, and the root, are named by their hash (yellow paper, appendix D). */
const HASH_BYTES = 32;

/** What a chain's state says about a contract: its storage and its code, each by its hash. */
export interface ProvenAccount {
  storageRoot: Hex;
  codeHash: Hex;
}

/** The nodes do not lead from the root to what was asked for. */
export class ProofError extends Error {
  override readonly name = 'ProofError';
}

/**
 * What a state's proof says about an account (EIP-1186), or null when it proves that there is none.
 *
 * @param nodes of the state trie, from its root on; exactly those on the way.
 * @throws ProofError
 */
export async function provenAccount(
  stateRoot: Hex,
  address: Address,
  nodes: readonly Hex[],
): Promise<ProvenAccount | null> {
  const value = await provenValue(stateRoot, keccak256(address), nodes);
  if (value === null) return null;
  const [, , storageRoot, codeHash] = fromRlp(value, 'hex') as Hex[];
  if (storageRoot === undefined || codeHash === undefined) throw new ProofError('the account has no code');
  return { storageRoot, codeHash };
}

/**
 * What a storage slot holds; zero when the proof shows that nothing is stored there.
 *
 * @param nodes of the account's storage trie, from its root on; exactly those on the way.
 * @throws ProofError
 */
export async function provenSlot(storageRoot: Hex, slot: bigint, nodes: readonly Hex[]): Promise<bigint> {
  const value = await provenValue(storageRoot, keccak256(numberToHex(slot, { size: 32 })), nodes);
  return value === null ? 0n : BigInt(fromRlp(value, 'hex') as Hex);
}

/**
 * Leaves out of a node's answer what is not on the way: some nodes name an empty trie, or children that stand inside
 * their parent, once more.
 */
export function nodesByHash(nodes: readonly Hex[]): Hex[] {
  return nodes.filter((node, at) => node !== '0x80' && (at === 0 || isNamedByHash(node)));
}

async function provenValue(root: Hex, path: Hex, nodes: readonly Hex[]): Promise<Uint8Array | null> {
  if (root === EMPTY_ROOT) {
    if (nodes.length > 0) throw new ProofError('it has nodes of a trie that is empty');
    return null;
  }
  const { node, remaining, stack } = await walk(root, path, nodes);
  const onTheWay = stack.map((found) => bytesToHex(found.serialize()));
  // A node that nobody looks at could hold anything.
  if (nodesByHash(onTheWay).join() !== nodes.join()) throw new ProofError('it has nodes that lead nowhere');
  return node === null || remaining.length > 0 ? null : node.value();
}

async function walk(root: Hex, path: Hex, nodes: readonly Hex[]): ReturnType<MerklePatriciaTrie['findPath']> {
  try {
    const bytes = nodes.map((node) => hexToBytes(node));
    const trie = await createMPTFromProof(bytes, { root: hexToBytes(root) });
    return await trie.findPath(hexToBytes(path), true);
  } catch (error) {
    throw new ProofError('a node on the way is missing or altered', { cause: error });
  }
}

function isNamedByHash(node: Hex): boolean {
  return node.length >= 2 + 2 * HASH_BYTES;
}
