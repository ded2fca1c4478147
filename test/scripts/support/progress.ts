import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { paceFrom } from '../../../scripts/support/progress.ts';
import { hasTerminal, startOnTerminal } from '../../support/terminal.ts';

const WORDS = [
  ...[process.execPath, '--experimental-strip-types', '--disable-warning=ExperimentalWarning'],
  fileURLToPath(new URL('../../support/progressLines.ts', import.meta.url)),
];
/** To the first column, and away with the line (ECMA-48: CHA, EL). */
const CLEARED = '\u001b[1G\u001b[2K';

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

describe('Progress.clear', () => {
  it('takes the bar away for a line, and the next update brings it back below', async function () {
    if (!hasTerminal()) return this.skip();
    const command = startOnTerminal(WORDS, process.env);
    await command.shows(/in between\r\n[^\n]* 2\/4/);
    command.type('\r');
    const { shown, exitCode } = await command.ended();
    const [before = '', bar = '', after = ''] = shown.split(/before the bar\r\n|in between\r\n/);

    // Nothing is there yet that could be taken away.
    expect(before).to.equal('');
    expect(bar).to.match(/Verifying {2}[█░]+ [01]\/4/);
    expect(bar.endsWith(CLEARED), JSON.stringify(bar)).to.equal(true);
    expect(bar).not.to.include('\n');
    expect(after).to.match(/Verifying {2}█+░+ 2\/4.*Verifying {2}█+ 4\/4/s);
    expect(after).not.to.include(CLEARED);
    expect(exitCode).to.equal(0);
  });

  it('writes nothing where there is no terminal', () => {
    const [node = '', ...words] = WORDS;
    const { stdout, stderr } = spawnSync(node, words, { encoding: 'utf8', input: '\n' });

    expect(stdout).to.equal('before the bar\nin between\n');
    expect(stderr).to.equal('Verifying: 4 of 4\n');
  });
});
