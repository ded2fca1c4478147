import { UNSEEN } from '#core/describe';

/** More marks than any script stacks on one letter; longer piles only smear over the lines around them. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

/** Text from a stranger with nothing unseen in it, its lines kept. */
export function legibleText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(UNSEEN, '')
    .replace(STACKED_MARKS, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Text from a stranger on one line, for names and labels. */
export function legibleLine(text: string): string {
  return legibleText(text).replace(/\s+/g, ' ');
}

/** The first `maximum` characters of a text, whole characters only, with an ellipsis when any are left out. */
export function shortened(text: string, maximum: number): string {
  // Cut before spreading: a text may have a million characters.
  const characters = [...text.slice(0, maximum * 2 + 2)];
  return characters.length > maximum
    ? `${characters
        .slice(0, maximum - 1)
        .join('')
        .trimEnd()}…`
    : text;
}

/** JSON for reading, with every unseen character spelled out as an escape, so that what is shown is what is there. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(UNSEEN, (run) =>
    run
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** Parts a name in camel case into words, the first with a capital; any other text stays as it is. */
export function wordsOf(name: string): string {
  if (!/^[A-Za-z]+$/.test(name)) return name;
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
