import { RootmarkError } from '#core/errors';
import { isObject, type JsonObject, type JsonValue } from '#core/json';
import { hasBraces, parsePlaceholders } from '#core/placeholder';
import { isWithin, pointerTo } from '#core/pointer';
import type { ConstantPart, IdentityPart, ObjectPart, Part } from '#core/templatePart';
import { kindOfMember, VALUE_RULES, type ValueKind } from '#core/values';

/** What an object of a type cannot do without: the schema's required members, and what makes it worth having. */
const ESSENTIAL_MEMBERS = new Map<string, readonly string[]>([
  ['IdentityObject', ['identityHash']],
  ['IdentifierEntry', ['identifier']],
  ['Result', ['value', 'achievedLevel']],
  ['Alignment', ['targetName', 'targetUrl']],
  ['Evidence', ['id']],
  ['Image', ['id']],
  ['Profile', ['id']],
  ['Related', ['id']],
  ['ResultDescription', ['id', 'name']],
  ['RubricCriterionLevel', ['id', 'name']],
  ['GeoCoordinates', ['latitude', 'longitude']],
]);

/** Members whose text decides what the rest means: they cannot come from a cell. */
const FIXED_MEMBERS = new Set(['type', 'hashed', 'identityType', 'salt']);

/** A fault of the template at a place in it. */
export function templateError(code: string, pointer: string, what: string, advice: string): RootmarkError {
  const place = pointer === '' ? 'The template' : `The template’s “${pointer}”`;
  return new RootmarkError('input', code, `${place} ${what}.`, advice);
}

/**
 * Compiles a template's JSON.
 *
 * @param redactable pointers that must stay findable, so no constant may swallow them.
 * @throws RootmarkError `TemplatePlaceholder` or `TemplateValue`.
 */
export function compileTemplate(document: JsonObject, redactable: readonly string[]): ObjectPart {
  const part = compileObject(document, [], redactable);
  if (part.kind === 'object') return part;
  throw templateError(
    'TemplatePlaceholder',
    '',
    'has no placeholder, so that every holder would get the same credential',
    'Put {{column}} where a row differs from the next, such as the name and the email.',
  );
}

type Path = readonly (string | number)[];

function compileObject(value: JsonObject, path: Path, redactable: readonly string[]): Part {
  const pointer = pointerTo(path);
  const types = typesOf(value);
  const members = Object.entries(value).map(([key, member]) => {
    if (hasBraces(key)) {
      throw templateError(
        'TemplatePlaceholder',
        pointer,
        `has a placeholder in the member name “${key.slice(0, 60)}”`,
        'Put placeholders into values only.',
      );
    }
    return [key, compileValue(member, [...path, key], key, types, value, redactable)] as const;
  });
  if (
    canBeConstant(
      members.map(([, part]) => part),
      pointer,
      redactable,
    )
  )
    return constant(Object.fromEntries(members.map(([key, part]) => [key, constantOf(part)])), pointer);
  const essential = types.flatMap((type) => ESSENTIAL_MEMBERS.get(type) ?? []);
  return { kind: 'object', pointer, members, essential, identity: identityOf(value, members, pointer) };
}

function compileValue(
  value: JsonValue,
  path: Path,
  member: string,
  types: readonly string[],
  parent: JsonObject,
  redactable: readonly string[],
): Part {
  const pointer = pointerTo(path);
  if (isObject(value)) return compileObject(value, path, redactable);
  if (Array.isArray(value)) {
    const elements = value.map((element, index) =>
      compileValue(element, [...path, index], member, types, parent, redactable),
    );
    if (canBeConstant(elements, pointer, redactable)) return constant(elements.map(constantOf), pointer);
    return { kind: 'array', pointer, elements };
  }
  const valueKind =
    parent.identityType === 'emailAddress' && member === 'identityHash'
      ? 'email'
      : kindOfMember(member, types);
  return typeof value === 'string' ? compileString(value, path, member, valueKind) : constant(value, pointer);
}

function compileString(text: string, path: Path, member: string, valueKind: ValueKind): Part {
  const pointer = pointerTo(path);
  if (!hasBraces(text)) return constant(literalOf(text, pointer, valueKind), pointer);
  if (FIXED_MEMBERS.has(member) || path.some((step) => String(step).startsWith('@'))) {
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

/** A template may write dates as a roster does; text in the place of a number is never meant. */
function literalOf(text: string, pointer: string, valueKind: ValueKind): JsonValue {
  if (!['dateTime', 'lastMoment', 'date', 'number', 'amount'].includes(valueKind)) return text;
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

function identityOf(
  value: JsonObject,
  members: readonly (readonly [string, Part])[],
  pointer: string,
): IdentityPart | null {
  if (!typesOf(value).includes('IdentityObject')) return null;
  const isFilled = members.some(([key, part]) => key === 'identityHash' && part.kind === 'string');
  if (!isFilled) return null;
  if (typeof value.hashed !== 'boolean' || typeof value.identityType !== 'string') {
    throw templateError(
      'TemplateValue',
      pointer,
      'is an identity without “hashed” or “identityType”',
      'Say "hashed": true or false, and an "identityType" such as "emailAddress" or "name".',
    );
  }
  if (value.salt !== undefined) {
    throw templateError(
      'TemplateValue',
      pointer,
      'has a “salt”',
      'Leave it out: every credential gets a salt of its own.',
    );
  }
  return { identityType: value.identityType, isHashed: value.hashed };
}

function canBeConstant(parts: readonly Part[], pointer: string, redactable: readonly string[]): boolean {
  return (
    parts.every(({ kind }) => kind === 'constant') &&
    !redactable.some((target) => target !== pointer && isWithin(target, pointer))
  );
}

function constantOf(part: Part): JsonValue {
  return part.kind === 'constant' ? part.value : null;
}

function constant(value: JsonValue, pointer: string): ConstantPart {
  return { kind: 'constant', pointer, value: freeze(value) };
}

function freeze(value: JsonValue): JsonValue {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) freeze(member);
    Object.freeze(value);
  }
  return value;
}

function typesOf(value: JsonObject): string[] {
  const types = Array.isArray(value.type) ? value.type : [value.type];
  return types.filter((type) => typeof type === 'string');
}
