import type { ParsedCredential } from '#core/credential';
import { type CredentialReference, parseReferenceText, toReferenceText } from '#core/credentialReference';
import { hiddenIn } from '#core/hiddenClaims';
import { isObject, valuesOf } from '#core/json';

/** What the `id` of an `Evidence` begins with that names a component. */
const PREFIX = 'urn:rootmark:component:v1:';

/** The genre (Open Badges 3.0 `Evidence`) of what names a component. */
export const COMPONENT_GENRE = 'Component credential';

/** Writes a reference: `urn:rootmark:component:v1:` and the registry's CAIP-10 account id and the leaf, with a colon between them. */
export function toComponentReference(reference: CredentialReference): string {
  return PREFIX + toReferenceText(reference);
}

/** Reads a reference written by {@link toComponentReference}, in exactly that spelling, or returns null. */
export function parseComponentReference(text: string): CredentialReference | null {
  return text.startsWith(PREFIX) ? parseReferenceText(text.slice(PREFIX.length)) : null;
}

/** One `Evidence` that names a component, or means to. */
export interface NamedComponent {
  id: string;
  /** What the file calls it. */
  title: string | null;
  /** Null when the id cannot be read. */
  reference: CredentialReference | null;
}

/** The components that a credential names in its evidence, in order. Other evidence is passed over. */
export function namedComponents({ document }: Pick<ParsedCredential, 'document'>): NamedComponent[] {
  return valuesOf(document.evidence).flatMap((evidence) => {
    if (!isObject(evidence) || typeof evidence.id !== 'string') return [];
    const { id, name } = evidence;
    // The case of a URN's beginning means nothing (RFC 8141), so another one must not hide a component from us.
    if (!/^urn:rootmark:component:/i.test(id)) return [];
    const title = typeof name === 'string' ? name : null;
    return [{ id, title, reference: parseComponentReference(id) }];
  });
}

/** Whether the holder has hidden something that could have named a component. */
export function hidesComponents({ document, anchor }: ParsedCredential): boolean {
  const isHidden = hiddenIn(anchor.disclosure);
  return (
    isHidden.elementOf('/evidence') ||
    isHidden.memberOf('/evidence') ||
    isHidden.memberOfElementOf('/evidence') ||
    (document.evidence === undefined && isHidden.memberOf(''))
  );
}
