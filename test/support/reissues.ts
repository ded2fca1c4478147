import type { Hex } from 'viem';
import { AMINA, BEN, CHLOE, issue, type RosterRow, rosterOptions } from './commandFiles.ts';
import type { Workspace } from './commands.ts';
import type { Desk } from './interruptions.ts';

/** The row as it should have been. */
export const CORRECTED: RosterRow = { ...AMINA, mark: '91' };
export const REASON = 'the mark was wrong';

/** What `reissue --json` prints. */
export interface Reissued {
  batch: { root: Hex; size: number };
  replaced: { id: string; root: Hex; index: number; transactions: Hex[] };
}

/** Issues a batch with the credential that is to be replaced. */
export async function issueFirst({ workspace, account }: Desk): Promise<void> {
  await issue(workspace, 'out', [AMINA, BEN, CHLOE], '--account', String(account));
}

/** What `reissue` is called with: the row as corrected, and the file of the credential that it replaces. */
export function reissueWords(
  { workspace, account }: Desk,
  rows: RosterRow[] = [CORRECTED],
  out = 'corrected',
): string[] {
  return [
    ...['credential', 'reissue', ...rosterOptions(workspace, rows)],
    ...['--credential', credentialFile(workspace), '--reason', REASON],
    ...['--out', workspace.path(out), '--yes', '--account', String(account)],
  ];
}

/** The file of the credential that is replaced, or replaces. */
export function credentialFile(workspace: Workspace, folder = 'out'): string {
  return workspace.path(folder, 'credentials', 'Amina-Okonkwo.json');
}
