import { expect } from 'chai';
import { withGasMargin } from '#core/contractLimits';

describe('withGasMargin', () => {
  it('adds a fifth, rounded down', () => {
    expect([0n, 4n, 5n, 100_000n].map(withGasMargin)).to.eql([0n, 4n, 6n, 120_000n]);
  });
});
