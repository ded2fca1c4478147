import canonicalize from 'canonicalize';
import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalText } from '#core/canonicalJson';
import { deepFreeze, type JsonObject, type JsonValue } from '#core/json';

/** Names that are ordered otherwise by other rules: digits alone, capitals, what lies beyond the basic plane. */
const anyName = fc.oneof(
  fc.constantFrom('10', '9', '1', 'a', 'A', '_sd', '@context', 'é', 'z', '\ufb33', '😀', '"', '\\', ''),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const { anyValue } = fc.letrec<{ anyValue: JsonValue }>((tie) => ({
  anyValue: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom<JsonValue>(null, true, false, 0, -0, 1e21, 1e-7, 0.1 + 0.2, 'text', '\u2028', '\u0000'),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('anyValue'), { maxLength: 4 }),
    fc
      .array(fc.tuple(anyName, tie('anyValue')), { maxLength: 5 })
      .map((members): JsonObject => Object.fromEntries(members)),
  ),
}));

describe('canonicalText', () => {
  it('writes any value as the library canonicalize does', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(canonicalText(value)).to.equal(canonicalize(value));
      }),
    );
  });

  it('writes the same of what is frozen, the second time as the first, inside of something else too', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const expected = canonicalize(value);
        const frozen = deepFreeze(value);

        expect(canonicalText(frozen)).to.equal(expected);
        expect(canonicalText(frozen)).to.equal(expected);
        expect(canonicalText({ b: [frozen], a: 1 })).to.equal(`{"a":1,"b":[${expected}]}`);
      }),
    );
  });

  it('remembers nothing of a value that is frozen on the outside alone', () => {
    const inside = { grade: 'B' };
    const shell: JsonObject = Object.freeze({ result: inside });
    expect(canonicalText(shell)).to.equal('{"result":{"grade":"B"}}');

    inside.grade = 'A';
    expect(canonicalText(shell)).to.equal('{"result":{"grade":"A"}}');
  });

  it('remembers nothing of a value that is not frozen', () => {
    const value: JsonObject = { grade: 'B' };
    canonicalText(value);
    value.grade = 'A';

    expect(canonicalText(value)).to.equal('{"grade":"A"}');
  });

  it('refuses a character that is cut in half, in a value or a name', () => {
    for (const value of [['\ud800'], { '\udc00': 1 }])
      expect(() => canonicalText(value)).to.throw('Lone surrogate is not allowed');
  });
});
