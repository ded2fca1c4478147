import { expect } from 'chai';
import { type FillContext, type FilledDraft, fillTemplate } from '#core/fillTemplate';
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

/** What every draft of these tests is made with. */
export const CONTEXT: FillContext = {
  secret: new Uint8Array(32).fill(1),
  issuerId: 'did:web:lakeside.example',
  issuedAt: new Date('2026-09-01T08:30:00.250Z'),
};

function fill(template: Template, cells: Record<string, string>, row: number) {
  return fillTemplate(template, { row, cells: new Map(Object.entries(cells)) }, CONTEXT);
}

/** The draft of one row, which must be in order. */
export function draftOf(template: Template, cells: Record<string, string>, row = 2): FilledDraft {
  const result = fill(template, cells, row);
  if ('draft' in result) return result.draft;
  return expect.fail(result.problems.map(({ message }) => message).join(' '));
}

/** What is said about one row. */
export function messagesOf(template: Template, cells: Record<string, string>): string[] {
  const result = fill(template, cells, 2);
  return 'problems' in result ? result.problems.map(({ message }) => message) : [];
}

/** The identities that most templates have. */
export const NAME = identity('name', '{{name}}');
export const EMAIL = identity('emailAddress', '{{email}}', true);
