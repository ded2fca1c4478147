import { closeSync, openSync } from 'node:fs';
import { MAXIMUM_BYTES } from '#core/json';
import type { CredentialInput } from './credentialInputs.ts';
import { readAt } from './fileBytes.ts';

/** Bytes that are read at once. */
const CHUNK_BYTES = 1024 * 1024;
const NEW_LINE = 10;

/** The credentials of a packed file, one in each line; each is read only when its turn comes. */
export function packedInputs(path: string): CredentialInput[] {
  const reader = new NearbyReader(path);
  return linesIn(path).map(({ at, length }, line) => ({
    file: `${path}:${line + 1}`,
    // One byte more than a credential may have shows that it is too large.
    read: () => ({ json: reader.read(at, Math.min(length, MAXIMUM_BYTES + 1)), sdJwt: null }),
  }));
}

/** Reads places of a file that mostly follow each other, a chunk of it at a time. The file is open only meanwhile. */
class NearbyReader {
  private readonly path: string;
  private chunk: Uint8Array = new Uint8Array();
  /** Where in the file the chunk begins. */
  private start = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** So many bytes from a place; fewer where the file ends before. */
  read(at: number, length: number): Uint8Array {
    const end = at + length;
    if (at < this.start || end > this.start + this.chunk.length) {
      this.chunk = inFile(this.path, (file) => readAt(file, at, Math.max(length, CHUNK_BYTES)));
      this.start = at;
    }
    // A part of the chunk would be sent to another thread with all of it.
    return this.chunk.slice(at - this.start, end - this.start);
  }
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
