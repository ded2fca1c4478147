import { expect } from 'chai';
import { durationOf, timeBefore } from '#core/pathwayDuration';

const at = (text: string) => Date.parse(text) / 1000;

describe('durationOf', () => {
  it('reads years, months, weeks and days', () => {
    expect(durationOf('P5Y')).to.eql({ years: 5, months: 0, days: 0 });
    expect(durationOf('P1Y6M2W3D')).to.eql({ years: 1, months: 6, days: 17 });
    expect(durationOf('P90D')).to.eql({ years: 0, months: 0, days: 90 });
  });

  for (const text of [
    '',
    'P',
    'P0Y',
    '5Y',
    'P-1Y',
    'P1.5Y',
    'PT5H',
    'P1YT5H',
    'p5y',
    ' P5Y',
    'P5Y\n',
    'P12345D',
    'P1D2Y',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(durationOf(text)).to.equal(null);
    });
  }
});

describe('timeBefore', () => {
  const earlier = (from: string, duration: string) => {
    const read = durationOf(duration);
    if (read === null) throw new Error('no duration');
    return new Date(timeBefore(at(from), read) * 1000).toISOString();
  };

  it('goes back in the calendar, the time of day kept', () => {
    expect(earlier('2026-10-10T08:30:00Z', 'P5Y')).to.equal('2021-10-10T08:30:00.000Z');
    expect(earlier('2026-01-15T00:00:00Z', 'P1M')).to.equal('2025-12-15T00:00:00.000Z');
    expect(earlier('2026-03-01T00:00:00Z', 'P2W')).to.equal('2026-02-15T00:00:00.000Z');
  });

  it('takes the last day of a month that is too short', () => {
    expect(earlier('2028-02-29T12:00:00Z', 'P1Y')).to.equal('2027-02-28T12:00:00.000Z');
    expect(earlier('2026-05-31T12:00:00Z', 'P3M')).to.equal('2026-02-28T12:00:00.000Z');
  });
});
