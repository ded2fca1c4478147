/** `{{column}}` or `{{column?}}` in a template. */
export interface Placeholder {
  column: string;
  /** A blank cell drops the claim instead of being a problem. */
  isOptional: boolean;
}

/** A string of a template, taken apart: fixed text and placeholders by turns. */
export type Pieces = readonly (string | Placeholder)[];

/**
 * Takes a template's string apart. A column's name may hold anything but braces, commas, semicolons, tabs, line breaks
 * and question marks; spaces around it do not count.
 *
 * @returns null when a brace pair is not closed, not opened, or its name is not a column's.
 */
export function parsePlaceholders(text: string): Pieces | null {
  const pieces: (string | Placeholder)[] = [];
  let at = 0;
  for (const match of text.matchAll(/(?<!\{)\{\{([^{}?,;\p{Cc}]*)(\?)?\s*\}\}(?!\})/gu)) {
    const column = (match[1] ?? '').trim().normalize('NFC');
    if (column === '') return null;
    if (match.index > at) pieces.push(text.slice(at, match.index));
    pieces.push({ column, isOptional: match[2] !== undefined });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push(text.slice(at));
  const isClean = pieces.every((piece) => typeof piece !== 'string' || !/\{\{|\}\}/.test(piece));
  return isClean ? pieces : null;
}

/** Whether the text holds a placeholder, or the beginning or end of one. */
export function hasBraces(text: string): boolean {
  return /\{\{|\}\}/.test(text);
}
