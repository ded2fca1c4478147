import { bakeBadge } from '#core/bakedBadge';
import { achievementNameOf, claimedIssuerNameOf } from '#core/describe';
import { drawBadge } from '#core/drawnBadge';
import type { JsonObject } from '#core/json';
import { type BadgePicture, ownPictureOf } from '#core/ownPicture';

/** Edge of a drawn picture, in pixels. */
const EDGE = 512;

/** The picture of a badge: the issuer's own, or one that is drawn. */
export function pictureOf(document: JsonObject): BadgePicture {
  const own = ownPictureOf(document);
  if (own !== null) return own;
  const drawn = drawBadge(achievementNameOf(document), claimedIssuerNameOf(document) ?? '');
  return { kind: 'svg', bytes: new Uint8Array(drawn) };
}

/** A badge picture of a kind, with the credential baked in, as Open Badges 3.0 has it. */
export async function bakedPicture(
  document: JsonObject,
  kind: BadgePicture['kind'],
): Promise<Uint8Array<ArrayBuffer>> {
  const picture = pictureOf(document);
  const bytes = picture.kind === kind ? picture.bytes : await converted(picture, kind, document);
  return new Uint8Array(bakeBadge(bytes, JSON.stringify(document)));
}

/** An SVG becomes a PNG on a canvas; a PNG cannot become an SVG, so one is drawn instead. */
async function converted(
  { bytes, kind }: BadgePicture,
  wanted: BadgePicture['kind'],
  document: JsonObject,
): Promise<Uint8Array> {
  if (kind === 'png' && wanted === 'svg')
    return drawBadge(achievementNameOf(document), claimedIssuerNameOf(document) ?? '');
  const image = new Image(EDGE, EDGE);
  image.src = addressOf({ bytes, kind });
  await image.decode();
  const canvas = window.document.createElement('canvas');
  canvas.width = EDGE;
  canvas.height = EDGE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, EDGE, EDGE);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new DOMException('The picture could not be drawn.', 'EncodingError');
  return new Uint8Array(await blob.arrayBuffer());
}

/** A picture as a `data:` address: the policy of the page allows no others that are made here. */
export function addressOf({ bytes, kind }: BadgePicture): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return `data:image/${kind === 'png' ? 'png' : 'svg+xml'};base64,${btoa(binary)}`;
}
