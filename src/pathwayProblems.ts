import { isObject } from '#core/json';
import type { PathwayReport, PathwayStatus } from '#core/pathwayCheck';
import { compareNames } from '#core/pathwayHolder';
import { valueAt } from '#core/pointer';
import { type RosterProblem, rosterProblem } from '#core/rosterProblem';
import type { Template } from '#core/template';

/** The column of a roster of pathways that names a holder's files. */
export const COMPONENTS_COLUMN = 'components';

/** The column that fills the holder's identity of a type, or undefined when a template has none. */
export function identityColumn({ columns, examples }: Template, identityType: string): string | undefined {
  const identities = valueAt(examples[0], '/credentialSubject/identifier');
  if (!Array.isArray(identities)) return undefined;
  const at = identities.findIndex((identity) => isObject(identity) && identity.identityType === identityType);
  const pointer = `/credentialSubject/identifier/${at}/identityHash`;
  return columns.find(({ places }) => places.some((place) => place.pointer === pointer))?.name;
}

/** A row of a roster of pathways: where it stands, which files it names, and whom it is about. */
export interface PathwayRow {
  row: number;
  /** The cell that names the files. */
  cell: string;
  /** The holder's name in the roster. */
  name: string | undefined;
}

/** Everything that keeps a row's holder from getting the larger credential. */
export function pathwayProblems({ row, cell, name }: PathwayRow, report: PathwayReport): RosterProblem[] {
  const problem = (status: PathwayStatus, what: string) =>
    rosterProblem({
      code: status === 'unmet' ? 'PathwayUnmet' : 'PathwayUnknown',
      row,
      column: COMPONENTS_COLUMN,
      cell,
      wanted: 'credentials of this holder that meet the pathway',
      what: what.replace(/\.$/, ''),
    });
  const { holder, steps } = report;
  const problems = steps.flatMap(({ title, status, message }) =>
    status === 'met'
      ? []
      : [problem(status, `“${title}” ${status === 'unmet' ? 'is not met' : 'cannot be judged'}: ${message}`)],
  );
  if (problems.length > 0 || holder.status === 'proven') return problems;
  if (holder.status === 'different') return [problem('unmet', holder.message)];
  const strangers = holder.names.filter((other) => name === undefined || !compareNames(name, other));
  if (strangers.length > 0)
    return [
      problem(
        'unmet',
        `the credentials are about ${strangers.join(', ')}, the row is about ${name ?? 'nobody'}`,
      ),
    ];
  return holder.status === 'unknown' || holder.names.length === 0 ? [problem('unknown', holder.message)] : [];
}
