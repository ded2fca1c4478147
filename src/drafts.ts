import { DigestMap } from '#core/digestMap';
import { FileNames } from '#core/fileName';
import { type FillContext, type FilledDraft, fillTemplate } from '#core/fillTemplate';
import type { Hashing } from '#core/hashing';
import { isObject, type JsonValue } from '#core/json';
import { type RosterHeader, type RosterRow, readRoster } from '#core/roster';
import { type RosterProblem, rosterProblem, showCell } from '#core/rosterProblem';
import { RosterReport } from '#core/rosterReport';
import { checkTemplateIssuer, type Template } from '#core/template';

/** A credential ready to be hashed into a batch. */
export interface PreparedDraft extends FilledDraft {
  kind: 'draft';
  /** Without extension; safe on every file system, unique in the batch. */
  fileName: string;
}

export interface PrepareDraftsParameters extends FillContext {
  template: Template;
  /** The bytes of the roster, at once or as they come. */
  roster: Uint8Array | AsyncIterable<Uint8Array>;
  /** What else every draft must satisfy, such as a profile; what it finds are problems of the draft's row. */
  inspect?: ((draft: FilledDraft) => RosterProblem[]) | undefined;
}

/** A batch that is ready to be built, or everything that keeps it from being built. */
export interface PreparedDrafts {
  /** One for each row, in the roster's order; empty when any problem is an error. */
  drafts: PreparedDraft[];
  /** Errors and warnings, in the roster's order. */
  problems: RosterProblem[];
  /** Rows that were read, good or bad. */
  rows: number;
}

/**
 * Makes a credential of every row of a roster, checking all of them: either every row is in order or nothing comes out.
 *
 * @throws RootmarkError `TemplateIssuer` when the template is another issuer's.
 */
export async function prepareDrafts(parameters: PrepareDraftsParameters): Promise<PreparedDrafts> {
  const drafts: PreparedDraft[] = [];
  const report = new RosterReport();
  for await (const entry of streamDrafts(parameters)) {
    if (entry.kind === 'draft') drafts.push(entry);
    else if (!report.add(entry)) break;
  }
  const { problems, hasErrors } = report;
  return { drafts: hasErrors ? [] : drafts, problems, rows: report.rowsWith(drafts.length) };
}

/**
 * Like {@link prepareDrafts}, one row at a time; what it remembers of a row is who it is about. Drafts of good rows come
 * even when others are bad: issue nothing before the end is reached without an error.
 */
export async function* streamDrafts({
  template,
  roster,
  inspect = () => [],
  ...context
}: PrepareDraftsParameters): AsyncGenerator<PreparedDraft | RosterProblem> {
  checkTemplateIssuer(template, context.issuerId);
  const register = new DraftRegister(template, context.hashing);
  for await (const entry of readRoster(roster)) {
    if (entry.kind === 'problem') yield entry;
    else if (entry.kind === 'header') yield* checkColumns(entry, template);
    else {
      const result = fillRow(template, entry, context);
      if ('problems' in result) {
        yield* result.problems;
        continue;
      }
      const { draft } = result;
      const identity = draftIdentityOf(draft);
      const faults = [...register.add(identity), ...inspect(draft)];
      yield* faults;
      if (entry.isSound && faults.length === 0)
        yield { kind: 'draft', ...draft, fileName: register.fileNameFor(identity) };
    }
  }
}

/**
 * Like {@link fillTemplate}, for a row of a roster whose columns {@link checkColumns} has looked at: a missing column was
 * reported once, with the header.
 */
export function fillRow(
  template: Template,
  row: RosterRow,
  context: FillContext,
): ReturnType<typeof fillTemplate> {
  const result = fillTemplate(template, row, context);
  if ('draft' in result) return result;
  return { problems: result.problems.filter(({ code }) => code !== 'MissingColumn') };
}

/** What tells one draft of a roster from all others. */
export interface DraftIdentity extends Pick<FilledDraft, 'row' | 'holder' | 'holderKey'> {
  id: string;
  /** The achievement's id; empty when it has none. */
  achievementId: string;
}

