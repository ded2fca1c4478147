import canonicalize from 'canonicalize';
import type { JsonObject, JsonValue } from '#core/json';

/**
 * Canonical texts of values that can never change again: what a template says of every holder is most of a credential,
 * and need not be written for each.
 */
const texts = new WeakMap<object, string>();

/** JSON Canonicalization Scheme (RFC 8785). Of deeply frozen parts the text is remembered for as long as they are. */
export function canonicalText(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return textOfScalar(value);
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = Array.isArray(value) ? textOfArray(value) : textOfObject(value);
  if (isDeeplyFrozen(value)) texts.set(value, text);
  return text;
}

/** Member names with their colons: few, and written again and again. */
const names = new Map<string, string>();

/** As many as all vocabularies in use have together; a file of many more has each written anew. */
const NAMES_KEPT = 2000;

function textOfName(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const text = `${textOfScalar(name)}:`;
  if (names.size < NAMES_KEPT) names.set(name, text);
  return text;
}

function textOfScalar(value: string | number | boolean | null): string {
  return canonicalize(value) as string;
}

function textOfArray(elements: readonly JsonValue[]): string {
  return `[${elements.map(canonicalText).join(',')}]`;
}

function textOfObject(object: JsonObject): string {
  let text = '';
  // Without a comparator names are ordered by their UTF-16 code units, as RFC 8785 section 3.2.3 wants.
  for (const name of Object.keys(object).sort())
    text += `${text === '' ? '' : ','}${textOfName(name)}${canonicalText(object[name] as JsonValue)}`;
  return `{${text}}`;
}

function isDeeplyFrozen(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen);
}
