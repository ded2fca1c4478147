import { closeSync, openSync } from 'node:fs';
import { MAXIMUM_BYTES } from '#core/json';
import type { CredentialInput } from './credentialInputs.ts';
import { readAt } from './fileBytes.ts';

/** Bytes that are searched for ends of lines at once. */
const CHUNK_BYTES = 1024 * 1024;
const NEW_LINE = 10;

/** The credentials of a packed file, one in each line; each is read only when its turn comes. */
export function packedInputs(path: string): CredentialInput[] {
  return linesIn(path).map(({ at, length }, line) => ({
    file: `${path}:${line + 1}`,
    // One byte more than a credential may have shows that it is too large.
    read: () => ({
      json: inFile(path, (file) => readAt(file, at, Math.min(length, MAXIMUM_BYTES + 1))),
      sdJwt: null,
    }),
  }));
}

/** Where the lines of a file are, ends of lines left out; a last one without an end too, unless it is empty. */
function linesIn(path: string): { at: number; length: number }[] {
  return inFile(path, (file) => {
    const lines: { at: number; length: number }[] = [];
    let start = 0;
    let at = 0;
    for (let chunk = readAt(file, at, CHUNK_BYTES); chunk.length > 0; chunk = readAt(file, at, CHUNK_BYTES)) {
      for (let end = chunk.indexOf(NEW_LINE); end >= 0; end = chunk.indexOf(NEW_LINE, end + 1)) {
        lines.push({ at: start, length: at + end - start });
        start = at + end + 1;
      }
      at += chunk.length;
    }
    if (at > start) lines.push({ at: start, length: at - start });
    return lines;
  });
}

function inFile<Result>(path: string, use: (file: number) => Result): Result {
  const file = openSync(path, 'r');
  try {
    return use(file);
  } finally {
    closeSync(file);
  }
}
