import { plainText } from '#core/describe';
import { isObject, type JsonObject, type JsonValue } from '#core/json';
import { valueAt } from '#core/pointer';

/** One of the elements that every European micro-credential must have. */
export interface EuropeanElement {
  /** What the Council Recommendation calls it, in short. */
  name: string;
  /** JSON Pointer of where a template should put it. */
  place: string;
  /** What must stand there, to follow “needs”. */
  wanted: string;
  /** JSON Pointers of all that can decide whether it is there. */
  decidedBy(document: JsonObject): readonly string[];
  isIn(document: JsonObject): boolean;
}

/** The `targetType` of an alignment that says the level in the European Qualifications Framework. */
const LEVEL_TYPE = 'ext:eqfLevel';
/** Where the European Union publishes the levels, as linked data. */
const LEVEL_BASE = 'http://data.europa.eu/snb/eqf/';

const ACHIEVEMENT = '/credentialSubject/achievement';
const COUNTRY = '/issuer/address/addressCountryCode';
const WORKLOADS = [
  `${ACHIEVEMENT}/creditsAvailable`,
  '/credentialSubject/creditsEarned',
  `${ACHIEVEMENT}/notionalWorkloadHours`,
];

/**
 * The eleven mandatory elements of Annex I of the Council Recommendation 2022/C 243/02 on a European approach to
 * micro-credentials, in its order, and where Open Badges 3.0 and the extension have them.
 */
export const EUROPEAN_ELEMENTS: readonly EuropeanElement[] = [
  {
    name: 'identification of the learner',
    place: '/credentialSubject/identifier',
    wanted: 'an IdentityObject such as the name',
    decidedBy: () => ['/credentialSubject/identifier', '/credentialSubject/id'],
    isIn: (document) => isText(valueAt(document, '/credentialSubject/id')) || hasIdentity(document),
  },
  textElement('title', `${ACHIEVEMENT}/name`),
  {
    name: 'country of the issuer',
    place: COUNTRY,
    wanted: 'a country code of two capital letters (ISO 3166-1) such as GR',
    decidedBy: () => [COUNTRY],
    isIn: (document) => /^[A-Z]{2}$/.test(String(valueAt(document, COUNTRY))),
  },
  textElement('awarding body', '/issuer/name'),
  textElement('date of issuing', '/awardedDate', 'a date such as 2026-09-01'),
  textElement('learning outcomes', `${ACHIEVEMENT}/criteria/narrative`),
  {
    name: 'notional workload',
    place: `${ACHIEVEMENT}/creditsAvailable`,
    wanted: 'ECTS credits greater than 0 (or “creditsEarned”, or “notionalWorkloadHours”)',
    decidedBy: () => WORKLOADS,
    isIn: (document) => WORKLOADS.some((place) => isPositive(valueAt(document, place))),
  },
  {
    name: 'level',
    place: `${ACHIEVEMENT}/alignment`,
    wanted: `an alignment with "targetType": "${LEVEL_TYPE}", a "targetCode" from 1 to 8 and the same level in "targetUrl", such as ${LEVEL_BASE}5`,
    decidedBy: levelPlaces,
    isIn: (document) => alignmentsOf(document).some(isLevel),
  },
  textElement('type of assessment', `${ACHIEVEMENT}/assessmentType`),
  textElement('form of participation', `${ACHIEVEMENT}/participationForm`),
  textElement('type of quality assurance', `${ACHIEVEMENT}/qualityAssuranceType`),
];

function textElement(name: string, place: string, wanted = 'text'): EuropeanElement {
  return {
    name,
    place,
    wanted,
    decidedBy: () => [place],
    isIn: (document) => isText(valueAt(document, place)),
  };
}

function isText(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && plainText(value) !== '';
}

function isPositive(value: JsonValue | undefined): boolean {
  return typeof value === 'number' && value > 0;
}

function hasIdentity(document: JsonObject): boolean {
  const identities = valueAt(document, '/credentialSubject/identifier');
  return (
    Array.isArray(identities) &&
    identities.some((identity) => isObject(identity) && isText(identity.identityHash))
  );
}

function alignmentsOf(document: JsonObject): JsonValue[] {
  const alignments = valueAt(document, `${ACHIEVEMENT}/alignment`);
  return Array.isArray(alignments) ? alignments : [];
}

function levelPlaces(document: JsonObject): string[] {
  const at = alignmentsOf(document).findIndex(
    (alignment) => isObject(alignment) && alignment.targetType === LEVEL_TYPE,
  );
  return at < 0
    ? []
    : ['targetCode', 'targetUrl'].map((member) => `${ACHIEVEMENT}/alignment/${at}/${member}`);
}

/** Whether it says a level of the framework, and the same one to a person and to a machine. */
function isLevel(alignment: JsonValue): boolean {
  if (!isObject(alignment) || alignment.targetType !== LEVEL_TYPE) return false;
  const { targetCode, targetUrl } = alignment;
  if (!/^[1-8]$/.test(String(targetCode))) return false;
  const published = String(targetUrl);
  return !published.startsWith(LEVEL_BASE) || published === `${LEVEL_BASE}${targetCode}`;
}
