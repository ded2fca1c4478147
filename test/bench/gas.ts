import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { globalOptions } from 'hardhat';
import { CONTRACTS, type GasReport, measureGas, missedGoals } from '../../bench/gas/measure.ts';
import { OPERATIONS } from '../../bench/gas/operations.ts';
import { tableOf } from '../../bench/gas/table.ts';

const results: GasReport = JSON.parse(
  readFileSync(new URL('../../bench/results/gas.json', import.meta.url), 'utf8'),
);

// Under coverage the contracts are instrumented, which costs gas of its own.
if (!globalOptions.coverage) {
  describe('bench:gas', () => {
    it('measures what the committed results say', async () => {
      expect(await measureGas(), 'Gas has changed: run npm run bench:gas').to.deep.equal(results);
    });
  });
}

describe('the results of bench:gas', () => {
  it('miss no goal', () => {
    expect(missedGoals(results)).to.deep.equal([]);
  });

  it('would say which goal is missed, and by how much', () => {
    const { gas } = results.contracts.rootmark.anchor ?? { gas: Number.NaN };
    const stricter = { ...results, goals: { ...results.goals, anchor: gas - 1 } };
    const figures = [gas, gas - 1].map((value) => value.toLocaleString('en'));

    expect(missedGoals(stricter)).to.deep.equal([
      `anchorBatch uses ${figures[0]} gas, 1 more than its goal of ${figures[1]}.`,
    ]);
    expect(tableOf(stricter)).to.match(/^anchor a batch .* NO$/m);
    expect(missedGoals({ ...results, goals: { ...results.goals, anchor: gas } })).to.deep.equal([]);
  });

  it('would say when an operation with a goal was not measured', () => {
    const { isValid, ...others } = results.contracts.rootmark;
    const without = { ...results, contracts: { ...results.contracts, rootmark: others } };

    expect(isValid?.gas).to.be.a('number');
    expect(missedGoals(without)).to.deep.equal(['isValid was not measured, though it has a goal.']);
  });

  it('are a table of every operation and contract', () => {
    const table = tableOf(results);
    for (const title of [
      ...Object.values(CONTRACTS),
      ...Object.values(OPERATIONS).map((operation) => operation.title),
    ])
      expect(table).to.include(title);
  });

  it('are quoted by the comparison', () => {
    const comparison = readFileSync(new URL('../../docs/comparison.md', import.meta.url), 'utf8');
    const names = Object.keys(CONTRACTS) as (keyof typeof CONTRACTS)[];
    for (const operation of [
      'anchor',
      'revokeOne',
      'revokeNeighbours',
      'revokeScattered',
      'isValid',
    ] as const) {
      const { title, per } = OPERATIONS[operation];
      const cells = names.map((name) => {
        const gas = results.contracts[name][operation]?.gas ?? Number.NaN;
        return Math.round(gas / per).toLocaleString('en');
      });
      expect(comparison).to.include(`| ${title}${per === 1 ? '' : ', each'} | ${cells.join(' | ')} |`);
    }
  });
});
