import { type Hex, keccak256 } from 'viem';
import type { JsonObject, JsonValue } from '#core/json';
import type { CheckId, Verdict } from '#core/verdict';
import { fingerprintOf } from '#core/verify';
import { reread } from './credentials.ts';
import type { Forgery, TamperWorld } from './tamperWorld.ts';

/** One way to tamper with a file, and what a verifier must find. */
export interface Tampering {
  name: string;
  change(world: TamperWorld): Forgery | string;
  verdict: Verdict;
  /** The first check that fails. */
  check: CheckId;
}

export const SUBJECT = '/credentialSubject';
export const IDENTIFIER = `${SUBJECT}/identifier`;
export const NAME = `${IDENTIFIER}/0/identityHash`;
export const TAGS = `${SUBJECT}/achievement/tag`;
export const RESULT = `${SUBJECT}/result`;
export const DIGEST = 'A'.repeat(43);
export const SALT = 'A'.repeat(22);
export const HASH: Hex = `0x${'ab'.repeat(32)}`;

export type Change = Tampering['change'];

/** Changes that leave a readable credential whose seal no longer fits. */
export function altered(cases: Record<string, Change>): Tampering[] {
  return Object.entries(cases).map(([name, change]) => ({
    name,
    change,
    verdict: 'invalid',
    check: 'integrity',
  }));
}

/** Changes that leave no readable credential. */
export function unreadable(cases: Record<string, Change>): Tampering[] {
  return Object.entries(cases).map(([name, change]) => ({
    name,
    change,
    verdict: 'invalid',
    check: 'format',
  }));
}

/** Changes that give a seal of its own that nobody recorded. */
export function unrecorded(cases: Record<string, Change>): Tampering[] {
  return Object.entries(cases).map(([name, change]) => ({
    name,
    change,
    verdict: 'invalid',
    check: 'anchored',
  }));
}

export const reversed = (value: JsonValue) => [...(value as JsonValue[])].reverse();

/** The leaf and the path that a forgery would need, computed as a verifier does. */
export function sealed(file: Forgery): Forgery {
  const { computedRoot } = fingerprintOf(reread(file.document));
  return file.prove({ root: computedRoot });
}

/** The disclosure of a full file. */
export function fullOf({ proof }: Forgery): { seed: string; redactable: string[] } {
  return proof.disclosure as { seed: string; redactable: string[] };
}

/** Changes that say nothing else: the same values in another spelling or order, or what the seal does not cover by design. */
export const WITHOUT_MEANING: Record<string, Change> = {
  'spaces and line breaks between tokens': ({ full }) => JSON.stringify(full.document, null, '\t'),
  'spaces around it': ({ full }) => `\n ${full.text}\r\n`,
  'members in another order': ({ full }) => JSON.stringify(sorted(full.document)),
  'escapes in place of letters': ({ full }) => full.text.replace('Amina', String.raw`\u0041min\u0061`),
  '5 as 5.0': ({ full }) => full.text.replace('"creditsEarned":5', '"creditsEarned":5.0'),
  '5 as 0.5e1': ({ full }) => full.text.replace('"creditsEarned":5', '"creditsEarned":0.5e1'),
  'the claims that can be hidden in another order': ({ full }) =>
    full.prove({ disclosure: { ...fullOf(full), redactable: [...fullOf(full).redactable].reverse() } }),
  'the hidden claims in another order': ({ redacted }) =>
    redacted.disclose({ concealed: [...redacted.redacted.concealed].reverse() }),
  'proofs of other types beside it': ({ full }) =>
    full.set('/proof', [{ type: 'DataIntegrityProof' }, full.at('/proof/0'), { type: 'Other', x: 1 }]),
  'another seed where nothing can be hidden': ({ plain }) =>
    plain.prove({ disclosure: { seed: DIGEST, redactable: [] } }),
  'a seed given up where nothing can be hidden': ({ plain }) =>
    plain.prove({ disclosure: { salts: {}, concealed: [] } }),
};

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries: [string, JsonValue][] = Object.entries(value as JsonObject);
  return Object.fromEntries(
    entries
      .sort(([a], [b]) => (keccak256(Buffer.from(a)) < keccak256(Buffer.from(b)) ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}
