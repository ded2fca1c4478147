import { ANCHOR_PROOF_TYPE, credentialFrom } from '#core/credential';
import { FormatError } from '#core/errors';
import { isObject, type JsonObject } from '#core/json';
import { placeOf } from '#core/pointer';
import { fingerprintOf } from '#core/verify';
import type { Claim } from './claims.ts';

/** A copy of a credential that says something else in one place; numbers stay numbers as long as they are some. */
export function tampered(document: JsonObject, { pointer }: Claim, text: string): JsonObject {
  const copy = structuredClone(document);
  const place = placeOf(copy, pointer);
  if (place.kind === 'element') place.parent[place.index] = text;
  else {
    const isNumber = typeof place.parent[place.key] === 'number' && /^\d+(\.\d+)?$/.test(text);
    place.parent[place.key] = isNumber ? Number(text) : text;
  }
  return copy;
}

/** A copy whose proof states the root that its words lead to, as a forger would have it; as it is where it leads to none. */
export function forged(document: JsonObject): JsonObject {
  const root = rootOf(document);
  const copy = structuredClone(document);
  const proofs = [copy.proof].flat();
  const proof = proofs.find((element) => isObject(element) && element.type === ANCHOR_PROOF_TYPE);
  if (root !== null && isObject(proof)) proof.root = root;
  return copy;
}

/** The root that a document's words lead to; null when it is no credential any more. */
export function rootOf(document: JsonObject): string | null {
  try {
    return fingerprintOf(credentialFrom(document)).computedRoot;
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}
