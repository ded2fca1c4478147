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

/** Funded accounts of the chain, but for the one that deploys. */
const ISSUERS = 19;

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
    for (let account = 0; account < ISSUERS; account++) await registerIssuer(chain, account);
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

  async function issue(roster: HostileRoster, account: number): Promise<void> {
    const workspace = new Workspace(chain);
    try {
      const { exitCode, stderr } = await workspace.run(
        ...['credential', 'issue', ...filesOf(roster, workspace), '--account', String(account)],
        ...['--out', workspace.path('out'), '--yes'],
      );
      expect(exitCode, stderr).to.equal(0);
      const claims = workspace
        .list('out', 'credentials')
        .map((file) => claimsOf(JSON.parse(workspace.read('out', 'credentials', file))));
      expect(claims).to.have.deep.members(Object.values(roster.issued ?? {}));
      expect(stderr.match(/^Warning\. Row /gm)?.length ?? 0).to.equal(roster.warnings?.length ?? 0);
    } finally {
      workspace.remove();
    }
  }

  // Each good roster has an issuer of its own, whose nonces nobody else takes.
  const good = HOSTILE_ROSTERS.filter(({ issued }) => issued !== undefined).slice(0, ISSUERS);
  const bad = HOSTILE_ROSTERS.filter((roster) => roster.refused !== undefined && !isOfOneRule(roster));
  concurrently({
    ...Object.fromEntries(
      good.map((roster, at) => [`issues ${roster.name} as it must`, () => issue(roster, at)]),
    ),
    ...Object.fromEntries(
      // Starting a command takes longer than what it does with most of them.
      bad
        .filter((_, at) => at % 2 === 0)
        .map((roster) => [`refuses ${roster.name}, and leaves no trace of it`, () => refuse(roster)]),
    ),
  });
});
