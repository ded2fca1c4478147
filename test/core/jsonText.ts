import { expect } from 'chai';
import fc from 'fast-check';
import { deepFreeze, type JsonObject } from '#core/json';
import { jsonText, jsonWriter } from '#core/jsonText';
import { anyValue } from '../support/anyValue.ts';

describe('jsonText', () => {
  it('writes any value as JSON.stringify does, frozen or not, the second time as the first', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const expected = JSON.stringify(value);
        expect(jsonText(value)).to.equal(expected);

        const frozen = deepFreeze(value);
        expect(jsonText(frozen)).to.equal(expected);
        expect(jsonText({ b: [frozen], a: 1 })).to.equal(`{"b":[${expected}],"a":1}`);
      }),
    );
  });

  it('writes what JSON.parse read, to the letter, whatever its names are and however it is ordered', () => {
    for (const text of ['{"b":1,"a":2}', '{"1":1,"2":2,"b":3}', '{"__proto__":{"a":1}}', '["\\ud800"]'])
      expect(jsonText(JSON.parse(text))).to.equal(text);
  });

  it('remembers nothing of a value that is frozen on the outside alone', () => {
    const inside = { grade: 'B' };
    const shell: JsonObject = Object.freeze({ result: inside });
    expect(jsonText(shell)).to.equal('{"result":{"grade":"B"}}');

    inside.grade = 'A';
    expect(jsonText(shell)).to.equal('{"result":{"grade":"A"}}');
  });
});

describe('jsonWriter', () => {
  it('writes placeholders for containers that have one, with nothing of what is in them', () => {
    const shared = deepFreeze({ type: ['Achievement'] });
    const write = jsonWriter({
      scalar: JSON.stringify,
      namesOf: Object.keys,
      placeholderOf: (container) => (container === shared ? '#1' : undefined),
    });

    expect(write({ a: shared, b: [shared, 'x'] })).to.equal('{"a":#1,"b":[#1,"x"]}');
    expect(write(shared)).to.equal('#1');
  });
});
