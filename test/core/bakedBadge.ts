import { expect } from 'chai';
import fc from 'fast-check';
import { bakeBadge, credentialSourceOf, readBakedBadge } from '#core/bakedBadge';
import { parseCredential } from '#core/credential';
import { MAXIMUM_PICTURE_BYTES, pictureKindOf } from '#core/credentialForms';
import { FormatError } from '#core/errors';
import { unanchoredDocument } from '../support/credentials.ts';
import { expectRefusal } from '../support/errors.ts';
import { pngPicture, pngWith, SVG_PICTURE, textData } from '../support/pictures.ts';

const credential = JSON.stringify(unanchoredDocument(), null, 2);
const PICTURES = { png: pngPicture(), svg: Buffer.from(SVG_PICTURE) };

/** Text that is awkward for one of the pictures, or for JSON. */
const awkward = fc.string({
  unit: fc.constantFrom(
    ']',
    '>',
    '<',
    '&',
    ']]>',
    '<![CDATA[',
    '\0',
    '\r',
    '\n',
    '"',
    '\\',
    '\u0085',
    '🎓',
    'é',
    '&lt;',
  ),
});
const json = fc
  .tuple(
    fc.dictionary(fc.oneof(awkward, fc.string({ unit: 'grapheme' })), fc.oneof(awkward, fc.jsonValue())),
    fc.constantFrom(undefined, 2, '\r\n\t'),
  )
  .map(([value, space]) => JSON.stringify(value, null, space))
  .filter((text) => !text.includes('__proto__') && JSON.parse(text) !== null && isExact(text));

/** Numbers that JSON.parse does not read as they are written are no part of what a credential may be. */
function isExact(text: string): boolean {
  return (
    !/[\ufffe\uffff]/.test(text) && text.isWellFormed() && !/\\ud[89a-f]/i.test(text) && !text.includes('-0')
  );
}

for (const [kind, picture] of Object.entries(PICTURES)) {
  describe(`bakeBadge and readBakedBadge, ${kind}`, () => {
    it('give back any JSON letter for letter', () => {
      fc.assert(
        fc.property(json, (text) => {
          expect(readBakedBadge(bakeBadge(picture, text))).to.equal(text);
        }),
      );
    });

    it('give back a credential as it was, and what replaced it', () => {
      const baked = bakeBadge(picture, credential);

      expect(readBakedBadge(baked)).to.equal(credential);
      expect(parseCredential(readBakedBadge(baked))).to.eql(parseCredential(credential));
      expect(bakeBadge(bakeBadge(picture, '{"a":1}'), credential)).to.eql(baked);
      expect(pictureKindOf(baked)).to.equal(kind);
    });

    it('let nothing be thrown but a FormatError, whatever happened to the picture', () => {
      const baked = bakeBadge(picture, credential);
      const edit = fc.record({
        at: fc.nat(baked.length - 1),
        remove: fc.oneof(fc.nat(3), fc.nat(baked.length)),
        insert: fc.oneof(
          fc.uint8Array({ maxLength: 20 }),
          awkward.map((text) => Buffer.from(text)),
        ),
      });
      fc.assert(
        fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
          let bytes = Buffer.from(baked);
          for (const { at, remove, insert } of edits)
            bytes = Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
          for (const run of [() => readBakedBadge(bytes), () => bakeBadge(bytes, '{}')]) {
            try {
              run();
            } catch (error) {
              expect(error).to.be.instanceOf(FormatError);
            }
          }
        }),
        { numRuns: 500 },
      );
    });

    it('refuse what is no JSON that a credential may be', () => {
      for (const [text, problem] of [
        ['{', 'NotJson'],
        ['a.b.c', 'NotJson'],
        ['{"a":1,"a":2}', 'DuplicateKey'],
        ['"\\ud800"', 'LoneSurrogate'],
      ] as const) {
        expect(() => bakeBadge(picture, text))
          .to.throw(FormatError)
          .with.property('problem', problem);
      }
    });

    it('say that a picture has lost its credential', () => {
      expectRefusal(() => readBakedBadge(picture), {
        problem: 'PictureStripped',
        message: 'This image no longer contains its credential; some apps remove it when re-saving.',
      });
      expect(() => readBakedBadge(picture))
        .to.throw(FormatError)
        .with.property('advice', 'Ask for the original.');
    });

    it('refuse a picture that is too large to be a badge, before looking at it', () => {
      const message = 'This image is larger than 8 MiB, the most that a badge may be.';
      const huge = Buffer.concat([picture, Buffer.alloc(MAXIMUM_PICTURE_BYTES, 0x20)]);
      expectRefusal(() => readBakedBadge(huge), { problem: 'TooLarge', message });
      const nearly = huge.subarray(0, MAXIMUM_PICTURE_BYTES - 10);
      expectRefusal(() => bakeBadge(nearly, '{"a":1}'), { problem: 'TooLarge', message });
    });
  });
}

