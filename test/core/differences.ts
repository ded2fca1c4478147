import { expect } from 'chai';
import { differencesOf } from '#core/differences';

describe('differencesOf', () => {
  it('tells what each value says where they differ, and nothing else', () => {
    const [first, second] = [
      { block: { number: 5, hash: '0xab' }, value: { revoked: false, names: ['a', 'b'] } },
      { block: { number: 5, hash: '0xcd' }, value: { revoked: true, names: ['a'] } },
    ];

    expect(differencesOf([first, second, first])).to.eql([
      'block hash: 0xab, value revoked: false, value names 1: b',
      'block hash: 0xcd, value revoked: true, value names 1: nothing',
      'block hash: 0xab, value revoked: false, value names 1: b',
    ]);
  });

  it('tells three of many', () => {
    expect(
      differencesOf([
        { a: 1, b: 1, c: 1, d: 1 },
        { a: 2, b: 2, c: 2, d: 2 },
      ]),
    ).to.eql(['a: 1, b: 1, c: 1', 'a: 2, b: 2, c: 2']);
  });

  it('tells a stranger’s text in one short line', () => {
    const [told] = differencesOf([{ name: `\u202e\n${'x'.repeat(500)}` }, { name: '' }]);

    expect(told).to.equal(`name: ${'x'.repeat(79)}…`);
  });

  it('is empty where nothing differs', () => {
    expect(differencesOf([{ a: null }, { a: null }])).to.eql(['', '']);
  });
});
