import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildBatch } from '#core/batch';
import { prepareDrafts } from '#core/drafts';
import { SETUP } from '../../bench/issue/batch.ts';
import { measureFloor } from '../../bench/issue/floor.ts';
import {
  measureMerkletreejs,
  measureOpenAttestation,
  measureOpenZeppelin,
  measureTree,
} from '../../bench/issue/peers.ts';
import { pictureOf } from '../../bench/issue/picture.ts';
import { reportOf, tableOf } from '../../bench/issue/report.ts';
import { measureStages } from '../../bench/issue/stages.ts';
import { measureThreads } from '../../bench/issue/threads.ts';
import { writeRoster } from '../../bench/support/roster.ts';

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

  it('measures a floor that is below what the whole takes, and two that take more than it', async () => {
    const floor = await measureFloor(roster, { hashing: 'wasm', hides: false });
    const slower = await measureFloor(roster, { hashing: 'javascript', hides: false });
    const hiding = await measureFloor(roster, { hashing: 'wasm', hides: true });
    const threads = await measureThreads(roster, ROWS);

    expect(floor.seconds).to.be.greaterThan(0);
    for (const more of [slower, hiding, threads]) expect(floor.seconds).to.be.lessThan(more.seconds);
  });

  it('compares trees that are the same', () => {
    expect(measureTree(ROWS).root).to.equal(measureMerkletreejs(ROWS).root);
  });

  it('measures OpenZeppelin’s tree, over the same leaves in another order', () => {
    expect(measureOpenZeppelin(1).root).to.equal(measureTree(1).root);
    expect(measureOpenZeppelin(ROWS).root).to.match(/^0x[0-9a-f]{64}$/);
  });

  it('measures OpenAttestation on the same credentials', async () => {
    const { root, seconds } = await measureOpenAttestation(roster);

    expect(root).to.match(/^0x[0-9a-f]{64}$/);
    expect(seconds).to.be.greaterThan(0);
  }).timeout(30_000);
});

describe('the report of bench:issue', () => {
  const measured = { rows: 10_000, seconds: 2, processorSeconds: 3.5, peakMebibytes: 200, loadBefore: 0.25 };
  const report = reportOf([
    {
      rows: 10_000,
      measured: {
        whole: { ...measured, lastTenth: 1.02, writtenMebibytes: 70.4 },
        threads: measured,
        stages: { ...measured, stages: { read: 0.5 } },
        floor: { ...measured, seconds: 0.8 },
        floorHiding: { ...measured, seconds: 1 },
        floorJavaScript: { ...measured, seconds: 1.6 },
        tree: measured,
        merkletreejs: measured,
        openZeppelin: measured,
        openAttestation: { ...measured, rows: 8000, seconds: 16 },
      },
    },
  ]);

  it('says how many times the bare floor the whole takes', () => {
    const [size] = report.sizes;
    const inProcessorTime = 3.5 / (0.8 * report.threads);

    expect(size?.timesTheFloor).to.eql({ floor: 2.5, floorHiding: 2, floorJavaScript: 1.25 });
    // Not “closeTo”: once a chain has run in this process, that takes whole numbers only.
    expect(Math.abs((size?.timesTheFloorInProcessorTime.floor ?? 0) - inProcessorTime)).to.be.below(1e-9);
    expect(tableOf(report)).to.include(
      `| 10,000 | **the whole, by the bare floor** | **2.50 ×** | | **${inProcessorTime.toFixed(2)} ×** | | |`,
    );
  });

  it('has a line for each measurement and each of its stages', () => {
    const lines = tableOf(report).split('\n');

    expect(lines).to.include('| 10,000 | roster to root, one thread | 2.00 | 5,000 | 3.5 | 200 | 0.3 |');
    expect(lines).to.include('| 10,000 | – read | 0.50 | 20,000 |  |  |  |');
    expect(lines).to.include(
      '| 10,000 | credential issue: roster to anchored to written, last tenth 1.02 × the second, 70 MiB written | 2.00 | 5,000 | 3.5 | 200 | 0.3 |',
    );
    expect(lines).to.include(
      '| 8,000 | OpenAttestation wrapDocuments, one thread | 16.00 | 500 | 3.5 | 200 | 0.3 |',
    );
  });

  it('has a picture with a bar for each, the longer the slower', () => {
    const picture = pictureOf(report);
    const widths = [...picture.matchAll(/<rect class="(?:own|other)"[^>]* width="([\d.]+)"/g)].map(
      ([, width]) => Number(width),
    );

    expect(picture).to.match(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 880 \d+"/);
    expect(picture).to.include('OpenAttestation wrapDocuments, one thread (8,000 rows)');
    expect(widths).to.have.length(8);
    const [whole = 0, floor = 0, , , , , , openAttestation = 0] = widths;
    expect(floor).to.be.lessThan(whole);
    expect(openAttestation).to.equal(Math.max(...widths));
  });
});
