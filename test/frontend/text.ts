import { expect } from 'chai';
import {
  legibleLine,
  legibleText,
  shortened,
  visibleJson,
  wordsOf,
} from '../../frontend/src/reading/text.ts';

describe('legibleText', () => {
  it('takes out controls, bidirectional overrides, invisible spaces and tags', () => {
    expect(legibleText('a\u0000b\u0007c\u202ed\u2066e\u200bf\ufeffg\u{e0041}h\u3164i\u034fj')).to.equal(
      'abcdefghij',
    );
  });

  it('keeps the joiners that Persian names and emoji need', () => {
    expect(legibleText('نمی\u200cخواهم 👩\u200d🎓')).to.equal('نمی\u200cخواهم 👩\u200d🎓');
  });

  it('keeps lines, however they end, and at most one empty one between them', () => {
    expect(legibleText('a\r\nb\rc\u2028d\n\n\n\ne')).to.equal('a\nb\nc\nd\n\ne');
  });

  it('cuts piles of combining marks down to what scripts use', () => {
    expect([...legibleText(`Z${'\u0301'.repeat(50)}`)]).to.have.length(5);
  });
});

describe('legibleLine', () => {
  it('is one line', () => {
    expect(legibleLine('  Jo \n\t Ek ')).to.equal('Jo Ek');
  });
});

describe('shortened', () => {
  it('leaves a text alone that fits', () => {
    expect(shortened('abc', 3)).to.equal('abc');
  });

  it('cuts whole characters, never half of one', () => {
    expect(shortened('🏛🏛🏛🏛', 3)).to.equal('🏛🏛…');
  });

  it('is quick with a megabyte', () => {
    expect(shortened('W'.repeat(1_000_000), 160)).to.have.length(160);
  });
});

describe('visibleJson', () => {
  it('spells out what would not be seen', () => {
    expect(visibleJson({ name: 'a\u202eb\u{e0041}' })).to.equal('{\n  "name": "a\\u202eb\\udb40\\udc41"\n}');
  });

  it('is still the same JSON', () => {
    const value = { name: 'x\u2066\u0301y', list: [1, null, 'é'] };

    expect(JSON.parse(visibleJson(value))).to.deep.equal(value);
  });
});

describe('wordsOf', () => {
  for (const [name, words] of [
    ['fieldOfStudy', 'Field of study'],
    ['Completed', 'Completed'],
    ['tag', 'Tag'],
    ['ext:Nanodegree', 'ext:Nanodegree'],
    ['O*NET', 'O*NET'],
    ['', ''],
  ] as const) {
    it(`makes “${words}” of “${name}”`, () => {
      expect(wordsOf(name)).to.equal(words);
    });
  }
});
