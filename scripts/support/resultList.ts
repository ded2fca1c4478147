import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAt, writeAt } from './fileBytes.ts';

/** Characters that are kept in memory before they go to the disk, and bytes that are read back at once. */
const CHUNK = 1024 * 1024;

/**
 * A list in a command's JSON result which may be too long to be held at once, or for one string. What would not stay in
 * memory goes to a file that has no name as soon as it is open, so that nothing can be left of it.
 */
export class ResultList {
  private pending: string[] = [];
  private pendingLength = 0;
  private descriptor: number | null = null;
  private length = 0;
  private isEmpty = true;

  /** Adds an entry; what it is afterwards does not matter any more. */
  add(entry: unknown): void {
    const text = JSON.stringify(entry, null, 2).replaceAll('\n', '\n    ');
    const whole = `${this.isEmpty ? '' : ','}\n    ${text}`;
    this.isEmpty = false;
    this.pending.push(whole);
    this.pendingLength += whole.length;
    if (this.pendingLength > CHUNK) this.flush();
  }

  /** The list as JSON, laid out as a member of an object by `JSON.stringify(object, null, 2)`, in pieces. */
  *text(): Generator<string | Uint8Array> {
    yield '[';
    for (let at = 0; at < this.length; ) {
      const bytes = readAt(this.descriptor as number, at, CHUNK);
      if (bytes.length === 0) throw new Error('The results that were kept on the disk are gone');
      yield bytes;
      at += bytes.length;
    }
    yield this.pending.join('');
    yield this.isEmpty ? ']' : '\n  ]';
  }

  close(): void {
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
  }

  private flush(): void {
    this.descriptor ??= openWithoutName();
    const bytes = new TextEncoder().encode(this.pending.join(''));
    writeAt(this.descriptor, bytes, this.length);
    this.length += bytes.length;
    this.pending = [];
    this.pendingLength = 0;
  }
}

function openWithoutName(): number {
  const path = join(tmpdir(), `rootmark-${randomBytes(12).toString('hex')}`);
  const descriptor = openSync(path, 'wx+', 0o600);
  rmSync(path);
  return descriptor;
}
