import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import type { VerificationResult } from '#core/verdict';
import { anchoredRoots } from './commandChain.ts';
import { rosterOptions } from './commandFiles.ts';
import { type CommandResult, expectNoBug, type RunningCommand } from './commands.ts';
import type { Desk } from './interruptions.ts';
import { type Losses, lossesOf, type OrderedBatch } from './losses.ts';
import type { Rule } from './rpcProxy.ts';

/** A moment at which a command is killed. */
export type Moment =
  /** When a request of a method meets a rule, for the `nth` time. */
  | { method: string; rule: Rule; nth?: number }
  /** When the batch's folder appears. */
  | 'placed'
  /** At any time, as a share of what the last whole command took. */
  | number;

/** One desk that issues a batch after another, whatever happens to its commands. */
export class IssuingLine {
  kills = 0;
  readonly desk: Desk;
  private readonly batches: OrderedBatch[] = [];
  private folders = 0;
  /** Milliseconds of the last command that ran to its end. */
  private duration = 2000;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  /** Takes the next batch in hand: its holders are in no other. */
  next(): void {
    const prefix = `desk${this.desk.account}-batch${this.batches.length}`;
    const rows = Array.from({ length: this.desk.rows }, (_, at) => ({
      name: `Holder ${prefix} ${at}`,
      email: `${prefix}-${at}@example.org`,
    }));
    this.batches.push({ rows, out: '' });
  }

  /** Whether the ledger has the batch that is in hand. */
  isStored(): boolean {
    return this.stored().length === this.batches.length;
  }

  /** Goes on with the batch in hand: by `resume` when the ledger has it, else by issuing it. */
  start(): RunningCommand {
    const { workspace, account } = this.desk;
    if (this.isStored()) return workspace.start('credential', 'resume');
    const batch = this.batches.at(-1) ?? expect.fail('no batch is in hand');
    // What a killed command had begun to write stays where it is.
    batch.out = `out${this.folders++}`;
    const files = rosterOptions(workspace, batch.rows);
    return workspace.start(
      ...['credential', 'issue', ...files, '--out', workspace.path(batch.out)],
      ...['--yes', '--account', String(account)],
    );
  }

  /** Goes on with the batch in hand, and kills that at a moment; null when the command ended before. */
  async killAt(moment: Moment): Promise<CommandResult | null> {
    const { proxy } = this.desk;
    if (typeof moment === 'object') proxy.rule(moment.method, moment.rule, moment.nth);
    const begun = Date.now();
    const running = this.start();
    let isOver = false;
    const ended = running.ended.then((result) => {
      isOver = true;
      return result;
    });
    const reached = this.reached(moment, () => isOver);
    const first = await Promise.race([reached.then(() => null), ended]);
    if (first === null) running.child.kill('SIGKILL');
    const result = await ended;
    proxy.reset();
    if (result.exitCode === null) {
      this.kills++;
      return null;
    }
    this.duration = Date.now() - begun;
    expectNoBug(result);
    return result;
  }

  private async reached(moment: Moment, isOver: () => boolean): Promise<void> {
    if (typeof moment === 'number') return setTimeout(moment * this.duration);
    if (typeof moment === 'object') return this.desk.proxy.reached();
    const folder = this.desk.workspace.path(this.batches.at(-1)?.out ?? '');
    while (!isOver() && !existsSync(folder)) await setTimeout(1);
  }

  /** Goes on until the batch in hand is finished. */
  async finish(tries = 6): Promise<void> {
    for (let left = tries; ; left--) {
      const result = await this.start().ended;
      expectNoBug(result);
      if (result.exitCode === 0 && this.isStored()) return;
      if (left === 1) expect.fail(`the batch could not be finished: ${result.stderr}`);
    }
  }

  /** Counts what the chain, the ledger and the folders hold beside what they should. */
  async losses(): Promise<Losses> {
    const { chain, issuer, workspace } = this.desk;
    expect(this.stored().map(({ state }) => state)).to.deep.equal(this.batches.map(() => 'exported'));
    for (const { rows, out } of this.batches) await this.expectVerified(out, rows.length);
    return lossesOf(workspace, this.batches, await anchoredRoots(chain, issuer));
  }

  /** Asserts that each file of a folder holds together and is anchored. */
  private async expectVerified(out: string, count: number): Promise<void> {
    const { document } = await this.desk.workspace.json<{ results: VerificationResult[] }>(
      ...['credential', 'verify', join(this.desk.workspace.path(out), 'credentials')],
    );
    expect(document.results).to.have.length(count);
    for (const { checks } of document.results) {
      expect(checks.filter(({ status }) => status === 'failed')).to.deep.equal([]);
      expect(checks.find(({ id }) => id === 'anchored')?.status).to.equal('passed');
    }
  }

  private stored(): { state: string }[] {
    return this.desk.workspace.ledger<{ state: string }>('SELECT state FROM batches ORDER BY id');
  }
}

/** Numbers from 0 up to 1 that a seed determines (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The seed that `ROOTMARK_SEED` gives, or a new one. */
export function seedOfRun(): number {
  return Number(process.env.ROOTMARK_SEED ?? Math.floor(Math.random() * 2 ** 31));
}
