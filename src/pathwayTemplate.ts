import type { JsonObject } from '#core/json';
import type { PathwayReport, RequirementReport } from '#core/pathwayCheck';
import { isAlternatives, type Pathway } from '#core/pathwayFile';
import { COMPONENT_GENRE, toComponentReference } from '#core/pathwayReference';
import type { Template } from '#core/template';
import { withEvidence } from '#core/templateEvidence';

/** The columns that name a row's components, in pairs: what the component is called, and its reference. */
function columnsOf(pathway: Pathway): { title: string; reference: string }[] {
  const count = pathway.requirements.reduce((sum, step) => sum + (isAlternatives(step) ? step.count : 1), 0);
  return Array.from({ length: count }, (_, at) => ({
    title: `pathway component ${at + 1} title`,
    reference: `pathway component ${at + 1}`,
  }));
}

/** Names of the columns that {@link withComponents} adds to a template. */
export function componentColumns(pathway: Pathway): string[] {
  return columnsOf(pathway).flatMap(({ title, reference }) => [title, reference]);
}

/**
 * Adds to a template one `Evidence` (Open Badges 3.0) for each component, to be filled from {@link componentColumns}.
 *
 * @param template the same document, read.
 * @throws RootmarkError `TemplateRedactable` when a holder could hide evidence: a component that was revoked could go
 * unseen.
 */
export function withComponents(document: JsonObject, template: Template, pathway: Pathway): JsonObject {
  const named = columnsOf(pathway).map(({ title, reference }) => ({
    id: `{{${reference}}}`,
    type: ['Evidence'],
    name: `{{${title}}}`,
    genre: COMPONENT_GENRE,
  }));
  return withEvidence(document, template, named, 'what the credential is built on');
}

/** The cells of {@link componentColumns} for a holder whose components make up the pathway. */
export function componentCells({ steps }: PathwayReport): string[] {
  return steps
    .flatMap((step) => ('anyOf' in step ? step.anyOf.filter(({ status }) => status === 'met') : [step]))
    .flatMap((report) => [report.title, referenceOf(report)]);
}

function referenceOf({ component }: RequirementReport): string {
  if (component === null) throw new Error('a requirement is met by no component');
  const { credential, leaf } = component;
  return toComponentReference({ registry: credential.registry, leaf });
}
