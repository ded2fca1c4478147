import { expect } from 'chai';
import { paceFrom } from '../../../scripts/support/progress.ts';

describe('paceFrom', () => {
  for (const [what, done, total, milliseconds, told] of [
    ['nothing at first', 0, 10, 1000, ''],
    ['nothing before any time has passed', 5, 10, 0, ''],
    ['a slow pace exactly', 3, 30, 2000, '1.5 a second, 18 s left'],
    ['seconds', 12_000, 60_000, 10_000, '1,200 a second, 40 s left'],
    ['minutes', 100_000, 1_000_000, 30_000, '3,333 a second, 5 min left'],
    ['hours and minutes', 1000, 100_000, 100_000, '10 a second, 2 h 45 min left'],
    ['an hour that is just about full', 1000, 36_990, 10_000, '100 a second, 6 min left'],
    ['no time left at the end', 60_000, 60_000, 30_000, '2,000 a second'],
  ] as const) {
    it(`tells ${what}`, () => {
      expect(paceFrom(500)(done, total, 500 + milliseconds)).to.equal(told);
    });
  }
});
