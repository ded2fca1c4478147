import { closeSync, openSync, readSync } from 'node:fs';

/** Reads on behind what was read already, until the end of the file or until there are so many bytes. */
export type ReadOn = (already: Uint8Array, most: number) => Uint8Array;

/** Opens a file that may be anything, of any size, for somebody who reads only so much of it. */
export function withFile<Value>(path: string, use: (readOn: ReadOn) => Value): Value {
  const file = openSync(path, 'r');
  try {
    return use((already, most) => readOn(file, already, most));
  } catch (error) {
    // Reading, unlike opening, does not say which file it was.
    throw error instanceof Error && 'syscall' in error ? Object.assign(error, { path }) : error;
  } finally {
    closeSync(file);
  }
}

function readOn(file: number, already: Uint8Array, most: number): Uint8Array {
  const bytes = new Uint8Array(most);
  bytes.set(already);
  let length = already.length;
  for (let read = -1; read !== 0 && length < most; length += read)
    read = readSync(file, bytes, length, most - length, null);
  return bytes.slice(0, length);
}
