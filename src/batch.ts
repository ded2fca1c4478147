import { type Address, bytesToHex, concat, type Hex, hexToBytes } from 'viem';
import { type ChainAccount, toChecksummed } from '#core/account';
import { toBase64Url } from '#core/bytes';
import { type AnchorProof, anchorProofOf, type FullDisclosure } from '#core/credential';
import { buildPayload } from '#core/disclosure';
import { RootmarkError } from '#core/errors';
import { type Hashing, portableHashing } from '#core/hashing';
import type { JsonObject } from '#core/json';
import { domainSeparatorOf, leavesOf, payloadDigestOf } from '#core/leaf';
import { type Tree, treeOver } from '#core/merkleTree';
import { withStatusEntry } from '#core/statusEntry';

/** Bytes of a batch's secret, from which its seeds and its order come. */
export const BATCH_SECRET_BYTES = 32;
/** Most credentials in one batch: the contract keeps the size in 32 bits. */
export const MAXIMUM_BATCH_SIZE = 2 ** 32 - 1;

/** A credential that is filled in but not yet part of a batch: no `proof`. */
export interface DraftCredential {
  document: JsonObject & { id: string };
  /** JSON Pointers of the claims that the holder may hide. */
  redactable: readonly string[];
}

/** One credential of a batch: the finished document, and its place in the tree. */
export interface BatchCredential {
  document: JsonObject & { id: string };
  index: number;
  payloadHash: Hex;
  leaf: Hex;
}

export interface Batch {
  root: Hex;
  size: number;
  /** In the order of the drafts, which says nothing about their order in the tree. */
  credentials: BatchCredential[];
}

export interface BuildBatchParameters {
  registry: ChainAccount;
  issuer: Address;
  /** {@link BATCH_SECRET_BYTES} random bytes; the same secret and drafts give the same batch again. */
  secret: Uint8Array;
  drafts: readonly DraftCredential[];
  /** Made for the machine that this runs on, or the portable one. */
  hashing?: Hashing;
}

/**
 * Hashes drafts into one Merkle tree and gives each its anchor proof. Places in the tree are shuffled by the secret.
 *
 * @throws RootmarkError `BatchEmpty`, `BatchDuplicate`, `BatchSecret`, `AddressInvalid` or `StatusList`; FormatError when
 * a draft's redactable claims do not fit it.
 */
export function buildBatch({ drafts, ...parameters }: BuildBatchParameters): Batch {
  const indexes = shuffledIndexes(parameters.secret, drafts.length, parameters.hashing);
  return assembleBatch({
    ...parameters,
    drafts: drafts.map((draft, row) => ({ ...draft, index: indexes[row] as number })),
  });
}

/** A draft whose place in the tree is settled. */
export interface PlacedDraft extends DraftCredential {
  index: number;
}

/**
 * Like {@link buildBatch}, for drafts that have their places already: makes a batch again as it was.
 *
 * @throws RootmarkError as {@link buildBatch}, and `BatchIndexes` when the places are not 0…size-1, each once.
 */
export function assembleBatch({
  secret,
  drafts,
  hashing = portableHashing,
  ...given
}: Omit<BuildBatchParameters, 'drafts'> & { drafts: readonly PlacedDraft[] }): Batch {
  refuseDuplicates(drafts);
  refuseBadIndexes(drafts);
  const sealer = sealerOf({ ...given, secret, hashing });
  const hashed = drafts.map((draft) => sealer.hash(draft));
  const leaves = new Uint8Array(hashed.length * 32);
  for (const { index, leaf } of hashed) leaves.set(leaf, index * 32);
  const tree = treeOver(leaves, hashing);
  return {
    root: tree.root,
    size: hashed.length,
    credentials: hashed.map((draft) => sealer.seal(draft, tree)),
  };
}

/** A draft with what was computed from it. */
export interface HashedDraft {
  document: JsonObject & { id: string };
  disclosure: FullDisclosure;
  index: number;
  payloadHash: Hex;
  leaf: Uint8Array;
}

