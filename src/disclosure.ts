import { fromBase64Url, toBase64Url } from '#core/bytes';
import { canonicalText } from '#core/canonicalJson';
import {
  type ConcealedClaim,
  type Disclosure,
  isRedacted,
  type ParsedCredential,
  type RedactedDisclosure,
  refuseReservedKeys,
} from '#core/credential';
import { FormatError } from '#core/errors';
import { type Hashing, portableHashing } from '#core/hashing';
import { isObject, type JsonObject, type JsonValue } from '#core/json';
import { childOf, isWithin, type Place, placeOf, pointerTo, stepsOf, valueAt } from '#core/pointer';
import { remembered } from '#core/remembered';

/** Bytes of salt that each redactable claim gets (RFC 9901 asks for at least 128 bits). */
const SALT_BYTES = 16;

/** Members that no holder may hide, and all that is inside them. */
const NEVER_REDACTABLE = [
  '/@context',
  '/id',
  '/type',
  '/issuer',
  '/validFrom',
  '/validUntil',
  '/credentialStatus',
  '/credentialSchema',
  '/proof',
  '/credentialSubject/type',
  '/credentialSubject/achievement/id',
  '/credentialSubject/achievement/type',
  '/credentialSubject/achievement/name',
  '/credentialSubject/achievement/description',
  '/credentialSubject/achievement/criteria',
];

const encoder = new TextEncoder();

/** JSON Canonicalization Scheme (RFC 8785) as UTF-8 bytes: what is hashed. */
export function canonicalBytes(value: JsonValue): Uint8Array<ArrayBuffer> {
  return encoder.encode(canonicalText(value));
}

/**
 * Checks that a credential may let these claims be hidden.
 *
 * @throws FormatError when a pointer leads to nothing, is given twice, lies inside another, or touches what may never be hidden.
 */
export function checkRedactable(document: JsonObject, redactable: readonly string[]): void {
  const chosen = new Set(redactable);
  if (chosen.size < redactable.length) {
    throw new FormatError('NotRedactable', 'The list of redactable claims names one of them twice.');
  }
  for (const pointer of redactable) {
    if (touchesFixed(pointer)) {
      throw new FormatError(
        'NotRedactable',
        `“${pointer}” may not be hidden: every reader needs it.`,
        pointer,
      );
    }
    // Before its ancestors are written out: a document is at most 64 deep, a pointer to nothing as long as the file.
    placeOf(document, pointer);
    const outer = ancestorsOf(pointer).find((ancestor) => chosen.has(ancestor));
    if (outer !== undefined) {
      throw new FormatError(
        'NotRedactable',
        `“${pointer}” lies inside “${outer}”, which can be hidden itself.`,
        pointer,
      );
    }
  }
}

/** Whether to hide what a pointer leads to would hide something, or a part of something, that every reader needs. */
const touchesFixed = remembered(
  (pointer: string) =>
    pointer === '' || NEVER_REDACTABLE.some((fixed) => isWithin(pointer, fixed) || isWithin(fixed, pointer)),
);

/** The pointers of all containers around a place but the document itself, the outermost first. */
function ancestorsOf(pointer: string): string[] {
  const ancestors: string[] = [];
  for (let end = pointer.indexOf('/', 1); end > 0; end = pointer.indexOf('/', end + 1))
    ancestors.push(pointer.slice(0, end));
  return ancestors;
}

/**
 * The salt of one redactable claim: the first 16 bytes of HMAC-SHA-256 (RFC 2104) of its pointer, keyed by the seed.
 *
 * @param seed base64url, 32 bytes.
 * @returns base64url, 16 bytes.
 */
export function saltOf(seed: string, pointer: string): string {
  return saltsFrom(seed, portableHashing)(pointer);
}

function saltsFrom(seed: string, { hmacSha256 }: Hashing): (pointer: string) => string {
  const key = fromBase64Url(seed);
  if (key === null) throw new FormatError('BadDisclosure', 'The seed is not base64url.');
  const authenticate = hmacSha256(key);
  return (pointer) => toBase64Url(authenticate(pointer).subarray(0, SALT_BYTES));
}

/** The disclosures (RFC 9901 section 4.2, base64url) of all claims of a file that can be hidden and are not, in pointer order. */
export function disclosuresOf({ document, anchor }: ParsedCredential): string[] {
  const salts = saltsOf(anchor.disclosure);
  const full = restoreShape(withoutProof(document), concealedIn(anchor.disclosure));
  return Object.keys(salts)
    .sort()
    .map((pointer) => disclosureOf(placeOf(full, pointer), salts[pointer] ?? ''));
}

