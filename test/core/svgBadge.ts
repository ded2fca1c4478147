import { expect } from 'chai';
import { FormatError } from '#core/errors';
import { readSvgTexts, writeSvgText } from '#core/svgBadge';
import { expectRefusal } from '../support/errors.ts';
import { SVG_PICTURE } from '../support/pictures.ts';

const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';
const FORMER = 'xmlns:f="http://openbadges.org"';

const write = (picture: string, json: string) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(writeSvgText(Buffer.from(picture), json));
const read = (picture: string) => readSvgTexts(Buffer.from(picture));
/** An SVG picture around this, with the prefix `ob` bound. */
const svg = (inside: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="${NAMESPACE}" ${attributes}>${inside}</svg>`;

describe('writeSvgText', () => {
  it('adds the namespace to the root and the element directly behind it, and leaves the rest as it was', () => {
    const before = SVG_PICTURE.indexOf('>\n  <title>');
    expect(write(SVG_PICTURE, '{"a":1}')).to.equal(
      `${SVG_PICTURE.slice(0, before)} xmlns:openbadges="${NAMESPACE}">` +
        '<openbadges:credential><![CDATA[{"a":1}]]></openbadges:credential>' +
        SVG_PICTURE.slice(before + 1),
    );
  });

  it('takes the place of every older credential, wherever it stands', () => {
    const older = `<g><ob:credential>{}</ob:credential></g><x:credential xmlns:x='${NAMESPACE}' verify="a.b.c"/> <g/>`;

    expect(write(svg(older), '{}')).to.equal(write(svg('<g></g> <g/>'), '{}'));
    expect(write(write(SVG_PICTURE, '{"a":1}'), '{"b":2}')).to.equal(write(SVG_PICTURE, '{"b":2}'));
  });

  it('opens a root that is empty, and keeps its prefix and a byte order mark', () => {
    const declared = `<s:svg xmlns:s="http://www.w3.org/2000/svg" />`;

    expect(write(`\ufeff${declared}`, '{}')).to.equal(
      `\ufeff<s:svg xmlns:s="http://www.w3.org/2000/svg"  xmlns:openbadges="${NAMESPACE}">` +
        '<openbadges:credential><![CDATA[{}]]></openbadges:credential></s:svg>',
    );
  });

  it('cuts in two what would end the CDATA, and escapes what XML cannot hold', () => {
    const written = write(svg(''), '{"a":"x]]>y","b":"\uffff\ufffe"}');

    expect(written).to.include('<![CDATA[{"a":"x]]]]><![CDATA[>y","b":"\\uffff\\ufffe"}]]></');
    expect(read(written).texts).to.eql(['{"a":"x]]>y","b":"\\uffff\\ufffe"}']);
  });

  it('refuses a picture that uses the prefix for something else', () => {
    expectRefusal(() => write(svg('', 'xmlns:openbadges="http://openbadges.org"'), '{}'), {
      problem: 'PictureUnclear',
      message:
        'This picture uses the prefix “openbadges” for something else, such as a badge of Open Badges 2.0.',
    });
  });
});

describe('readSvgTexts', () => {
  const found = (texts: string[], hasFormer = false) => ({ texts, hasFormer });

  it('reads the example of the specification, spaces and line breaks around the JSON and all', () => {
    const example = `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg"
  xmlns:openbadges="${NAMESPACE}"
  viewBox="0 0 512 512">
  <openbadges:credential>
    <![CDATA[
      { "name": "Teamwork" }
    ]]>
  </openbadges:credential>
</svg>`;
    const [text = ''] = read(example).texts;
    expect(JSON.parse(text)).to.eql({ name: 'Teamwork' });
  });

  it('reads text with entities, as programs write it that read and write XML', () => {
    expect(
      read(svg('<ob:credential>{&quot;a&quot;:&#34;&lt;&amp;&gt;&apos;&#x1F393;<!-- x --></ob:credential>')),
    ).to.eql(found([`{"a":"<&>'🎓`]));
  });

  it('goes by the namespace, whatever the prefix', () => {
    const texts = (inside: string, attributes = '') => read(svg(inside, attributes)).texts;

    expect(texts(`<credential xmlns="${NAMESPACE}">1</credential>`)).to.eql(['1']);
    expect(texts(`<g xmlns:x="${NAMESPACE}"><g><x:credential>1</x:credential></g></g>`)).to.eql(['1']);
    expect(texts(`<g xmlns:ob="urn:x"><ob:credential>1</ob:credential></g>`)).to.eql([]);
    expect(texts('<credential>1</credential><x:credential/><ob:credentials/>')).to.eql([]);
    expect(texts('<ob:credential>1</ob:credential><g/><ob:credential/>')).to.eql(['1', '']);
  });

  it('takes what only looks like an element for the text that it is', () => {
    const element = '<ob:credential>1</ob:credential>';

    expect(read(svg(`<!--${element}--><![CDATA[${element}]]><?x ${element}?>`))).to.eql(found([]));
    expect(read(svg('', `x='ob:credential>' `))).to.eql(found([]));
  });

  it('gives a signed token that stands in the attribute, and tells of a former badge', () => {
    expect(read(svg('<ob:credential verify="a.b.c"></ob:credential>'))).to.eql(found(['a.b.c']));
    expect(read(svg(`<f:assertion ${FORMER} verify="https://example.org/1"/>`))).to.eql(found([], true));
  });

  it('refuses what is no SVG picture', () => {
    const message = "This file isn't a credential we can read: it is neither JSON nor a PNG or SVG picture.";
    for (const text of [
      '<!doctype html>',
      '<html/>',
      '<svgx/>',
      'text',
      '<svg/>text',
      '<svg/><svg/>',
      '<svg/><g/>',
    ])
      expect(() => read(text), text).to.throw();
    expectRefusal(() => read('<html></html>'), { problem: 'NotPicture', message });
    expectRefusal(() => read('<svg/>text'), { problem: 'NotPicture', message });
    expectRefusal(() => read('<svg/><svg/>'), { problem: 'NotPicture', message });
  });

  it('refuses a document type that declares things, before any of them could count', () => {
    const bomb = `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${svg('<ob:credential>&b;</ob:credential>')}`;

    expectRefusal(() => read(bomb), {
      problem: 'PictureDamaged',
      message:
        'This image is cut or damaged: it has a document type with declarations of its own, which are not followed.',
    });
  });

  it('refuses XML that is cut, mismatched or garbled, and says what is wrong', () => {
    const malformed: Record<string, string> = {
      '<svg>': 'its end is missing',
      '<!-- x': 'its end is missing',
      '': 'its end is missing',
      '<svg><![CDATA[ ]]</svg>': 'its end is missing',
      '<svg></g>': 'its tags do not match',
      '</svg>': 'its tags do not match',
      '<svg a="1" a="2"/>': 'a tag has one attribute twice',
      '<svg a="<"/>': 'a tag is not closed',
      '<svg a=1/>': 'a tag is not closed',
      '<svg a/>': 'a tag is not closed',
      '<svg a="1"b="2"/>': 'a tag is not closed',
      '< svg/>': 'it has a tag without a name',
      '<svg><!ELEMENT x></svg>': 'it has a tag without a name',
      '<?xml version="1.0" encoding="ISO-8859-1"?><svg/>': 'it says that it is not written in UTF-8',
      [svg('<ob:credential>{}<g/></ob:credential>')]: 'there is markup in its credential',
      [svg('<ob:credential>&nbsp;</ob:credential>')]: 'it names a character that is not known',
      [svg('<ob:credential>&lt</ob:credential>')]: 'it names a character that is not known',
      [svg('<ob:credential>&#x110000;</ob:credential>')]: 'it names a character that is not known',
      [svg('<ob:credential>&#0;</ob:credential>')]: 'it names a character that is not known',
      [svg('<ob:credential>a & b</ob:credential>')]: 'it names a character that is not known',
      [svg('<g>'.repeat(256) + '</g>'.repeat(256))]: 'it is nested deeper than 256 levels',
    };
    for (const [text, what] of Object.entries(malformed)) {
      expectRefusal(() => read(text), {
        problem: 'PictureDamaged',
        message: `This image is cut or damaged: ${what}.`,
      });
    }
    expectRefusal(() => readSvgTexts(Buffer.from(svg('é'), 'latin1')), {
      problem: 'PictureDamaged',
      message: 'This image is cut or damaged: it is not text in UTF-8.',
    });
  });

  // What takes time in proportion to the square of the size would take longer than a test may.
  it('reads two megabytes of anything, or says what is wrong with it', () => {
    const most = 2_000_000;
    const long = [
      ...['<', '&', '<a', ' ', '<a ', '"', "='", '<!--', '<?xml encoding', '<g a="1">', '</g>'],
      '<ob:credential/>',
    ];
    const outcomes = Object.fromEntries(
      long.map((piece) => {
        const text = piece.repeat(most / piece.length);
        return [piece, [svg(text), svg(`<ob:credential>${text}`)].map(outcomeOf)];
      }),
    );
    const damaged = ['PictureDamaged', 'PictureDamaged'];
    expect(outcomes).to.eql({
      ...Object.fromEntries(long.map((piece) => [piece, damaged])),
      ...Object.fromEntries(['&', ' ', '"', "='"].map((piece) => [piece, [0, 'PictureDamaged']])),
      '<ob:credential/>': [most / '<ob:credential/>'.length, 'PictureDamaged'],
    });
  });

  /** How many texts are in a picture, or what is wrong with it. */
  function outcomeOf(picture: string): number | string {
    try {
      return read(picture).texts.length;
    } catch (error) {
      if (error instanceof FormatError) return error.problem;
      throw error;
    }
  }
});
