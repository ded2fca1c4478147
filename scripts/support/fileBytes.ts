import { readSync, writeSync } from 'node:fs';

const NEW_LINE = 10;
/** Bytes that are read at once. */
const CHUNK_BYTES = 1024 * 1024;

/** Writes all bytes at a place in a file. */
export function writeAt(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(file, bytes, done, bytes.length - done, at + done);
}

/** Reads so many bytes from a place in a file; fewer where the file ends before. */
export function readAt(file: number, at: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const read = readSync(file, bytes, done, length - done, at + done);
    if (read === 0) break;
    done += read;
  }
  return bytes.subarray(0, done);
}

/** Bytes one after the other, in memory of their own: it may go to another thread, which is given all memory that bytes are a part of. */
export function joinedBytes(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Reads lines from the beginning of a file, without holding more of it than was asked for. */
export class LineReader {
  private readonly file: number;
  /** What was read and not yet asked for. */
  private rest: Uint8Array = new Uint8Array();
  private at = 0;

  constructor(file: number) {
    this.file = file;
  }

  /** The next so many lines, ends of lines included; null when there are not so many. */
  next(lines: number): Uint8Array | null {
    let end = 0;
    for (let line = 0; line < lines; line++) {
      let found = this.rest.indexOf(NEW_LINE, end);
      while (found < 0) {
        const searched = this.rest.length;
        if (!this.readOn()) return null;
        found = this.rest.indexOf(NEW_LINE, searched);
      }
      end = found + 1;
    }
    const bytes = this.rest.slice(0, end);
    this.rest = this.rest.subarray(end);
    return bytes;
  }

  /** @returns whether there was more. */
  private readOn(): boolean {
    const chunk = readAt(this.file, this.at, CHUNK_BYTES);
    this.at += chunk.length;
    this.rest = Buffer.concat([this.rest, chunk]);
    return chunk.length > 0;
  }
}