/**
 * The payload of a credential: the document without `proof`, its redactable claims replaced by salted digests (RFC 9901).
 * A full file and every redaction of it have the same payload.
 *
 * @throws FormatError when the disclosure does not fit the document.
 */
export function payloadOf(
  { document, anchor }: Pick<ParsedCredential, 'document' | 'anchor'>,
  hashing?: Hashing,
): JsonObject {
  return buildPayload(document, anchor.disclosure, hashing);
}

/** Like {@link payloadOf}, for a document that has no anchor proof yet. */
export function buildPayload(
  document: JsonObject,
  disclosure: Disclosure,
  hashing: Hashing = portableHashing,
): JsonObject {
  const bare = withoutProof(document);
  refuseReservedKeys(bare);
  const concealed = concealedIn(disclosure);
  const salts = saltsOf(disclosure, hashing);
  const pointers = isRedacted(disclosure) ? Object.keys(salts) : disclosure.redactable;
  const shape = isRedacted(disclosure) ? restoreShape(bare, concealed) : bare;
  checkRedactable(shape, pointers);
  const payload = shape === bare ? copyForHiding(bare, pointers) : shape;
  const forbidden = concealed.find((claim) => NEVER_REDACTABLE.some((fixed) => isWithin(claim.in, fixed)));
  if (forbidden !== undefined) throw badConcealed(forbidden, 'no holder may hide');

  const digests = new Map<JsonObject, string[]>();
  const hide = (parent: JsonObject, digest: string) => {
    const list = digests.get(parent);
    if (list === undefined) digests.set(parent, [digest]);
    else list.push(digest);
  };
  // Places first, changes after: a change to one array or object must not move the place of another claim.
  const claims = pointers.map((pointer) => ({
    place: placeOf(payload, pointer),
    salt: salts[pointer] ?? '',
  }));
  const parents = concealed
    .filter(({ at }) => at === undefined)
    .map((claim) => ({ claim, parent: valueAt(payload, claim.in) }));
  for (const { place, salt } of claims) {
    const digest = hashing.disclosureDigest(claimText(place, salt));
    if (place.kind === 'element') {
      place.parent[place.index] = { '...': digest };
    } else {
      hide(place.parent, digest);
    }
  }
  for (const { place } of claims) if (place.kind === 'member') delete place.parent[place.key];
  for (const { claim, parent } of parents) {
    if (!isObject(parent)) throw badConcealed(claim, 'is no object of this document');
    hide(parent, claim.digest);
  }
  for (const [parent, list] of digests) parent._sd = list.sort();
  if (pointers.length + concealed.length > 0) payload._sd_alg = 'sha-256';
  return payload;
}

/**
 * Hides claims of a file. The result has the same payload, and can be redacted further but never un-redacted. Other
 * proofs sign the full document, so they are dropped.
 *
 * @param hide JSON Pointers of claims, as in the full document.
 * @throws FormatError `NotRedactable` when a pointer is not among those that the issuer let the holder hide.
 */
export function redact(credential: ParsedCredential, hide: readonly string[]): ParsedCredential {
  const { document, anchor, registry } = credential;
  const salts = saltsOf(anchor.disclosure);
  const unknown = hide.find((pointer) => !Object.hasOwn(salts, pointer));
  if (unknown !== undefined) {
    throw new FormatError(
      'NotRedactable',
      `“${unknown}” cannot be hidden in this credential. ${choicesOf(salts)}`,
      unknown,
    );
  }
  const shape = restoreShape(withoutProof(document), concealedIn(anchor.disclosure));
  const places = [...new Set(hide)].map((pointer) => ({ pointer, place: placeOf(shape, pointer) }));
  const concealed = [
    ...concealedIn(anchor.disclosure),
    ...places.map(({ pointer, place }) => concealedClaim(pointer, place, salts[pointer] ?? '')),
  ].sort(byPlace);
  for (const { place } of places) {
    if (place.kind === 'member') delete place.parent[place.key];
    else place.parent[place.index] = HIDDEN;
  }
  const disclosure: RedactedDisclosure = {
    salts: Object.fromEntries(Object.entries(salts).filter(([pointer]) => !hide.includes(pointer))),
    concealed,
  };
  const redacted = { ...anchor, disclosure };
  return {
    document: { ...(dropHidden(shape) as JsonObject), proof: [redacted as unknown as JsonObject] },
    anchor: redacted,
    registry,
  };
}

/** JSON Pointers of the claims that the holder can still hide, in order. */
export function redactablePointers(disclosure: Disclosure): string[] {
  return isRedacted(disclosure) ? Object.keys(disclosure.salts).sort() : [...disclosure.redactable];
}

/** How many claims the holder has hidden. */
export function concealedCount(disclosure: Disclosure): number {
  return concealedIn(disclosure).length;
}

