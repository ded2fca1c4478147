import { expect } from 'chai';
import { isPng, readPngChunks, writePngChunk } from '#core/pngChunks';
import { expectRefusal } from '../support/errors.ts';
import { chunksOf, pngOf, pngPicture } from '../support/pictures.ts';

const picture = pngPicture();
const [header, , data, end] = chunksOf(picture) as [string, Buffer][];

describe('readPngChunks', () => {
  it('finds the chunks that another reader finds, and where they stand', () => {
    const chunks = readPngChunks(picture);

    expect(chunks.map(({ type, data }) => [type, Buffer.from(data)])).to.eql(chunksOf(picture));
    expect(chunks.map(({ type }) => type)).to.eql(['IHDR', 'tEXt', 'IDAT', 'IEND']);
    expect([chunks[0]?.start, chunks.at(-1)?.end]).to.eql([8, picture.length]);
    for (const [at, { start }] of chunks.entries()) expect(start).to.equal(chunks[at - 1]?.end ?? 8);
  });

  it('leaves what follows the last chunk alone', () => {
    expect(readPngChunks(Buffer.concat([picture, Buffer.from('more')]))).to.have.length(4);
  });

  it('reads a picture that lies somewhere in a larger buffer', () => {
    const larger = Buffer.concat([Buffer.from('before'), picture]);

    expect(readPngChunks(larger.subarray(6)).map(({ type }) => type)).to.eql([
      'IHDR',
      'tEXt',
      'IDAT',
      'IEND',
    ]);
  });

  it('refuses a picture that is cut anywhere', () => {
    for (let length = 8; length < picture.length; length++) {
      expectRefusal(() => readPngChunks(picture.subarray(0, length)), {
        problem: 'PictureDamaged',
        message: 'This image is cut or damaged: its end is missing.',
      });
    }
  });

  it('refuses a picture with any byte changed', () => {
    for (let at = 0; at < picture.length; at++) {
      const changed = Buffer.from(picture);
      changed[at] = (changed[at] ?? 0) ^ 0x20;
      expectRefusal(() => readPngChunks(changed), { problem: 'PictureDamaged' });
    }
  });

  it('names the chunk whose checksum is wrong', () => {
    const changed = Buffer.from(picture);
    changed[20] = 0xff;

    expectRefusal(() => readPngChunks(changed), {
      problem: 'PictureDamaged',
      message: 'This image is cut or damaged: the checksum of its part IHDR is wrong.',
    });
  });

  it('refuses what does not begin with a header, and a part without a name', () => {
    const message = 'This image is cut or damaged: it does not begin as a PNG picture does.';
    expectRefusal(() => readPngChunks(pngOf(data as never, header as never, end as never)), {
      problem: 'PictureDamaged',
      message,
    });
    expectRefusal(() => readPngChunks(Buffer.from('GIF89a')), { problem: 'PictureDamaged', message });
    expectRefusal(() => readPngChunks(pngOf(['IH\0R', Buffer.alloc(13)])), {
      problem: 'PictureDamaged',
      message: 'This image is cut or damaged: a part of it has no name.',
    });
  });
});

describe('writePngChunk', () => {
  it('writes a chunk that another reader takes, checksum and all', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('Åsa'), Buffer.alloc(70_000, 0xff)]) {
      const file = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), writePngChunk('iTXt', bytes)]);
      expect(chunksOf(file)).to.eql([['iTXt', bytes]]);
    }
  });
});

describe('isPng', () => {
  it('goes by the first eight bytes', () => {
    expect(isPng(picture)).to.equal(true);
    expect(isPng(picture.subarray(0, 7))).to.equal(false);
    expect(isPng(Buffer.from('‰PNG\r\n\u001a\n', 'utf8'))).to.equal(false);
  });
});
