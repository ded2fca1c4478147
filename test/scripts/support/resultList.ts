import { expect } from 'chai';
import { ResultList } from '../../../scripts/support/resultList.ts';

describe('ResultList', () => {
  let list: ResultList;
  beforeEach(() => {
    list = new ResultList();
  });
  afterEach(() => list.close());

  function text(): string {
    const pieces = [...list.text()].map((piece) =>
      typeof piece === 'string' ? piece : Buffer.from(piece).toString('latin1'),
    );
    // Pieces may end in the middle of a character.
    return pieces.join('');
  }

  function laidOut(entries: unknown[]): string {
    return JSON.stringify({ results: entries }, null, 2).slice('{\n  "results": '.length, -'\n}'.length);
  }

  it('is laid out like any list in a result', () => {
    const entries = [{ file: 'a "b"\nc', checks: [{ id: 1 }, []], none: null }, 'text', {}];
    for (const entry of entries) list.add(entry);

    expect(text()).to.equal(laidOut(entries));
  });

  it('is an empty list when nothing was added', () => {
    expect(text()).to.equal(laidOut([]));
  });

  it('is the same when most of it went to the disk', () => {
    const entries = Array.from({ length: 3000 }, (_, at) => ({ at, headline: 'x'.repeat(1000) }));
    for (const entry of entries) list.add(entry);

    expect([...list.text()].filter((piece) => typeof piece !== 'string').length).to.be.above(1);
    expect(text()).to.equal(laidOut(entries));
  });

  it('is as each entry was when it was added', () => {
    const entry = { verdict: 'verified' };
    list.add(entry);
    entry.verdict = 'invalid';

    expect(text()).to.equal(laidOut([{ verdict: 'verified' }]));
  });
});
