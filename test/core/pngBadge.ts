import { deflateSync } from 'node:zlib';
import { expect } from 'chai';
import { readPngTexts, writePngText } from '#core/pngBadge';
import { expectRefusal } from '../support/errors.ts';
import { chunksOf, pngPicture, pngWith, textData } from '../support/pictures.ts';

const JSON_TEXT = '{"name":"Åsa 🎓"}';

describe('writePngText', () => {
  it('adds one uncompressed iTXt chunk behind the header and leaves the rest as it was, byte for byte', () => {
    const picture = pngPicture();
    const written = writePngText(picture, JSON_TEXT);

    const [header, added, ...rest] = chunksOf(written);
    expect(added).to.eql(['iTXt', Buffer.from(`openbadgecredential\0\0\0\0\0${JSON_TEXT}`)]);
    expect([header, ...rest]).to.eql(chunksOf(picture));
    expect(Buffer.from(written.subarray(0, 33))).to.eql(picture.subarray(0, 33));
    const length = written.length - picture.length;
    expect(Buffer.from(written.subarray(33 + length))).to.eql(picture.subarray(33));
  });

  it('takes the place of every older credential, whatever kind of chunk holds it, and of nothing else', () => {
    const other: [string, Buffer] = ['iTXt', textData('{}', { keyword: 'openbadgecredentials' })];
    const former: [string, Buffer] = ['tEXt', Buffer.from('openbadges\0https://example.org/1')];
    const picture = pngWith(
      ['iTXt', textData('{"old":1}')],
      other,
      ['tEXt', Buffer.from('openbadgecredential\0{}')],
      ['zTXt', Buffer.from('openbadgecredential\0\0')],
      former,
    );

    expect(Buffer.from(writePngText(picture, JSON_TEXT))).to.eql(
      Buffer.from(writePngText(pngWith(other, former), JSON_TEXT)),
    );
  });

  it('keeps what follows the end of the picture', () => {
    const written = writePngText(Buffer.concat([pngPicture(), Buffer.from('more')]), JSON_TEXT);

    expect(Buffer.from(written.subarray(-4)).toString()).to.equal('more');
  });
});

describe('readPngTexts', () => {
  it('reads what another program wrote, with a language and a translated keyword', () => {
    const data = Buffer.from(`openbadgecredential\0\0\0en-GB\0badge\0${JSON_TEXT}`);

    expect(readPngTexts(pngWith(['iTXt', data]))).to.eql({ texts: [JSON_TEXT], hasFormer: false });
  });

  it('reads compressed text, which some programs write', () => {
    const data = textData(deflateSync(JSON_TEXT), { flags: [1, 0] });

    expect(readPngTexts(pngWith(['iTXt', data])).texts).to.eql([JSON_TEXT]);
  });

  it('gives every text, and tells of a former badge', () => {
    const picture = pngWith(
      ['iTXt', textData('a')],
      ['iTXt', textData('b')],
      ['tEXt', Buffer.from('openbadges\0https://example.org/1')],
    );

    expect(readPngTexts(picture)).to.eql({ texts: ['a', 'b'], hasFormer: true });
  });

  it('takes no notice of texts under other names', () => {
    const keywords = [
      'OpenBadgeCredential',
      'openbadgecredential ',
      'openbadgecredentia',
      `${'x'.repeat(90)}`,
      '',
    ];
    const picture = pngWith(
      ...keywords.map((keyword): [string, Buffer] => ['iTXt', textData('{}', { keyword })]),
      ['iTXt', Buffer.from('openbadgecredentialnozero')],
      ['ruNk', textData('{}')],
    );

    expect(readPngTexts(picture)).to.eql({ texts: [], hasFormer: false });
  });

  it('stops inflating at the size that a credential may have', () => {
    const bomb = deflateSync(Buffer.alloc(500 * 1024 * 1024, 0x20), { level: 9 });

    expectRefusal(() => readPngTexts(pngWith(['iTXt', textData(bomb, { flags: [1, 0] })])), {
      problem: 'TooLarge',
      message: 'The credential in this image is larger than 1024 KiB, the most that one may be.',
    });
  });

  it('refuses a chunk that is not as it must be', () => {
    const malformed: Record<string, [type: string, data: Buffer, what: RegExp]> = {
      'no flags': ['iTXt', Buffer.from('openbadgecredential\0'), /not as it must be/],
      'no keyword’s end': ['iTXt', Buffer.from('openbadgecredential'), /not as it must be/],
      'no language’s end': ['iTXt', Buffer.from('openbadgecredential\0\0\0en'), /not as it must be/],
      'no translation’s end': ['iTXt', Buffer.from('openbadgecredential\0\0\0en\0x'), /not as it must be/],
      'another flag': ['iTXt', textData('{}', { flags: [2, 0] }), /not as it must be/],
      'another method': ['iTXt', textData('{}', { flags: [1, 1] }), /not as it must be/],
      'not UTF-8': ['iTXt', textData(Buffer.of(0xff, 0xfe)), /garbled/],
      'no compressed text': ['iTXt', textData('{}', { flags: [1, 0] }), /garbled/],
      'cut compressed text': [
        'iTXt',
        textData(deflateSync(JSON_TEXT).subarray(0, 12), { flags: [1, 0] }),
        /garbled/,
      ],
      'Latin-1 text': [
        'tEXt',
        Buffer.from('openbadgecredential\0{}'),
        /in a part tEXt, which can't hold one/,
      ],
      'compressed Latin-1 text': ['zTXt', Buffer.from('openbadgecredential\0\0x'), /in a part zTXt/],
    };
    for (const [type, data, message] of Object.values(malformed)) {
      expectRefusal(() => readPngTexts(pngWith([type, data])), { problem: 'PictureDamaged', message });
    }
  });
});
