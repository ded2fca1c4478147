import { crc32 } from 'node:zlib';

/**
 * The texts of a PNG's `iTXt` chunks of a keyword, read by the standard (W3C PNG, sections 5.3 and 11.3.3.4) with
 * nothing of the project's own: an independent reader.
 */
export function textsInPng(png: Buffer, keyword: string): string[] {
  if (!png.subarray(0, 8).equals(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]))) throw new Error('No PNG.');
  const texts: string[] = [];
  let type = '';
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    type = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (crc32(png.subarray(at + 4, at + 8 + length)) !== png.readUInt32BE(at + 8 + length))
      throw new Error(`The chunk ${type} is damaged.`);
    if (type === 'iTXt') texts.push(...textIn(data, keyword));
    at += length + 12;
  }
  if (type !== 'IEND') throw new Error('The end is missing.');
  return texts;
}

function textIn(data: Buffer, keyword: string): string[] {
  const end = data.indexOf(0);
  if (data.toString('latin1', 0, end) !== keyword) return [];
  // Open Badges 3.0: “the text must not be compressed”.
  if (data[end + 1] !== 0) throw new Error('The text is compressed.');
  const language = data.indexOf(0, end + 3);
  const translated = data.indexOf(0, language + 1);
  return [data.toString('utf8', translated + 1)];
}
