import { expect } from 'chai';
import fc from 'fast-check';
import { periodsOf } from '../../frontend/src/reading/periods.ts';

const at = (text: string) => Date.parse(`${text}Z`) / 1000;
const moment = (text: string, issued: number, withdrawn = 0) => ({ at: at(text), issued, withdrawn });
const dayIn = (unixSeconds: number | undefined) =>
  new Date((unixSeconds ?? 0) * 1000).toISOString().slice(0, 10);

describe('periodsOf', () => {
  it('shows the last twelve days of a registry that is new', () => {
    const { unit, periods } = periodsOf(
      [moment('2026-09-02T23:59:59', 5), moment('2026-09-03T00:00:00', 2, 1), moment('2026-09-03T08:00', 1)],
      at('2026-09-04T12:00'),
    );

    expect(unit).to.equal('day');
    expect(periods).to.have.length(12);
    expect(periods.slice(-3)).to.eql([
      { from: at('2026-09-02T00:00'), issued: 5, withdrawn: 0 },
      { from: at('2026-09-03T00:00'), issued: 3, withdrawn: 1 },
      { from: at('2026-09-04T00:00'), issued: 0, withdrawn: 0 },
    ]);
  });

  const SPANS = [
    { first: '2026-08-12T00:00', unit: 'day', periods: 24, from: '2026-08-12' },
    { first: '2026-08-11T23:59', unit: 'week', periods: 4, from: '2026-08-10' },
    { first: '2026-03-23T00:00', unit: 'week', periods: 24, from: '2026-03-23' },
    { first: '2026-03-22T00:00', unit: 'month', periods: 7, from: '2026-03-01' },
    { first: '2024-10-31T00:00', unit: 'month', periods: 24, from: '2024-10-01' },
    { first: '2024-09-30T00:00', unit: 'year', periods: 3, from: '2024-01-01' },
    { first: '1990-09-30T00:00', unit: 'year', periods: 24, from: '2003-01-01' },
  ];
  for (const { first, unit, periods: count, from } of SPANS) {
    it(`takes the ${unit} for what began on ${first}`, () => {
      const { unit: chosen, periods } = periodsOf([moment(first, 1)], at('2026-09-04T12:00'));

      expect({ unit: chosen, count: periods.length }).to.eql({ unit, count });
      expect(dayIn(periods[0]?.from)).to.equal(from);
    });
  }

  it('has a place for what the chain dates later than it is', () => {
    const { periods } = periodsOf([moment('2026-09-05T01:00', 4)], at('2026-09-04T12:00'));

    expect(periods.at(-1)).to.eql({ from: at('2026-09-05T00:00'), issued: 4, withdrawn: 0 });
  });

  it('loses nothing of what is not older than the bars, and has no stretch twice', () => {
    const seconds = fc.integer({ min: at('2005-01-01T00:00'), max: at('2026-09-04T00:00') });
    fc.assert(
      fc.property(fc.array(seconds, { minLength: 1, maxLength: 30 }), (times) => {
        const moments = times.sort((a, b) => a - b).map((time) => ({ at: time, issued: 1, withdrawn: 2 }));
        const { periods } = periodsOf(moments, at('2026-09-04T12:00'));

        expect(periods.reduce((sum, { issued }) => sum + issued, 0)).to.equal(times.length);
        expect(periods.reduce((sum, { withdrawn }) => sum + withdrawn, 0)).to.equal(2 * times.length);
        expect(new Set(periods.map(({ from }) => from)).size).to.equal(periods.length);
        expect(periods.length).to.be.lessThan(25);
      }),
    );
  });
});
