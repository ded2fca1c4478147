import { crc32, deflateSync } from 'node:zlib';

/** A PNG picture of one colour, with a text of its own as photo programs write it. */
export function pngPicture(width = 3, height = 2): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.of(0), Buffer.alloc(width * 3, 0x7f)]);
  return pngOf(
    ['IHDR', header],
    ['tEXt', Buffer.from('Software\0Example Paint', 'latin1')],
    ['IDAT', deflateSync(Buffer.concat(new Array(height).fill(row)))],
    ['IEND', Buffer.alloc(0)],
  );
}

/** A PNG file of these chunks, their checksums by zlib. */
export function pngOf(...chunks: [type: string, data: Uint8Array][]): Buffer {
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, ...chunks.map(([type, data]) => pngChunk(type, data))]);
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A PNG picture with more chunks behind its header. */
export function pngWith(...chunks: [type: string, data: Uint8Array][]): Buffer {
  const [header, ...rest] = chunksOf(pngPicture());
  return pngOf(...(header === undefined ? [] : [header]), ...chunks, ...rest);
}

/** The data of an `iTXt` chunk. */
export function textData(
  text: string | Uint8Array,
  { keyword = 'openbadgecredential', flags = [0, 0] } = {},
) {
  return Buffer.concat([Buffer.from(`${keyword}\0`), Buffer.from([...flags, 0, 0]), Buffer.from(text)]);
}

/** The chunks of a PNG file by a reader of its own, which trusts zlib with the checksums. */
export function chunksOf(png: Uint8Array): [type: string, data: Buffer][] {
  const rest = Buffer.from(png.slice(8));
  const chunks: [string, Buffer][] = [];
  for (let at = 0; at < rest.length; ) {
    const dataAt = at + 8;
    const end = dataAt + rest.readUInt32BE(at);
    if (crc32(rest.subarray(at + 4, end)) !== rest.readUInt32BE(end)) throw new Error('wrong checksum');
    chunks.push([rest.toString('latin1', at + 4, dataAt), rest.subarray(dataAt, end)]);
    at = end + 4;
  }
  return chunks;
}

/** An SVG picture as drawing programs write it. */
export const SVG_PICTURE = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Drawn with Example Draw: <openbadges:credential> in a comment is none -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" viewBox='0 0 60 40' width="60" height="40">
  <title>Data &amp; analytics</title>
  <style><![CDATA[ rect > a { fill: red } ]]></style>
  <rect width="60" height="40" fill="#7f7f7f"/>
</svg>
`;
