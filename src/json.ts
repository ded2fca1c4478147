import { FormatError } from '#core/errors';
import { pointerTo } from '#core/pointer';

/** A JSON value as RFC 8259 has it. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
/** A JSON object. Its keys never include `__proto__`: {@link parseJson} refuses that name. */
export type JsonObject = { [key: string]: JsonValue };

/** Most bytes that a credential file may have. */
export const MAXIMUM_BYTES = 1024 * 1024;
/** Deepest nesting of arrays and objects. */
export const MAXIMUM_DEPTH = 64;

/** Whether a JSON value is an object, neither array nor null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The values that JSON-LD has at a member, where one stands for a list of one and none for an empty list. */
export function valuesOf(value: JsonValue | undefined): JsonValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The elements of a list; anything else has none. */
export function elementsOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** Freezes a value and everything in it. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}

/** Whether nothing of a value can ever change; text, numbers and the like cannot. */
export function isDeeplyFrozen(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen);
}

/** The value's type as a person would name it. */
export function typeName(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/**
 * Parses untrusted JSON (RFC 8259) strictly, so that two readers can never see two documents in one file: no duplicate
 * or `__proto__` keys, no numbers that a double cannot hold as written, no lone surrogates, no more than
 * {@link MAXIMUM_DEPTH} levels and `maximumBytes` bytes of UTF-8.
 *
 * @throws FormatError naming the place.
 */
export function parseJson(source: string | Uint8Array, maximumBytes = MAXIMUM_BYTES): JsonValue {
  const text = typeof source === 'string' ? source : decode(source, maximumBytes);
  if (isLarger(text, maximumBytes)) throw tooLarge(maximumBytes);
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FormatError('NotJson', `This is not JSON: ${error instanceof Error ? error.message : error}.`);
  }
  return isWrittenPlainly(text, value) ? value : new StrictReader(text).read();
}

/** A name with an escape in it: the last one of a string that a colon follows. */
const ESCAPED_NAME = /\\.[^"\\]*"\s*:/;

/**
 * Parses again what {@link parseJson} has read or `JSON.stringify` has written; nothing is looked at a second time. Not by
 * `JSON.parse` alone, which gives some escaped names of one text the names of another (nodejs/node#63785).
 */
export function reparseJson(text: string): JsonValue {
  return ESCAPED_NAME.test(text) ? new StrictReader(text).read() : JSON.parse(text);
}

/**
 * Whether a text is, to the letter, what its value is written as again, and no deeper than it may be: then it says nothing
 * twice and nothing inexactly, and need not be read by {@link StrictReader}, which takes three times as long. An escaped character, which may
 * be half of one, and `__proto__` come back as they were, so a text with either is none.
 */
function isWrittenPlainly(text: string, value: JsonValue): boolean {
  return (
    !text.includes('\\u') &&
    !text.includes('"__proto__"') &&
    // First, since very deep values are more than writing them can bear.
    !isDeeperThan(value, MAXIMUM_DEPTH) &&
    JSON.stringify(value) === text
  );
}

function isDeeperThan(value: JsonValue, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const member of Object.values(value)) if (isDeeperThan(member, levels - 1)) return true;
  return false;
}

function decode(bytes: Uint8Array, maximumBytes: number): string {
  if (bytes.length > maximumBytes) throw tooLarge(maximumBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FormatError('NotUtf8', 'This is not text in UTF-8.');
  }
}

/** Whether a text has more bytes of UTF-8; short ones, of which no code unit takes more than three, are not written out. */
function isLarger(text: string, maximumBytes: number): boolean {
  if (text.length * 3 <= maximumBytes) return false;
  return text.length > maximumBytes || new TextEncoder().encode(text).length > maximumBytes;
}

function tooLarge(maximumBytes: number): FormatError {
  return new FormatError(
    'TooLarge',
    `This is larger than ${maximumBytes / 1024} KiB, the most a credential may be.`,
  );
}

