import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { issueRoster } from '../../scripts/credential/issue.ts';
import { Output } from '../../scripts/support/output.ts';
import type { Progress } from '../../scripts/support/progress.ts';
import type { Measurement } from '../support/measurement.ts';
import { TEMPLATE_FILE } from '../support/roster.ts';

/** What the command calls its stages, by what they are called here; all that is between two of them is the next one. */
const STAGES: Record<string, string> = {
  Reading: 'read, build, hash',
  Building: 'tree',
  Hashing: 'store, anchor, tree again',
  Checking: 'write, read back and check',
  Writing: 'write, read back and check',
};

/**
 * All that `credential issue` does in its process: roster to anchored to written. Its chain is another process.
 *
 * @param home where the deployment and the ledger are, by the environment.
 */
export async function measureWhole(roster: string, size: number, home: string): Promise<Measurement> {
  const { default: hre } = await import('hardhat');
  const out = join(home, `out-${size}`);
  const output = new StageOutput(size);
  const startedAt = performance.now();
  const finished = await issueRoster(
    { roster, template: fileURLToPath(TEMPLATE_FILE), out, yes: true, pack: true },
    { hre, output },
  );
  const seconds = (performance.now() - startedAt) / 1000;
  if ('problems' in finished || finished.credentials !== size || !existsSync(out))
    throw new Error('the whole roster was not issued');
  const { stages, lastTenth } = output;
  return {
    seconds,
    stages,
    lastTenth,
    writtenMebibytes: statSync(join(out, 'credentials.ndjson')).size / 2 ** 20,
  };
}

/** Takes the times of the stages that a command tells of, and tells nobody. */
class StageOutput extends Output {
  readonly stages: Record<string, number> = {};
  /** How much longer the last tenth of the rows took than the second, in the stage where it took longest. */
  lastTenth = 0;
  private readonly size: number;
  private at = performance.now();

  constructor(size: number) {
    super(true);
    this.size = size;
  }

  override line(): void {}

  override progress(label: string): Progress {
    const stage = STAGES[label] ?? label;
    const tenths: number[] = [];
    return {
      update: (done) => {
        while (done >= (this.size * (tenths.length + 1)) / 10) tenths.push(performance.now());
      },
      clear: () => undefined,
      stop: () => {
        const now = performance.now();
        this.stages[stage] = (this.stages[stage] ?? 0) + (now - this.at) / 1000;
        this.at = now;
        this.noteTenths(tenths);
      },
    };
  }

  /** Of stages that take long enough for it to mean anything. The first tenth has the start of the threads in it. */
  private noteTenths([first = 0, second = 0, ...others]: number[]): void {
    const [ninth = 0, last = 0] = others.slice(-2);
    if (last - first < 1000) return;
    this.lastTenth = Math.max(this.lastTenth, (last - ninth) / (second - first));
  }
}
