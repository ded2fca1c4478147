import type { JsonObject, JsonValue } from '#core/json';
import type { Pieces } from '#core/placeholder';
import { isWithin, pointerTo } from '#core/pointer';
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
  redactable: string[];
}

/**
 * Puts a template's parts together. A dropped claim takes with it the object that it is essential to, and every
 * container that it leaves empty; redactable pointers move up with their array elements, or go with their claim.
 */
export function fillParts(root: ObjectPart, redactable: readonly string[], filling: Filling): Filled {
  const moved = new Map<string, string>();
  const dropped: string[] = [];

  function fill(part: Part, pointer: string): JsonValue | undefined {
    const value = put(part, pointer);
    if (value === undefined) dropped.push(part.pointer);
    else moved.set(part.pointer, pointer);
    return value;
  }

  function put(part: Part, pointer: string): JsonValue | undefined {
    if (part.kind === 'constant') return part.value;
    if (part.kind === 'string') return filling.fillString(part);
    return part.kind === 'array' ? fillArray(part, pointer) : fillObject(part, pointer);
  }

  function fillArray({ elements }: ArrayPart, pointer: string): JsonValue[] | undefined {
    const values: JsonValue[] = [];
    for (const element of elements) {
      const value = fill(element, `${pointer}/${values.length}`);
      if (value !== undefined) values.push(value);
    }
    return values.length === 0 && elements.length > 0 ? undefined : values;
  }

  function fillObject({ members, essential, identity }: ObjectPart, pointer: string): JsonObject | undefined {
    const value: JsonObject = {};
    let isDropped = false;
    let isCut = false;
    for (const [key, part] of members) {
      const member = fill(part, `${pointer}${pointerTo([key])}`);
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

  const document = fill(root, '');
  return {
    document: document as JsonObject,
    redactable: redactable.flatMap((pointer) => {
      const target = dropped.some((place) => isWithin(pointer, place)) ? undefined : moved.get(pointer);
      return target === undefined ? [] : [target];
    }),
  };
}
