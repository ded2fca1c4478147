import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RootmarkError } from '#core/errors';
import { packedPartOf, unpackCredential } from '#core/link';
import { usageError } from './output.ts';

/** Something that the command line named and that may be a credential. */
export interface CredentialInput {
  /** The file's path, or a shortened link. */
  file: string;
  /** Reads it. @throws RootmarkError when the file or link itself cannot be read. */
  read(): string | Uint8Array;
}

/**
 * Turns the files, folders and links of a command line into inputs; folders give their `.json` files, at any depth.
 *
 * @throws RootmarkError `FileMissing`, or of kind `usage` when nothing is named.
 */
export function credentialInputs(names: readonly string[]): CredentialInput[] {
  if (names.length === 0)
    throw usageError('No file is named.', 'Name credential files, folders of them, or links.');
  const inputs = names.flatMap(inputsFrom);
  if (inputs.length > 0) return inputs;
  throw new RootmarkError(
    'input',
    'FileMissing',
    `There is no .json file in ${names.join(', ')}.`,
    'Name the folder that the credentials were written to.',
  );
}

function inputsFrom(name: string): CredentialInput[] {
  const packed = packedPartOf(name);
  if (packed !== null) {
    return [{ file: `${name.slice(0, 60)}…`, read: () => JSON.stringify(unpackCredential(packed)) }];
  }
  if (!existsSync(name)) {
    throw new RootmarkError('input', 'FileMissing', `There is no file or folder ${name}.`, 'Check the path.');
  }
  if (!statSync(name).isDirectory()) return [{ file: name, read: () => readFileSync(name) }];
  return readdirSync(name, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json') && !/(^|[/\\])batch\.json$/.test(path))
    .sort()
    .map((path) => ({ file: join(name, path), read: () => readFileSync(join(name, path)) }));
}
