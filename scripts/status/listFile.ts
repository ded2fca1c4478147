import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { RootmarkError } from '#core/errors';
import { isObject, type JsonObject } from '#core/json';

/** A list is exported again and again into the same file, but nothing else is ever written over. @throws RootmarkError `OutputExists`. */
export function refuseOther(path: string, url: string): void {
  if (!existsSync(path) || idOf(path) === url) return;
  throw new RootmarkError(
    'input',
    'OutputExists',
    `${path} exists already, and is not the status list of ${url}.`,
    'Name another file with --out.',
  );
}

function idOf(path: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isObject(value) &&
      isObject(value.credentialSubject) &&
      value.credentialSubject.type === 'BitstringStatusList'
      ? value.id
      : null;
  } catch {
    return null;
  }
}

/** Writes a list. Whoever reads the file meanwhile gets the old list or the new one, never a part. */
export function writeList(path: string, list: JsonObject): void {
  const partial = `${path}.partial`;
  writeFileSync(partial, `${JSON.stringify(list, null, 2)}\n`);
  renameSync(partial, path);
}