describe('readBakedBadge', () => {
  it('throws nothing but a FormatError, whatever stands in a chunk or element for a credential', () => {
    const inside = fc.oneof(
      fc.uint8Array({ maxLength: 30 }),
      fc.uint8Array({ maxLength: 30 }).map((bytes) => textData(bytes, { flags: [1, 0] })),
      fc.uint8Array({ maxLength: 30 }).map((bytes) => textData(bytes)),
    );
    const markup = fc.array(
      fc.constantFrom(
        '<',
        '>',
        '/',
        '&',
        ';',
        '#',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<?',
        '?>',
        'a',
        '"',
        '=',
        ' ',
      ),
    );
    fc.assert(
      fc.property(inside, markup, (bytes, pieces) => {
        const data = Buffer.concat([Buffer.from('openbadgecredential\0'), bytes]);
        const element = svg(`<ob:credential>${pieces.join('')}</ob:credential>`);
        for (const picture of [pngWith(['iTXt', data]), pngWith(['iTXt', Buffer.from(bytes)]), element]) {
          try {
            expect(readBakedBadge(picture)).to.be.a('string');
          } catch (error) {
            expect(error).to.be.instanceOf(FormatError);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  const token = 'eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl';
  const svg = (inside: string) =>
    Buffer.from(`<svg xmlns:ob="https://purl.imsglobal.org/ob/v3p0">${inside}</svg>`);

  it('says that a signed token is of another kind, and where it can be checked', () => {
    const message =
      "This image carries a credential that is a signed token (JWT), which is of another kind and can't be read here.";
    for (const picture of [
      pngWith(['iTXt', textData(token)]),
      pngWith(['iTXt', textData(`${token}~WyJzYWx0Il0~`)]),
      svg(`<ob:credential verify="${token}"/>`),
      svg(`<ob:credential>\n${token}\n</ob:credential>`),
    ]) {
      expectRefusal(() => readBakedBadge(picture), { problem: 'OtherBadge', message });
      expect(() => readBakedBadge(picture))
        .to.throw(FormatError)
        .with.property('advice', 'Check it with a program for that kind.');
    }
  });

  it('says that a badge of Open Badges 2.0 is of another kind', () => {
    const message =
      "This image carries a badge of Open Badges 2.0 or older, which is of another kind and can't be read here.";
    for (const picture of [
      pngWith(['iTXt', textData('{}', { keyword: 'openbadges' })]),
      svg('<o:assertion xmlns:o="http://openbadges.org">{}</o:assertion>'),
    ]) {
      expectRefusal(() => readBakedBadge(picture), { problem: 'OtherBadge', message });
    }
  });

  it('refuses to choose between two credentials', () => {
    const message = 'This image carries 2 credentials, so it is not clear which one counts.';
    for (const picture of [
      pngWith(['iTXt', textData('{}')], ['iTXt', textData('{}')]),
      svg('<ob:credential>{}</ob:credential><ob:credential>{}</ob:credential>'),
    ]) {
      expectRefusal(() => readBakedBadge(picture), { problem: 'PictureUnclear', message });
    }
  });

  it('refuses what is no picture', () => {
    expectRefusal(() => readBakedBadge(Buffer.from('{}')), {
      problem: 'NotPicture',
      message: 'This is no PNG or SVG picture.',
    });
  });
});

describe('pictureKindOf and credentialSourceOf', () => {
  it('go by how the bytes begin', () => {
    const cases: [bytes: Buffer, kind: string | null][] = [
      [PICTURES.png, 'png'],
      [PICTURES.svg, 'svg'],
      [Buffer.from('\ufeff \t\r\n<svg/>'), 'svg'],
      [Buffer.from(credential), null],
      [Buffer.alloc(0), null],
      [Buffer.from('\ufeff{}'), null],
    ];
    expect(cases.map(([bytes]) => pictureKindOf(bytes))).to.eql(cases.map(([, kind]) => kind));
  });

  it('give the JSON in a picture, and any other file as it is', () => {
    const file = Buffer.from(credential);

    expect(credentialSourceOf(file)).to.equal(file);
    expect(credentialSourceOf(bakeBadge(PICTURES.png, credential))).to.equal(credential);
    expect(credentialSourceOf(bakeBadge(PICTURES.svg, credential))).to.equal(credential);
  });
});
