import { bakeBadge, readBakedBadge } from '#core/bakedBadge';
import { parseCredential } from '#core/credential';
import { MAXIMUM_PICTURE_BYTES, pictureKindOf } from '#core/credentialForms';
import { achievementNameOf, claimedIssuerIdOf, claimedIssuerNameOf } from '#core/describe';
import { drawBadge } from '#core/drawnBadge';
import { RootmarkError } from '#core/errors';
import type { JsonObject } from '#core/json';
import { ownPictureOf } from '#core/ownPicture';
import { fromSdJwt, toSdJwt } from '#core/sdJwt';
import { signCredential } from '#core/signature';
import { type SigningKey, signerOf } from '#core/signingKey';
import { fingerprintOf } from '#core/verify';
import { withFile } from './boundedFile.ts';
import { usageError } from './output.ts';

/** The forms that a credential can be exported in; each is the extension of its files. */
export const EXPORT_FORMATS = ['json', 'sd-jwt', 'png', 'svg'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The picture of a command line to bake credentials into. @throws RootmarkError of kind `usage`, or a system error. */
export function pictureFrom(path: string | undefined, format: ExportFormat): Uint8Array | null {
  if (path === undefined) return null;
  if (format !== 'png' && format !== 'svg')
    throw usageError('--image is for pictures.', 'Leave it out, or export with --format png or svg.');
  const picture = withFile(path, (readOn) => readOn(new Uint8Array(), MAXIMUM_PICTURE_BYTES + 1));
  if (pictureKindOf(picture) === format) return picture;
  throw usageError(
    `${path} is no ${format.toUpperCase()} picture.`,
    'Name one of the format that you export.',
  );
}

/** What credentials' files are made with: data alone, so that any thread can make them. */
export interface ExportSetup {
  format: ExportFormat;
  picture: Uint8Array | null;
  /** What signs them, for the issuer that each credential names; null where nothing is signed. */
  key: SigningKey | null;
  /** The time of the signatures. */
  created: Date;
  /** Whether links and QR codes are made too. */
  isDelivered: boolean;
}

/** A credential as the file of a format. @throws RootmarkError `PictureMissing`, or as signing does. */
export async function fileOf(
  bare: JsonObject,
  { format, picture, key, created }: ExportSetup,
): Promise<Uint8Array> {
  const credential = parseCredential(JSON.stringify(bare));
  const signer = key === null ? null : await signerOf(claimedIssuerIdOf(bare), key);
  if (format === 'sd-jwt') {
    if (signer === null) throw usageError('--sign is missing.', 'An SD-JWT is signed: name the key file.');
    return bytesOf(`${await toSdJwt(credential, signer)}\n`);
  }
  const document = signer === null ? bare : await signCredential(bare, signer, created);
  if (format === 'json') return bytesOf(`${JSON.stringify(document, null, 2)}\n`);
  return bakeBadge(picture ?? pictureOf(document, format), JSON.stringify(document));
}

/** Where a file must lead: to the place and the root that the ledger has for its credential. */
export interface Destination {
  root: string;
  leaf: string;
  index: number;
}

/** Whether a file leads where it must, from its own bytes alone. */
export function leadsTo(file: Uint8Array, format: ExportFormat, { root, leaf, index }: Destination): boolean {
  const found = fingerprintOf(readBack(file, format));
  return found.computedRoot === root && found.root === root && found.leaf === leaf && found.index === index;
}

function readBack(file: Uint8Array, format: ExportFormat) {
  if (format === 'json') return parseCredential(file);
  return format === 'sd-jwt'
    ? fromSdJwt(new TextDecoder().decode(file))
    : parseCredential(readBakedBadge(file));
}

/** The achievement’s own picture, when it is in the credential; for an SVG else one that is drawn. */
function pictureOf(document: JsonObject, format: 'png' | 'svg'): Uint8Array {
  const own = ownPictureOf(document);
  if (own?.kind === format) return own.bytes;
  if (format === 'svg') return drawBadge(achievementNameOf(document), claimedIssuerNameOf(document) ?? '');
  throw new RootmarkError(
    'input',
    'PictureMissing',
    'The achievement has no PNG picture in it to bake the credential into.',
    'Name one with --image, or export with --format svg.',
  );
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
