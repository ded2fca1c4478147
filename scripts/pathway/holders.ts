import { createReadStream, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isBlank } from '#core/cells';
import { RootmarkError } from '#core/errors';
import { checkPathway } from '#core/pathwayCheck';
import type { Pathway } from '#core/pathwayFile';
import { COMPONENTS_COLUMN, identityColumn, pathwayProblems } from '#core/pathwayProblems';
import { componentCells } from '#core/pathwayTemplate';
import { type RosterRow, readRoster } from '#core/roster';
import { type RosterProblem, rosterProblem, showCell } from '#core/rosterProblem';
import type { Template } from '#core/template';
import { VALUE_RULES } from '#core/values';
import type { VerificationContext } from '#core/verify';
import { type HolderFiles, verifyFiles } from './inputs.ts';

/** A roster whose rows name each holder's files, and what became of those. */
export interface Holders {
  /** The roster's own columns, but for the one that names the files. */
  columns: string[];
  /** Rows of which the components make up the pathway. */
  rows: { row: number; cells: string[]; components: string[] }[];
  problems: RosterProblem[];
  /** Rows that were read, good or bad. */
  count: number;
}

export interface HoldersParameters {
  rosterPath: string;
  template: Template;
  pathway: Pathway;
}

/** Reads a roster and checks every holder's files against the pathway. */
export async function readHolders(
  { rosterPath, template, pathway }: HoldersParameters,
  context: VerificationContext,
): Promise<Holders> {
  const holders: Holders = { columns: [], rows: [], problems: [], count: 0 };
  const columnOf = {
    name: identityColumn(template, 'name') ?? '',
    email: identityColumn(template, 'emailAddress') ?? '',
  };
  for await (const entry of readRoster(createReadStream(rosterPath))) {
    if (entry.kind === 'problem') holders.problems.push(entry);
    else if (entry.kind === 'header') {
      holders.columns = entry.columns.filter((name) => name !== COMPONENTS_COLUMN);
      if (!entry.columns.includes(COMPONENTS_COLUMN)) return { ...holders, problems: [noColumn()] };
    } else {
      holders.count++;
      const { row, cells } = entry;
      const found = await judgeRow(entry, { rosterPath, pathway, columnOf }, context);
      holders.problems.push(...found.problems);
      holders.rows.push({
        row,
        cells: holders.columns.map((name) => cells.get(name) ?? ''),
        components: found.components,
      });
    }
  }
  return holders;
}

interface RowContext extends Pick<HoldersParameters, 'rosterPath' | 'pathway'> {
  columnOf: { name: string; email: string };
}

async function judgeRow(
  { row, cells }: RosterRow,
  { rosterPath, pathway, columnOf }: RowContext,
  context: VerificationContext,
): Promise<{ problems: RosterProblem[]; components: string[] }> {
  const cell = cells.get(COMPONENTS_COLUMN) ?? '';
  const files = await filesOf(cell, row, dirname(rosterPath), context);
  if ('kind' in files) return { problems: [files], components: [] };
  const address = cells.get(columnOf.email) ?? '';
  // What is no address at all is told when the row is filled in.
  const email = VALUE_RULES.email.read(address) === undefined ? undefined : address.trim();
  const hasUnread = files.unusable.some(({ verdict }) => verdict === 'unchecked');
  const report = checkPathway(pathway, files.components, { now: context.now(), email, hasUnread });
  const problems = pathwayProblems({ row, cell, name: cells.get(columnOf.name) }, report);
  return { problems, components: problems.length === 0 ? componentCells(report) : [] };
}

/** Files and folders of one row; several have semicolons or line breaks between them, and begin where the roster is. */
async function filesOf(
  cell: string,
  row: number,
  directory: string,
  context: VerificationContext,
): Promise<HolderFiles | RosterProblem> {
  const names = cell
    .split(/[;\n]/)
    .filter((name) => !isBlank(name))
    .map((name) => resolve(directory, name.trim()));
  const wanted = 'the folder or the files of this holder’s credentials';
  const faulty = (what: string) =>
    rosterProblem({ code: 'BadValue', row, column: COMPONENTS_COLUMN, cell, wanted, what });
  if (names.length === 0) return faulty(`the cell is blank; it needs ${wanted}`);
  const missing = names.find((name) => !existsSync(name));
  if (missing !== undefined) return faulty(`there is no ${showCell(missing)}; it needs ${wanted}`);
  try {
    return await verifyFiles(names, context);
  } catch (error) {
    if (error instanceof RootmarkError && error.code === 'FileMissing')
      return faulty(`“${showCell(cell)}” has no .json file in it; it needs ${wanted}`);
    throw error;
  }
}

function noColumn(): RosterProblem {
  const wanted = 'a column with the folder or the files of each holder’s credentials';
  return rosterProblem({
    code: 'MissingColumn',
    row: 1,
    column: COMPONENTS_COLUMN,
    wanted,
    what: `the roster has no such column; it needs ${wanted}`,
  });
}
