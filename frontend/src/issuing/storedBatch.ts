import type { Address, Hex } from 'viem';
import type { PlacedDraft } from '#core/batch';

/** Most credentials of a batch that is made in the browser; more are for the command line. */
export const MOST_CREDENTIALS = 5000;

/** Most bytes of a roster or a template that are read. */
export const MOST_INPUT_BYTES = 32 * 1024 * 1024;

/** One credential of a batch, as it was before hashing, with what its file is called. */
export interface StoredDraft extends PlacedDraft {
  holder: string;
  /** Without extension. */
  fileName: string;
}

/** What a batch is, without its credentials. */
export interface BatchDescription {
  chainId: number;
  registry: Address;
  issuer: Address;
  root: Hex;
  size: number;
  /** What is awarded. */
  name: string;
  /** Unix seconds. */
  builtAt: number;
}

/** Everything that a batch's files can be made from again. */
export interface BatchContent {
  /** Never leaves this browser but in a backup: it gives away what holders hide. */
  secret: Uint8Array;
  drafts: StoredDraft[];
}

/** A batch that was built and is anchored nowhere yet. */
export interface BuiltBatch {
  description: BatchDescription;
  content: BatchContent;
}

/** How far a batch has come. */
export interface BatchProgress {
  /** When a wallet was last asked to send it, in Unix seconds. */
  askedAt: number | null;
  /** The transaction that was sent last. */
  transactionHash: Hex | null;
  /** Whether the chain holds it, as last seen. */
  isAnchored: boolean;
  /** The block that anchored it, where that is known. */
  blockNumber: number | null;
  gasUsed: number | null;
  /** When its files were handed over last, in Unix seconds. */
  downloadedAt: number | null;
}

/** A batch as this browser remembers it. */
export type StoredBatch = BatchDescription & BatchProgress;

/** The progress of a batch with which nothing has been done. */
export const UNTOUCHED: BatchProgress = {
  askedAt: null,
  transactionHash: null,
  isAnchored: false,
  blockNumber: null,
  gasUsed: null,
  downloadedAt: null,
};

/** What tells a batch from all others, as the registry does. */
export function batchKey({
  chainId,
  registry,
  issuer,
  root,
}: Pick<BatchDescription, 'chainId' | 'registry' | 'issuer' | 'root'>): string {
  return [chainId, registry, issuer, root].join('/');
}

/** Whether something is still to be done for a batch: to anchor it, or to hand its files over. */
export function isUnfinished({ isAnchored, downloadedAt }: BatchProgress): boolean {
  return !isAnchored || downloadedAt === null;
}
