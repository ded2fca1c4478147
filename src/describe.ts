import { isObject, type JsonObject } from '#core/json';

/**
 * Characters of a stranger's text that draw nothing or change how the text around them is shown: controls but tab and
 * line feed, bidirectional marks and overrides, invisible spaces and hyphens, fillers, tags. The joiners that Persian,
 * Indic names and emoji need (U+200C, U+200D), and the variants of ideographs (U+E0100 to U+E01EF), are not among them.
 */
export const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what it is for
  /(?:\u034f|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e00ff}\u{e01f0}-\u{e0fff}])+/gu;

/**
 * Text from a stranger, made safe to stand inside a sentence: one line, nothing unseen, at most `maximum` characters.
 */
export function plainText(text: string, maximum = 120): string {
  const line = text.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();
  const characters = [...line.slice(0, maximum * 2 + 2)];
  return characters.length > maximum ? `${characters.slice(0, maximum - 1).join('')}…` : line;
}

/** The holder's name as the file gives it, or null when there is none or it is hidden. */
export function holderNameOf(document: JsonObject): string | null {
  const subject = isObject(document.credentialSubject) ? document.credentialSubject : {};
  const identities = Array.isArray(subject.identifier) ? subject.identifier : [];
  const name = identities
    .filter(isObject)
    .find((identity) => identity.identityType === 'name' && identity.hashed === false);
  return textOrNull(name?.identityHash);
}

/** The issuer's name as the file claims it, or null. */
export function claimedIssuerNameOf(document: JsonObject): string | null {
  return isObject(document.issuer) ? textOrNull(document.issuer.name) : null;
}

/** The `issuer.id` that the file claims. */
export function claimedIssuerIdOf(document: JsonObject): string {
  const { issuer } = document;
  return textOrNull(isObject(issuer) ? issuer.id : issuer) ?? '';
}

/** The name of what was achieved. */
export function achievementNameOf(document: JsonObject): string {
  const subject = isObject(document.credentialSubject) ? document.credentialSubject : {};
  const achievement = isObject(subject.achievement) ? subject.achievement : {};
  return textOrNull(achievement.name) ?? textOrNull(document.name) ?? '';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day in UTC as people write it, “1 Sep 2026”, from Unix seconds. The same on every machine, unlike `Intl`. */
export function dayOf(unixSeconds: number): string {
  const date = new Date(unixSeconds * 1000);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** An address shortened for reading, `0x7099…79C8`. */
export function shortAddress(address: string): string {
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
