import { expect } from 'chai';
import fc from 'fast-check';
import {
  achievementNameOf,
  claimedIssuerIdOf,
  claimedIssuerNameOf,
  dayOf,
  holderNameOf,
  plainText,
  shortAddress,
} from '#core/describe';
import type { JsonObject, JsonValue } from '#core/json';
import { draftFor, LAKESIDE, withoutValue, withValue } from '../support/credentials.ts';

const { document } = draftFor('Amina Okonkwo');
/** Whatever draws nothing, or turns the text around it. */
const UNSEEN =
  /[\p{Cc}\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;

describe('plainText', () => {
  const cleaned: [name: string, text: string, expected: string][] = [
    ['a right-to-left override', 'Amina \u202eoknoko\u202c', 'Amina oknoko'],
    ['isolates', '\u2067Amina\u2069', 'Amina'],
    ['the marks of direction', 'A\u200em\u200fi\u061cna', 'A m i na'],
    [
      'line breaks of every kind',
      'Amina\r\nOkonkwo\u2028is\u2029verified\u0085now\u000bvt\u000cff',
      'Amina Okonkwo is verified now vt ff',
    ],
    ['NUL and escapes to a terminal', '\u0000Amina\u001b[31m\u009b2J', 'Amina [31m 2J'],
    ['spaces that cannot be seen', 'Ami\u200bna\u2060\ufeff', 'Ami na'],
    ['the letters that draw nothing', 'A\u115fm\u1160i\u3164n\uffa0a', 'A m i n a'],
    ['the vowel separator and annotations', 'A\u180em\ufff9i\ufffan\ufffba', 'A m i n a'],
    ['a hidden text in tag characters', 'Amina\u{e0041}\u{e0042}\u{e007f}', 'Amina'],
    ['runs of spaces of any width', '  Amina \u00a0\u3000\t Okonkwo ', 'Amina Okonkwo'],
    ['nothing but such characters', '\u202e\u3164\n\u200b', ''],
  ];
  for (const [name, text, expected] of cleaned) {
    it(`cleans away ${name}`, () => expect(plainText(text)).to.equal(expected));
  }

  const kept = [
    'Amina O’Konkwo-Ñuñez',
    '橘 紗代子',
    'می\u200cخواهم',
    'क्\u200dष',
    'e\u0301',
    '👩\u200d🎓',
    '<b>&amp;',
    '葛\u{e0100}城',
  ];
  for (const text of kept) {
    it(`keeps “${text}” as it is`, () => expect(plainText(text)).to.equal(text));
  }

  it('cuts at 120 characters, or at what was asked for, counting a pair of surrogates once', () => {
    expect(plainText('a'.repeat(120))).to.equal('a'.repeat(120));
    expect(plainText('a'.repeat(10_000))).to.equal(`${'a'.repeat(119)}…`);
    expect(plainText('🎓'.repeat(120))).to.equal('🎓'.repeat(120));
    expect(plainText('🎓'.repeat(10_000))).to.equal(`${'🎓'.repeat(119)}…`);
    expect(plainText(`x${'🎓'.repeat(10_000)}`)).to.equal(`x${'🎓'.repeat(118)}…`);
    expect(plainText('abcdef', 3)).to.equal('ab…');
  });

  it('makes of any text one line of at most 120 characters with nothing unseen in it', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({
        unit: fc.constantFrom('\u202e', '\n', ' ', 'a', '🎓', '\ud83c', '\u3164', '\u{e0041}'),
        maxLength: 400,
      }),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const plain = plainText(text);

        expect([...plain].length).to.be.at.most(120);
        expect(plain).not.to.match(UNSEEN);
        expect(plain).to.equal(plain.trim());
        expect(plainText(plain)).to.equal(plain);
      }),
    );
  });
});

describe('holderNameOf', () => {
  const identifier = '/credentialSubject/identifier';
  const cases: [name: string, value: JsonObject, expected: string | null][] = [
    ['the identity that is a name in clear', document, 'Amina Okonkwo'],
    ['null when it is hidden', withoutValue(document, `${identifier}/0`), null],
    ['null when it is hashed', withValue(document, `${identifier}/0/hashed`, true), null],
    ['null when “hashed” is a text', withValue(document, `${identifier}/0/hashed`, 'false'), null],
    ['null when it is no text', withValue(document, `${identifier}/0/identityHash`, 5), null],
    ['null when it is empty', withValue(document, `${identifier}/0/identityHash`, ''), null],
    ['null when there are no identities', withoutValue(document, identifier), null],
    ['null when identities are no list', withValue(document, identifier, 'Amina'), null],
    ['null when there is no subject', { credentialSubject: 'Amina' }, null],
    [
      'the first of two names',
      withValue(document, `${identifier}/1`, { identityType: 'name', hashed: false, identityHash: 'Ben' }),
      'Amina Okonkwo',
    ],
  ];
  for (const [name, value, expected] of cases) {
    it(`is ${name}`, () => expect(holderNameOf(value)).to.equal(expected));
  }
});

describe('claimedIssuerNameOf and claimedIssuerIdOf', () => {
  const cases: [name: string, issuer: JsonValue, expected: [string | null, string]][] = [
    ['an object', document.issuer as JsonValue, ['Lakeside Polytechnic', LAKESIDE]],
    ['a text', LAKESIDE, [null, LAKESIDE]],
    ['an object without a name', { id: LAKESIDE }, [null, LAKESIDE]],
    ['an object with an empty name', { id: LAKESIDE, name: '' }, [null, LAKESIDE]],
    ['an object with names in two languages', { id: LAKESIDE, name: { en: 'x' } }, [null, LAKESIDE]],
    ['a list', [LAKESIDE], [null, '']],
  ];
  for (const [name, issuer, [claimedName, claimedId]] of cases) {
    it(`read ${name}`, () => {
      expect(claimedIssuerNameOf({ issuer })).to.equal(claimedName);
      expect(claimedIssuerIdOf({ issuer })).to.equal(claimedId);
    });
  }
});

describe('achievementNameOf', () => {
  it('is the achievement’s name, else the credential’s', () => {
    expect(achievementNameOf(withValue(document, '/name', 'Other'))).to.equal('Data Analytics Foundations');
    expect(achievementNameOf({ name: 'Other' })).to.equal('Other');
    expect(achievementNameOf({})).to.equal('');
  });
});

describe('dayOf', () => {
  const days: [iso: string, day: string][] = [
    ['2026-09-01T00:00:00Z', '1 Sep 2026'],
    ['2026-08-31T23:59:59Z', '31 Aug 2026'],
    ['2024-02-29T12:00:00Z', '29 Feb 2024'],
    ['1970-01-01T00:00:00Z', '1 Jan 1970'],
    ['1969-12-31T23:59:59Z', '31 Dec 1969'],
    ['2026-12-31T23:30:00-01:00', '1 Jan 2027'],
  ];
  for (const [iso, day] of days) {
    it(`is “${day}” for ${iso}, whatever the reader's time zone`, () =>
      expect(dayOf(Date.parse(iso) / 1000)).to.equal(day));
  }

  it('names every month', () => {
    const days = Array.from({ length: 12 }, (_, month) => dayOf(Date.UTC(2026, month, 15) / 1000));

    expect(days.map((day) => day.split(' ')[1]).join()).to.equal(
      'Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec',
    );
  });
});

describe('shortAddress', () => {
  it('keeps the first four and the last four digits', () => {
    expect(shortAddress('0x70997970C51812dc3A010C7d01b50e0d17dc79C8')).to.equal('0x7099…79C8');
  });
});
