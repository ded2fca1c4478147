import { type Address, type Hex, hexToBytes } from 'viem';
import type { ChainAccount } from '#core/account';
import { type Sealer, sealerOf } from '#core/batch';
import { parseCredential } from '#core/credential';
import { FormatError } from '#core/errors';
import { type JsonObject, reparseJson } from '#core/json';
import { domainSeparatorOf, leavesOf } from '#core/leaf';
import { type Tree, treeOf } from '#core/merkleTree';
import { isSigned } from '#core/signatureCheck';
import { STATUS_ENTRY_TYPE } from '#core/statusEntry';
import { fingerprintOf } from '#core/verify';
import { joinedBytes } from './fileBytes.ts';
import { nodeHashing } from './nodeHashing.ts';
import {
  areDigested,
  HASH_BYTES,
  ledgerChanged,
  unpackDrafts,
  type WrittenDraft,
  writtenPageIn,
} from './packedDrafts.ts';

/** What the credentials of a batch are sealed with. */
export interface SealSetup {
  registry: ChainAccount;
  issuer: Address;
  secret: Uint8Array;
}

/** Drafts whose places in the tree are settled. */
export interface PlaceTask {
  kind: 'place';
  indexes: Uint32Array;
  /** One after the other; null when they depend on the places. */
  payloadHashes: Uint8Array | null;
  /** Packed; only looked at where there are no payload hashes. */
  drafts: Uint8Array;
}

/** What goes into the tree and the ledger, one after the other in the order of the {@link PlaceTask}. */
export interface PlaceResult {
  payloadHashes: Uint8Array;
  leaves: Uint8Array;
}

/** A {@link PlaceTask} whose drafts are read when they are needed. */
interface Placing extends Pick<PlaceTask, 'indexes' | 'payloadHashes'> {
  drafts: () => Uint8Array;
}

/** Computes the leaves of drafts. */
export class Placer {
  readonly sealer: Sealer;
  private readonly leafOf: ReturnType<typeof leavesOf>;

  constructor(setup: SealSetup) {
    this.leafOf = leavesOf(domainSeparatorOf(setup.registry), setup.issuer, nodeHashing);
    this.sealer = sealerOf({ ...setup, hashing: nodeHashing });
  }

  /** Hashes what depends on a place in the tree. @throws RootmarkError as `assembleBatch`. */
  place({ indexes, payloadHashes, drafts }: Placing): PlaceResult {
    if (payloadHashes === null) return this.hashPlaced(drafts(), indexes);
    const leaves = Array.from(indexes, (index, position) =>
      this.leafOf(index, payloadHashes.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES)),
    );
    return { payloadHashes, leaves: joinedBytes(leaves) };
  }

  private hashPlaced(drafts: Uint8Array, indexes: Uint32Array): PlaceResult {
    const hashed = unpackDrafts(drafts).map((draft, position) =>
      this.sealer.hash({ ...draft, index: indexes[position] as number }),
    );
    return {
      payloadHashes: joinedBytes(hashed.map(({ payloadHash }) => hexToBytes(payloadHash))),
      leaves: joinedBytes(hashed.map(({ leaf }) => leaf)),
    };
  }
}

/** What seals a batch whose tree is built. */
export interface TreeSetup extends SealSetup {
  root: Hex;
  size: number;
  /** From `nodesOver`, in memory that all threads share. */
  nodes: Uint8Array;
}

/** Makes finished credentials of drafts, a line of JSON for each. */
export interface SealTask {
  kind: 'seal';
  indexes: Uint32Array;
  drafts: Uint8Array;
}

/** Looks whether lines that a file holds already are the credentials with these places. */
export interface CheckTask {
  kind: 'check';
  indexes: Uint32Array;
  lines: Uint8Array;
  /** Whether there may be signatures beside the seals. */
  maybeSigned: boolean;
}

export type LineTask = SealTask | CheckTask;

/** The lines that were sealed; or whether all lines are as they must be. */
export type LineResult = Uint8Array | boolean;

export type SignDocument = (document: JsonObject) => Promise<JsonObject>;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const NEW_LINE = 10;

/** Seals drafts, and checks what was sealed, from its own bytes alone. */
export class LineSealer {
  private readonly setup: TreeSetup;
  private readonly sealer: Sealer;
  private readonly tree: Tree;
  private readonly sign: SignDocument | null;

