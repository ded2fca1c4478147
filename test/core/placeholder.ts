import { expect } from 'chai';
import { parsePlaceholders } from '#core/placeholder';

describe('parsePlaceholders', () => {
  const cases: [text: string, pieces: unknown][] = [
    ['Tea', ['Tea']],
    ['', []],
    ['{{name}}', [{ column: 'name', isOptional: false }]],
    ['{{ first name ? }}', [{ column: 'first name', isOptional: true }]],
    ['a{{b}}{{c?}}d', ['a', { column: 'b', isOptional: false }, { column: 'c', isOptional: true }, 'd']],
    ['{{όνομα}}', [{ column: 'όνομα', isOptional: false }]],
    ['{{o\u0301noma}}', [{ column: 'ónoma', isOptional: false }]],
    ['{{__proto__}}', [{ column: '__proto__', isOptional: false }]],
    ['{single}', ['{single}']],
    ['{{a,b}}', null],
    ['{{a;b}}', null],
    ['{{a\nb}}', null],
    ['{{{a}}}', null],
    ['{{', null],
    ['}}', null],
    ['{{?}}', null],
  ];
  for (const [text, pieces] of cases)
    it(`reads ${JSON.stringify(text)}`, () => expect(parsePlaceholders(text)).to.deep.equal(pieces));

  it('takes no longer for a placeholder that is never closed', () => {
    expect(parsePlaceholders(`{{${' '.repeat(500_000)}`)).to.equal(null);
  });
});
