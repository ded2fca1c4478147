import { type Disclosure, isRedacted } from '#core/credential';
import { isWithin } from '#core/pointer';

/** What the holder of a credential has hidden, by where it stood in the full document. */
export interface HiddenClaims {
  /** Whether a member, of whatever name, of this object is hidden. */
  memberOf(pointer: string): boolean;
  /** Whether an element of this list is hidden, or the one at a place. */
  elementOf(pointer: string, index?: number): boolean;
  /** Whether a member of an element of this list is hidden. */
  memberOfElementOf(pointer: string): boolean;
  /** Whether anything inside is hidden, at whatever depth. */
  within(pointer: string): boolean;
}

/** Tells what is hidden in a credential with this disclosure. Places are JSON Pointers (RFC 6901). */
export function hiddenIn(disclosure: Disclosure): HiddenClaims {
  const concealed = isRedacted(disclosure) ? disclosure.concealed : [];
  return {
    memberOf: (pointer) => concealed.some((claim) => claim.in === pointer && claim.at === undefined),
    elementOf: (pointer, index) =>
      concealed.some(
        (claim) =>
          claim.in === pointer && claim.at !== undefined && (index === undefined || claim.at === index),
      ),
    memberOfElementOf: (pointer) =>
      concealed.some(
        (claim) =>
          isWithin(claim.in, pointer) &&
          claim.at === undefined &&
          /^\/\d+$/.test(claim.in.slice(pointer.length)),
      ),
    within: (pointer) => concealed.some((claim) => isWithin(claim.in, pointer)),
  };
}
