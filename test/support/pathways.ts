import type { Address } from 'viem';
import { buildBatch, type DraftCredential } from '#core/batch';
import type { ParsedCredential } from '#core/credential';
import { redact } from '#core/disclosure';
import { hashIdentity } from '#core/identity';
import type { JsonObject } from '#core/json';
import { type Component, componentOf } from '#core/pathwayComponent';
import { type Pathway, parsePathway } from '#core/pathwayFile';
import { type VerificationContext, verifyCredential } from '#core/verify';
import { draftFor, reread } from './credentials.ts';
import { SECRET } from './world.ts';

/** What makes a component different from the next one. */
export interface ComponentOptions {
  holder?: string;
  email?: string;
  /** The last step of the achievement's id. */
  achievement?: string;
  results?: JsonObject[];
  /** More members of the subject. */
  subject?: JsonObject;
  /** More members of the credential. */
  members?: JsonObject;
  redactable?: string[];
}

export const FINAL_MARK = 'urn:uuid:7c1f4f0e-3f0c-4d35-9a3a-2f6b1f0d8a51';

const REDACTABLE = [
  '/awardedDate',
  '/credentialSubject/identifier/0',
  '/credentialSubject/identifier/1',
  '/credentialSubject/result/0',
];

/** The id of an achievement of the tests. */
export function achievementId(name: string): string {
  return `https://lakeside.example/achievements/${name}`;
}

/** A micro-credential that may be a component of a larger one. */
export function componentDraft({
  holder = 'Amina Okonkwo',
  email = 'amina@example.org',
  achievement = 'daf',
  results = [{ type: ['Result'], resultDescription: FINAL_MARK, value: '87' }],
  subject = {},
  members = {},
  redactable = REDACTABLE,
}: ComponentOptions = {}): DraftCredential {
  const { document } = draftFor(holder);
  const own = document.credentialSubject as JsonObject & { achievement: JsonObject };
  return draftFor(
    holder,
    {
      id: `urn:example:credential:${encodeURIComponent(`${holder} ${achievement} ${JSON.stringify(members)}`)}`,
      credentialSubject: {
        ...own,
        identifier: [
          { type: 'IdentityObject', hashed: false, identityHash: holder, identityType: 'name' },
          {
            type: 'IdentityObject',
            hashed: true,
            identityHash: hashIdentity(email, `salt of ${achievement}`),
            identityType: 'emailAddress',
            salt: `salt of ${achievement}`,
          },
        ],
        achievement: {
          ...own.achievement,
          id: achievementId(achievement),
          name: achievement.toUpperCase(),
          resultDescription: [
            { id: FINAL_MARK, type: ['ResultDescription'], name: 'Final mark', resultType: 'Percent' },
          ],
        },
        result: results,
        ...subject,
      },
      ...members,
    },
    redactable,
  );
}

/** The file of a draft, anchored nowhere; with claims hidden. */
export function fileOfDraft(draft: DraftCredential, hide: readonly string[] = []): ParsedCredential {
  const registry = { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' as Address };
  const issuer: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
  const [credential] = buildBatch({ registry, issuer, secret: SECRET, drafts: [draft] }).credentials;
  return redact(reread(credential?.document ?? null), hide);
}

/** Verifies files as components, named by their place. */
export async function componentsOf(
  files: readonly ParsedCredential[],
  context: VerificationContext,
): Promise<Component[]> {
  return Promise.all(
    files.map(async ({ document }, index) => {
      const result = await verifyCredential(JSON.stringify(document), context);
      const component = componentOf(`file ${index}`, result);
      if (component === null) throw new Error('the file could not be read');
      return component;
    }),
  );
}

/** A requirement of {@link pathwayOf}. */
export function requirement(achievement: string, changes: JsonObject = {}): JsonObject {
  return {
    title: achievement,
    issuer: { id: 'did:web:lakeside.example' },
    achievement: { id: achievementId(achievement) },
    ...changes,
  };
}

/** A pathway with these requirements, as read from its file. */
export function pathwayOf(...requirements: JsonObject[]): Pathway {
  return parsePathway(JSON.stringify({ format: 'rootmark-pathway-v1', name: 'Nanodegree', requirements }));
}
