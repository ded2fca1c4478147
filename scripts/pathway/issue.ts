import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { type JsonObject, parseJson } from '#core/json';
import type { Pathway } from '#core/pathwayFile';
import { componentColumns, withComponents } from '#core/pathwayTemplate';
import { type IssueOptions, issueRoster } from '../credential/issue.ts';
import { actionOf } from '../support/command.ts';
import { EXIT } from '../support/exitCodes.ts';
import { readRosterInput, reportProblems } from '../support/rosterInput.ts';
import { verificationContext } from '../support/verificationContext.ts';
import { type Holders, readHolders } from './holders.ts';
import { readPathway } from './inputs.ts';

interface Arguments extends IssueOptions {
  pathway: string | undefined;
}

export default actionOf<Arguments>(async ({ pathway: path, ...options }, context) => {
  const { hre, output } = context;
  const pathway = readPathway(path);
  const { rosterPath, template } = readRosterInput(options);
  const bytes = readFileSync(String(options.template));
  const completed = withComponents(parseJson(bytes) as JsonObject, template, pathway);
  const holders = await readHolders({ rosterPath, pathway, template }, await verificationContext(hre));
  const { problems, count } = holders;
  // Warnings alone are told when the roster is issued.
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    reportProblems({ problems, rows: count }, output);
    output.result({ rows: count, problems });
    return errors.every(({ code }) => code === 'PathwayUnknown') ? EXIT.couldNotCheck : EXIT.input;
  }
  return await withFiles(completed, holders, pathway, async (files) => {
    const issued = await issueRoster({ ...options, ...files }, context);
    output.result(issued);
    return 'problems' in issued ? EXIT.input : EXIT.ok;
  });
});

/**
 * Hands over a template and a roster in which the components are named, as files like any other. They hold people's
 * names, so they are for their owner alone and gone when the batch is in the ledger.
 */
async function withFiles<Result>(
  template: JsonObject,
  holders: Holders,
  pathway: Pathway,
  use: (files: { roster: string; template: string }) => Promise<Result>,
): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), 'rootmark-pathway-'));
  try {
    const files = { roster: join(directory, 'roster.csv'), template: join(directory, 'template.json') };
    writeFileSync(files.template, JSON.stringify(template), { mode: 0o600 });
    writeFileSync(files.roster, rosterOf(holders, pathway), { mode: 0o600 });
    return await use(files);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The roster with the components' references in place of their files; every row keeps its number. */
function rosterOf({ columns, rows }: Holders, pathway: Pathway): string {
  const lines = [stringify([[...columns, ...componentColumns(pathway)]])];
  let next = 2;
  for (const { row, cells, components } of rows) {
    for (; next < row; next++) lines.push('\n');
    lines.push(stringify([[...cells, ...components]]));
    next++;
  }
  return lines.join('');
}