/** Stands in an array for a hidden element until {@link dropHidden}; no document can contain one, the name being reserved. */
const HIDDEN: JsonObject = { '...': '' };

/** A copy of the document in which hidden array elements have a placeholder again, so that pointers count as in the full document. */
function restoreShape(bare: JsonObject, concealed: readonly ConcealedClaim[]): JsonObject {
  const shape = copyOf(bare, () => false);
  // Outer arrays first, then low indexes first: each insertion then happens at its final place.
  for (const claim of [...concealed].sort(byPlace)) {
    if (claim.at === undefined) continue;
    const array = valueAt(shape, claim.in);
    if (!Array.isArray(array) || claim.at > array.length)
      throw badConcealed(claim, 'is no place in a list of this document');
    array.splice(claim.at, 0, { '...': claim.digest });
  }
  return shape;
}

/** A copy in which claims can be hidden, and which shares with the document what is frozen and holds none of them. */
function copyForHiding(bare: JsonObject, pointers: readonly string[]): JsonObject {
  const copy = copyOf(bare, (value) => Object.isFrozen(value));
  for (const steps of pointers.map(stepsOf)) {
    let container: JsonObject | JsonValue[] = copy;
    for (const step of steps.slice(0, -1)) {
      const child: JsonValue | undefined = childOf(container, step);
      if (typeof child !== 'object' || child === null) break;
      const own = Object.isFrozen(child) ? shallowCopyOf(child) : child;
      if (Array.isArray(container)) container[Number(step)] = own;
      else container[step] = own;
      container = own;
    }
  }
  return copy;
}

function shallowCopyOf(container: JsonObject | JsonValue[]): JsonObject | JsonValue[] {
  return Array.isArray(container) ? [...container] : { ...container };
}

/** A copy of a document but for what is to be shared; several times as fast as `structuredClone`, which takes anything. */
function copyOf<Value extends JsonValue>(value: Value, isShared: (value: JsonValue) => boolean): Value {
  if (typeof value !== 'object' || value === null || isShared(value)) return value;
  if (Array.isArray(value)) return value.map((element) => copyOf(element, isShared)) as Value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) copy[key] = copyOf(value[key] as JsonValue, isShared);
  return copy as Value;
}

function byPlace(a: ConcealedClaim, b: ConcealedClaim): number {
  return (
    stepsOf(a.in).length - stepsOf(b.in).length ||
    compare(a.in, b.in) ||
    (a.at ?? -1) - (b.at ?? -1) ||
    compare(a.digest, b.digest)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Takes the placeholders of hidden elements out again. */
function dropHidden(value: JsonValue): JsonValue {
  if (Array.isArray(value))
    return value.filter((element) => !(isObject(element) && '...' in element)).map(dropHidden);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, dropHidden(member)]));
}

function concealedClaim(pointer: string, place: Place, salt: string): ConcealedClaim {
  const parent = pointerTo(stepsOf(pointer).slice(0, -1));
  const digest = portableHashing.disclosureDigest(claimText(place, salt));
  return place.kind === 'element' ? { in: parent, at: place.index, digest } : { in: parent, digest };
}

function disclosureOf(place: Place, salt: string): string {
  return toBase64Url(encoder.encode(claimText(place, salt)));
}

/** What a disclosure is the base64url of. */
function claimText(place: Place, salt: string): string {
  const claim =
    place.kind === 'element' ? [salt, place.parent[place.index]] : [salt, place.key, place.parent[place.key]];
  return canonicalText(claim as JsonValue);
}

function saltsOf(disclosure: Disclosure, hashing: Hashing = portableHashing): Record<string, string> {
  if (isRedacted(disclosure)) return disclosure.salts;
  const saltFor = saltsFrom(disclosure.seed, hashing);
  return Object.fromEntries(disclosure.redactable.map((pointer) => [pointer, saltFor(pointer)]));
}

function concealedIn(disclosure: Disclosure): ConcealedClaim[] {
  return isRedacted(disclosure) ? disclosure.concealed : [];
}

/** A credential's document without what proves it. */
export function withoutProof(document: JsonObject): JsonObject {
  const { proof: _, ...bare } = document;
  return bare;
}

function badConcealed(claim: ConcealedClaim, what: string): FormatError {
  const place = claim.at === undefined ? claim.in : `${claim.in}/${claim.at}`;
  return new FormatError(
    'BadDisclosure',
    `The file says that a claim is hidden at “${place}”, which ${what}.`,
    place,
  );
}

function choicesOf(salts: Record<string, string>): string {
  const pointers = Object.keys(salts).sort();
  return pointers.length === 0
    ? 'Nothing in it can be hidden.'
    : `What can be hidden: ${pointers.join(', ')}.`;
}
