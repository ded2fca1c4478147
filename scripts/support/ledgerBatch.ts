import { setImmediate } from 'node:timers/promises';
import { type BatchCredential, type Sealer, sealerOf } from '#core/batch';
import { RootmarkError } from '#core/errors';
import { type Tree, treeOver } from '#core/merkleTree';
import type { BatchRecord, CredentialRecord, Ledger } from './ledger.ts';
import { nodeHashing } from './nodeHashing.ts';
import { type Output, usageError } from './output.ts';

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

/** Makes credentials of a batch again as they were, without ever holding more than one of them in memory. */
export class LedgerBatch {
  readonly record: BatchRecord;
  private readonly ledger: Ledger;
  private readonly sealer: Sealer;
  private tree: Tree | undefined;

  constructor(ledger: Ledger, record: BatchRecord) {
    this.ledger = ledger;
    this.record = record;
    this.sealer = sealerOf({
      registry: { chainId: record.chainId, address: record.registry },
      issuer: record.issuer,
      secret: record.secret,
      hashing: nodeHashing,
    });
  }

  /** Hashes the whole batch, which every one of its paths is made from. @throws RootmarkError `LedgerChanged`. */
  async hash(output: Output): Promise<void> {
    const { id, size, root } = this.record;
    const leaves = new Uint8Array(size * 32);
    const progress = output.progress('Hashing', size);
    let done = 0;
    for (const { index, draft } of this.ledger.drafts(id)) {
      if (index !== done || index >= size) throw ledgerChanged(root);
      leaves.set(this.sealer.hash({ ...draft, index }).leaf, index * 32);
      progress.update(++done);
      if (done % AT_ONCE === 0) await setImmediate();
    }
    progress.stop();
    if (done !== size) throw ledgerChanged(root);
    this.tree = treeOver(leaves, nodeHashing);
    if (this.tree.root !== root) throw ledgerChanged(root);
  }

  /** The credentials at these places, in order of their places. {@link hash} comes first. */
  async *credentials(places: ReadonlySet<number>): AsyncGenerator<RemadeCredential> {
    let made = 0;
    for (const { draft, ...row } of this.ledger.drafts(this.record.id)) {
      if (!places.has(row.index)) continue;
      const hashed = this.sealer.hash({ ...draft, index: row.index });
      yield { ...this.sealer.seal(hashed, this.tree as Tree), row };
      if (++made % AT_ONCE === 0) await setImmediate();
    }
  }
}

function ledgerChanged(root: string): RootmarkError {
  return new RootmarkError(
    'input',
    'LedgerChanged',
    `The ledger’s rows do not give the root ${root}.`,
    'The ledger was altered, or written by another version: restore it from its backup.',
  );
}
