import { deepFreeze, isObject, type JsonObject, type JsonValue } from '#core/json';
import { hasBraces } from '#core/placeholder';
import { isWithin, pointerTo } from '#core/pointer';
import { templateError } from '#core/templateError';
import type { ConstantPart, IdentityPart, ObjectPart, Part } from '#core/templatePart';
import { compileString } from '#core/templateString';
import { essentialMembers, typesOf } from '#core/vocabulary';

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
  const identity = identityOf(value, members, pointer);
  const parts = members.map(([, part]) => part);
  if (canBeConstant(parts, pointer, redactable))
    return constant(Object.fromEntries(members.map(([key, part]) => [key, constantOf(part)])), pointer);
  const essential = essentialMembers(types);
  return { kind: 'object', pointer, members, essential, identity };
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
  if (typeof value !== 'string') return constant(value, pointer);
  const part = compileString(value, path, { member, types, identityType: parent.identityType });
  return typeof part === 'string' ? constant(part, pointer) : part;
}

function identityOf(
  value: JsonObject,
  members: readonly (readonly [string, Part])[],
  pointer: string,
): IdentityPart | null {
  if (value.identityHash === undefined) return null;
  const { type, hashed, identityType, identityHash, salt } = value;
  if (type !== 'IdentityObject' || typeof hashed !== 'boolean' || typeof identityType !== 'string') {
    throw templateError(
      'TemplateIdentity',
      pointer,
      'has an “identityHash” without all that belongs to it',
      'Write "type": "IdentityObject", "hashed": true or false, and an "identityType" such as "emailAddress".',
    );
  }
  const isFilled = members.some(([key, part]) => key === 'identityHash' && part.kind === 'string');
  if (isFilled && salt !== undefined) {
    throw templateError(
      'TemplateIdentity',
      pointer,
      'has a “salt”',
      'Leave it out: every credential gets a salt of its own.',
    );
  }
  if (!isFilled && hashed && !/^[a-z0-9]+\$[0-9a-f]+$/.test(String(identityHash))) {
    throw templateError(
      'TemplateIdentity',
      pointer,
      'says that it is hashed and is not',
      'Fill “identityHash” from a column, such as "{{email}}", to have it hashed.',
    );
  }
  const isHolder = /^\/credentialSubject\/identifier\/\d+$/.test(pointer);
  return isFilled ? { identityType, isHashed: hashed, isHolder } : null;
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
  return { kind: 'constant', pointer, value: deepFreeze(value) };
}
