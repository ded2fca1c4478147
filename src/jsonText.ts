import { isDeeplyFrozen, type JsonObject, type JsonValue } from '#core/json';
import { remembered } from '#core/remembered';

/** What there is to decide when JSON is written. */
export interface JsonWriting {
  /** Writes what is no container. */
  scalar(value: string | number | boolean | null): string;
  /** The names of an object's members, in the order in which they are written. */
  namesOf(object: JsonObject): string[];
  /** What is written in place of a container, and of all that is in it; undefined for those that are written out. */
  placeholderOf?(container: JsonObject | JsonValue[]): string | undefined;
}

/**
 * A way to write JSON without white space. Of deeply frozen parts the text is remembered for as long as they are: what a
 * template says of every holder is most of a credential, and need not be written for each.
 */
export function jsonWriter({ scalar, namesOf, placeholderOf }: JsonWriting): (value: JsonValue) => string {
  const texts = new WeakMap<object, string>();
  const writeName = remembered((name) => `${scalar(name)}:`);

  function write(value: JsonValue): string {
    if (typeof value !== 'object' || value === null) return scalar(value);
    const known = placeholderOf?.(value) ?? texts.get(value);
    if (known !== undefined) return known;
    const text = Array.isArray(value) ? `[${value.map(write).join(',')}]` : writeObject(value);
    if (isDeeplyFrozen(value)) texts.set(value, text);
    return text;
  }

  function writeObject(object: JsonObject): string {
    let text = '';
    for (const name of namesOf(object))
      text += `${text === '' ? '' : ','}${writeName(name)}${write(object[name] as JsonValue)}`;
    return `{${text}}`;
  }

  return write;
}

/** What `JSON.stringify` writes of a value, faster where much of it is deeply frozen. */
export const jsonText = jsonWriter({ scalar: JSON.stringify, namesOf: Object.keys });
