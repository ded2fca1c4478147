/** A span of the calendar. */
export interface Duration {
  years: number;
  months: number;
  days: number;
}

/** Longest number of a duration: no learning is older. */
const DIGITS = 4;

/** Reads an ISO 8601 duration of years, months, weeks and days, such as `P5Y` or `P1Y6M`, or returns null. */
export function durationOf(text: string): Duration | null {
  const part = (unit: string) => `(?:(\\d{1,${DIGITS}})${unit})?`;
  const match = new RegExp(`^P(?!$)${['Y', 'M', 'W', 'D'].map(part).join('')}$`).exec(text);
  if (match === null) return null;
  const [years = 0, months = 0, weeks = 0, days = 0] = match.slice(1).map((digits) => Number(digits ?? 0));
  const duration = { years, months, days: weeks * 7 + days };
  return Object.values(duration).some((count) => count > 0) ? duration : null;
}

/**
 * The moment so long before another one (Unix seconds, UTC). Of a month that is too short it is the last day: a year
 * before 29 February is 28 February.
 */
export function timeBefore(unixSeconds: number, { years, months, days }: Duration): number {
  const from = new Date(unixSeconds * 1000);
  const month = from.getUTCMonth() - months - years * 12;
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const date = Math.min(from.getUTCDate(), lastDay);
  const timeOfDay = unixSeconds % (24 * 60 * 60);
  return Date.UTC(from.getUTCFullYear(), month, date - days) / 1000 + timeOfDay;
}
