import { pictureDamaged } from '#core/pictureFault';

/** One chunk of a PNG picture. */
export interface PngChunk {
  /** Four letters, for example `IHDR`. */
  type: string;
  data: Uint8Array;
  /** Where the chunk, its length field included, begins in the file. */
  start: number;
  /** Where the next chunk begins. */
  end: number;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Bytes of a chunk beside its data: length, type and checksum. */
const FRAME = 12;

/** Whether the bytes begin like a PNG file. */
export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, at) => bytes[at] === byte);
}

/**
 * Takes a PNG file apart (W3C PNG, section 5): from `IHDR` to `IEND`, with every checksum right. What follows `IEND` is
 * no part of the picture.
 *
 * @throws FormatError `PictureDamaged`.
 */
export function readPngChunks(bytes: Uint8Array): PngChunk[] {
  if (!isPng(bytes)) throw pictureDamaged('it does not begin as a PNG picture does');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: PngChunk[] = [];
  for (let start = SIGNATURE.length; chunks.at(-1)?.type !== 'IEND'; start = chunks.at(-1)?.end ?? 0) {
    if (start + FRAME > bytes.length) throw pictureDamaged('its end is missing');
    const end = start + FRAME + view.getUint32(start);
    if (end > bytes.length) throw pictureDamaged('its end is missing');
    const type = String.fromCharCode(...bytes.subarray(start + 4, start + 8));
    if (!/^[A-Za-z]{4}$/.test(type)) throw pictureDamaged('a part of it has no name');
    if (view.getUint32(end - 4) !== crc32(bytes.subarray(start + 4, end - 4)))
      throw pictureDamaged(`the checksum of its part ${type} is wrong`);
    chunks.push({ type, data: bytes.subarray(start + 8, end - 4), start, end });
  }
  if (chunks[0]?.type !== 'IHDR') throw pictureDamaged('it does not begin as a PNG picture does');
  return chunks;
}

/** Writes one chunk: length, type, data and checksum. */
export function writePngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(FRAME + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  for (let at = 0; at < 4; at++) chunk[4 + at] = type.charCodeAt(at);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

/** The remainders of all bytes, for {@link crc32}. */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  return remainder;
});

/** CRC-32 of ISO 3309, as PNG has it (W3C PNG, annex D). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (REMAINDERS[(crc ^ byte) & 0xff] as number);
  return ~crc >>> 0;
}
