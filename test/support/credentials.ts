import type { DraftCredential } from '#core/batch';
import {
  ANCHOR_PROOF_CONTEXT,
  ANCHOR_PROOF_TYPE,
  CREDENTIAL_CONTEXTS,
  FORMAT,
  type ParsedCredential,
  parseCredential,
} from '#core/credential';
import type { JsonObject, JsonValue } from '#core/json';
import { placeOf } from '#core/pointer';

/** The DID of the issuer that the tests are about. */
export const LAKESIDE = 'did:web:lakeside.example';

/** The claims of {@link draftFor} that its holder may hide. */
export const REDACTABLE = [
  '/credentialSubject/identifier/0',
  '/credentialSubject/identifier/1',
  '/credentialSubject/result',
  '/credentialSubject/achievement/tag/1',
  '/awardedDate',
];

/** A filled-in credential with values of every JSON type, not yet part of a batch. */
export function draftFor(
  holder: string,
  changes: JsonObject = {},
  redactable: string[] = REDACTABLE,
): DraftCredential {
  const document = {
    '@context': [...CREDENTIAL_CONTEXTS],
    id: `urn:example:credential:${encodeURIComponent(holder)}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Data Analytics Foundations',
    issuer: { id: LAKESIDE, type: ['Profile'], name: 'Lakeside Polytechnic' },
    awardedDate: '2026-08-30T12:00:00Z',
    validFrom: '2026-09-01T00:00:00Z',
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [
        { type: 'IdentityObject', hashed: false, identityHash: holder, identityType: 'name' },
        { type: 'IdentityObject', hashed: true, identityHash: 'sha256$00', identityType: 'emailAddress' },
      ],
      creditsEarned: 5,
      achievement: {
        id: 'https://lakeside.example/achievements/daf',
        type: ['Achievement'],
        achievementType: 'MicroCredential',
        name: 'Data Analytics Foundations',
        description: 'Cleaning, describing and charting data.',
        criteria: { narrative: 'A supervised exam.' },
        tag: ['data', 'statistics', 'charts'],
      },
      result: [{ type: ['Result'], value: '87' }],
    },
    ...changes,
  };
  return { document, redactable: [...redactable] };
}

/** The JSON of a well-formed credential whose proof is anchored nowhere. */
export function unanchoredDocument(): JsonObject {
  const issuer = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
  return {
    ...draftFor('Amina Okonkwo').document,
    proof: [
      {
        '@context': { ...ANCHOR_PROOF_CONTEXT },
        type: ANCHOR_PROOF_TYPE,
        format: FORMAT,
        proofPurpose: 'assertionMethod',
        verificationMethod: `did:pkh:eip155:31337:${issuer}`,
        registry: 'eip155:31337:0x5FbDB2315678afecb367f032d93F642f64180aa3',
        issuer,
        root: `0x${'ab'.repeat(32)}`,
        index: 41,
        path: [`0x${'cd'.repeat(32)}`],
        disclosure: { seed: 'A'.repeat(43), redactable: [...REDACTABLE] },
      },
    ],
  };
}

/** A copy of the document with the value at a JSON Pointer replaced; the place must exist. */
export function withValue<Document extends JsonValue>(
  document: Document,
  pointer: string,
  value: JsonValue,
): Document {
  const copy = structuredClone(document);
  const place = placeOf(copy, pointer);
  if (place.kind === 'element') place.parent[place.index] = value;
  else place.parent[place.key] = value;
  return copy;
}

/** A copy of the document without the member or element at a JSON Pointer. */
export function withoutValue<Document extends JsonValue>(document: Document, pointer: string): Document {
  const copy = structuredClone(document);
  const place = placeOf(copy, pointer);
  if (place.kind === 'element') place.parent.splice(place.index, 1);
  else delete place.parent[place.key];
  return copy;
}

/** Writes a document out and reads it as a credential, as it happens to a file. */
export function reread(document: JsonValue): ParsedCredential {
  return parseCredential(JSON.stringify(document));
}
