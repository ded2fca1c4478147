import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { credentialSourceOf } from '#core/bakedBadge';
import { looksLikeSdJwt, MAXIMUM_PICTURE_BYTES, pictureKindOf } from '#core/credentialForms';
import { RootmarkError } from '#core/errors';
import { MAXIMUM_BYTES } from '#core/json';
import { packedPartOf, unpackCredential } from '#core/link';
import { fromSdJwt } from '#core/sdJwt';
import { withFile } from './boundedFile.ts';
import { LINKS_FILE, QR_FOLDER } from './delivery.ts';
import { usageError } from './output.ts';
import { packedInputs } from './packedInputs.ts';
import { PACKED_FILE } from './packing.ts';

/** Something that the command line named and that may be a credential. */
export interface CredentialInput {
  /** The file's path, or a shortened link. */
  file: string;
  /** Reads it. @throws RootmarkError when the link is cut or the picture holds none; a system error when the file cannot be read. */
  read(): CredentialSource;
}

/** A credential as it was handed in. Nothing says yet that it is one. */
export interface CredentialSource {
  json: string | Uint8Array;
  /** The SD-JWT that the JSON was made from; null when it was none. */
  sdJwt: string | null;
}

/**
 * Turns the files, folders and links of a command line into inputs; folders give their `.json` and
 * `.sd-jwt` files and badge pictures, `.png` and `.svg`, at any depth, and packed files (`.ndjson`) each of their lines.
 *
 * @throws RootmarkError `FileMissing`, or of kind `usage` when nothing is named.
 */
export function credentialInputs(names: readonly string[]): CredentialInput[] {
  if (names.length === 0)
    throw usageError('No file is named.', 'Name credential files, folders of them, or links.');
  const inputs = names.flatMap(inputsFrom);
  if (inputs.length > 0) return inputs;
  throw new RootmarkError(
    'input',
    'FileMissing',
    `There is no .json, .ndjson, .sd-jwt, .png or .svg file in ${names.join(', ')}.`,
    'Name the folder that the credentials were written to.',
  );
}

/**
 * Reads a file, the credential in a badge picture, or that of an SD-JWT; but no more of it than what shows that it is too
 * large.
 *
 * @throws FormatError when a picture holds no credential, or an SD-JWT another.
 */
export function readCredentialFile(path: string): CredentialSource {
  return withFile(path, (readOn) => {
    const bytes = readOn(new Uint8Array(), MAXIMUM_BYTES + 1);
    if (pictureKindOf(bytes) !== null)
      return { json: credentialSourceOf(readOn(bytes, MAXIMUM_PICTURE_BYTES + 1)), sdJwt: null };
    if (!looksLikeSdJwt(latin1.decode(bytes.subarray(0, 4096)))) return { json: bytes, sdJwt: null };
    const sdJwt = latin1.decode(readOn(bytes, 2 * MAXIMUM_BYTES + 1));
    return { json: JSON.stringify(fromSdJwt(sdJwt).document), sdJwt };
  });
}

/** Tokens are ASCII: whatever else comes out of other bytes is none. */
const latin1 = new TextDecoder('latin1');

function inputsFrom(name: string): CredentialInput[] {
  const packed = packedPartOf(name);
  if (packed !== null) {
    return [
      {
        file: `${name.slice(0, 60)}…`,
        read: () => ({ json: JSON.stringify(unpackCredential(packed)), sdJwt: null }),
      },
    ];
  }
  if (!existsSync(name)) {
    throw new RootmarkError('input', 'FileMissing', `There is no file or folder ${name}.`, 'Check the path.');
  }
  if (!statSync(name).isDirectory()) return inputsOf(name);
  return readdirSync(name, { recursive: true, withFileTypes: true })
    .filter((entry) => /\.(json|ndjson|sd-jwt|png|svg)$/i.test(entry.name) && !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !isSummary(path) && !isQrCode(path))
    .sort()
    .flatMap(inputsOf);
}

function inputsOf(path: string): CredentialInput[] {
  if (/\.ndjson$/i.test(path)) return packedInputs(path);
  return [{ file: path, read: () => readCredentialFile(path) }];
}

/** Whether this is a QR code that an export wrote for delivery: a picture of a link, not a badge. */
function isQrCode(path: string): boolean {
  const folder = dirname(path);
  return basename(folder) === QR_FOLDER && existsSync(join(dirname(folder), LINKS_FILE));
}

/** Whether this is the summary that issuing writes beside the credentials; a holder may be called “batch” too. */
function isSummary(path: string): boolean {
  return (
    basename(path) === 'batch.json' &&
    ['credentials', PACKED_FILE].some((name) => existsSync(join(dirname(path), name)))
  );
}
