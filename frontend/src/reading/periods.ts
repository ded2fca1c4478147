import type { ActivityMoment } from '#core/activitySummary';

/** How long each bar of a chart is. */
export type PeriodUnit = 'day' | 'week' | 'month' | 'year';

/** What happened in one stretch of time. */
export interface Period {
  /** Its beginning, in Unix seconds. */
  from: number;
  issued: number;
  withdrawn: number;
}

/** More bars than this cannot be told apart on a phone. */
const MOST_PERIODS = 24;

/** How many days are shown at least, also those before the first of the moments. */
const FEWEST_PERIODS = 12;

const SECONDS_PER_DAY = 86_400;

const UNITS: readonly PeriodUnit[] = ['day', 'week', 'month', 'year'];

/**
 * Sorts moments into equal periods in UTC, from the first of them until a time and over twelve days at least, those
 * without any included: the shortest unit of which there are not too many.
 *
 * @param until Unix seconds.
 */
export function periodsOf(
  moments: readonly ActivityMoment[],
  until: number,
): { unit: PeriodUnit; periods: Period[] } {
  // A chart of very few bars would be nothing but bars.
  const first = Math.min(moments[0]?.at ?? until, until - (FEWEST_PERIODS - 1) * SECONDS_PER_DAY);
  const end = Math.max(until, moments.at(-1)?.at ?? until);
  const unit = UNITS.find((each) => startsOf(each, first, end).length <= MOST_PERIODS) ?? 'year';
  const periods = startsOf(unit, first, end)
    .slice(-MOST_PERIODS)
    .map((from): Period => ({ from, issued: 0, withdrawn: 0 }));
  const byStart = new Map(periods.map((period) => [period.from, period]));
  for (const { at, issued, withdrawn } of moments) {
    const period = byStart.get(startOf(unit, at));
    if (period === undefined) continue;
    period.issued += issued;
    period.withdrawn += withdrawn;
  }
  return { unit, periods };
}

/** The beginnings of all periods from one time to another; of very many, as many as show that they are too many. */
function startsOf(unit: PeriodUnit, first: number, last: number): number[] {
  const starts: number[] = [];
  for (let start = startOf(unit, first); start <= last; start = startOf(unit, start, 1)) {
    starts.push(start);
    if (unit !== 'year' && starts.length > MOST_PERIODS) break;
  }
  return starts;
}

/** The beginning of the period that a time is in, or of a later one. Weeks begin on Monday (ISO 8601). */
function startOf(unit: PeriodUnit, at: number, later = 0): number {
  const date = new Date(at * 1000);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const sinceMonday = (date.getUTCDay() + 6) % 7;
  const starts: Record<PeriodUnit, number> = {
    day: Date.UTC(year, month, day + later),
    week: Date.UTC(year, month, day - sinceMonday + 7 * later),
    month: Date.UTC(year, month + later),
    year: Date.UTC(year + later, 0),
  };
  return starts[unit] / 1000;
}
