import type { JsonValue } from '#core/json';
import { hasBraces, parsePlaceholders } from '#core/placeholder';
import { pointerTo } from '#core/pointer';
import { templateError } from '#core/templateError';
import type { StringPart } from '#core/templatePart';
import { kindOfMember, VALUE_RULES, type ValueKind } from '#core/values';
import { isInVocabulary, vocabularyOf } from '#core/vocabulary';

/** Members whose text decides what the rest means: they cannot come from a cell. */
const FIXED_MEMBERS = new Set(['type', 'hashed', 'salt']);

/** What surrounds a string of a template. */
export interface StringSurroundings {
  /** The member that has the string, or the list that the string is in. */
  member: string;
  /** Types of the object that has the member. */
  types: readonly string[];
  /** The object's `identityType`. */
  identityType: JsonValue | undefined;
}

/**
 * Compiles one string of a template.
 *
 * @returns the string as the credential has it when nothing in it changes from row to row.
 * @throws RootmarkError `TemplatePlaceholder` or `TemplateValue`.
 */
export function compileString(
  text: string,
  path: readonly (string | number)[],
  { member, types, identityType }: StringSurroundings,
): StringPart | string {
  const pointer = pointerTo(path);
  const words = vocabularyOf(member, types);
  const isEmail = member === 'identityHash' && identityType === 'emailAddress';
  const valueKind = isEmail ? 'email' : kindOfMember(member, types);
  if (!hasBraces(text)) {
    if (words !== undefined) checkWord(text, pointer, words);
    return literalOf(text, pointer, valueKind);
  }
  if (words !== undefined || FIXED_MEMBERS.has(member) || path.some((step) => String(step).startsWith('@'))) {
    throw templateError(
      'TemplatePlaceholder',
      pointer,
      'has a placeholder where the text must be fixed',
      'Types, contexts and salts are the same for every row; write them out.',
    );
  }
  const pieces = parsePlaceholders(text);
  if (pieces === null) {
    throw templateError(
      'TemplatePlaceholder',
      pointer,
      `has a placeholder that cannot be read: “${text.slice(0, 60)}”`,
      'Write {{column}}, or {{column?}} when the cell may be blank; a name has no braces, commas, semicolons or question marks.',
    );
  }
  if ((valueKind === 'number' || valueKind === 'amount') && pieces.length > 1) {
    throw templateError(
      'TemplatePlaceholder',
      pointer,
      'is a number, but has text around its placeholder',
      'Let the placeholder be the whole value, such as "{{credits}}".',
    );
  }
  return { kind: 'string', pointer, pieces, valueKind };
}

function checkWord(text: string, pointer: string, words: readonly string[]): void {
  if (isInVocabulary(text, words)) return;
  throw templateError(
    'TemplateValue',
    pointer,
    `is “${text.slice(0, 60)}”, a word that Open Badges does not have`,
    `Write “ext:${text.replaceAll(/[^A-Za-z0-9._-]/g, '').slice(0, 60)}”, or one of ${words.join(', ')}.`,
  );
}

/** Kinds whose fixed text is checked like a cell; addresses and identifiers of the issuer are its own business. */
const CHECKED_LITERALS: readonly ValueKind[] = [
  'dateTime',
  'lastMoment',
  'date',
  'number',
  'amount',
  'status',
  'language',
  'country',
];

/** A template may write dates as a roster does; text in the place of a number is never meant. */
function literalOf(text: string, pointer: string, valueKind: ValueKind): string {
  if (!CHECKED_LITERALS.includes(valueKind)) return text;
  const { read, wanted } = VALUE_RULES[valueKind];
  const value = read(text);
  if (value === undefined || typeof value === 'number') {
    throw templateError(
      'TemplateValue',
      pointer,
      `is “${text.slice(0, 60)}”`,
      `It needs ${wanted}${typeof value === 'number' ? ', without quotes' : ''}.`,
    );
  }
  return value;
}
