import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DraftPage } from './draftPool.ts';
import { readAt, writeAt } from './fileBytes.ts';

/** Bytes of pages that are kept in memory; whatever is larger goes to the disk. */
const MAXIMUM_MEMORY = 16 * 1024 * 1024;

/** One page as it is kept: its credentials as JSON, then its drafts. */
interface KeptPage {
  at: number;
  credentialBytes: number;
  draftBytes: number;
  size: number;
  payloadHashes: Uint8Array | null;
}

/**
 * The pages of a batch that is being made, until all rows are read and the batch goes into the ledger, or nowhere. They
 * are full of people's names: the file has no name as soon as it is open, so that nothing can be left of it.
 */
export class DraftSpool {
  private readonly path: string;
  private readonly pages: KeptPage[] = [];
  private memory: Uint8Array[] = [];
  private descriptor: number | null = null;
  private length = 0;

  /** @param beside the file in whose folder there is room for people's names. */
  constructor(beside: string) {
    this.path = `${beside}.${randomBytes(6).toString('hex')}.reading`;
  }

  /** How many credentials each page has. */
  get sizes(): number[] {
    return this.pages.map(({ size }) => size);
  }

  /** How many credentials there are. */
  get size(): number {
    return this.pages.reduce((sum, { size }) => sum + size, 0);
  }

  add({ credentials, drafts, payloadHashes }: Omit<DraftPage, 'kind'>): void {
    const head = new TextEncoder().encode(JSON.stringify(credentials));
    this.pages.push({
      at: this.length,
      credentialBytes: head.length,
      draftBytes: drafts.length,
      size: credentials.length,
      payloadHashes,
    });
    this.append(head);
    this.append(drafts);
    if (this.descriptor === null && this.length > MAXIMUM_MEMORY) this.toDisk();
  }

  /** Notes payload hashes of a page that were not known when it came. */
  setPayloadHashes(page: number, payloadHashes: Uint8Array): void {
    (this.pages[page] as KeptPage).payloadHashes = payloadHashes;
  }

  payloadHashesOf(page: number): Uint8Array | null {
    return (this.pages[page] as KeptPage).payloadHashes;
  }

  credentialsOf(page: number): DraftPage['credentials'] {
    const { at, credentialBytes } = this.pages[page] as KeptPage;
    return JSON.parse(new TextDecoder().decode(this.read(at, credentialBytes)));
  }

  draftsOf(page: number): Uint8Array {
    const { at, credentialBytes, draftBytes } = this.pages[page] as KeptPage;
    return this.read(at + credentialBytes, draftBytes);
  }

  close(): void {
    this.memory = [];
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
  }

  private append(bytes: Uint8Array): void {
    if (this.descriptor === null) this.memory.push(bytes);
    else writeAt(this.descriptor, bytes, this.length);
    this.length += bytes.length;
  }

  private read(at: number, length: number): Uint8Array {
    if (this.descriptor === null) return pieceAt(this.memory, at);
    return readAt(this.descriptor, at, length);
  }

  private toDisk(): void {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const descriptor = openSync(this.path, 'wx+', 0o600);
    rmSync(this.path);
    let at = 0;
    for (const bytes of this.memory) {
      writeAt(descriptor, bytes, at);
      at += bytes.length;
    }
    this.memory = [];
    this.descriptor = descriptor;
  }
}

/** The piece that begins at this byte. */
function pieceAt(pieces: readonly Uint8Array[], at: number): Uint8Array {
  let start = 0;
  for (const piece of pieces) {
    if (start === at) return piece;
    start += piece.length;
  }
  throw new RangeError(`nothing begins at ${at}`);
}
