import { closeSync, constants, ftruncateSync, openSync, read, write } from 'node:fs';
import { promisify } from 'node:util';
import { isSystemError } from './faults.ts';
import { readAt } from './fileBytes.ts';

const [writeSome, readSome] = [promisify(write), promisify(read)];

/** What places in a file, lengths and addresses in memory are multiples of where nothing is kept in the system's memory; some file systems want less. */
const BLOCK_BYTES = 4096;
/** Bytes that are written at once: many blocks, since each goes to the disk before the next. */
const CHUNK_BYTES = 4 * 1024 * 1024;
/** Bytes of a page of WebAssembly's memory, which begins at a multiple of {@link BLOCK_BYTES}, as a buffer of Node's need not. */
const MEMORY_PAGE_BYTES = 64 * 1024;

/**
 * Writes a large file piece by piece, beside whatever makes the pieces, and compares all of it with what the file gives
 * back. Where the system has a way for it (`O_DIRECT` of Linux), both go past the memory in which the system keeps files:
 * what is compared comes from the disk, and gigabytes that nobody asks for soon take the place of nothing.
 */
export class CheckedWriter {
  private readonly path: string;
  private readonly file: number;
  /** The same file, to be written past the system's memory; null where that cannot be. */
  private direct: number | null;
  /** Where the chunk that is being filled begins in the file. */
  private at: number;
  /** Bytes of that chunk that are there. */
  private filled: number;
  /** One is filled while the other is on its way. */
  private chunks: [Uint8Array, Uint8Array] = [chunkMemory(), chunkMemory()];
  private readonly given = chunkMemory();
  private underWay: Promise<void> = Promise.resolve();

  /**
   * @param file open for reading and writing; it stays the caller's, who closes it after {@link close}.
   * @param length of the file: what is written comes after it.
   */
  constructor(path: string, file: number, length: number) {
    this.path = path;
    this.file = file;
    this.direct = openDirectly(path);
    this.filled = length % BLOCK_BYTES;
    this.at = length - this.filled;
    this.chunks[0].set(readAt(file, this.at, this.filled));
  }

  /** Adds bytes at the end. @throws Error when the file gives back anything else than what was written before. */
  async write(bytes: Uint8Array): Promise<void> {
    for (let taken = 0; taken < bytes.length; ) {
      const piece = bytes.subarray(taken, taken + CHUNK_BYTES - this.filled);
      this.chunks[0].set(piece, this.filled);
      this.filled += piece.length;
      taken += piece.length;
      if (this.filled === CHUNK_BYTES) await this.send();
    }
  }

  /** Writes what is left; the file then ends with it. @throws as {@link write}. */
  async finish(): Promise<void> {
    const end = this.at + this.filled;
    await this.send();
    await this.underWay;
    ftruncateSync(this.file, end);
  }

  /** Waits for what is under way, and keeps nothing open. */
  async close(): Promise<void> {
    await this.underWay.catch(() => undefined);
    this.leaveDirect();
  }

  /** Sends the chunk on its way once the one before has arrived. */
  private async send(): Promise<void> {
    await this.underWay;
    const [chunk, next] = this.chunks;
    this.underWay = this.writeChunk(chunk, this.filled, this.at);
    // Whoever writes or finishes next is told of it; until then nobody listens, which Node would take for a crash.
    this.underWay.catch(() => undefined);
    this.chunks = [next, chunk];
    this.at += this.filled;
    this.filled = 0;
  }

  private async writeChunk(chunk: Uint8Array, length: number, at: number): Promise<void> {
    if (this.direct !== null) {
      try {
        const blocks = Math.ceil(length / BLOCK_BYTES) * BLOCK_BYTES;
        return await this.writeAndCompare(this.direct, chunk.fill(0, length, blocks).subarray(0, blocks), at);
      } catch (error) {
        // Such as larger blocks that a file system wants. What is wrong with the file itself is found the usual way, too.
        if (!isSystemError(error)) throw error;
        this.leaveDirect();
      }
    }
    try {
      await this.writeAndCompare(this.file, chunk.subarray(0, length), at);
    } catch (error) {
      // The system knows the open file by a number only, which tells nobody whose disk is full.
      if (isSystemError(error)) error.path ??= this.path;
      throw error;
    }
  }

  private async writeAndCompare(file: number, bytes: Uint8Array, at: number): Promise<void> {
    for (let done = 0; done < bytes.length; )
      done += (await writeSome(file, bytes, done, bytes.length - done, at + done)).bytesWritten;
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await readSome(file, this.given, length, bytes.length - length, at + length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    const given = this.given.subarray(0, length);
    if (Buffer.compare(given, bytes) !== 0)
      throw new Error(`${this.path} does not hold what was written to it`);
  }

  private leaveDirect(): void {
    if (this.direct !== null) closeSync(this.direct);
    this.direct = null;
  }
}

function openDirectly(path: string): number | null {
  // Neither macOS nor Windows has it.
  if (constants.O_DIRECT === undefined) return null;
  try {
    return openSync(path, constants.O_RDWR | constants.O_DIRECT);
  } catch (error) {
    // Each file system has its own way to say that it has no such thing; the file is open already.
    if (isSystemError(error)) return null;
    throw error;
  }
}

function chunkMemory(): Uint8Array {
  const pages = CHUNK_BYTES / MEMORY_PAGE_BYTES;
  return new Uint8Array(new WebAssembly.Memory({ initial: pages, maximum: pages }).buffer);
}
