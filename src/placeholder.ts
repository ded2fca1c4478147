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
  for (const match of text.matchAll(/\{\{([^{}]*)\}\}/g)) {
    const placeholder = placeholderOf(match[1] ?? '');
    if (placeholder === null) return null;
    if (match.index > at) pieces.push(text.slice(at, match.index));
    pieces.push(placeholder);
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push(text.slice(at));
  // A single brace next to a placeholder is as likely a third one too many.
  const isClean =
    !/\{\{\{|\}\}\}/.test(text) && !pieces.some((piece) => typeof piece === 'string' && hasBraces(piece));
  return isClean ? pieces : null;
}

function placeholderOf(inside: string): Placeholder | null {
  const trimmed = inside.trim();
  const isOptional = trimmed.endsWith('?');
  const column = (isOptional ? trimmed.slice(0, -1) : trimmed).trim().normalize('NFC');
  return column === '' || /[?,;\p{Cc}]/u.test(column) ? null : { column, isOptional };
}

/** Whether the text holds a placeholder, or the beginning or end of one. */
export function hasBraces(text: string): boolean {
  return /\{\{|\}\}/.test(text);
}
