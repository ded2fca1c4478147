import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DraftPage } from './draftPool.ts';
import { readAt, writeAt } from './fileBytes.ts';

/** Bytes of pages that are kept in memory; whatever is larger goes to the disk. */
const MAXIMUM_MEMORY = 16 * 1024 * 1024;

/** One page as it is kept. */
interface KeptPage {
  /** Its credentials as JSON, then its drafts; null when they are on the disk. */
  bytes: Uint8Array | null;
  /** Where they begin on the disk, once there is a file. */
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
    const page: KeptPage = {
      bytes: new Uint8Array(Buffer.concat([head, drafts])),
      at: this.length,
      credentialBytes: head.length,
      draftBytes: drafts.length,
      size: credentials.length,
      payloadHashes,
    };
    this.pages.push(page);
    this.length += head.length + drafts.length;
    if (this.descriptor !== null) toDisk(page, this.descriptor);
    else if (this.length > MAXIMUM_MEMORY) this.openFile();
  }

  /** Notes payload hashes of a page that were not known when it came. */
  setPayloadHashes(page: number, payloadHashes: Uint8Array): void {
    (this.pages[page] as KeptPage).payloadHashes = payloadHashes;
  }

  payloadHashesOf(page: number): Uint8Array | null {
    return (this.pages[page] as KeptPage).payloadHashes;
  }

  credentialsOf(page: number): DraftPage['credentials'] {
    const kept = this.pages[page] as KeptPage;
    return JSON.parse(new TextDecoder().decode(this.read(kept, 0, kept.credentialBytes)));
  }

  draftsOf(page: number): Uint8Array {
    const kept = this.pages[page] as KeptPage;
    return this.read(kept, kept.credentialBytes, kept.draftBytes);
  }

  close(): void {
    this.pages.length = 0;
    if (this.descriptor !== null) closeSync(this.descriptor);
    this.descriptor = null;
  }

  private read({ bytes, at }: KeptPage, from: number, length: number): Uint8Array {
    // Bytes of their own: they may go to another thread, which copies all memory that they are a part of.
    return bytes === null
      ? readAt(this.descriptor as number, at + from, length)
      : bytes.slice(from, from + length);
  }

  private openFile(): void {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    this.descriptor = openSync(this.path, 'wx+', 0o600);
    rmSync(this.path);
    for (const page of this.pages) toDisk(page, this.descriptor);
  }
}

function toDisk(page: KeptPage, file: number): void {
  writeAt(file, page.bytes as Uint8Array, page.at);
  page.bytes = null;
}
