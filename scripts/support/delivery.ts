import { createHash } from 'node:crypto';
import type { JsonObject } from '#core/json';
import { linkTo } from '#core/link';
import { tableHeader, tableLine } from '#core/linksFile';
import { fitsQr } from '#core/qrLimits';
import { qrPictureOf, qrShapeOf } from '#core/qrPicture';
import type { ExportSink } from './exportSinks.ts';
import type { CredentialRecord } from './ledgerRecords.ts';

/** The folder of the QR codes. Beside {@link LINKS_FILE}, its pictures are none that credentials are looked for in. */
export const QR_FOLDER = 'qr-codes';
/** Whose credential each link shows. */
export const LINKS_FILE = 'links.csv';
/** The same for programs that write a letter or an email to each holder. */
const MAIL_MERGE_FILE = 'mail-merge.csv';

/** What the tables have in the place of a picture's name when there is no picture. */
const TOO_LONG = 'none: the link is too long for a QR code';

/** What a holder is sent beside the file. */
export interface Parcel {
  link: string;
  /** The QR code of the link, an SVG picture; null when the link is too long for one. */
  qr: string | null;
}

/** The link that shows a credential on a site, and its QR code. */
export function parcelOf(document: JsonObject, site: string): Parcel {
  const link = linkTo(site, document);
  return { link, qr: fitsQr(link) ? qrPictureOf(qrShapeOf(link)) : null };
}

/** What was written of a delivery, for `--json`. */
export interface DeliverySummary {
  links: string;
  mailMerge: string;
  qrCodes: number;
  tooLong: number;
}

/** Writes what whoever sends credentials to their holders needs beside the files. */
export class Delivery {
  readonly summary: DeliverySummary = {
    links: LINKS_FILE,
    mailMerge: MAIL_MERGE_FILE,
    qrCodes: 0,
    tooLong: 0,
  };
  private readonly sink: ExportSink;
  /** SHA-256 of every file, complete or not yet. */
  private readonly digests = new Map<string, ReturnType<typeof createHash>>();

  constructor(sink: ExportSink) {
    this.sink = sink;
    this.append(LINKS_FILE, tableHeader(['holder', 'file', 'link', 'qr']));
    this.append(MAIL_MERGE_FILE, tableHeader(['name', 'email', 'identifier', 'link', 'file', 'qr']));
  }

  /** @param name of the credential's file, without extension. @param file with it. */
  add({ holder, holderKey }: CredentialRecord, name: string, file: string, { link, qr }: Parcel): void {
    const picture = qr === null ? TOO_LONG : this.writeQr(name, qr);
    this.summary[qr === null ? 'tooLong' : 'qrCodes']++;
    const [email, identifier] = holderKey.includes('@') ? [holderKey, ''] : ['', holderKey];
    this.append(LINKS_FILE, tableLine([holder, file, link, picture]));
    this.append(MAIL_MERGE_FILE, tableLine([holder, email, identifier, link, file, picture]));
  }

  /** Whether a file, as it is read back, is one of the delivery's and was written as it was meant to be. */
  holds(name: string, file: Uint8Array): boolean {
    const digest = this.digests.get(name)?.digest('hex');
    this.digests.delete(name);
    return digest !== undefined && digest === createHash('sha256').update(file).digest('hex');
  }

  /** How many files were not yet read back. */
  get outstanding(): number {
    return this.digests.size;
  }

  private writeQr(name: string, picture: string): string {
    const path = `${QR_FOLDER}/${name}.svg`;
    this.sink.write(path, new TextEncoder().encode(picture));
    this.digests.set(path, createHash('sha256').update(picture));
    return path;
  }

  private append(name: string, text: string): void {
    this.sink.append(name, text);
    this.digests.set(name, (this.digests.get(name) ?? createHash('sha256')).update(text));
  }
}
