import { expect } from 'chai';
import { prepareDrafts } from '#core/drafts';
import type { RosterProblem } from '#core/rosterProblem';
import { claimsOf, HOSTILE_ROSTERS, type HostileRoster, hostileTemplate } from '../support/hostileRosters.ts';
import { inPieces } from '../support/rosters.ts';
import { CONTEXT } from '../support/templates.ts';

/** Milliseconds that no file of the corpus may take. */
const LONGEST = 20_000;

function placesOf(problems: readonly RosterProblem[], severity: RosterProblem['severity']) {
  return problems
    .filter((problem) => problem.severity === severity)
    .map(({ code, row, column }) => [code, row, column]);
}

async function outcomeOf(roster: Uint8Array | AsyncIterable<Uint8Array>) {
  const { drafts, problems } = await prepareDrafts({ template: hostileTemplate(), roster, ...CONTEXT });
  return {
    issued: Object.fromEntries(drafts.map(({ row, document }) => [row, claimsOf(document)])),
    refused: placesOf(problems, 'error'),
    warnings: placesOf(problems, 'warning'),
    problems,
  };
}

function expectOutcome(
  { issued = {}, refused = [], warnings }: HostileRoster,
  outcome: Awaited<ReturnType<typeof outcomeOf>>,
): void {
  expect(outcome.refused).to.deep.equal(refused);
  expect(outcome.issued).to.deep.equal(issued);
  if (refused.length === 0) expect(outcome.warnings).to.deep.equal(warnings ?? []);
}

describe('a hostile roster', () => {
  it('is one of at least sixty, each different', () => {
    const names = new Set(HOSTILE_ROSTERS.map(({ name }) => name));

    expect(names.size).to.equal(HOSTILE_ROSTERS.length);
    expect(names.size >= 60).to.equal(true);
    for (const { name, issued, refused } of HOSTILE_ROSTERS)
      expect((issued === undefined) !== (refused === undefined), name).to.equal(true);
  });

  for (const roster of HOSTILE_ROSTERS) {
    it(`${roster.name} is ${roster.issued === undefined ? 'refused' : 'issued'} as it must be`, async function () {
      this.timeout(LONGEST);
      const outcome = await outcomeOf(roster.bytes());

      expectOutcome(roster, outcome);
      for (const { message } of outcome.problems) {
        expect(message).to.match(/^Row \d+(, column “[^”]*”)?: .+\.$/u);
        expect(message).not.to.match(/\p{Cc}|\p{Cf}|\p{Cs}/u);
        expect(message.length).to.be.below(1000);
      }
    });
  }

  it('means the same however its bytes arrive', async function () {
    this.timeout(LONGEST);
    for (const roster of HOSTILE_ROSTERS) {
      const whole = roster.bytes();
      if (whole.length > 10_000) continue;
      for (const size of [1, 2, 7]) expectOutcome(roster, await outcomeOf(inPieces(whole, size)));
    }
  });
});
