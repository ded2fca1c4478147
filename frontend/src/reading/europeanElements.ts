import type { Certificate } from './certificate.ts';
import type { OutsideLink } from './outsideLink.ts';

/**
 * The elements of Annex I of the Council Recommendation 2022/C 243/02, in its order: the eleven that are mandatory, then those
 * that are optional.
 */
export const MANDATORY_ELEMENTS = [
  'learner',
  'title',
  'country',
  'awardingBody',
  'issuedOn',
  'outcomes',
  'workload',
  'level',
  'assessment',
  'participation',
  'quality',
] as const;
export const OPTIONAL_ELEMENTS = [
  'prerequisites',
  'supervision',
  'grade',
  'stackability',
  'further',
] as const;
export type EuropeanElementName = (typeof MANDATORY_ELEMENTS)[number] | (typeof OPTIONAL_ELEMENTS)[number];

/** What one element says. */
export type EuropeanElementValue =
  | { kind: 'line' | 'text'; text: string }
  | { kind: 'link'; link: OutsideLink }
  | { kind: 'day'; unixSeconds: number }
  | { kind: 'workload'; credits: string | null; hours: string | null }
  /** The learner is named by salted hashes only. */
  | { kind: 'hashed' };

/** Reads the elements out of a certificate; what the file does not give, or its holder hides, is null. */
export function readEuropeanElements(
  certificate: Certificate,
): Record<EuropeanElementName, EuropeanElementValue | null> {
  const term = (name: Certificate['terms'][number]['term']) =>
    line(certificate.terms.find((candidate) => candidate.term === name)?.value ?? null);
  const { awardedOn, criteria, criteriaLink } = certificate;
  return {
    learner: learnerOf(certificate),
    title: line(certificate.title === '' ? null : certificate.title),
    country: line(certificate.country),
    awardingBody: line(joined([certificate.issuerName, certificate.awardingBody])),
    issuedOn: awardedOn === null ? null : { kind: 'day', unixSeconds: awardedOn },
    outcomes: criteria === null ? null : { kind: 'text', text: criteria },
    workload: workloadOf(certificate),
    level: line(joined(certificate.alignments.flatMap(({ kind, name }) => (kind === 'level' ? [name] : [])))),
    assessment: term('assessmentType'),
    participation: term('participationForm'),
    quality: term('qualityAssuranceType'),
    prerequisites: term('prerequisites'),
    supervision: term('assessmentSupervision'),
    grade: line(
      joined(certificate.results.map(({ name, value }) => (name === null ? value : `${name}: ${value}`))),
    ),
    stackability: term('stackability'),
    further: criteriaLink === null ? null : { kind: 'link', link: criteriaLink },
  };
}

/** How many of the mandatory elements are there. */
export function countMandatory(certificate: Certificate): number {
  const elements = readEuropeanElements(certificate);
  return MANDATORY_ELEMENTS.filter((name) => elements[name] !== null).length;
}

function learnerOf({ holderName, identifiers, hasHashedIdentity }: Certificate): EuropeanElementValue | null {
  const open = line(joined([holderName, ...identifiers.map(({ value }) => value)]));
  return open ?? (hasHashedIdentity ? { kind: 'hashed' } : null);
}

function workloadOf({ creditsAvailable, creditsEarned, terms }: Certificate): EuropeanElementValue | null {
  const credits = creditsAvailable ?? creditsEarned;
  const hours = terms.find(({ term }) => term === 'notionalWorkloadHours')?.value ?? null;
  return credits === null && hours === null ? null : { kind: 'workload', credits, hours };
}

function line(text: string | null): EuropeanElementValue | null {
  return text === null ? null : { kind: 'line', text };
}

/** Different ones, one after the other; null for none. */
function joined(texts: readonly (string | null)[]): string | null {
  const given = [...new Set(texts.filter((text) => text !== null))];
  return given.length === 0 ? null : given.join(' · ');
}
