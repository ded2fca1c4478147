import { setImmediate } from 'node:timers/promises';
import type { BatchCredential } from '#core/batch';
import type { RootmarkError } from '#core/errors';
import { nodesOver, treeOf } from '#core/merkleTree';
import type { Ledger } from './ledger.ts';
import type { BatchRecord, CredentialRecord } from './ledgerRecords.ts';
import { nodeHashing } from './nodeHashing.ts';
import { type Output, usageError } from './output.ts';
import { HASH_BYTES, ledgerChanged } from './packedDrafts.ts';
import { Placer, type SealSetup, type TreeSetup } from './sealTasks.ts';

/** Credentials made between two looks at what else has happened, such as Ctrl-C. */
const AT_ONCE = 50;

/** A batch of the ledger, by the beginning of its root. @throws RootmarkError of kind `usage` when none, or several, begin so. */
export function batchBeginning(ledger: Ledger, root: string): BatchRecord {
  const found = ledger.batches().filter((batch) => batch.root.startsWith(root.toLowerCase()));
  const [only] = found;
  if (found.length === 1 && only !== undefined) return only;
  throw usageError(
    found.length === 0
      ? `No batch in the ledger begins with ${root.slice(0, 66)}.`
      : `${found.length} batches in the ledger begin with ${root.slice(0, 66)}.`,
    'See their roots with “npx hardhat credential list”.',
  );
}

/** A credential made again, with what the ledger knows of it. */
export type RemadeCredential = BatchCredential & { row: CredentialRecord };

/** Makes credentials of a batch again as they were, without ever holding more than a page of them in memory. */
export class LedgerBatch {
  readonly record: BatchRecord;
  private readonly ledger: Ledger;
  private readonly setup: SealSetup;
  private readonly placer: Placer;
  private tree: TreeSetup | undefined;

  constructor(ledger: Ledger, record: BatchRecord) {
    const { chainId, registry, issuer, secret } = record;
    this.ledger = ledger;
    this.record = record;
    this.setup = { registry: { chainId, address: registry }, issuer, secret };
    this.placer = new Placer(this.setup);
  }

  /**
   * Builds the tree over the whole batch, which every one of its paths is made from.
   *
   * @returns what seals its credentials, in memory that threads can share.
   * @throws RootmarkError `LedgerChanged`.
   */
  async hash(output: Output): Promise<TreeSetup> {
    const { id, size, root } = this.record;
    const leaves = new Uint8Array(size * HASH_BYTES);
    const progress = output.progress('Hashing', size, 'slow');
    let done = 0;
    for (const { credentials: places, payloadHashes, drafts } of this.ledger.placedPages(id)) {
      const indexes = Uint32Array.from(places);
      const placed = this.placer.place({ indexes, payloadHashes, drafts });
      for (const [position, index] of indexes.entries()) {
        if (index >= size) throw rootDiffers(this.record);
        leaves.set(hashAt(placed.leaves, position), index * HASH_BYTES);
      }
      done += places.length;
      progress.update(done);
      await setImmediate();
    }
    progress.stop();
    if (done !== size) throw rootDiffers(this.record);
    const nodes = nodesOver(leaves, nodeHashing, (bytes) => new Uint8Array(new SharedArrayBuffer(bytes)));
    if (treeOf(nodes, size).root !== root) throw rootDiffers(this.record);
    this.tree = { ...this.setup, root, size, nodes };
    return this.tree;
  }

  /** The credentials at these places, in the order of the roster. {@link hash} comes first. @throws RootmarkError `LedgerChanged`. */
  async *credentials(isWanted: (row: CredentialRecord) => boolean): AsyncGenerator<RemadeCredential> {
    const { nodes, size } = this.tree as TreeSetup;
    const tree = treeOf(nodes, size);
    let made = 0;
    for (const { draft, ...row } of this.ledger.drafts(this.record.id, isWanted)) {
      const hashed = this.placer.sealer.hash({ ...draft, index: row.index });
      if (Buffer.compare(hashed.leaf, hashAt(nodes, row.index)) !== 0) throw rootDiffers(this.record);
      yield { ...this.placer.sealer.seal(hashed, tree), row };
      if (++made % AT_ONCE === 0) await setImmediate();
    }
  }
}

function hashAt(hashes: Uint8Array, position: number): Uint8Array {
  return hashes.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES);
}

function rootDiffers({ root }: BatchRecord): RootmarkError {
  return ledgerChanged(`The ledger’s rows do not give the root ${root}.`);
}