/** What {@link DraftRegister} wants to know of a draft. */
export function draftIdentityOf({ row, holder, holderKey, document }: FilledDraft): DraftIdentity {
  const subject = document.credentialSubject;
  const achievementId = isObject(subject) ? achievementIdOf(subject.achievement) : '';
  return { row, holder, holderKey, id: document.id, achievementId };
}

/** Remembers whom and what the rows so far were about, and what their files are called. */
export class DraftRegister {
  private readonly fileNames: FileNames;
  /** Rows by holder and achievement. */
  private readonly holders: DigestMap;
  /** Rows by id. */
  private readonly ids: DigestMap;
  /** Whether the ids come from the roster; the ones made here are different for each row. */
  private readonly hasOwnIds: boolean;

  constructor(template: Template, hashing?: Hashing) {
    this.fileNames = new FileNames(hashing);
    this.holders = new DigestMap(hashing);
    this.ids = new DigestMap(hashing);
    this.hasOwnIds = template.root.members.some(([key]) => key === 'id');
  }

  /** Notes a draft. @returns what an earlier row has to say against it. */
  add({ row, holder, holderKey, id, achievementId }: DraftIdentity): RosterProblem[] {
    const problems: RosterProblem[] = [];
    const sameHolder = this.holders.add(`${holderKey.toLowerCase()}\n${achievementId}`, row);
    if (sameHolder !== undefined) problems.push(duplicateHolder(row, sameHolder, holder, holderKey));
    const sameId = this.hasOwnIds ? this.ids.add(id, row) : undefined;
    if (sameId !== undefined) problems.push(duplicateId(row, sameId, id));
    return problems;
  }

  /** A file name, without extension, that no other draft has: safe on every file system. */
  fileNameFor({ holder, id }: DraftIdentity): string {
    return this.fileNames.next(holder, id);
  }
}

function achievementIdOf(achievement: JsonValue | undefined): string {
  return isObject(achievement) && typeof achievement.id === 'string' ? achievement.id : '';
}

/** What is wrong between the columns of a roster and those of a template. */
export function* checkColumns({ columns }: RosterHeader, template: Template): Generator<RosterProblem> {
  const used = template.columns.map(({ name }) => name);
  for (const { name: column } of template.columns.filter(
    ({ name, isRequired }) => isRequired && !columns.includes(name),
  )) {
    const wanted = 'add the column to the roster';
    const what = `the template needs this column and the roster has none${similarTo(column, columns)}; ${wanted}`;
    yield rosterProblem({ code: 'MissingColumn', row: 1, column, wanted, what });
  }
  for (const column of columns.filter((name) => !used.includes(name))) {
    const wanted = 'delete the column or use it in the template';
    const what = `the template does not use this column${similarTo(column, used)}; ${wanted}`;
    yield rosterProblem({ code: 'UnknownColumn', row: 1, column, cell: column, wanted, what });
  }
}

/** A hint at a name that differs in nothing but case, spaces and punctuation. */
function similarTo(name: string, others: readonly string[]): string {
  const bare = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');
  const similar = others.find((other) => other !== name && bare(other) === bare(name));
  return similar === undefined ? '' : ` (“${showCell(similar)}” is not the same)`;
}

function duplicateHolder(row: number, earlier: number, holder: string, holderKey: string): RosterProblem {
  const wanted = 'one row for each holder and achievement';
  return rosterProblem({
    code: 'DuplicateHolder',
    row,
    cell: holderKey,
    wanted,
    what: `“${showCell(holder)}” (${showCell(holderKey)}) has this achievement in row ${earlier} already; keep one of the two, or tell two people apart by an email address or identifier`,
  });
}

function duplicateId(row: number, earlier: number, id: string): RosterProblem {
  const wanted = 'an id of its own for each credential';
  return rosterProblem({
    code: 'DuplicateId',
    row,
    cell: id,
    wanted,
    what: `row ${earlier} has the credential id “${showCell(id)}” already; it needs ${wanted}`,
  });
}
