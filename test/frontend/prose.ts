import { expect } from 'chai';
import { proseOf } from '../../frontend/src/reading/prose.ts';

const plain = (text: string) => ({ text, style: 'plain' });

describe('proseOf', () => {
  it('parts paragraphs at empty lines', () => {
    expect(proseOf('one\ntwo\n\nthree')).to.deep.equal([
      { kind: 'paragraph', items: [[plain('one\ntwo')]] },
      { kind: 'paragraph', items: [[plain('three')]] },
    ]);
  });

  it('reads lists, also right after a paragraph', () => {
    expect(proseOf('Needed:\n- a\n* b')).to.deep.equal([
      { kind: 'paragraph', items: [[plain('Needed:')]] },
      { kind: 'list', items: [[plain('a')], [plain('b')]] },
    ]);
  });

  it('reads numbered lists apart from others', () => {
    expect(proseOf('1. a\n2) b\n- c').map(({ kind, items }) => [kind, items.length])).to.deep.equal([
      ['numbered', 2],
      ['list', 1],
    ]);
  });

  it('does not take a year or a price for the start of a list', () => {
    expect(proseOf('2026. A year\n1.5 h')[0]?.kind).to.equal('paragraph');
  });

  it('reads strong and emphasised words', () => {
    expect(proseOf('an **EQF level 6** and *more*')[0]?.items[0]).to.deep.equal([
      plain('an '),
      { text: 'EQF level 6', style: 'strong' },
      plain(' and '),
      { text: 'more', style: 'emphasis' },
    ]);
  });

  it('leaves stars alone that emphasise nothing', () => {
    expect(proseOf('2 * 3 * 4, O*NET*SOC')[0]?.items[0]).to.deep.equal([plain('2 * 3 * 4, O*NET*SOC')]);
  });

  it('leaves HTML and links as the text that they are', () => {
    const text = '<img src=x onerror=alert(1)> [click](javascript:alert(1))';

    expect(proseOf(text)).to.deep.equal([{ kind: 'paragraph', items: [[plain(text)]] }]);
  });

  it('ends on hostile input', () => {
    expect(proseOf('*'.repeat(100_000))).to.have.length(1);
    expect(proseOf('**a'.repeat(50_000))).to.have.length(1);
  });
});