/** Reads JSON text that `JSON.parse` has accepted, refusing what `JSON.parse` lets through. */
class StrictReader {
  private readonly text: string;
  private at = 0;
  private readonly path: (string | number)[] = [];

  constructor(text: string) {
    this.text = text;
  }

  read(): JsonValue {
    this.space();
    const value = this.value();
    this.space();
    return value;
  }

  private value(): JsonValue {
    const character = this.text[this.at];
    if (character === '{') return this.object();
    if (character === '[') return this.array();
    return character === '"' ? this.string() : this.scalar();
  }

  private object(): JsonObject {
    const object: JsonObject = {};
    this.enter();
    while (this.text[this.at] !== '}') {
      this.space();
      const key = this.string();
      if (key === '__proto__')
        throw this.problem('ForbiddenKey', 'uses the member name “__proto__”, which is not allowed');
      if (Object.hasOwn(object, key)) throw this.problem('DuplicateKey', `has the member “${key}” twice`);
      this.space();
      this.at++;
      object[key] = this.element(key);
    }
    this.at++;
    return object;
  }

  private array(): JsonValue[] {
    const array: JsonValue[] = [];
    this.enter();
    while (this.text[this.at] !== ']') array.push(this.element(array.length));
    this.at++;
    return array;
  }

  private element(place: string | number): JsonValue {
    this.path.push(place);
    const value = this.read();
    this.path.pop();
    if (this.text[this.at] === ',') this.at++;
    return value;
  }

  private enter(): void {
    // Only containers push to the path, so its length is the number of containers around this one.
    if (this.path.length >= MAXIMUM_DEPTH)
      throw this.problem('TooDeep', `is nested deeper than ${MAXIMUM_DEPTH} levels`);
    this.at++;
    this.space();
  }

  private string(): string {
    const start = this.at;
    this.at = this.text.indexOf('"', start + 1) + 1;
    let value = this.text.slice(start + 1, this.at - 1);
    // Nearly no string has an escape in it.
    if (value.includes('\\')) {
      this.at = start + 1;
      while (this.text[this.at] !== '"') this.at += this.text[this.at] === '\\' ? 2 : 1;
      value = JSON.parse(this.text.slice(start, ++this.at));
    }
    if (!value.isWellFormed()) throw this.problem('LoneSurrogate', 'has a character that is cut in half');
    return value;
  }

  private scalar(): JsonValue {
    const start = this.at;
    while (this.at < this.text.length && !',]} \t\n\r'.includes(this.text[this.at] ?? '')) this.at++;
    const token = this.text.slice(start, this.at);
    if (/^[-\d]/.test(token) && !isExact(token)) {
      throw this.problem(
        'InexactNumber',
        `has the number ${token.slice(0, 40)}, which cannot be kept exactly`,
      );
    }
    return JSON.parse(token);
  }

  private space(): void {
    while (' \t\n\r'.includes(this.text[this.at] ?? '.')) this.at++;
  }

  private problem(
    problem: 'TooDeep' | 'DuplicateKey' | 'ForbiddenKey' | 'InexactNumber' | 'LoneSurrogate',
    what: string,
  ) {
    const pointer = pointerTo(this.path);
    return new FormatError(problem, `${pointer === '' ? 'The document' : `“${pointer}”`} ${what}.`, pointer);
  }
}

/** Whether a JSON number survives being read as a double (RFC 8785 writes numbers as ECMAScript does). */
function isExact(token: string): boolean {
  const value = Number(token);
  return Number.isFinite(value) && decimalOf(token) === decimalOf(String(value));
}

/** A number's digits and exponent, without sign or padding, so that `1.50`, `15e-1` and `1.5` are the same. */
function decimalOf(token: string): string {
  const match = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token);
  if (!match) return token;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replace(/^0+/, '');
  let end = digits.length;
  // Counted by hand: the pattern /0+$/ would start anew at each zero, minutes for a number of a million of them.
  while (digits[end - 1] === '0') end--;
  const significant = digits.slice(0, end);
  return significant === ''
    ? '0'
    : `${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
