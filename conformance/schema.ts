import { readFileSync } from 'node:fs';
import Ajv2019 from 'ajv/dist/2019.js';
import { parseCredential } from '#core/credential';
import { redact, redactablePointers } from '#core/disclosure';
import type { JsonObject, JsonValue } from '#core/json';
import { checkTemplateTerms, droppedPartsOf } from '#core/jsonLd';
import { checkTemplateSchema, schemaProblemsIn } from '#core/openBadges';
import { parseTemplate } from '#core/template';
import { withoutValue, withValue } from '../test/support/credentials.ts';
import { issuedCredentials, readSample, SAMPLES } from './credentials.ts';
import type { Finding, Peer } from './finding.ts';

/** Mistakes that people make in templates: another value, or nothing, at a place. */
const MISTAKES: [pointer: string, value?: JsonValue][] = [
  ['/type', ['VerifiableCredential']],
  ['/@context', ['https://www.w3.org/ns/credentials/v2']],
  ['/issuer/type'],
  ['/credentialSubject/type', ['Subject']],
  ['/credentialSubject/type', 'AchievementSubject'],
  ['/credentialSubject/achievement/name'],
  ['/credentialSubject/achievement/description'],
  ['/credentialSubject/achievement/criteria'],
  ['/credentialSubject/achievement/id'],
  ['/credentialSubject/achievement/type', ['Course']],
  ['/credentialSubject/achievement/achievementType', 'Nanodegree'],
  ['/credentialSubject/achievement/creditsAvailable', '15'],
  ['/credentialSubject/achievement/tag', 'data'],
  ['/credentialSubject/achievement/alignment/0/targetUrl'],
  ['/credentialSubject/achievement/alignment/0/targetName'],
  ['/credentialSubject/achievement/alignment/0/targetType', 'eqfLevel'],
  ['/credentialSubject/achievement/resultDescription/0/resultType', 'Mark'],
  ['/credentialSubject/achievement/resultDescription/0/name'],
  ['/credentialSubject/identifier/0/hashed'],
  ['/credentialSubject/identifier/0/hashed', 'false'],
  ['/credentialSubject/identifier/0/identityType', 'nickname'],
  ['/credentialSubject/identifier/0/type', ['IdentityObject']],
  ['/credentialSubject/result/0/type'],
  ['/credentialSubject/result/0/value', 87],
];

const schemaFile = new URL(
  '../test/fixtures/standards/ob_v3p0_achievementcredential_schema.json',
  import.meta.url,
);

/** The official JSON Schema of Open Badges 3.0: what is issued and redacted, and templates with mistakes. */
export const openBadgesSchema: Peer = {
  name: 'Open Badges 3.0 JSON Schema by Ajv',
  packages: ['ajv'],
  async compare(count) {
    const ajv = new Ajv2019.default({ strict: false, validateFormats: true });
    // As RFC 3339 has it; Ajv brings no formats of its own.
    ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
    ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
    const passesSchema = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
    const findings: Finding[] = [];
    for (const { document } of await issuedCredentials(count)) {
      const full = parseCredential(JSON.stringify(document));
      const hidden = redact(full, redactablePointers(full.anchor.disclosure));
      for (const [name, written] of [
        ['issued', full.document],
        ['redacted', hidden.document],
      ] as const) {
        const problems = [...schemaProblemsIn(written), ...(await droppedPartsOf(written))];
        const ours = isRead(written) && problems.length === 0;
        findings.push({ name: `${document.id} ${name}`, isGood: true, ours, theirs: passesSchema(written) });
      }
    }
    for (const sample of SAMPLES) {
      const template: JsonObject = JSON.parse(readSample(sample, 'template.json').toString());
      const [filled] = parseTemplate(JSON.stringify(template)).examples;
      for (const [pointer, value] of MISTAKES) {
        const mistaken = changed(template, pointer, value);
        const example = changed(filled, pointer, value);
        if (mistaken === null || example === null) continue;
        const name = `${sample} with ${JSON.stringify(value) ?? 'nothing'} at ${pointer}`;
        findings.push({ name, isGood: false, ours: await isTaken(mistaken), theirs: passesSchema(example) });
      }
    }
    return findings;
  },
};

/** The document with one mistake, or null when it has no such place. */
function changed(document: JsonObject, pointer: string, value: JsonValue | undefined): JsonObject | null {
  try {
    return value === undefined ? withoutValue(document, pointer) : withValue(document, pointer, value);
  } catch {
    return null;
  }
}

function isRead(document: JsonObject): boolean {
  try {
    return parseCredential(JSON.stringify(document)) !== null;
  } catch {
    return false;
  }
}

async function isTaken(template: JsonObject): Promise<boolean> {
  try {
    const parsed = parseTemplate(JSON.stringify(template));
    checkTemplateSchema(parsed);
    await checkTemplateTerms(parsed);
    return true;
  } catch {
    return false;
  }
}
