import { fromBase64Url } from '#core/bytes';
import type { ParsedCredential } from '#core/credential';
import { disclosuresOf, redactablePointers } from '#core/disclosure';
import { elementsOf, isObject, type JsonObject, type JsonValue, reparseJson } from '#core/json';
import { isWithin, stepsOf, valueAt } from '#core/pointer';
import { legibleLine, shortened, wordsOf } from '../reading/text.ts';

/** What a claim that can be hidden is about: messages have a phrase for each. */
export type ClaimKind =
  | 'name'
  | 'email'
  | 'identifier'
  | 'account'
  | 'result'
  | 'credits'
  | 'awarded'
  | 'begun'
  | 'ended'
  | 'narrative'
  | 'evidence'
  | 'keyword'
  | 'achievement'
  | 'other';

/** A claim that the holder can hide. */
export interface Claim {
  /** JSON Pointer, as in the full document. */
  pointer: string;
  kind: ClaimKind;
  /** What the file calls it: a result's description, the kind of an identifier, else the last member of the pointer; of a result that is not described, nothing. */
  name: string;
  /** What it says, on one line; null for what says nothing to a reader, such as a salted hash. */
  value: string | null;
}

/** Sets of claims to hide, for common occasions. */
export const PRESETS = ['everything', 'employer', 'profile', 'least'] as const;
export type Preset = (typeof PRESETS)[number];

const HIDDEN_BY: Record<Exclude<Preset, 'least'>, readonly ClaimKind[]> = {
  everything: [],
  employer: ['email', 'identifier', 'account'],
  profile: ['email', 'identifier', 'account', 'result', 'narrative', 'evidence', 'other'],
};

/** The claims that the holder can still hide, in the order of the document's parts. */
export function claimsOf(credential: ParsedCredential): Claim[] {
  const pointers = redactablePointers(credential.anchor.disclosure).sort();
  const disclosures = disclosuresOf(credential);
  const claims = pointers.map((pointer, index) =>
    claimOf(credential.document, pointer, valueIn(disclosures[index] ?? '')),
  );
  return claims.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** The pointers that a preset hides. */
export function hiddenBy(preset: Preset, claims: readonly Claim[]): string[] {
  const hidden = claims.filter(({ kind }) => preset === 'least' || HIDDEN_BY[preset].includes(kind));
  return hidden.map(({ pointer }) => pointer);
}

/** The preset that hides exactly these, or null. */
export function presetOf(hidden: ReadonlySet<string>, claims: readonly Claim[]): Preset | null {
  return (
    PRESETS.find((preset) => {
      const pointers = hiddenBy(preset, claims);
      return pointers.length === hidden.size && pointers.every((pointer) => hidden.has(pointer));
    }) ?? null
  );
}

const ORDER: readonly ClaimKind[] = [
  'name',
  'email',
  'identifier',
  'account',
  'result',
  'credits',
  'awarded',
  'begun',
  'ended',
  'narrative',
  'keyword',
  'achievement',
  'evidence',
  'other',
];

const MEMBERS: Record<string, ClaimKind> = {
  '/credentialSubject/id': 'account',
  '/credentialSubject/creditsEarned': 'credits',
  '/credentialSubject/narrative': 'narrative',
  '/credentialSubject/activityStartDate': 'begun',
  '/credentialSubject/activityEndDate': 'ended',
  '/awardedDate': 'awarded',
};

function claimOf(document: JsonObject, pointer: string, value: JsonValue): Claim {
  const kind = kindOf(pointer, value);
  const isHash = isObject(value) && value.hashed === true;
  const text = isHash ? '' : legibleLine(summaryOf(value));
  const name = legibleLine(nameOf(document, pointer, value));
  return { pointer, kind, name: shortened(name, 60), value: text === '' ? null : shortened(text, 120) };
}

function nameOf(document: JsonObject, pointer: string, value: JsonValue): string {
  if (isObject(value) && typeof value.resultDescription === 'string') {
    const all = valueAt(document, '/credentialSubject/achievement/resultDescription');
    const described = (Array.isArray(all) ? all : []).filter(isObject);
    const description = described.find(({ id }) => id === value.resultDescription);
    if (description !== undefined && textIn(description, 'name') !== '') return textIn(description, 'name');
  }
  if (isObject(value) && textIn(value, 'identityType') !== '') return textIn(value, 'identityType');
  const member = stepsOf(pointer).findLast((step) => !/^\d+$/.test(step)) ?? '';
  return member === 'result' ? '' : wordsOf(member);
}

function kindOf(pointer: string, value: JsonValue): ClaimKind {
  const known = MEMBERS[pointer];
  if (known !== undefined) return known;
  if (isWithin(pointer, '/credentialSubject/identifier')) return identityKind(value);
  if (isWithin(pointer, '/credentialSubject/result')) return 'result';
  if (isWithin(pointer, '/credentialSubject/achievement/tag')) return 'keyword';
  if (isWithin(pointer, '/credentialSubject/achievement')) return 'achievement';
  return isWithin(pointer, '/evidence') ? 'evidence' : 'other';
}

function identityKind(value: JsonValue): ClaimKind {
  const type = isObject(value) ? value.identityType : undefined;
  if (type === 'name') return 'name';
  return type === 'emailAddress' ? 'email' : 'identifier';
}

/** What a value says in short: a text, what an object is called or holds, the parts of a list. */
function summaryOf(value: JsonValue): string {
  if (Array.isArray(value)) return value.map(summaryOf).filter(Boolean).join(', ');
  if (!isObject(value)) return value === null ? '' : String(value);
  return TELLING.map((member) => textIn(value, member)).find((text) => text !== '') ?? '';
}

/** Members that say what an object is about, the best first. */
const TELLING = ['identityHash', 'value', 'status', 'name', 'narrative', 'description', 'id'];

function textIn(object: JsonObject, member: string): string {
  const value = object[member];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The value in a disclosure (RFC 9901): its last element. */
function valueIn(disclosure: string): JsonValue {
  const parts = reparseJson(new TextDecoder().decode(fromBase64Url(disclosure) ?? undefined));
  return elementsOf(parts).at(-1) ?? null;
}
