import { pictureKindOf } from '#core/credentialForms';
import type { JsonObject } from '#core/json';
import { valueAt } from '#core/pointer';

/** A picture that a credential carries, or that is drawn for it. */
export interface BadgePicture {
  kind: 'png' | 'svg';
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * The picture that the achievement's `image` holds as a `data:` URL (RFC 2397), of the kind that its own bytes tell; null
 * for any other address, which is never fetched.
 */
export function ownPictureOf(document: JsonObject): BadgePicture | null {
  const image = '/credentialSubject/achievement/image';
  const bytes = dataIn(valueAt(document, `${image}/id`) ?? valueAt(document, image));
  const kind = bytes && pictureKindOf(bytes);
  return bytes && kind && { kind, bytes };
}

function dataIn(url: unknown): Uint8Array<ArrayBuffer> | null {
  const match = typeof url === 'string' ? /^data:image\/[a-z+]+(;base64)?,(.*)$/s.exec(url) : null;
  if (match === null) return null;
  const [, base64, data = ''] = match;
  try {
    const text = decodeURIComponent(data);
    if (base64 === undefined) return new TextEncoder().encode(text);
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
