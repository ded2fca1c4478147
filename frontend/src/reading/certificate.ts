import { isRedacted, type ParsedCredential } from '#core/credential';
import { claimedIssuerNameOf, holderNameOf } from '#core/describe';
import { isObject, type JsonObject, type JsonValue } from '#core/json';
import { isWithin } from '#core/pointer';
import { type OutsideLink, outsideLink } from './outsideLink.ts';
import { legibleLine, legibleText, wordsOf } from './text.ts';

/** One result: what was measured, if the file says, and what came out. */
export interface ResultLine {
  name: string | null;
  value: string;
  /** Highest value that could be reached. */
  outOf: string | null;
  /** Lowest value that counts as passed. */
  required: string | null;
}

/** What a skill, occupation or level is aligned to. */
export interface AlignmentLine {
  kind: 'skill' | 'occupation' | 'level' | 'other';
  name: string;
  framework: string | null;
  code: string | null;
  link: OutsideLink | null;
}

/** The terms of a European micro-credential (Council Recommendation 2022/C 243/02, Annex I) that have no place in Open Badges. */
export const COURSE_TERMS = [
  'notionalWorkloadHours',
  'assessmentType',
  'participationForm',
  'assessmentSupervision',
  'qualityAssuranceType',
  'prerequisites',
  'stackability',
] as const;
export type CourseTerm = (typeof COURSE_TERMS)[number];

/** Where hidden claims stood, in words that messages have a phrase for. */
export type HiddenPlace = 'identity' | 'results' | 'record' | 'achievement' | 'evidence' | 'elsewhere';

/** A credential as it is read by people: stripped of anything that is not legible text. Nothing in it is proven by being here. */
export interface Certificate {
  title: string;
  achievementType: string | null;
  /** Whether it is a digital badge, which has a picture. */
  isBadge: boolean;
  holderName: string | null;
  issuerName: string | null;
  description: string | null;
  criteria: string | null;
  criteriaLink: OutsideLink | null;
  narrative: string | null;
  results: ResultLine[];
  creditsEarned: string | null;
  creditsAvailable: string | null;
  alignments: AlignmentLine[];
  terms: { term: CourseTerm; value: string }[];
  evidence: { name: string | null; description: string | null; link: OutsideLink | null }[];
  licenseNumber: string | null;
  /** What else names the holder openly, such as a student number, by its kind (Open Badges' `identityType`). */
  identifiers: { kind: string; value: string }[];
  /** Whether the holder is also named by a salted hash, such as that of an email address. */
  hasHashedIdentity: boolean;
  /** What names the achievement in registers, such as its CTID, by kind. */
  achievementIdentifiers: { kind: string; value: string }[];
  /** Whether it is typed as a European micro-credential, whose credits are ECTS. */
  isEuropean: boolean;
  fieldOfStudy: string | null;
  tags: string[];
  /** The body that awarded it, where that is not the issuer itself. */
  awardingBody: string | null;
  /** When it was studied for, in Unix seconds. */
  period: { from: number | null; to: number | null };
  country: string | null;
  /** Unix seconds. */
  awardedOn: number | null;
  /** Unix seconds. */
  validFrom: number | null;
  /** Unix seconds. */
  validUntil: number | null;
  /** How many claims are hidden in each place. */
  hidden: { place: HiddenPlace; count: number }[];
}

/** More lines than a certificate can hold; the rest is in the file. */
const MOST_LINES = 40;

/** Reads what a certificate shows out of a credential, guessing nothing: what is missing or of another type is null. */
export function readCertificate({ document, anchor }: ParsedCredential): Certificate {
  const subject = objectAt(document, 'credentialSubject');
  const achievement = objectAt(subject, 'achievement');
  const criteria = objectAt(achievement, 'criteria');
  return {
    title: lineAt(achievement, 'name') ?? lineAt(document, 'name') ?? '',
    achievementType: achievementTypeOf(lineAt(achievement, 'achievementType')),
    isBadge: achievement.achievementType === 'Badge',
    holderName: lineOf(holderNameOf(document)),
    issuerName: lineOf(claimedIssuerNameOf(document)),
    description: textAt(achievement, 'description') ?? textAt(document, 'description'),
    criteria: textAt(criteria, 'narrative'),
    criteriaLink: linkAt(criteria, 'id'),
    narrative: textAt(subject, 'narrative'),
    results: resultsOf(subject, achievement),
    creditsEarned: lineAt(subject, 'creditsEarned'),
    creditsAvailable: lineAt(achievement, 'creditsAvailable'),
    alignments: objectsAt(achievement, 'alignment').flatMap(alignmentOf),
    terms: COURSE_TERMS.flatMap((term) => {
      const value = lineAt(achievement, term);
      return value === null ? [] : [{ term, value }];
    }),
    evidence: objectsAt(document, 'evidence').map((evidence) => ({
      name: lineAt(evidence, 'name'),
      description: textAt(evidence, 'description') ?? textAt(evidence, 'narrative'),
      link: linkAt(evidence, 'id'),
    })),
    licenseNumber: lineAt(subject, 'licenseNumber'),
    identifiers: objectsAt(subject, 'identifier').flatMap(identifierOf),
    hasHashedIdentity: objectsAt(subject, 'identifier').some(({ hashed }) => hashed === true),
    achievementIdentifiers: achievementIdentifiersOf(achievement),
    isEuropean: stringsAt(achievement, 'type').includes('EuMicroCredential'),
    fieldOfStudy: lineAt(achievement, 'fieldOfStudy'),
    tags: stringsAt(achievement, 'tag'),
    awardingBody: lineAt(objectAt(subject, 'source'), 'name'),
    period: { from: timeAt(subject, 'activityStartDate'), to: timeAt(subject, 'activityEndDate') },
    country: lineAt(objectAt(objectAt(document, 'issuer'), 'address'), 'addressCountry'),
    awardedOn: timeAt(document, 'awardedDate'),
    validFrom: timeAt(document, 'validFrom'),
    validUntil: timeAt(document, 'validUntil'),
    hidden: isRedacted(anchor.disclosure) ? hiddenPlaces(anchor.disclosure.concealed) : [],
  };
}

