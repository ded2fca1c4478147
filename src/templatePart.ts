import type { JsonObject, JsonValue } from '#core/json';
import type { Pieces } from '#core/placeholder';
import { isWithin } from '#core/pointer';
import type { ValueKind } from '#core/values';

/** A template's JSON made ready for filling: only what changes from row to row is taken apart. */
export type Part = ConstantPart | StringPart | ObjectPart | ArrayPart;

/** The same in every credential; frozen, because credentials share it. */
export interface ConstantPart {
  kind: 'constant';
  pointer: string;
  value: JsonValue;
}

export interface StringPart {
  kind: 'string';
  pointer: string;
  pieces: Pieces;
  valueKind: ValueKind;
}

export interface ObjectPart {
  kind: 'object';
  pointer: string;
  members: readonly (readonly [string, Part])[];
  /** Without any one of these the object says nothing and is dropped. */
  essential: readonly string[];
  identity: IdentityPart | null;
}

export interface ArrayPart {
  kind: 'array';
  pointer: string;
  elements: readonly Part[];
}

/** An `IdentityObject` that is filled from the roster. */
export interface IdentityPart {
  identityType: string;
  /** The value is stored as a salted hash only. */
  isHashed: boolean;
  /** It is one of the credential subject's own. */
  isHolder: boolean;
}

/** What the caller decides while a template's parts are put together again. */
export interface Filling {
  /** The value of a string with placeholders, or undefined to drop its claim. */
  fillString(part: StringPart): JsonValue | undefined;
  /** The last word on an `IdentityObject` that is filled from the roster. */
  fillIdentity(identity: IdentityPart, value: JsonObject): JsonObject;
}

/** A filled document, and where the redactable claims of the template are in it. */
export interface Filled {
  document: JsonObject;
  redactable: readonly string[];
}

/**
 * Puts a template's parts together. A dropped claim takes with it the object that it is essential to, and every
 * container that it leaves empty; redactable pointers move up with their array elements, or go with their claim.
 */
export function fillParts(root: ObjectPart, redactable: readonly string[], filling: Filling): Filled {
  const dropped: string[] = [];
  const droppedElements = new Map<string, number[]>();

  function fill(part: Part): JsonValue | undefined {
    const value = put(part);
    if (value === undefined) dropped.push(part.pointer);
    return value;
  }

  function put(part: Part): JsonValue | undefined {
    if (part.kind === 'constant') return part.value;
    if (part.kind === 'string') return filling.fillString(part);
    return part.kind === 'array' ? fillArray(part) : fillObject(part);
  }

  function fillArray({ elements, pointer }: ArrayPart): JsonValue[] | undefined {
    const values: JsonValue[] = [];
    const missing: number[] = [];
    for (const [index, element] of elements.entries()) {
      const value = fill(element);
      if (value === undefined) missing.push(index);
      else values.push(value);
    }
    if (missing.length > 0) droppedElements.set(pointer, missing);
    return values.length === 0 && elements.length > 0 ? undefined : values;
  }

  function fillObject({ members, essential, identity }: ObjectPart): JsonObject | undefined {
    const value: JsonObject = {};
    let isDropped = false;
    let isCut = false;
    for (const [key, part] of members) {
      const member = fill(part);
      if (member !== undefined) value[key] = member;
      else {
        isCut = true;
        isDropped ||= essential.includes(key);
      }
    }
    // A type alone says nothing.
    if (isDropped || (isCut && Object.keys(value).every((key) => key === 'type'))) return undefined;
    return identity === null ? value : filling.fillIdentity(identity, value);
  }

  const document = fill(root) as JsonObject;
  // One list for all rows that drop nothing.
  if (dropped.length === 0) return { document, redactable };
  const kept = redactable.filter((pointer) => !dropped.some((place) => isWithin(pointer, place)));
  return { document, redactable: kept.map((pointer) => relocate(pointer, droppedElements)) };
}

/** Where the target of a template's pointer is, once these elements of these arrays are gone. */
function relocate(pointer: string, droppedElements: ReadonlyMap<string, readonly number[]>): string {
  if (droppedElements.size === 0) return pointer;
  let place = '';
  let target = '';
  for (const step of pointer.split('/').slice(1)) {
    const missing = droppedElements.get(place);
    const before = missing?.filter((index) => index < Number(step)).length ?? 0;
    target += before === 0 ? `/${step}` : `/${Number(step) - before}`;
    place += `/${step}`;
  }
  return target;
}
