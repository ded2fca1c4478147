import { type RosterProblem, rosterProblem } from '#core/rosterProblem';

/** Errors after which the rest of a roster is not read; whoever corrects these corrects the others as well. */
const MAXIMUM_ERRORS = 10_000;

/** What is wrong with a roster, as it is read. */
export class RosterReport {
  /** Errors and warnings, in the roster's order. */
  readonly problems: RosterProblem[] = [];
  private errors = 0;
  private readonly badRows = new Set<number>();

  get hasErrors(): boolean {
    return this.errors > 0;
  }

  /** @returns whether the rest of the roster is worth reading. */
  add(problem: RosterProblem): boolean {
    this.problems.push(problem);
    if (problem.severity !== 'error') return true;
    if (problem.row > 1) this.badRows.add(problem.row);
    if (++this.errors < MAXIMUM_ERRORS) return true;
    this.problems.push(tooManyProblems(problem.row));
    return false;
  }

  /** How many rows were read, so many good ones among them. */
  rowsWith(good: number): number {
    return good + this.badRows.size;
  }
}

function tooManyProblems(row: number): RosterProblem {
  const wanted = 'correct these first';
  const what = `${MAXIMUM_ERRORS.toLocaleString('en')} problems so far and nothing after it was read; ${wanted}`;
  return rosterProblem({ code: 'TooManyProblems', row, wanted, what });
}