/** Groups hidden claims by the part of the credential that they stood in, in the order in which they come. */
export function hiddenPlaces(concealed: readonly { in: string }[]): Certificate['hidden'] {
  const counts = new Map<HiddenPlace, number>();
  for (const claim of concealed) {
    const place = placeOf(claim.in);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return [...counts].map(([place, count]) => ({ place, count }));
}

function placeOf(container: string): HiddenPlace {
  if (isWithin(container, '/credentialSubject/identifier')) return 'identity';
  if (isWithin(container, '/credentialSubject/result')) return 'results';
  if (isWithin(container, '/credentialSubject/achievement')) return 'achievement';
  if (isWithin(container, '/credentialSubject')) return 'record';
  if (isWithin(container, '/evidence')) return 'evidence';
  return 'elsewhere';
}

function resultsOf(subject: JsonObject, achievement: JsonObject): ResultLine[] {
  const descriptions = new Map(
    objectsAt(achievement, 'resultDescription').map((description) => [description.id, description]),
  );
  return objectsAt(subject, 'result').flatMap((result) => {
    const description = descriptions.get(result.resultDescription ?? '') ?? {};
    const level = objectsAt(description, 'rubricCriterionLevel').find(
      ({ id }) => id === result.achievedLevel,
    );
    const status = lineAt(result, 'status');
    const value = lineAt(result, 'value') ?? (level && lineAt(level, 'name')) ?? (status && wordsOf(status));
    if (value === null) return [];
    const isNumber = Number.isFinite(Number(value));
    return [
      {
        name: lineAt(description, 'name'),
        value,
        outOf: isNumber ? lineAt(description, 'valueMax') : null,
        required: isNumber ? lineAt(description, 'requiredValue') : null,
      },
    ];
  });
}

/** An identity that is neither hashed nor the holder's name, which has a place of its own. */
function identifierOf(identity: JsonObject): Certificate['identifiers'] {
  const kind = lineAt(identity, 'identityType');
  const value = lineAt(identity, 'identityHash');
  if (identity.hashed !== false || kind === null || value === null || kind === 'name') return [];
  return [{ kind, value }];
}

function achievementIdentifiersOf(achievement: JsonObject): Certificate['achievementIdentifiers'] {
  const entries = objectsAt(achievement, 'otherIdentifier').map((entry) => ({
    kind: lineAt(entry, 'identifierType') ?? '',
    value: lineAt(entry, 'identifier'),
  }));
  return [{ kind: 'humanCode', value: lineAt(achievement, 'humanCode') }, ...entries].flatMap(
    ({ kind, value }) => (value === null ? [] : [{ kind, value }]),
  );
}

function alignmentOf(alignment: JsonObject): AlignmentLine[] {
  const name = lineAt(alignment, 'targetName');
  if (name === null) return [];
  return [
    {
      kind: alignmentKind(lineAt(alignment, 'targetType') ?? ''),
      name,
      framework: lineAt(alignment, 'targetFramework'),
      code: lineAt(alignment, 'targetCode'),
      link: linkAt(alignment, 'targetUrl'),
    },
  ];
}

function alignmentKind(targetType: string): AlignmentLine['kind'] {
  if (/skill|competenc/i.test(targetType)) return 'skill';
  if (/occupation/i.test(targetType)) return 'occupation';
  if (/level/i.test(targetType)) return 'level';
  return 'other';
}

/** Spells out `MicroCredential` and `ext:Nanodegree` as “Micro-credential” and “Nanodegree”. */
function achievementTypeOf(type: string | null): string | null {
  if (type === null) return null;
  const bare = type.replace(/^ext:/, '');
  return bare === 'MicroCredential' ? 'Micro-credential' : wordsOf(bare);
}

function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  return isObject(value) ? value : {};
}

/** A list of objects, or the one object that stands for a list of one. */
function objectsAt(parent: JsonObject, key: string): JsonObject[] {
  const value = parent[key];
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.filter(isObject).slice(0, MOST_LINES);
}

function stringsAt(parent: JsonObject, key: string): string[] {
  const value = parent[key];
  const list = Array.isArray(value) ? value.slice(0, MOST_LINES) : [];
  return list.map((item) => legibleLine(stringOf(item))).filter((line) => line !== '');
}

function textAt(parent: JsonObject, key: string): string | null {
  const text = legibleText(stringOf(parent[key]));
  return text === '' ? null : text;
}

function lineAt(parent: JsonObject, key: string): string | null {
  return lineOf(stringOf(parent[key]));
}

function lineOf(text: string | null): string | null {
  const line = legibleLine(text ?? '');
  return line === '' ? null : line;
}

function linkAt(parent: JsonObject, key: string): OutsideLink | null {
  return outsideLink(stringOf(parent[key]));
}

function stringOf(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function timeAt(parent: JsonObject, key: string): number | null {
  const time = Date.parse(stringOf(parent[key]));
  return Number.isNaN(time) ? null : Math.floor(time / 1000);
}
