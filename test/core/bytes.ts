import { expect } from 'chai';
import fc from 'fast-check';
import { fromBase64Url, toBase64Url } from '#core/bytes';

describe('toBase64Url', () => {
  it('writes what Node writes, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(toBase64Url(bytes)).to.equal(Buffer.from(bytes).toString('base64url'));
      }),
    );
  });

  it('writes a megabyte', () => {
    const bytes = new Uint8Array(1024 * 1024).fill(0xfb);

    expect(toBase64Url(bytes)).to.equal(Buffer.from(bytes).toString('base64url'));
  });
});

describe('fromBase64Url', () => {
  it('reads back what was written, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(fromBase64Url(toBase64Url(bytes))).to.eql(bytes);
      }),
    );
  });

  const refused: [name: string, text: string][] = [
    ['padding', 'QQ=='],
    ['the letters of plain base64', '+/+/'],
    ['space', 'QQ '],
    ['a line break at the end', 'QUJD\n'],
    ['a length that no bytes give', 'QUJDR'],
    ['a second spelling of one byte', 'QR'],
    ['a second spelling of two bytes', 'QUJ'],
    ['a letter outside ASCII', 'QUJé'],
    ['a full-width letter', 'QUJ\uff21'],
  ];
  for (const [name, text] of refused) {
    it(`refuses ${name}`, () => expect(fromBase64Url(text)).to.equal(null));
  }

  it('lets one value have one spelling: of all two-character texts, 256 are read', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
    const read = letters
      .flatMap((a) => letters.map((b) => fromBase64Url(a + b)))
      .filter((bytes) => bytes !== null);

    expect(read.map(([byte]) => byte).sort((a = 0, b = 0) => a - b)).to.eql([...Array(256).keys()]);
  });
});
