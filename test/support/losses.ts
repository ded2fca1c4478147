import type { Hex } from 'viem';
import type { RosterRow } from './commandFiles.ts';
import type { Workspace } from './commands.ts';

/** What went wrong, over some batches; in credentials, but for what is anchored twice. */
export interface Losses {
  batches: number;
  lost: number;
  doubled: number;
  mixedUp: number;
}

/** A batch that was to be issued: its holders are in no other. */
export interface OrderedBatch {
  rows: readonly RosterRow[];
  /** Its folder in the workspace. */
  out: string;
}

/**
 * Counts what the chain, the ledger and the folders hold beside what they should.
 *
 * @param batches in the order in which the ledger has them.
 * @param anchored the roots of everything that was anchored for them.
 */
export function lossesOf(
  workspace: Workspace,
  batches: readonly OrderedBatch[],
  anchored: readonly Hex[],
): Losses {
  const stored = workspace.ledger<{ root: Hex }>('SELECT root FROM batches ORDER BY id');
  const losses: Losses = { batches: batches.length, lost: 0, doubled: 0, mixedUp: 0 };
  losses.doubled += anchored.length - new Set(anchored).size;
  for (const root of anchored) if (!stored.some((batch) => batch.root === root)) losses.doubled++;
  for (const [at, { rows, out }] of batches.entries()) {
    if (!anchored.includes(stored[at]?.root ?? '0x')) losses.lost += rows.length;
    const files = workspace.list(out, 'credentials');
    losses.doubled += Math.max(0, files.length - rows.length);
    for (const row of rows) {
      const file = `${row.name.replaceAll(' ', '-')}.json`;
      if (!files.includes(file)) losses.lost++;
      else if (!isOf(workspace, workspace.read(out, 'credentials', file), row)) losses.mixedUp++;
    }
  }
  return losses;
}

/** Whether a file is the one of this holder, by its own words and by the ledger's. */
function isOf(workspace: Workspace, file: string, { name, email }: RosterRow): boolean {
  const [row] = workspace.ledger<{ key: string; total: number }>(
    'SELECT holder_key AS key, count(*) AS total FROM credentials WHERE credential_id = ?',
    JSON.parse(file).id,
  );
  return file.includes(`"${name}"`) && row?.key === email && row.total === 1;
}

/** The sum of several losses. */
export function sumOf(losses: readonly Losses[]): Losses {
  const sum = (pick: (of: Losses) => number) => losses.reduce((total, one) => total + pick(one), 0);
  return {
    batches: sum(({ batches }) => batches),
    lost: sum(({ lost }) => lost),
    doubled: sum(({ doubled }) => doubled),
    mixedUp: sum(({ mixedUp }) => mixedUp),
  };
}
