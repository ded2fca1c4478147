import { MAXIMUM_PICTURE_BYTES, pictureKindOf } from '#core/credentialForms';
import type { FormatError } from '#core/errors';
import { parseJson } from '#core/json';
import { pictureFault } from '#core/pictureFault';
import { readPngTexts, writePngText } from '#core/pngBadge';
import { readSvgTexts, writeSvgText } from '#core/svgBadge';

/**
 * Bakes a credential into a PNG or SVG picture, as Open Badges 3.0 has it, in place of any that it carries. Everything
 * else of the picture stays as it was.
 *
 * @param json The credential's JSON, kept letter for letter.
 * @throws FormatError when the picture is damaged or no picture, or the text is no JSON that a credential may be.
 */
export function bakeBadge(picture: Uint8Array, json: string): Uint8Array {
  // Read strictly, so that what is baked comes out again: no half characters, say, which UTF-8 cannot hold.
  parseJson(json);
  const baked = kindOf(picture) === 'png' ? writePngText(picture, json) : writeSvgText(picture, json);
  refuseTooLarge(baked);
  return baked;
}

/**
 * The JSON of the credential that a PNG or SVG picture carries. Nothing in the picture is run, resolved or fetched, and
 * nothing says yet that the text is a credential.
 *
 * @throws FormatError saying what is wrong with the picture.
 */
export function readBakedBadge(picture: Uint8Array): string {
  const { texts, hasFormer } = kindOf(picture) === 'png' ? readPngTexts(picture) : readSvgTexts(picture);
  const [text = '', ...others] = texts;
  if (others.length > 0)
    throw pictureFault(
      'PictureUnclear',
      `This image carries ${texts.length} credentials, so it is not clear which one counts.`,
    );
  if (text.trim() === '') throw hasFormer ? otherBadge('a badge of Open Badges 2.0 or older') : stripped();
  // A compact JWS (RFC 7515), or an SD-JWT (RFC 9901): base64url with dots.
  if (/^\s*[\w-]+\.[\w-]*\.[\w-]*(~\S*)?\s*$/.test(text))
    throw otherBadge('a credential that is a signed token (JWT)');
  return text;
}

/** What a file that may be a credential holds: its own bytes or, when it is a picture, the JSON in it. */
export function credentialSourceOf(file: Uint8Array): string | Uint8Array {
  return pictureKindOf(file) === null ? file : readBakedBadge(file);
}

function kindOf(picture: Uint8Array): 'png' | 'svg' {
  refuseTooLarge(picture);
  const kind = pictureKindOf(picture);
  if (kind !== null) return kind;
  throw pictureFault('NotPicture', 'This is no PNG or SVG picture.', 'Use a picture of one of these kinds.');
}

function refuseTooLarge(picture: Uint8Array): void {
  if (picture.length <= MAXIMUM_PICTURE_BYTES) return;
  throw pictureFault(
    'TooLarge',
    `This image is larger than ${MAXIMUM_PICTURE_BYTES / 1024 / 1024} MiB, the most that a badge may be.`,
  );
}

function stripped(): FormatError {
  return pictureFault(
    'PictureStripped',
    'This image no longer contains its credential; some apps remove it when re-saving.',
  );
}

function otherBadge(what: string): FormatError {
  return pictureFault(
    'OtherBadge',
    `This image carries ${what}, which is of another kind and can't be read here.`,
    'Check it with a program for that kind.',
  );
}
