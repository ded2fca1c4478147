import type { ParsedCredential } from '#core/credential';
import { holderNameOf, plainText } from '#core/describe';
import { hiddenIn } from '#core/hiddenClaims';
import { hashIdentity, normaliseIdentity } from '#core/identity';
import { isObject, type JsonObject } from '#core/json';
import { valueAt } from '#core/pointer';

const SUBJECT = '/credentialSubject';
const IDENTITIES = `${SUBJECT}/identifier`;

/** Whether credentials are one holder's: `proven` by an email address, `same` as far as they show, or not to be told. */
export interface HolderFinding {
  status: 'proven' | 'same' | 'different' | 'unknown';
  /** The names that they show, each once. */
  names: string[];
}

/** What identifies a holder whichever issuer wrote it. Numbers that a school gives are compared within the school only. */
const EVERYWHERE = new Set(['name', 'id', 'emailAddress', 'nationalIdentityNumber']);

/**
 * Compares whom credentials are about, by what they show openly. Hashed identities have salts of their own and cannot be
 * compared with each other; an email address that is known proves each of them.
 *
 * @param email what the holder says it is, if it is known.
 */
export function compareHolders(credentials: readonly ParsedCredential[], email?: string): HolderFinding {
  const names = [
    ...new Set(credentials.map(({ document }) => plainText(holderNameOf(document) ?? ''))),
  ].filter((name) => name !== '');
  return { status: statusOf(credentials, email), names };
}

/** Whether an email address is the one that a credential has the salted hash of, or has openly. */
export function compareEmail(credential: ParsedCredential, email: string): 'same' | 'other' | 'unknown' {
  const addresses = identitiesOf(credential.document).filter(
    ({ identityType }) => identityType === 'emailAddress',
  );
  if (addresses.some((identity) => isOf(identity, email))) return 'same';
  const isOpen = addresses.length > 0 && addresses.every(isComparable) && !hidesIdentity(credential);
  return isOpen ? 'other' : 'unknown';
}

function statusOf(
  credentials: readonly ParsedCredential[],
  email: string | undefined,
): HolderFinding['status'] {
  if (email !== undefined) {
    const findings = credentials.map((credential) => compareEmail(credential, email));
    if (findings.includes('other')) return 'different';
    if (credentials.length > 0 && findings.every((finding) => finding === 'same')) return 'proven';
  }
  const cards = credentials.map(cardOf);
  const pairs = cards.flatMap((card, index) => cards.slice(index + 1).map((other) => compare(card, other)));
  if (pairs.includes('different')) return 'different';
  // Each is tied to each: A like B and B like C says too little where A and C show nothing in common.
  return credentials.length > 0 && pairs.every((pair) => pair === 'same') ? 'same' : 'unknown';
}

/** What a credential shows of its holder: kind of identity → values. */
type Card = Map<string, Set<string>>;

function cardOf({ document, anchor, registry }: ParsedCredential): Card {
  const card: Card = new Map();
  const add = (kind: string, value: string) => {
    const key = EVERYWHERE.has(kind) ? kind : `${kind} of ${registry.chainId}:${anchor.issuer}`;
    card.set(key, (card.get(key) ?? new Set()).add(comparable(kind, value)));
  };
  const id = valueAt(document, '/credentialSubject/id');
  if (typeof id === 'string') add('id', id);
  for (const { identityType, identityHash, hashed } of identitiesOf(document)) {
    if (hashed === false && typeof identityType === 'string' && typeof identityHash === 'string')
      add(identityType, identityHash);
  }
  return card;
}

/** What a credential shows of its holder, the name left out: a kind of identity and its value, in a form to be compared. */
export function identitiesBesideName(credential: ParsedCredential): Map<string, Set<string>> {
  const card = cardOf(credential);
  card.delete('name');
  return card;
}

/** Whether two names are the same but for case and spaces. */
export function compareNames(one: string, other: string): boolean {
  return comparable('name', one) === comparable('name', other);
}

function comparable(kind: string, value: string): string {
  const normal = normaliseIdentity(kind, value);
  return kind === 'name' ? normal.replace(/\s+/g, ' ').toLowerCase() : normal;
}

function compare(one: Card, other: Card): 'same' | 'different' | 'unknown' {
  const shared = [...one.keys()].filter((key) => other.has(key));
  const agrees = (key: string) => [...(one.get(key) ?? [])].some((value) => other.get(key)?.has(value));
  if (shared.some((key) => !agrees(key))) return 'different';
  return shared.length > 0 ? 'same' : 'unknown';
}

/** Other issuers may have hashed an address as it was typed, so that both spellings are tried. */
function isOf({ hashed, identityHash, salt }: JsonObject, email: string): boolean {
  if (typeof identityHash !== 'string') return false;
  const normal = normaliseIdentity('emailAddress', email);
  if (hashed !== true) return normaliseIdentity('emailAddress', identityHash) === normal;
  const ownSalt = typeof salt === 'string' ? salt : '';
  return [normal, email.trim()].some((text) => hashIdentity(text, ownSalt) === identityHash.toLowerCase());
}

/** Open Badges allows MD5 too, which tells nothing about an address: others can be made that have the same hash. */
function isComparable({ hashed, identityHash }: JsonObject): boolean {
  return hashed !== true || String(identityHash).startsWith('sha256$');
}

function identitiesOf(document: JsonObject): JsonObject[] {
  const identities = valueAt(document, IDENTITIES);
  return Array.isArray(identities) ? identities.filter(isObject) : [];
}

/** Whether one of the holder's identities may be hidden. */
function hidesIdentity({ anchor }: ParsedCredential): boolean {
  const isHidden = hiddenIn(anchor.disclosure);
  return isHidden.memberOf(SUBJECT) || isHidden.within(IDENTITIES);
}
