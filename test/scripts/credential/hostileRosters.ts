import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { RosterProblem } from '#core/rosterProblem';
import { type CommandChain, registerIssuer, startCommandChain } from '../../support/commandChain.ts';
import { Workspace } from '../../support/commands.ts';
import { concurrently } from '../../support/concurrently.ts';
import {
  claimsOf,
  HOSTILE_ROSTERS,
  HOSTILE_TEMPLATE,
  type HostileRoster,
} from '../../support/hostileRosters.ts';
import { templateJson } from '../../support/templates.ts';

/** Of the dates and numbers, which are one rule each, the core's tests have seen every one. */
const isOfOneRule = ({ name, issued }: HostileRoster) =>
  issued === undefined && /^(date|time|number)-/.test(name);

const TEMPLATE = JSON.stringify(templateJson(HOSTILE_TEMPLATE.members, HOSTILE_TEMPLATE.subject));

/** The file that a test of one roster runs on, with the options that name it. */
function filesOf({ name, bytes }: HostileRoster, workspace: Workspace): string[] {
  const roster = workspace.write(`${name}.csv`, bytes());
  return ['--roster', roster, '--template', workspace.write(`${name}.json`, TEMPLATE)];
}

describe('credential issue, of a hostile roster', () => {
  let chain: CommandChain;
  before(async function () {
    this.timeout(120_000);
    chain = await startCommandChain();
    await registerIssuer(chain, 0);
  });
  after(() => chain.close());

  async function refuse(roster: HostileRoster): Promise<void> {
    const workspace = new Workspace(chain);
    try {
      const { exitCode, document } = await workspace.json<{ problems: RosterProblem[] }>(
        ...['credential', 'issue', ...filesOf(roster, workspace)],
        ...['--out', workspace.path('out'), '--yes'],
      );
      const errors = document.problems.filter(({ severity }) => severity === 'error');
      expect(errors.map(({ code, row, column }) => [code, row, column])).to.deep.equal(roster.refused);
      expect(exitCode).to.equal(3);
      expect(workspace.list('out')).to.deep.equal([]);
      expect(workspace.ledger('SELECT id FROM batches')).to.deep.equal([]);
    } finally {
      workspace.remove();
    }
  }

  async function issue(rosters: readonly HostileRoster[]): Promise<void> {
    const workspace = new Workspace(chain);
    try {
      for (const roster of rosters) {
        const { exitCode, stderr } = await workspace.run(
          ...['credential', 'issue', ...filesOf(roster, workspace)],
          ...['--out', workspace.path(roster.name), '--yes'],
        );
        expect(exitCode, `${roster.name}: ${stderr}`).to.equal(0);
        const claims = workspace
          .list(roster.name, 'credentials')
          .map((file) =>
            claimsOf(JSON.parse(readFileSync(workspace.path(roster.name, 'credentials', file), 'utf8'))),
          );
        expect(claims, roster.name).to.have.deep.members(Object.values(roster.issued ?? {}));
        expect(stderr.match(/^Warning\. Row /gm)?.length ?? 0, roster.name).to.equal(
          roster.warnings?.length ?? 0,
        );
      }
    } finally {
      workspace.remove();
    }
  }

  const chosen = HOSTILE_ROSTERS.filter((roster) => !isOfOneRule(roster));
  const good = chosen.filter(({ issued }) => issued !== undefined);
  const tests = chosen
    .filter(({ refused }) => refused !== undefined)
    .map((roster) => [`refuses ${roster.name}, and leaves no trace of it`, () => refuse(roster)] as const);
  concurrently({
    ...Object.fromEntries(tests),
    // One after the other: the batches of one issuer take their nonces in turn.
    'issues every other with exactly the claims that stand in its cells': () => issue(good),
  });
});
