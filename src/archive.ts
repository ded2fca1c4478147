import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { joined } from '#core/boundedInflate';
import { MAXIMUM_PICTURE_BYTES } from '#core/credentialForms';
import { FormatError } from '#core/errors';

/** Most bytes that an archive may have. */
export const MAXIMUM_ARCHIVE_BYTES = 64 * 1024 * 1024;
/** Most entries that are looked at, wanted or not. */
const MOST_ENTRIES = 10_000;
/** Most bytes that all its files together may come to. */
const MOST_UNPACKED = 128 * 1024 * 1024;
/** How many times as long as the archive its files may come to, beyond {@link ALWAYS_ALLOWED}: credentials come to five times. */
const MOST_RATIO = 100;
const ALWAYS_ALLOWED = 1024 * 1024;
/** Bytes that are unpacked at a time: they can become a thousand times as many. */
const SLICE = 1024;

/** A file that came in an archive. */
export interface ArchivedFile {
  /** With its folders, as the archive has it. */
  name: string;
  /** At most one byte more than a badge picture may have, which shows that it is too large. */
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Unpacks a ZIP archive from a stranger, slice by slice, so that a small one cannot fill the memory or keep anybody busy.
 * Sizes that the archive states are not believed.
 *
 * @param wants whether a file of that name is to be unpacked.
 * @param mostFiles how many of them, at most.
 * @throws FormatError `Archive` when it is damaged, too large or of too many files.
 */
export function readArchive(
  archive: Uint8Array,
  wants: (name: string) => boolean,
  mostFiles: number,
): ArchivedFile[] {
  if (archive.length > MAXIMUM_ARCHIVE_BYTES)
    throw refused(`This archive is larger than ${MAXIMUM_ARCHIVE_BYTES / 1024 / 1024} MiB.`);
  const unpacking = new Unpacking(wants, mostFiles);
  try {
    for (let at = 0; at < archive.length; at += SLICE) {
      unpacking.push(archive.subarray(at, at + SLICE), at + SLICE >= archive.length);
    }
  } catch {
    throw unpacking.refusal ?? damaged();
  }
  return unpacking.files();
}

/** One archive on its way. */
class Unpacking {
  private readonly wants: (name: string) => boolean;
  private readonly mostFiles: number;
  private readonly unzip = new Unzip((entry) => this.take(entry));
  private readonly taken: { name: string; parts: Uint8Array[]; length: number; isWhole: boolean }[] = [];
  /** Why no more is unpacked; kept, because fflate takes what is thrown meanwhile for a fault of the archive. */
  refusal: FormatError | null = null;
  private entries = 0;
  private isEmpty = false;
  private packed = 0;
  private unpacked = 0;

  constructor(wants: (name: string) => boolean, mostFiles: number) {
    this.wants = wants;
    this.mostFiles = mostFiles;
    this.unzip.register(UnzipInflate);
  }

  push(slice: Uint8Array, isLast: boolean): void {
    // What an empty archive begins with is its end.
    if (this.packed === 0) this.isEmpty = slice[2] === 5;
    this.packed += slice.length;
    this.unzip.push(slice, isLast);
  }

  /** @throws FormatError when a file is not whole. */
  files(): ArchivedFile[] {
    if (this.taken.some(({ isWhole }) => !isWhole) || (this.entries === 0 && !this.isEmpty)) throw damaged();
    return this.taken.map(({ name, parts }) => ({ name, bytes: joined(parts) as Uint8Array<ArrayBuffer> }));
  }

  private take(entry: UnzipFile): void {
    if (++this.entries > MOST_ENTRIES) this.refuse(`This archive has more than ${MOST_ENTRIES} entries.`);
    if (entry.name.endsWith('/') || !this.wants(entry.name)) return;
    if (this.taken.length === this.mostFiles)
      this.refuse(`This archive has more than ${this.mostFiles} files that may be credentials.`);
    const file = { name: entry.name, parts: [] as Uint8Array[], length: 0, isWhole: false };
    this.taken.push(file);
    entry.ondata = (error, part, isLast) => {
      if (error !== null) throw damaged();
      this.count(part.length);
      // What makes a file too large is enough of it.
      const kept = part.slice(0, Math.max(0, MAXIMUM_PICTURE_BYTES + 1 - file.length));
      file.parts.push(kept);
      file.length += kept.length;
      file.isWhole = isLast;
    };
    entry.start();
  }

  private refuse(headline: string): never {
    this.refusal = refused(headline);
    throw this.refusal;
  }

  private count(bytes: number): void {
    this.unpacked += bytes;
    if (this.unpacked > MOST_UNPACKED || this.unpacked > this.packed * MOST_RATIO + ALWAYS_ALLOWED)
      this.refuse('This archive unpacks into far more than credentials take.');
  }
}

function damaged(): FormatError {
  return refused('This archive is damaged, or locked with a password.');
}

function refused(headline: string): FormatError {
  return new FormatError('Archive', headline, '', 'Unpack it, and hand in the files.');
}
