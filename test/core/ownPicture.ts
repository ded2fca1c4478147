import { expect } from 'chai';
import type { JsonValue } from '#core/json';
import { ownPictureOf } from '#core/ownPicture';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>Zoë</title></svg>';
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const svgBytes = Buffer.from(SVG);

const withImage = (image: JsonValue) => ({ credentialSubject: { achievement: { image } } });
const base64 = (bytes: Buffer) => bytes.toString('base64');

describe('ownPictureOf', () => {
  const pictures: [name: string, url: string, kind: 'png' | 'svg', bytes: Buffer][] = [
    ['a PNG in base64', `data:image/png;base64,${base64(PNG)}`, 'png', PNG],
    ['an SVG in base64', `data:image/svg+xml;base64,${base64(svgBytes)}`, 'svg', svgBytes],
    ['an SVG in escapes', `data:image/svg+xml,${encodeURIComponent(SVG)}`, 'svg', svgBytes],
    ['base64 in escapes', `data:image/png;base64,${encodeURIComponent(base64(PNG))}`, 'png', PNG],
    ['a PNG that calls itself SVG', `data:image/svg+xml;base64,${base64(PNG)}`, 'png', PNG],
  ];
  for (const [name, url, kind, bytes] of pictures) {
    for (const [form, image] of Object.entries({
      'an object': { id: url, type: 'Image' },
      'a URL alone': url,
    })) {
      it(`is ${name}, by its own bytes, where the image is ${form}`, () => {
        expect(ownPictureOf(withImage(image))).to.eql({ kind, bytes: new Uint8Array(bytes) });
      });
    }
  }

  const others: [name: string, image: JsonValue][] = [
    ['an address elsewhere', 'https://evil.example/x.png'],
    ['an object with an address elsewhere', { id: 'https://evil.example/x.png' }],
    ['another kind of picture', `data:image/gif;base64,${base64(Buffer.from('GIF89a'))}`],
    ['a web page', `data:text/html;base64,${base64(Buffer.from('<html/>'))}`],
    ['base64 that is none', 'data:image/png;base64,%%'],
    ['letters that are no base64', 'data:image/png;base64,ä'],
    ['an escape that is none', 'data:image/svg+xml,%3Csvg%zz'],
    ['nothing', 'data:image/png;base64,'],
    ['a number', 5],
    ['a list', [`data:image/png;base64,${base64(PNG)}`]],
  ];
  for (const [name, image] of others) {
    it(`is null for ${name}`, () => {
      expect(ownPictureOf(withImage(image))).to.equal(null);
    });
  }

  it('is null without an achievement', () => {
    expect(ownPictureOf({})).to.equal(null);
  });
});