  /** @param sign adds a signature to each credential; none is added without. */
  constructor(setup: TreeSetup, sign: SignDocument | null = null) {
    this.setup = setup;
    this.sealer = sealerOf({ ...setup, hashing: nodeHashing });
    this.tree = treeOf(setup.nodes, setup.size, hexOf);
    this.sign = sign;
  }

  async perform(task: LineTask): Promise<LineResult> {
    return task.kind === 'seal' ? this.seal(task) : this.areWhole(task);
  }

  /**
   * Of drafts that carry their digest, the first line stands for all: they are those that the tree was built from, and all
   * lines are made alike. Any others are all led to the root.
   *
   * @throws RootmarkError `LedgerChanged` when a line that was just made does not lead to the root: a draft is not what it was.
   */
  private async seal({ indexes, drafts }: SealTask): Promise<Uint8Array> {
    const page = writtenPageIn(drafts);
    const mayNeedPlaces = page.mentions(STATUS_ENTRY_TYPE);
    const lines: Uint8Array[][] = [];
    for (const [position, draft] of page.drafts.entries()) {
      const index = indexes[position] as number;
      const line = this.lineOf(mayNeedPlaces ? this.placed(draft, index) : draft, index);
      lines.push(this.sign === null ? line : [await signedLine(joinedBytes(line), this.sign)]);
    }
    const text = joinedBytes(lines.flat());
    const isEach = !areDigested(drafts) || this.sign !== null;
    const checked = isEach ? text : text.subarray(0, text.indexOf(NEW_LINE) + 1);
    if (lines.length === indexes.length && this.leadsTo(checked, isEach ? indexes : indexes.subarray(0, 1)))
      return text;
    throw ledgerChanged(`The ledger’s rows do not give the root ${this.setup.root}.`);
  }

  /** The document as it is written, its proof added at the end: nothing of it has to be read for that. */
  private lineOf({ id, redactable, document }: WrittenDraft, index: number): Uint8Array[] {
    const proof = this.sealer.proofOf({ id, redactable, index }, this.tree);
    const end = encoder.encode(`,"proof":[${JSON.stringify(proof)}]}\n`);
    return [...document.slice(0, -1), (document.at(-1) as Uint8Array).subarray(0, -1), end];
  }

  /** The draft with what of its document depends on its place. */
  private placed(draft: WrittenDraft, index: number): WrittenDraft {
    const document = documentIn(joinedBytes(draft.document));
    const placed = this.sealer.placedDocument({ document, index });
    return placed === document ? draft : { ...draft, document: [encoder.encode(JSON.stringify(placed))] };
  }

  private areWhole({ indexes, lines, maybeSigned }: CheckTask): boolean {
    try {
      return this.leadsTo(lines, indexes, maybeSigned);
    } catch (error) {
      if (error instanceof FormatError) return false;
      throw error;
    }
  }

  /** Whether there is one line for each place, and every one of them leads from its place to the root. */
  private leadsTo(lines: Uint8Array, indexes: Uint32Array, maybeSigned = true): boolean {
    let start = 0;
    for (const index of indexes) {
      const end = lines.indexOf(NEW_LINE, start);
      if (end < 0 || !this.isCredential(lines.subarray(start, end), index, maybeSigned)) return false;
      start = end + 1;
    }
    return start === lines.length;
  }

  private isCredential(line: Uint8Array, index: number, maybeSigned: boolean): boolean {
    const { root, issuer } = this.setup;
    const credential = parseCredential(line);
    const found = fingerprintOf(credential, nodeHashing);
    return (
      found.computedRoot === root &&
      found.root === root &&
      found.issuer === issuer &&
      found.index === index &&
      (maybeSigned || !isSigned(credential.document))
    );
  }
}

/** Several times as fast as what runs everywhere. */
function hexOf({ buffer, byteOffset, length }: Uint8Array): Hex {
  return `0x${Buffer.from(buffer, byteOffset, length).toString('hex')}`;
}

function documentIn(bytes: Uint8Array): JsonObject & { id: string } {
  return reparseJson(decoder.decode(bytes)) as JsonObject & { id: string };
}

async function signedLine(line: Uint8Array, sign: SignDocument): Promise<Uint8Array> {
  return encoder.encode(`${JSON.stringify(await sign(documentIn(line)))}\n`);
}
