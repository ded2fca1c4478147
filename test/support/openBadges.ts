import { readFileSync } from 'node:fs';
import Ajv2019 from 'ajv/dist/2019.js';
import { expect } from 'chai';
import type { JsonObject } from '#core/json';

const schema = JSON.parse(
  readFileSync(
    new URL('../fixtures/standards/ob_v3p0_achievementcredential_schema.json', import.meta.url),
    'utf8',
  ),
);
const ajv = new Ajv2019.default({ strict: false, allErrors: true, validateFormats: true });
// As RFC 3339 has it; Ajv brings no formats of its own.
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);

/** Whether a document passes the official schema of Open Badges 3.0. */
export const isOpenBadge = ajv.compile(schema);

/** Asserts that a document passes the official schema of Open Badges 3.0. */
export function expectOpenBadge(document: JsonObject): void {
  expect(isOpenBadge(document), ajv.errorsText(isOpenBadge.errors)).to.equal(true);
}
