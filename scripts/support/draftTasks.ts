import type { DraftCredential } from '#core/batch';
import { type DraftIdentity, draftIdentityOf, fillRow } from '#core/drafts';
import { FormatError, RootmarkError } from '#core/errors';
import { europeanProfile } from '#core/europeanProfile';
import type { FillContext } from '#core/fillTemplate';
import { deepFreeze } from '#core/json';
import type { RosterProblem } from '#core/rosterProblem';
import type { Template } from '#core/template';
import { joinedBytes } from './fileBytes.ts';
import { nodeHashing } from './nodeHashing.ts';
import { packDrafts } from './packedDrafts.ts';
import { type PlaceResult, Placer, type PlaceTask, type SealSetup } from './sealTasks.ts';

/** What every worker knows of the batch. */
export interface DraftSetup extends Omit<FillContext, 'hashing'>, SealSetup {
  template: Template;
  profile: 'eu' | undefined;
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
  /** The same rows' drafts, packed by `packDrafts`. */
  drafts: Uint8Array;
}

export type DraftTask = FillTask | PlaceTask;
export type DraftResult = FillResult | PlaceResult;

/** Does tasks of one batch. Whatever it does depends on the setup and the task alone, so that any thread may do it. */
export class DraftWorker {
  private readonly setup: DraftSetup;
  private readonly inspect: ReturnType<typeof europeanProfile> | undefined;
  private readonly placer: Placer;

  constructor(setup: DraftSetup) {
    // What was frozen comes unfrozen out of another thread, and only frozen parts are canonicalised once for all rows.
    deepFreeze(setup.template);
    this.setup = setup;
    this.inspect = setup.profile === undefined ? undefined : europeanProfile(setup.template);
    this.placer = new Placer(setup);
  }

  perform(task: DraftTask): DraftResult {
    return task.kind === 'fill' ? this.fill(task) : this.placer.place({ ...task, drafts: () => task.drafts });
  }

  /** @throws RootmarkError as `buildBatch`, naming the row. */
  private fill({ columns, cells, rows, isSound }: FillTask): FillResult {
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
      payloadHashes: isPlaceless ? joinedBytes(hashes) : null,
      drafts: packDrafts(drafts),
    };
  }

  /** The payload hash of a draft, or null when its place in the tree will be part of it. */
  private placelessHash(draft: DraftCredential): Uint8Array | null {
    const { sealer } = this.placer;
    const isComplete = sealer.placedDocument({ ...draft, index: 0 }) === draft.document;
    return isComplete ? sealer.payloadDigest(draft) : null;
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
