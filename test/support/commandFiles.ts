import { expect } from 'chai';
import { stringify } from 'csv-stringify/sync';
import type { JsonObject } from '#core/json';
import type { Workspace } from './commands.ts';
import { EMAIL, NAME, templateJson } from './templates.ts';

/** One row of the roster that the tests of the commands issue. */
export interface RosterRow {
  name: string;
  email: string;
  mark?: string;
  valid_until?: string;
}

/** The claims that the holder of one of its credentials may hide. */
export const REDACTABLE = [
  '/credentialSubject/identifier/0',
  '/credentialSubject/identifier/1',
  '/credentialSubject/result',
];

/** A template with a name, an email address, a mark and an optional end. */
export function teaTemplate(members: JsonObject = {}): string {
  return JSON.stringify(
    templateJson(
      { redactable: REDACTABLE, validUntil: '{{valid_until?}}', ...members },
      { identifier: [NAME, EMAIL], result: [{ type: ['Result'], value: '{{mark?}}' }] },
    ),
  );
}

/** A roster in CSV. */
export function rosterCsv(rows: readonly RosterRow[]): string {
  return stringify([...rows], { header: true, columns: ['name', 'email', 'mark', 'valid_until'] });
}

/** A roster of so many holders, `Holder 1` and on. */
export function rosterOf(count: number): RosterRow[] {
  return Array.from({ length: count }, (_, at) => ({
    name: `Holder ${at + 1}`,
    email: `holder${at + 1}@example.org`,
    mark: '87',
  }));
}

export const AMINA: RosterRow = { name: 'Amina Okonkwo', email: 'amina@example.org', mark: '87' };
export const BEN: RosterRow = { name: 'Ben Ito', email: 'ben@example.org', mark: '64' };
export const CHLOE: RosterRow = { name: 'Chloé Durand', email: 'chloe@example.org', mark: '93' };

/** Writes roster and template, and returns the options that name them. */
export function rosterOptions(
  workspace: Workspace,
  rows: readonly RosterRow[] | string = [AMINA, BEN, CHLOE],
  template: string = teaTemplate(),
): string[] {
  const roster = workspace.write('roster.csv', typeof rows === 'string' ? rows : rosterCsv(rows));
  return ['--roster', roster, '--template', workspace.write('template.json', template)];
}

/** What `credential issue --json` prints. */
export interface Issued {
  batch: { root: `0x${string}`; size: number; transactionHash: string; blockNumber: number; gasUsed: number };
  out: string;
  credentials: number;
}

/** Issues a roster into a folder of the workspace. */
export async function issue(
  workspace: Workspace,
  folder: string,
  rows: readonly RosterRow[] | string,
  ...options: string[]
): Promise<Issued> {
  const files = rosterOptions(workspace, rows);
  const { exitCode, stderr, document } = await workspace.json<Issued>(
    ...['credential', 'issue', ...files, '--out', workspace.path(folder), '--yes', ...options],
  );
  expect(exitCode, stderr).to.equal(0);
  return document;
}
