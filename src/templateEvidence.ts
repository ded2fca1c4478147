import { isObject, type JsonObject, valuesOf } from '#core/json';
import { isWithin } from '#core/pointer';
import type { Template } from '#core/template';
import { templateError } from '#core/templateError';

/**
 * Adds `Evidence` (Open Badges 3.0) to a template that names other credentials.
 *
 * @param template the same document, read.
 * @param named what a reader learns from it, for the fault.
 * @throws RootmarkError `TemplateRedactable` when a holder could hide evidence, and with it what is added.
 */
export function withEvidence(
  document: JsonObject,
  template: Template,
  added: readonly JsonObject[],
  named: string,
): JsonObject {
  const hideable = template.redactable.find((pointer) => isWithin(pointer, '/evidence'));
  if (hideable !== undefined) {
    throw templateError(
      'TemplateRedactable',
      hideable,
      `could be hidden, and with it ${named}`,
      'Take it out of “redactable”.',
    );
  }
  return { ...document, evidence: [...valuesOf(document.evidence).filter(isObject), ...added] };
}
