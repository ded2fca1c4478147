import { isDateTime } from '#core/credential';
import { usageError } from './output.ts';

/** A time for people and for `--json` files alike: `2026-10-03T14:00:00Z`. */
export function timeText(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString().replace('.000', '');
}

/** Unix seconds of a time that somebody typed. @throws RootmarkError of kind `usage`. */
export function timeFrom(text: string, option: string): number {
  const seconds = isDateTime(text) ? Math.floor(Date.parse(text) / 1000) : -1;
  if (seconds >= 0) return seconds;
  throw usageError(`${option} is no time: “${text.slice(0, 60)}”.`, 'Write it such as 2026-10-03T14:00:00Z.');
}
