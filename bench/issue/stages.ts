import { hexToBytes } from 'viem';
import { seedOf, shuffledIndexes } from '#core/batch';
import { buildPayload } from '#core/disclosure';
import { type FilledDraft, fillTemplate } from '#core/fillTemplate';
import { domainSeparatorOf, leavesOf, payloadHashOf } from '#core/leaf';
import { treeOver } from '#core/merkleTree';
import { type RosterRow, readRoster } from '#core/roster';
import { nodeHashing } from '../../scripts/support/nodeHashing.ts';
import { HASH_BYTES } from '../../scripts/support/packedDrafts.ts';
import type { Measurement } from '../support/measurement.ts';
import { openRoster, SETUP } from './batch.ts';

/** Rows that go through a stage before the clock is read. */
const ROWS_AT_ONCE = 500;

/** Each stage by itself, all in one thread, a few rows at a time so that memory is no part of what is measured. */
export async function measureStages(path: string, size: number): Promise<Measurement> {
  const clock = new StageClock();
  const { secret, template, issuer, registry } = SETUP;
  const context = { ...SETUP, hashing: nodeHashing };
  const hashes = new Uint8Array(size * HASH_BYTES);
  let row = 0;
  for await (const rows of inGroups(readRoster(openRoster(path)))) {
    clock.end('read');
    const drafts = rows.map((entry) => draftOf(fillTemplate(template, entry, context)));
    clock.end('build');
    for (const { document, redactable } of drafts) {
      const seed = seedOf(secret, document.id, nodeHashing);
      const payload = buildPayload(document, { seed, redactable }, nodeHashing);
      hashes.set(hexToBytes(payloadHashOf(payload, nodeHashing)), row++ * HASH_BYTES);
    }
    clock.end('hash');
  }
  const leafOf = leavesOf(domainSeparatorOf(registry), issuer, nodeHashing);
  const leaves = new Uint8Array(size * HASH_BYTES);
  for (const [position, index] of shuffledIndexes(secret, size).entries()) {
    const hash = hashes.subarray(position * HASH_BYTES, (position + 1) * HASH_BYTES);
    leaves.set(leafOf(index, hash), index * HASH_BYTES);
  }
  clock.end('hash');
  const { root } = treeOver(leaves, nodeHashing);
  clock.end('tree');
  return { root, seconds: clock.total, stages: clock.seconds };
}

async function* inGroups(entries: AsyncIterable<{ kind: string }>): AsyncGenerator<RosterRow[]> {
  let rows: RosterRow[] = [];
  for await (const entry of entries) {
    if (entry.kind !== 'row') continue;
    rows.push(entry as RosterRow);
    if (rows.length < ROWS_AT_ONCE) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

function draftOf(result: ReturnType<typeof fillTemplate>): FilledDraft {
  if ('draft' in result) return result.draft;
  throw new Error(result.problems.map(({ message }) => message).join(' '));
}

/** Adds up how long each stage takes, all of them following one another. */
class StageClock {
  readonly seconds: Record<string, number> = {};
  private at = performance.now();

  end(stage: string): void {
    const now = performance.now();
    this.seconds[stage] = (this.seconds[stage] ?? 0) + (now - this.at) / 1000;
    this.at = now;
  }

  get total(): number {
    return Object.values(this.seconds).reduce((sum, seconds) => sum + seconds, 0);
  }
}
