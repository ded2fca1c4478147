import { isPng } from '#core/pngChunks';

/** Most bytes that a badge picture may have. */
export const MAXIMUM_PICTURE_BYTES = 8 * 1024 * 1024;

/** What kind of picture the bytes are, going by how they begin: `svg` for anything that begins as XML. */
export function pictureKindOf(bytes: Uint8Array): 'png' | 'svg' | null {
  if (isPng(bytes)) return 'png';
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  let at = hasMark ? 3 : 0;
  while (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0a || bytes[at] === 0x0d) at++;
  return bytes[at] === 0x3c ? 'svg' : null;
}

/** Whether text begins as a signed token does: a JSON object in base64url, and a dot. */
export function looksLikeSdJwt(text: string): boolean {
  return /^\s*ey[\w-]*\./.test(text);
}

/** Whether the bytes begin as a ZIP archive does: with a file in it, or with the end of an empty one. */
export function isArchive(bytes: Uint8Array): boolean {
  const [p, k, third, fourth] = bytes;
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));
}
