import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Unzip, UnzipInflate, Zip, ZipDeflate } from 'fflate';
import { RootmarkError } from '#core/errors';
import { refuseExisting, releaseOutput, reserveOutput } from './batchFiles.ts';
import { refuseOutputFile } from './outputFile.ts';

/** Where exported files go. Nothing is in place before {@link ExportSink.putInPlace}. */
export interface ExportSink {
  /** The folder or file that comes to be. */
  path: string;
  write(name: string, file: Uint8Array): void;
  /** Adds to the end of a text file that is written piece by piece. */
  append(name: string, text: string): void;
  /** Gives every file that was written to `check`, as it can be read now. Nothing can be written any more. */
  readBack(check: (name: string, file: Uint8Array) => void): void;
  putInPlace(): void;
  /** Takes back what was written. */
  abandon(): void;
}

/** Most files in a ZIP archive without the extension for larger ones (ZIP64). */
export const MAXIMUM_ZIP_FILES = 65_535;
/** Most bytes of it, from the same width of its fields. */
const MAXIMUM_ZIP_BYTES = 2 ** 32 - 1;
/** Bytes of an archive that are read at once. */
const PIECE_BYTES = 64 * 1024;
/** Bytes that the directory at the end of an archive has for each file, beside its name. */
const DIRECTORY_ENTRY_BYTES = 128;

/** A folder of files for their owner alone. @throws RootmarkError `OutputExists`. */
export function folderSink(path: string): ExportSink {
  reserveOutput(path);
  const partial = `${path}.partial`;
  const names = new Set<string>();
  return {
    path,
    write: (name, file) => {
      names.add(name);
      const path = join(partial, name);
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(path, file, { mode: 0o600, flag: 'wx' });
    },
    append: (name, text) => {
      names.add(name);
      appendFileSync(join(partial, name), text, { mode: 0o600 });
    },
    readBack: (check) => {
      for (const name of names) check(name, readFileSync(join(partial, name)));
    },
    putInPlace: () => {
      refuseExisting(path);
      renameSync(partial, path);
    },
    abandon: () => releaseOutput(path),
  };
}

/** A ZIP archive for its owner alone, written as its files come. @throws RootmarkError `OutputExists` or `FileMissing`. */
export function zipSink(path: string): ExportSink {
  refuseOutputFile(path, '--zip');
  const partial = `${path}.partial`;
  refuseOutputFile(partial, '--zip');
  const descriptor = openSync(partial, 'wx', 0o600);
  let isOpen = true;
  let size = 0;
  let directory = 0;
  const close = () => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    size += chunk.length;
    for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at);
  });
  const write = (name: string, file: Uint8Array) => {
    directory += name.length * 3 + DIRECTORY_ENTRY_BYTES;
    if (size + directory + file.length > MAXIMUM_ZIP_BYTES) throw tooLarge('4 GiB');
    const entry = new ZipDeflate(name, { level: 6 });
    // Unix, a file, readable and writable by its owner alone.
    entry.os = 3;
    entry.attrs = (0o100600 << 16) >>> 0;
    zip.add(entry);
    entry.push(file, true);
  };
  // Files of an archive stand one behind the other, so that one which grows has to wait for its end.
  const growing = new Map<string, string[]>();
  return {
    path,
    write,
    append: (name, text) => {
      const pieces = growing.get(name) ?? [];
      pieces.push(text);
      growing.set(name, pieces);
    },
    readBack: (check) => {
      for (const [name, pieces] of growing) write(name, new TextEncoder().encode(pieces.join('')));
      zip.end();
      close();
      readZip(partial, check);
    },
    putInPlace: () => {
      refuseOutputFile(path, '--zip');
      renameSync(partial, path);
    },
    abandon: () => {
      close();
      rmSync(partial, { force: true });
    },
  };
}

/** Reads an archive piece by piece, and gives every file of it to `check`. */
function readZip(path: string, check: (name: string, file: Uint8Array) => void): void {
  const unzip = new Unzip((entry) => {
    const chunks: Uint8Array[] = [];
    entry.ondata = (error, chunk, isLast) => {
      if (error) throw error;
      chunks.push(chunk);
      if (isLast) check(entry.name, Buffer.concat(chunks));
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  const descriptor = openSync(path, 'r');
  try {
    const buffer = new Uint8Array(PIECE_BYTES);
    for (let read = -1; read !== 0; ) {
      read = readSync(descriptor, buffer, 0, buffer.length, null);
      unzip.push(buffer.slice(0, read), read === 0);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The fault of an archive that would need fields wider than the format has. */
export function tooLarge(most: string): RootmarkError {
  return new RootmarkError(
    'input',
    'ZipTooLarge',
    `A ZIP archive holds at most ${most}.`,
    'Export a part at a time with --from and --to, or into a folder with --out.',
  );
}
