import canonicalize from 'canonicalize';
import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalText } from '#core/canonicalJson';
import { deepFreeze, type JsonObject } from '#core/json';
import { anyValue } from '../support/anyValue.ts';

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
