import canonicalize from 'canonicalize';
import { RootmarkError } from '#core/errors';
import { EUROPEAN_ELEMENTS, type EuropeanElement } from '#core/europeanElements';
import type { FilledDraft } from '#core/fillTemplate';
import { isObject, type JsonObject } from '#core/json';
import { isWithin, valueAt } from '#core/pointer';
import { type RosterProblem, rosterProblem } from '#core/rosterProblem';
import type { Template, TemplateColumn } from '#core/template';
import { typesOf } from '#core/vocabulary';

/** The second type of the achievement of a European micro-credential: it has members that Open Badges has not. */
export const EUROPEAN_TYPE = 'EuMicroCredential';

const TERMS = 'urn:rootmark:eu-microcredential:v1#';

/**
 * What the members of {@link EUROPEAN_TYPE} mean: a JSON-LD context that stands in the credential itself, so that nothing
 * has to be fetched. It never changes; another set of terms gets another version in its name.
 */
export const EUROPEAN_CONTEXT = {
  '@protected': true,
  id: '@id',
  type: '@type',
  [EUROPEAN_TYPE]: {
    '@id': `${TERMS}${EUROPEAN_TYPE}`,
    '@context': {
      '@protected': true,
      id: '@id',
      type: '@type',
      notionalWorkloadHours: {
        '@id': `${TERMS}notionalWorkloadHours`,
        '@type': 'http://www.w3.org/2001/XMLSchema#decimal',
      },
      assessmentType: `${TERMS}assessmentType`,
      participationForm: `${TERMS}participationForm`,
      qualityAssuranceType: `${TERMS}qualityAssuranceType`,
      prerequisites: `${TERMS}prerequisites`,
      assessmentSupervision: `${TERMS}assessmentSupervision`,
      stackability: `${TERMS}stackability`,
    },
  },
} as const satisfies JsonObject;

/**
 * Checks that a template gives European micro-credentials: it has a place for each of the eleven mandatory elements of
 * the Council Recommendation 2022/C 243/02, and says what the extension's members mean.
 *
 * @returns what checks one row's draft: the problems of elements that the row leaves blank or gets wrong.
 * @throws RootmarkError `TemplateProfile` naming everything that is missing, and where it belongs.
 */
export function europeanProfile(template: Template): (draft: FilledDraft) => RosterProblem[] {
  const [document] = template.examples;
  const missing = [
    // Example values stand for what a row will have, so a place that a column fills is judged by the rows.
    ...EUROPEAN_ELEMENTS.filter(
      (element) => !element.isIn(document) && columnOf(element, template) === undefined,
    ).map((element) => `the ${element.name} (“${element.place}” needs ${element.wanted})`),
    ...extensionFaults(document),
  ];
  if (missing.length > 0) {
    throw new RootmarkError(
      'input',
      'TemplateProfile',
      `The template is not that of a European micro-credential. It lacks ${missing.join('; ')}.`,
      'Add what is missing, as samples/certificate/template.json has it; docs/templates-and-rosters.md has a list.',
    );
  }
  return ({ document: filled, row }) =>
    EUROPEAN_ELEMENTS.flatMap((element, index) =>
      element.isIn(filled) ? [] : [missingElement(element, index + 1, row, template)],
    );
}

function extensionFaults(document: JsonObject): string[] {
  const achievement = valueAt(document, '/credentialSubject/achievement');
  const isTyped = isObject(achievement) && typesOf(achievement).includes(EUROPEAN_TYPE);
  const contexts = Array.isArray(document['@context']) ? document['@context'] : [];
  const isDefined = contexts.some((context) => canonicalize(context) === canonicalize(EUROPEAN_CONTEXT));
  return [
    ...(isTyped
      ? []
      : [`the type “${EUROPEAN_TYPE}” (“/credentialSubject/achievement/type” needs it as its second)`]),
    ...(isDefined
      ? []
      : [
          'the meaning of its terms (“/@context” needs the context of the sample, word for word, as its third)',
        ]),
  ];
}

/** The column that fills an element, or a part of it. */
function columnOf(element: EuropeanElement, { columns, examples }: Template): TemplateColumn | undefined {
  const [document] = examples;
  const fills = (place: string) =>
    columns.find(({ places }) => places.some(({ pointer }) => isWithin(pointer, place)));
  return element
    .decidedBy(document)
    .map(fills)
    .find((column) => column !== undefined);
}

function missingElement(
  element: EuropeanElement,
  number: number,
  row: number,
  template: Template,
): RosterProblem {
  const { name, place, wanted } = element;
  return rosterProblem({
    code: 'MissingElement',
    row,
    column: columnOf(element, template)?.name ?? null,
    wanted,
    what: `the ${name} is missing, element ${number} of the 11 of a European micro-credential; “${place}” needs ${wanted}`,
  });
}
