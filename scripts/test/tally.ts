import Mocha from 'mocha';

/** How the tests of this run ended, over all runners. */
export const tally = { passed: 0, failed: 0, skipped: 0 };

/** Mocha's usual report, counted: Hardhat's own summary counts tests that a failed hook kept from running as passed. */
export class TallyingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.once('end', () => {
      tally.passed += this.stats.passes;
      tally.failed += this.stats.failures;
      tally.skipped += this.stats.pending;
    });
  }
}

/** The line that ends every run of the tests. */
export function closingLine(): string {
  const skipped = tally.skipped === 0 ? '' : `, ${tally.skipped} skipped`;
  return `${tally.passed} passed, ${tally.failed} failed${skipped}`;
}