/** Makes the credentials of one batch, one at a time. */
export interface Sealer {
  /** The payload hash of a draft whose document is complete, 32 bytes. @throws FormatError as `hash`. */
  payloadDigest(draft: DraftCredential): Uint8Array;
  /** Computes a draft's leaf. @throws FormatError when its redactable claims do not fit it. */
  hash(draft: PlacedDraft): HashedDraft;
  /** Gives a draft its anchor proof, from the tree over all leaves of the batch. */
  seal(draft: HashedDraft, tree: Tree): BatchCredential;
  /** The document that the leaf is computed from: the draft's, its `credentialStatus` complete. @throws RootmarkError `StatusList`. */
  placedDocument(draft: Pick<PlacedDraft, 'document' | 'index'>): BatchCredential['document'];
  /** The anchor proof of the draft with this id, which depends on nothing else in its document. */
  proofOf(draft: Pick<PlacedDraft, 'redactable' | 'index'> & { id: string }, tree: Tree): AnchorProof;
}

/** What makes the credentials of one batch. @throws RootmarkError `BatchSecret` or `AddressInvalid`. */
export function sealerOf({
  secret,
  hashing = portableHashing,
  ...given
}: Omit<BuildBatchParameters, 'drafts'>): Sealer {
  refuseBadSecret(secret);
  // A file that spells an address in lower case could never be read again.
  const registry = { ...given.registry, address: toChecksummed(given.registry.address) };
  const issuer = toChecksummed(given.issuer);
  const leafOf = leavesOf(domainSeparatorOf(registry), issuer, hashing);
  const listName = statusListNameOf(secret);
  const placedDocument: Sealer['placedDocument'] = ({ document, index }) =>
    withStatusEntry(document, { index, listName });
  const fullDisclosureOf = (id: string, redactable: readonly string[]): FullDisclosure => ({
    seed: seedOf(secret, id, hashing),
    redactable,
  });
  const proven = (disclosure: FullDisclosure, index: number, { root, pathOf }: Tree) =>
    anchorProofOf({ registry, issuer, root, index, path: pathOf(index), disclosure });
  const payloadDigest: Sealer['payloadDigest'] = ({ document, redactable }) =>
    payloadDigestOf(buildPayload(document, fullDisclosureOf(document.id, redactable), hashing), hashing);
  return {
    placedDocument,
    payloadDigest,
    proofOf: ({ id, redactable, index }, tree) => proven(fullDisclosureOf(id, redactable), index, tree),
    hash: ({ document: draft, redactable, index }) => {
      const document = placedDocument({ document: draft, index });
      const digest = payloadDigest({ document, redactable });
      const disclosure = fullDisclosureOf(document.id, redactable);
      return { document, disclosure, index, payloadHash: bytesToHex(digest), leaf: leafOf(index, digest) };
    },
    seal: ({ document, disclosure, index, payloadHash, leaf }, tree) => {
      const proof = proven(disclosure, index, tree) as unknown as JsonObject;
      return { document: { ...document, proof: [proof] }, index, payloadHash, leaf: bytesToHex(leaf) };
    },
  };
}

/** The tree over leaves in hex, in index order. @throws RangeError when there are none. */
export function buildTree(leaves: readonly Hex[]): Tree {
  return treeOver(hexToBytes(concat(leaves)));
}

/** The seed that salts one credential's redactable claims: HMAC-SHA-256 of its id, keyed by the batch's secret (base64url, 32 bytes). */
export function seedOf(secret: Uint8Array, credentialId: string, hashing?: Hashing): string {
  return toBase64Url(derive(secret, `seed/${credentialId}`, hashing));
}

/** The name of a batch's status list in its issuer's folder of them (hex, 8 bytes); known before the batch is hashed. */
export function statusListNameOf(secret: Uint8Array): string {
  return bytesToHex(derive(secret, 'status-list').subarray(0, 8)).slice(2);
}

