import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Address, hexToBytes } from 'viem';
import type { ChainAccount } from '#core/account';
import { type DraftCredential, type Sealer, sealerOf } from '#core/batch';
import { type DraftIdentity, draftIdentityOf, fillRow } from '#core/drafts';
import { FormatError, RootmarkError } from '#core/errors';
import { europeanProfile } from '#core/europeanProfile';
import type { FillContext } from '#core/fillTemplate';
import { deepFreeze } from '#core/json';
import { domainSeparatorOf, leavesOf } from '#core/leaf';
import type { RosterProblem } from '#core/rosterProblem';
import type { Template } from '#core/template';
import { nodeHashing } from './nodeHashing.ts';

/** Bytes of a payload hash, and of a leaf. */
export const HASH_BYTES = 32;

/** What every worker knows of the batch. */
export interface DraftSetup extends Omit<FillContext, 'hashing'> {
  template: Template;
  profile: 'eu' | undefined;
  registry: ChainAccount;
  issuer: Address;
}

/** Rows of a roster to be filled into the template. */
export interface FillTask {
  kind: 'fill';
  columns: readonly string[];
  /** One for each row, in the columns' order. */
  cells: readonly (readonly string[])[];
  rows: readonly number[];
  /** Whether nothing was wrong with the row's cells. */
  isSound: readonly boolean[];
}

/** What became of the rows of a {@link FillTask}. */
export interface FillResult {
  /** One for each row: the draft's identity, or null when there is none, and what is wrong. */
  rows: { identity: DraftIdentity | null; problems: RosterProblem[] }[];
  /** Payload hashes, one after the other, of the rows with which nothing is wrong; null when they depend on a place in the tree. */
  payloadHashes: Uint8Array | null;
  /** The same rows' drafts, packed by {@link packDrafts}. */
  drafts: Uint8Array;
}

/** Drafts whose places in the tree are settled. */
export interface PlaceTask {
  kind: 'place';
  indexes: Uint32Array;
  payloadHashes: Uint8Array | null;
  drafts: Uint8Array;
}

/** What goes into the tree and the files, one after the other in the order of the {@link PlaceTask}. */
export interface PlaceResult {
  payloadHashes: Uint8Array;
  leaves: Uint8Array;
}

export type DraftTask = FillTask | PlaceTask;

/** Drafts as one deflated text, a line of JSON for each: what they have in common is kept once, not a hundred times. */
export function packDrafts(drafts: readonly DraftCredential[]): Uint8Array {
  const text = drafts.map((draft) => JSON.stringify(draft)).join('\n');
  // A copy of just these bytes: the buffer of zlib has room for more, and all of it would go from thread to thread.
  return new Uint8Array(deflateRawSync(text, { level: 1 }));
}

/** Reverses {@link packDrafts}. */
export function unpackDrafts(packed: Uint8Array): DraftCredential[] {
  const text = inflateRawSync(packed).toString();
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line));
}

/** Does tasks of one batch. Whatever it does depends on the setup and the task alone, so that any thread may do it. */
export class DraftWorker {
  private readonly setup: DraftSetup;
  private readonly inspect: ReturnType<typeof europeanProfile> | undefined;
  private readonly leafOf: ReturnType<typeof leavesOf>;
  private readonly sealer: Sealer;

  constructor(setup: DraftSetup) {
    // What was frozen comes unfrozen out of another thread, and only frozen parts are canonicalised once for all rows.
    deepFreeze(setup.template);
    this.setup = setup;
    this.inspect = setup.profile === undefined ? undefined : europeanProfile(setup.template);
    this.leafOf = leavesOf(domainSeparatorOf(setup.registry), setup.issuer, nodeHashing);
    this.sealer = sealerOf({ ...setup, hashing: nodeHashing });
  }

  /** @throws RootmarkError as `buildBatch`, naming the row. */
  fill({ columns, cells, rows, isSound }: FillTask): FillResult {
    const drafts: DraftCredential[] = [];
    const hashes: (Uint8Array | null)[] = [];
    const results = rows.map((row, position): FillResult['rows'][number] => {
      const named = columns.map((column, index) => [column, cells[position]?.[index] ?? ''] as const);
      const filled = fillRow(
        this.setup.template,
        { kind: 'row', row, cells: new Map(named), isSound: isSound[position] ?? false },
        { ...this.setup, hashing: nodeHashing },
      );
      if ('problems' in filled) return { identity: null, problems: filled.problems };
      const { document, redactable } = filled.draft;
      const problems = this.inspect?.(filled.draft) ?? [];
      if (isSound[position] && problems.length === 0) {
        drafts.push({ document, redactable });
        hashes.push(inRow(row, () => this.placelessHash({ document, redactable })));
      }
      return { identity: draftIdentityOf(filled.draft), problems };
    });
    const isPlaceless = hashes.every((hash) => hash !== null);
    return {
      rows: results,
      payloadHashes: isPlaceless ? joined(hashes) : null,
      drafts: packDrafts(drafts),
    };
  }

  /** Hashes what depends on a place in the tree. @throws RootmarkError as `assembleBatch`. */
  place({ indexes, payloadHashes, drafts }: PlaceTask): PlaceResult {
    if (payloadHashes === null) return this.hashPlaced(unpackDrafts(drafts), indexes);
    const leaves = Array.from(indexes, (index, position) =>
      this.leafOf(index, payloadHashes.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES)),
    );
    return { payloadHashes, leaves: joined(leaves) };
  }

  private hashPlaced(drafts: readonly DraftCredential[], indexes: Uint32Array): PlaceResult {
    const hashed = drafts.map((draft, position) =>
      this.sealer.hash({ ...draft, index: indexes[position] as number }),
    );
    return {
      payloadHashes: joined(hashed.map(({ payloadHash }) => hexToBytes(payloadHash))),
      leaves: joined(hashed.map(({ leaf }) => leaf)),
    };
  }

  /** The payload hash of a draft, or null when its place in the tree will be part of it. */
  private placelessHash(draft: DraftCredential): Uint8Array | null {
    const { document, payloadHash } = this.sealer.hash({ ...draft, index: 0 });
    return document === draft.document ? hexToBytes(payloadHash) : null;
  }
}

/** Says which row a draft came from that cannot be hashed. */
function inRow<Result>(row: number, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { kind, code, message, advice } = error;
    throw new RootmarkError(kind, code, `Row ${row}: ${message}`, advice, { cause: error });
  }
}

function joined(hashes: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(hashes.length * HASH_BYTES);
  for (const [position, hash] of hashes.entries()) bytes.set(hash, position * HASH_BYTES);
  return bytes;
}
