import type { ParsedCredential } from '#core/credential';
import { VERDICTS, type Verdict, type VerificationResult } from '#core/verdict';
import { readCertificate } from './certificate.ts';
import { type Lookalikes, type Person, peopleIn } from './people.ts';

/** A file that was checked; a result is missing where this program had a fault. */
export interface TeamFile {
  /** Its place in the list, beginning with 1. */
  place: number;
  name: string;
  result: VerificationResult | null;
}

/** A file whose content is the issuer's word. */
export interface TeamCredential extends TeamFile {
  result: VerificationResult;
  credential: ParsedCredential;
  skills: string[];
}

/** What a person has shown of a skill: by a credential that counts today, or only by one that does not any more. */
export type SkillProof = 'current' | 'lapsed';

/** A person of a {@link Team}. */
export interface Member extends Person<TeamCredential> {
  skills: Map<string, SkillProof>;
}

/** What a pile of files says about people. */
export interface Team {
  /** Files by verdict; what could not be checked for a fault of this program counts as unchecked. */
  piles: Record<Verdict, TeamFile[]>;
  members: Member[];
  /** Skills that anyone has, those that most have first. */
  skills: string[];
  lookalikes: Lookalikes[];
}

/** Draws a team from files: who can do what, going by credentials that are verified or were once. */
export function teamOf(files: readonly TeamFile[]): Team {
  const piles = Object.fromEntries(VERDICTS.map((verdict) => [verdict, [] as TeamFile[]])) as Team['piles'];
  for (const file of files) piles[file.result?.verdict ?? 'unchecked'].push(file);
  const counting = [...piles.verified, ...piles['not-current']].flatMap(credentialIn);
  const { people, lookalikes } = peopleIn(counting);
  const members = people.map((person) => ({ ...person, skills: skillsOf(person.items) }));
  const holders = new Map<string, number>();
  for (const { skills } of members) {
    for (const skill of skills.keys()) holders.set(skill, (holders.get(skill) ?? 0) + 1);
  }
  const skills = [...holders].sort(([a, one], [b, other]) => other - one || a.localeCompare(b));
  return { piles, members, skills: skills.map(([skill]) => skill), lookalikes };
}

/** Skills that a credential names; where it names none, what it was given for. */
export function skillsIn(credential: ParsedCredential): string[] {
  const { alignments, title } = readCertificate(credential);
  const named = alignments.filter(({ kind }) => kind === 'skill').map(({ name }) => name);
  return [...new Set(named.length > 0 ? named : title === '' ? [] : [title])];
}

function credentialIn({ result, ...file }: TeamFile): TeamCredential[] {
  const credential = result?.credential ?? null;
  return result === null || credential === null
    ? []
    : [{ ...file, result, credential, skills: skillsIn(credential) }];
}

function skillsOf(credentials: readonly TeamCredential[]): Map<string, SkillProof> {
  const skills = new Map<string, SkillProof>();
  for (const { result, skills: own } of credentials) {
    for (const skill of own) {
      if (result.verdict === 'verified') skills.set(skill, 'current');
      else if (!skills.has(skill)) skills.set(skill, 'lapsed');
    }
  }
  return skills;
}