/** The salt of a hashed identity in one credential (base64url, 16 bytes), so that an email cannot be guessed from its hash alone. */
export function identitySaltOf(
  secret: Uint8Array,
  credentialId: string,
  identityType: string,
  hashing?: Hashing,
): string {
  return toBase64Url(derive(secret, `identity/${identityType}/${credentialId}`, hashing).subarray(0, 16));
}

/**
 * A permutation of 0…count-1 (Fisher–Yates) that only the holder of the secret can tell: a place in the tree says
 * nothing about the roster's order.
 */
export function shuffledIndexes(
  secret: Uint8Array,
  count: number,
  hashing: Hashing = portableHashing,
): Uint32Array {
  const indexes = new Uint32Array(count).map((_, index) => index);
  const random = randomIntegers(hashing.hmacSha256(secret));
  for (let last = count - 1; last > 0; last--) {
    const other = random(last + 1);
    const moved = indexes[last] as number;
    indexes[last] = indexes[other] as number;
    indexes[other] = moved;
  }
  return indexes;
}

/** Unbiased integers below a bound, from a stream of HMAC-SHA-256 blocks; of each the last word is taken first. */
function randomIntegers(authenticate: (message: string) => Uint8Array): (bound: number) => number {
  let counter = 0;
  let block: DataView = new DataView(new ArrayBuffer(0));
  let left = 0;
  const next = () => {
    if (left === 0) {
      const { buffer, byteOffset, length } = authenticate(purposeOf(`order/${counter++}`));
      block = new DataView(buffer, byteOffset, length);
      left = length;
    }
    left -= 4;
    return block.getUint32(left);
  };
  return (bound) => {
    const limit = 2 ** 32 - (2 ** 32 % bound);
    let word = next();
    while (word >= limit) word = next();
    return word % bound;
  };
}

function derive(secret: Uint8Array, purpose: string, { hmacSha256 } = portableHashing): Uint8Array {
  return hmacSha256(secret)(purposeOf(purpose));
}

/** What is authenticated with a batch's secret for some purpose of this format. */
function purposeOf(purpose: string): string {
  return `rootmark-v1/${purpose}`;
}

/** @throws RootmarkError `BatchEmpty` for a number of credentials that no batch can have. */
export function refuseBatchSize(size: number): void {
  if (size > 0 && size <= MAXIMUM_BATCH_SIZE) return;
  throw new RootmarkError(
    'input',
    'BatchEmpty',
    `A batch has 1 to ${MAXIMUM_BATCH_SIZE} credentials; this has ${size}.`,
    'Check the roster.',
  );
}

function refuseDuplicates(drafts: readonly DraftCredential[]): void {
  refuseBatchSize(drafts.length);
  const ids = new Set<string>();
  for (const { document } of drafts) {
    if (ids.has(document.id)) {
      throw new RootmarkError(
        'input',
        'BatchDuplicate',
        `Two credentials of the batch have the id ${document.id}.`,
        'Give each its own id.',
      );
    }
    ids.add(document.id);
  }
}

function refuseBadIndexes(drafts: readonly PlacedDraft[]): void {
  const taken = new Set(drafts.map(({ index }) => index));
  if (drafts.every((_, index) => taken.has(index))) return;
  throw new RootmarkError(
    'input',
    'BatchIndexes',
    `The ${drafts.length} credentials of the batch do not have the places 0 to ${drafts.length - 1}, each once.`,
    'Restore the record of the batch from a backup.',
  );
}

/** A shorter secret would make seeds that can be guessed, and with them what holders hide. */
function refuseBadSecret(secret: Uint8Array): void {
  if (secret.length === BATCH_SECRET_BYTES) return;
  throw new RootmarkError(
    'usage',
    'BatchSecret',
    `A batch's secret has ${BATCH_SECRET_BYTES} bytes; this has ${secret.length}.`,
    'Use random bytes.',
  );
}
