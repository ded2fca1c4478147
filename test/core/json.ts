import { expect } from 'chai';
import fc from 'fast-check';
import { FormatError, type FormatProblem } from '#core/errors';
import { elementsOf, isObject, MAXIMUM_BYTES, parseJson, reparseJson, typeName, valuesOf } from '#core/json';
import { expectRefusal } from '../support/errors.ts';

const KIB_1024 = 'This is larger than 1024 KiB, the most a credential may be.';

/** `depth` arrays around nothing. */
function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}

function nestedObjects(depth: number): string {
  return `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;
}

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 4 }),
  fc.constantFrom('__proto__', String.raw`\ud800`),
);
/** Any number that JSON has; it has no −0. */
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
/** Any JSON value, half characters and `__proto__` included. */
const anyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.oneof(anyText, anyNumber, fc.maxSafeInteger(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(anyText, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
})).value;

/** Texts that V8 misreads once it has parsed another: a name with an escape comes out as that one's, which ends with a backslash. */
const MISREAD = [
  { learned: String.raw`{"h":[],"\\":0}`, text: String.raw`{"h":1,"\"":2}`, value: { h: 1, '"': 2 } },
  { learned: String.raw`{"g":[],"\\":0}`, text: String.raw`{"g":1,"\n" : 2}`, value: { g: 1, '\n': 2 } },
  { learned: String.raw`{"k":[],"a\\":0}`, text: String.raw`[{"k":1,"a\t":2}]`, value: [{ k: 1, 'a\t': 2 }] },
];

describe('parseJson', () => {
  describe('refuses what JSON.parse lets through, naming the place', () => {
    const refusals: [name: string, text: string, problem: FormatProblem, pointer: string, message: string][] =
      [
        ['a duplicate key', '{"a":1,"a":1}', 'DuplicateKey', '', 'The document has the member “a” twice.'],
        [
          'a duplicate key spelled with an escape',
          String.raw`{"a":1,"\u0061":2}`,
          'DuplicateKey',
          '',
          'The document has the member “a” twice.',
        ],
        [
          'a duplicate key deep inside',
          '{"a":[0,{"b/c":{"x":1,"y":2,"x":3}}]}',
          'DuplicateKey',
          '/a/1/b~1c',
          '“/a/1/b~1c” has the member “x” twice.',
        ],
        ['an empty key twice', '[{"":1,"":1}]', 'DuplicateKey', '/0', '“/0” has the member “” twice.'],
        [
          '__proto__',
          '{"a":{"__proto__":{}}}',
          'ForbiddenKey',
          '/a',
          '“/a” uses the member name “__proto__”, which is not allowed.',
        ],
        [
          '__proto__ spelled with escapes',
          String.raw`{"\u005f_proto_\u005F":1}`,
          'ForbiddenKey',
          '',
          'The document uses the member name “__proto__”, which is not allowed.',
        ],
        [
          'a lone high surrogate in a value',
          String.raw`{"a":"x\ud83d"}`,
          'LoneSurrogate',
          '/a',
          '“/a” has a character that is cut in half.',
        ],
        [
          'a lone low surrogate in a value',
          String.raw`["\udc00\ud800"]`,
          'LoneSurrogate',
          '/0',
          '“/0” has a character that is cut in half.',
        ],
        [
          'a lone surrogate in a key',
          String.raw`{"a":{"\ud83d":1}}`,
          'LoneSurrogate',
          '/a',
          '“/a” has a character that is cut in half.',
        ],
        [
          'a lone surrogate that is not even escaped',
          '"\ud83d"',
          'LoneSurrogate',
          '',
          'The document has a character that is cut in half.',
        ],
        ...(
          [
            ['a number past the largest double', '1e999'],
            ['a negative number past the largest double', '-1E400'],
            ['a number that underflows to zero', '1e-400'],
            ['an integer past 2^53 that no double is', '9007199254740993'],
            ['more digits than a double holds', '0.1000000000000000055511151231257827'],
            ['a long run of nines', '0.99999999999999999999'],
          ] as const
        ).map(([name, number]): [string, string, FormatProblem, string, string] => [
          name,
          `{"n":[${number}]}`,
          'InexactNumber',
          '/n/0',
          `“/n/0” has the number ${number}, which cannot be kept exactly.`,
        ]),
        [
          'an inexact number by its first 40 digits',
          `1${'0'.repeat(60)}1`,
          'InexactNumber',
          '',
          `The document has the number 1${'0'.repeat(39)}, which cannot be kept exactly.`,
        ],
        [
          '65 levels of lists',
          nested(65),
          'TooDeep',
          '/0'.repeat(64),
          `“${'/0'.repeat(64)}” is nested deeper than 64 levels.`,
        ],
        [
          'more levels than can be written out again',
          nested(5000),
          'TooDeep',
          '/0'.repeat(64),
          `“${'/0'.repeat(64)}” is nested deeper than 64 levels.`,
        ],
        [
          '65 levels of objects',
          nestedObjects(65),
          'TooDeep',
          '/a'.repeat(64),
          `“${'/a'.repeat(64)}” is nested deeper than 64 levels.`,
        ],
      ];
    for (const [name, text, problem, pointer, message] of refusals) {
      it(name, () => expectRefusal(() => parseJson(text), { problem, pointer, message }));
    }
  });

  describe('refuses what is no JSON', () => {
    const texts: [name: string, text: string][] = [
      ['nothing at all', ''],
      ['only space', ' \n\t'],
      ['something after the value', '{} {}'],
      ['a comma too many', '[1,]'],
      ['a control character in a string', '"a\u0000b"'],
      ['NUL after the value', '{}\u0000'],
      ['NaN', 'NaN'],
      ['a plus sign', '+1'],
      ['a leading zero', '01'],
      ['a byte order mark in text', '\ufeff{}'],
      ['a no-break space between tokens', '[\u00a01]'],
      ['a single quote', "{'a':1}"],
      ['a comment', '{}//'],
      ['an escape that JSON does not have', String.raw`"\x41"`],
      ['a million unclosed lists', '['.repeat(1_000_000)],
    ];
    for (const [name, text] of texts) {
      it(name, () =>
        expectRefusal(() => parseJson(text), { problem: 'NotJson', message: /^This is not JSON: .+\.$/s }),
      );
    }
  });

  describe('refuses bytes that are not UTF-8', () => {
    const sources: [name: string, bytes: number[]][] = [
      ['a character cut at the end', [0x22, 0xc3]],
      ['a stray continuation byte', [0x22, 0x80, 0x22]],
      ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
      ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0xbd, 0x22]],
      ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
    ];
    for (const [name, bytes] of sources) {
      it(name, () =>
        expectRefusal(() => parseJson(Uint8Array.from(bytes)), {
          problem: 'NotUtf8',
          message: 'This is not text in UTF-8.',
        }),
      );
    }
  });

  it('skips a byte order mark before bytes, as RFC 8259 section 8.1 allows', () => {
    expect(parseJson(Uint8Array.of(0xef, 0xbb, 0xbf, 0x5b, 0x5d))).to.eql([]);
  });

  it('accepts 1 MiB and not a byte more, in text and in bytes', () => {
    const largest = `"${'a'.repeat(MAXIMUM_BYTES - 2)}"`;
    const bytes = new TextEncoder().encode(`${largest} `);

    expect(parseJson(largest)).to.have.lengthOf(MAXIMUM_BYTES - 2);
    expect(parseJson(bytes.subarray(0, -1))).to.have.lengthOf(MAXIMUM_BYTES - 2);
    expectRefusal(() => parseJson(`${largest} `), { problem: 'TooLarge', message: KIB_1024 });
    expectRefusal(() => parseJson(bytes), { problem: 'TooLarge', message: KIB_1024 });
  });

  it('counts bytes of UTF-8, not characters', () => {
    const text = `"${'é'.repeat(MAXIMUM_BYTES / 2)}"`;

    expect(text.length).to.be.lessThan(MAXIMUM_BYTES);
    expectRefusal(() => parseJson(text), { problem: 'TooLarge', message: KIB_1024 });
  });

  it('takes another limit', () => {
    expect(parseJson('[1]', 3)).to.eql([1]);
    expectRefusal(() => parseJson('[10]', 3), { problem: 'TooLarge' });
  });

  it('accepts 64 levels', () => {
    expect(parseJson(nested(64))).to.eql(JSON.parse(nested(64)));
    expect(parseJson(nestedObjects(64))).to.eql(JSON.parse(nestedObjects(64)));
  });

  it('accepts the same key in different objects, and keys that only look alike', () => {
    const text = '{"a":{"a":[{"a":1},{"a":2}]},"A":1,"á":2,"a\\u0301":3,"constructor":4,"toString":5}';

    expect(parseJson(text)).to.eql(JSON.parse(text));
  });

  it('accepts every spelling of a number that a double keeps', () => {
    const numbers: [text: string, value: number][] = [
      ['0.1', 0.1],
      ['1.50', 1.5],
      ['-0', -0],
      ['0e5', 0],
      ['0.000', 0],
      ['15e-1', 1.5],
      ['1E+2', 100],
      ['1e21', 1e21],
      ['9007199254740992', 2 ** 53],
      ['9007199254740994', 2 ** 53 + 2],
      ['5e-324', 5e-324],
      ['1.7976931348623157e308', Number.MAX_VALUE],
      ['123456789012345680000', 123456789012345680000],
    ];
    for (const [text, value] of numbers) expect(parseJson(text), text).to.equal(value);
  });

  it('judges a number of a million digits without hanging', () => {
    // Zeros before a last digit: a search for trailing zeros must not start anew at each of them.
    const zeros = '0'.repeat(MAXIMUM_BYTES - 10);

    expectRefusal(() => parseJson(`[0.1${zeros}1]`), { problem: 'InexactNumber', pointer: '/0' });
    expect(parseJson(`[0.1${zeros}]`)).to.eql([0.1]);
  });

  it('gives back what JSON.stringify wrote', () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const texts: string[] = [];
        const keys: string[] = [];
        JSON.stringify(value, (key, member) => {
          keys.push(key);
          if (typeof member === 'string') texts.push(member);
          return member;
        });
        const text = JSON.stringify(value, null, indent);
        const isRefused =
          keys.includes('__proto__') || ![...keys, ...texts].every((word) => word.isWellFormed());

        if (isRefused) expect(() => parseJson(text)).to.throw(FormatError, /__proto__|cut in half/);
        else expect(parseJson(text)).to.eql(value);
      }),
    );
  });

  it('reads names with escapes as they are, where JSON.parse takes them for others', () => {
    for (const { learned, text, value } of MISREAD) {
      // What was parsed before is what makes later names others (nodejs/node#63785).
      JSON.parse(learned);

      expect(parseJson(text), text).to.eql(value);
    }
  });

  it('accepts a double however it is padded, and refuses it with one more significant digit', () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => value !== 0);
    fc.assert(
      fc.property(double, fc.nat(30), fc.integer({ min: 1, max: 9 }), (value, zeros, digit) => {
        const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
        const padded = mantissa.includes('.') ? mantissa : `${mantissa}.0`;
        const spelled = `${padded}${'0'.repeat(zeros)}e${exponent}`;

        expect(parseJson(spelled)).to.equal(value);
        expectRefusal(() => parseJson(`${padded}${'0'.repeat(18 + zeros)}${digit}e${exponent}`), {
          problem: 'InexactNumber',
        });
      }),
    );
  });
});

describe('reparseJson', () => {
  it('reads what parseJson has read, names with escapes too', () => {
    for (const { learned, text, value } of MISREAD) {
      JSON.parse(learned);

      expect(reparseJson(text), text).to.eql(value);
    }
  });

  it('reads what JSON.stringify wrote', () => {
    const anyObject = fc.dictionary(
      fc.constantFrom('h', '"', '\\', '\n', 'a\\', 'a"', ':', '\\:"'),
      anyNumber,
    );
    fc.assert(
      fc.property(fc.array(anyObject), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        expect(reparseJson(JSON.stringify(value, null, indent))).to.eql(
          value.map((object) => ({ ...object })),
        );
      }),
    );
  });
});

describe('typeName', () => {
  it('names a value as a person would', () => {
    const values = [undefined, null, [], {}, 'x', 5, false];

    expect(values.map(typeName)).to.eql([
      'nothing',
      'null',
      'a list',
      'an object',
      'a string',
      'a number',
      'a boolean',
    ]);
  });
});

describe('isObject', () => {
  it('is true of objects and of nothing else', () => {
    expect([{}, [], null, 'x', 5, undefined].map(isObject)).to.eql([true, false, false, false, false, false]);
  });
});

describe('valuesOf', () => {
  it('takes one value for a list of one, and none for an empty list', () => {
    const values = [undefined, null, 'x', { a: 1 }, [], ['x', ['y']]];

    expect(values.map(valuesOf)).to.eql([[], [null], ['x'], [{ a: 1 }], [], ['x', ['y']]]);
  });
});

describe('elementsOf', () => {
  it('gives the elements of a list, and none of anything else', () => {
    const values = [undefined, null, 'x', { 0: 'x', length: 1 }, [], ['x', ['y']]];

    expect(values.map(elementsOf)).to.eql([[], [], [], [], [], ['x', ['y']]]);
  });
});
