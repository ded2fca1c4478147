import { deflateSync } from 'node:zlib';
import { encode } from 'uqr';
import { pngOf } from './pictures.ts';

/** The pixels of a QR code, 0 for black and 255 for white, `scale` of them for each module. */
export function pixelsOf(text: string, scale: number): number[][] {
  const { data } = encode(text, { ecc: 'L', border: 4 });
  return data.flatMap((row) => {
    const line = row.flatMap((isDark) => Array<number>(scale).fill(isDark ? 0 : 255));
    return Array.from({ length: scale }, () => line);
  });
}

/** A PNG picture of rows of pixels, 0 for black and 255 for white. */
export function pngOfGrey(pixels: readonly (readonly number[])[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels[0]?.length ?? 0, 0);
  header.writeUInt32BE(pixels.length, 4);
  // Eight bits of grey.
  header.set([8, 0, 0, 0, 0], 8);
  const rows = pixels.map((row) => Buffer.from([0, ...row]));
  return pngOf(['IHDR', header], ['IDAT', deflateSync(Buffer.concat(rows))], ['IEND', Buffer.alloc(0)]);
}

/** A video (YUV4MPEG2) of one frame, as Chromium's fake camera plays it over and over: the pixels in the middle of white. */
export function videoOfGrey(pixels: readonly (readonly number[])[]): Buffer {
  // Even, because colours are kept for four pixels at a time.
  const size = 2 * Math.ceil(Math.max(pixels.length, 480) / 2);
  const brightness = Buffer.alloc(size * size, 235);
  const start = Math.floor((size - pixels.length) / 2);
  for (const [y, row] of pixels.entries()) {
    // Video's black is 16 and its white 235.
    for (const [x, grey] of row.entries())
      brightness[(start + y) * size + start + x] = 16 + Math.round((grey * 219) / 255);
  }
  const colourless = Buffer.alloc(size * size * 0.5, 128);
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${size} H${size} F10:1 Ip A1:1 C420jpeg\nFRAME\n`),
    brightness,
    colourless,
  ]);
}
