import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildBatch } from '#core/batch';
import { prepareDrafts } from '#core/drafts';
import { SETUP } from '../../bench/issue/batch.ts';
import { measureFloor } from '../../bench/issue/floor.ts';
import { measureMerkletreejs, measureTree } from '../../bench/issue/peers.ts';
import { reportOf, tableOf } from '../../bench/issue/report.ts';
import { writeRoster } from '../../bench/issue/roster.ts';
import { measureStages } from '../../bench/issue/stages.ts';
import { measureThreads } from '../../bench/issue/threads.ts';

const ROWS = 250;

describe('bench:issue', () => {
  let home: string;
  let roster: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'rootmark-bench-'));
    roster = join(home, 'roster.csv');
    writeRoster(roster, ROWS);
  });
  after(() => rmSync(home, { recursive: true }));

  it('writes a roster of as many holders as wanted, all different', async () => {
    const { drafts, problems } = await prepareDrafts({ ...SETUP, roster: readFileSync(roster) });

    expect(problems).to.eql([]);
    expect(new Set(drafts.map(({ holderKey }) => holderKey)).size).to.equal(ROWS);
  });

  it('measures in one thread and in all what really makes the batch', async () => {
    const { drafts } = await prepareDrafts({ ...SETUP, roster: readFileSync(roster) });
    const { root } = buildBatch({ ...SETUP, drafts });
    const stages = await measureStages(roster, ROWS);
    const threads = await measureThreads(roster, ROWS);

    expect(stages.root).to.equal(root);
    expect(threads.root).to.equal(root);
    expect(Object.keys(stages.stages ?? {})).to.eql(['read', 'build', 'hash', 'tree']);
    expect(Object.values(stages.stages ?? {}).every((seconds) => seconds > 0)).to.equal(true);
  });

  it('measures a floor that is below what the whole takes', async () => {
    const floor = await measureFloor(roster);
    const threads = await measureThreads(roster, ROWS);

    expect(floor.seconds).to.be.greaterThan(0).and.lessThan(threads.seconds);
  });

  it('compares trees that are the same', () => {
    expect(measureTree(ROWS).root).to.equal(measureMerkletreejs(ROWS).root);
  });
});

describe('the report of bench:issue', () => {
  const measured = { seconds: 2, processorSeconds: 3.5, peakMebibytes: 200, loadBefore: 0.25 };
  const report = reportOf([
    {
      rows: 10_000,
      measured: {
        stages: { ...measured, stages: { read: 0.5 } },
        threads: { ...measured, lastTenth: 1.02 },
        floor: { ...measured, seconds: 0.8 },
        tree: measured,
        merkletreejs: measured,
      },
    },
  ]);

  it('says how many times the bare floor the whole takes', () => {
    const [size] = report.sizes;
    const inProcessorTime = 3.5 / (0.8 * report.threads);

    expect(size?.timesTheFloor).to.equal(2.5);
    // Not “closeTo”: once a chain has run in this process, that takes whole numbers only.
    expect(Math.abs((size?.timesTheFloorInProcessorTime ?? 0) - inProcessorTime)).to.be.below(1e-9);
    expect(tableOf(report)).to.include(
      `| 10,000 | **roster to root, by the bare floor** | **2.50 ×** | | **${inProcessorTime.toFixed(2)} ×** | | |`,
    );
  });

  it('has a line for each measurement and each of its stages', () => {
    const lines = tableOf(report).split('\n');

    expect(lines).to.include('| 10,000 | one thread | 2.00 | 5,000 | 3.5 | 200 | 0.3 |');
    expect(lines).to.include('| 10,000 | – read | 0.50 | 20,000 |  |  |  |');
    expect(lines).to.include(
      '| 10,000 | all threads, last tenth 1.02 × the second | 2.00 | 5,000 | 3.5 | 200 | 0.3 |',
    );
  });
});
