import type { JsonObject } from '#core/json';
import { parseTemplate, type Template } from '#core/template';

/** The smallest template that is in order; what is given replaces or adds members. */
export function templateJson(members: JsonObject = {}, subject: JsonObject = {}): JsonObject {
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { type: ['Profile'], name: 'Lakeside Polytechnic' },
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', hashed: false, identityHash: '{{name}}', identityType: 'name' }],
      achievement: {
        id: 'https://lakeside.example/achievements/tea',
        type: ['Achievement'],
        name: 'Tea',
        description: 'Making it.',
        criteria: { narrative: 'It was drunk.' },
      },
      ...subject,
    },
    ...members,
  };
}

/** Parses {@link templateJson}. */
export function templateOf(members: JsonObject = {}, subject: JsonObject = {}): Template {
  return parseTemplate(JSON.stringify(templateJson(members, subject)));
}

/** An `IdentityObject` that is filled from a column. */
export function identity(identityType: string, text: string, hashed = false): JsonObject {
  return { type: 'IdentityObject', hashed, identityHash: text, identityType };
}
