import { FormatError } from '#core/errors';
import { isObject, type JsonObject, type JsonValue } from '#core/json';
import { remembered } from '#core/remembered';

/** Writes the JSON Pointer (RFC 6901) of a path of member names and array indexes. */
export function pointerTo(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/**
 * Splits a JSON Pointer (RFC 6901) into its unescaped steps.
 *
 * @throws FormatError `BadPointer` when it does not start with `/` or holds a `~` that escapes nothing.
 */
export const stepsOf = remembered((pointer): readonly string[] => {
  // Nearly every pointer: nothing is escaped, so nothing has to be looked for.
  if (pointer.startsWith('/') && !pointer.includes('~')) return pointer.slice(1).split('/');
  if (!/^(\/([^~/]|~[01])*)*$/.test(pointer)) {
    throw new FormatError('BadPointer', `“${pointer.slice(0, 200)}” is not a JSON Pointer (RFC 6901).`);
  }
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
});

/** Whether `pointer` is `ancestor` or lies inside it. */
export function isWithin(pointer: string, ancestor: string): boolean {
  return (
    pointer.startsWith(ancestor) && (pointer.length === ancestor.length || pointer[ancestor.length] === '/')
  );
}

/** A place inside a document: the container, and the member name or array index in it. */
export type Place =
  | { kind: 'member'; parent: JsonObject; key: string }
  | { kind: 'element'; parent: JsonValue[]; index: number };

/** The value at a JSON Pointer, or undefined where there is none. Array indexes must be canonical (`0`, `12`, never `01` or `-`). */
export function valueAt(document: JsonValue, pointer: string): JsonValue | undefined {
  return descend(document, stepsOf(pointer));
}

function descend(document: JsonValue, steps: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = document;
  for (const step of steps) {
    value = value === undefined ? undefined : childOf(value, step);
  }
  return value;
}

/** The container and key of a pointer's target, which must exist. @throws FormatError `PointerToNothing`. */
export function placeOf(document: JsonValue, pointer: string): Place {
  const steps = stepsOf(pointer);
  const last = steps.at(-1);
  const parent = descend(document, steps.slice(0, -1));
  if (last !== undefined && parent !== undefined && childOf(parent, last) !== undefined) {
    if (Array.isArray(parent)) return { kind: 'element', parent, index: Number(last) };
    if (isObject(parent)) return { kind: 'member', parent, key: last };
  }
  throw new FormatError(
    'PointerToNothing',
    `The pointer “${pointer}” leads to nothing in this document.`,
    pointer,
  );
}

/** The member or element of a container that one step of a pointer leads to. */
export function childOf(value: JsonValue, step: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^(0|[1-9]\d{0,8})$/.test(step) ? value[Number(step)] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
