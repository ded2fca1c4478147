import { holderNameOf } from '#core/describe';
import { isObject, type JsonObject } from '#core/json';
import { valueAt } from '#core/pointer';

/** What can be changed in the sandbox, as messages name it. */
export type ClaimName =
  | 'holder'
  | 'achievement'
  | 'issuer'
  | 'validFrom'
  | 'validUntil'
  | 'awarded'
  | 'credits'
  | 'description';

/** Something that a credential says, and where. */
export interface Claim {
  name: ClaimName;
  /** JSON Pointer. */
  pointer: string;
  text: string;
}

const PLACES: readonly [ClaimName, string][] = [
  ['achievement', '/credentialSubject/achievement/name'],
  ['issuer', '/issuer/name'],
  ['awarded', '/awardedDate'],
  ['validFrom', '/validFrom'],
  ['validUntil', '/validUntil'],
  ['credits', '/credentialSubject/creditsEarned'],
  ['description', '/credentialSubject/achievement/description'],
];

/** What of a credential people understand and can change, as far as it is there. */
export function claimsIn(document: JsonObject): Claim[] {
  const places: [ClaimName, string][] = [...holderPlace(document), ...PLACES];
  return places.flatMap(([name, pointer]) => {
    const value = valueAt(document, pointer);
    return typeof value === 'string' || typeof value === 'number'
      ? [{ name, pointer, text: String(value) }]
      : [];
  });
}

function holderPlace(document: JsonObject): [ClaimName, string][] {
  const identities = valueAt(document, '/credentialSubject/identifier');
  const holder = holderNameOf(document);
  if (holder === null || !Array.isArray(identities)) return [];
  const at = identities.findIndex((identity) => isObject(identity) && identity.identityHash === holder);
  return [['holder', `/credentialSubject/identifier/${at}/identityHash`]];
}
