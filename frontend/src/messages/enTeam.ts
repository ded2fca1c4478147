import type { Lookalikes } from '../reading/people.ts';
import type { SkillProof } from '../reading/team.ts';

const integer = new Intl.NumberFormat('en-GB');

function files(number: number): string {
  return `${integer.format(number)} ${number === 1 ? 'file' : 'files'}`;
}

/** The words of the page about a team. */
export const enTeam = {
  heading: 'A team and its skills',
  lead: 'Drop everybody’s credentials, and see who has shown what. All of it happens in this browser.',
  progress: (done: number, total: number) => `${integer.format(done)} of ${files(total)} checked…`,
  done: (total: number) => `${files(total)} checked.`,
  piles: 'By verdict',
  pileSize: files,
  pileEmpty: 'None.',
  more: (number: number) => `and ${integer.format(number)} more, in the table that you can save`,
  table: 'Who has shown what',
  tableMore:
    'Only what an issuer confirmed is counted. Check that the names match the people in front of you.',
  tableEmpty: 'None of these files is confirmed by its issuer, so there is nothing to show here.',
  person: 'Person',
  nameless: 'Name hidden',
  proof: {
    current: 'Shown',
    lapsed: 'Not current',
  } satisfies Record<SkillProof, string>,
  proofNone: 'Not shown',
  moreSkills: (number: number) => `${integer.format(number)} more skills are in the table that you can save.`,
  morePeople: (number: number) => `${integer.format(number)} more people are in the table that you can save.`,
  alike: 'Look twice',
  tied: (names: readonly string[], tie: string) =>
    `${names.join(' and ')} are one person: the credentials have the same ${tie}.`,
  ties: {
    emailAddress: 'email address',
    sisSourcedId: 'student number',
    nationalIdentityNumber: 'national id number',
    id: 'identifier',
  } as Partial<Record<string, string>>,
  tieOther: 'number or identifier',
  lookalikes: {
    namesakes: (names: readonly string[]) =>
      `${names.join(' and ')}: several people of this name, told apart by what else their credentials show.`,
    perhaps: (names: readonly string[]) =>
      `${names.join(' and ')} may be one person: only the spelling differs. Ask them.`,
  } satisfies Record<Lookalikes['kind'], (names: readonly string[]) => string>,
  save: 'Save as a table (CSV)',
  clear: 'Start over',
};
