import { type CredentialReference, toReferenceText } from '#core/credentialReference';
import type { JsonObject } from '#core/json';
import type { Template } from '#core/template';
import { withEvidence } from '#core/templateEvidence';

/** What the `id` of an `Evidence` begins with that names a replaced credential. */
const PREFIX = 'urn:rootmark:replaced:v1:';

/** The genre (Open Badges 3.0 `Evidence`) of what names the credential that another one replaces. */
const REPLACED_GENRE = 'Replaced credential';

/**
 * Lets the credentials of a template name the one that they replace.
 *
 * @param template the same document, read.
 * @throws RootmarkError `TemplateRedactable` when a holder could hide it.
 */
export function withReplaced(
  document: JsonObject,
  template: Template,
  replaced: CredentialReference,
): JsonObject {
  const id = PREFIX + toReferenceText(replaced);
  const named = { id, type: ['Evidence'], name: REPLACED_GENRE, genre: REPLACED_GENRE };
  return withEvidence(document, template, [named], 'what the credential replaces');
}
