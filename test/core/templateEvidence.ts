import { expect } from 'chai';
import type { JsonObject } from '#core/json';
import { parseTemplate } from '#core/template';
import { withEvidence } from '#core/templateEvidence';
import { expectFault } from '../support/errors.ts';
import { templateJson } from '../support/templates.ts';

const WORK = { id: 'https://portfolio.lakeside.example/', type: ['Evidence'], name: 'Work' };
const ADDED = [
  { id: 'urn:example:1', type: ['Evidence'] },
  { id: 'urn:example:2', type: ['Evidence'] },
];

function added(members: JsonObject): { document: JsonObject; result: JsonObject } {
  const document = templateJson(members);
  const template = parseTemplate(JSON.stringify(document));
  return { document, result: withEvidence(document, template, ADDED, 'what it is for') };
}

describe('withEvidence', () => {
  const owns: Record<string, { evidence?: JsonObject | JsonObject[]; kept: JsonObject[] }> = {
    none: { kept: [] },
    'an empty list': { evidence: [], kept: [] },
    'one that is no list': { evidence: WORK, kept: [WORK] },
    'a list': { evidence: [WORK, WORK], kept: [WORK, WORK] },
  };
  for (const [what, { kept, ...members }] of Object.entries(owns))
    it(`adds in order, behind the template’s own evidence: ${what}`, () => {
      const { document, result } = added(members);

      expect(result).to.eql({ ...document, evidence: [...kept, ...ADDED] });
    });

  it('leaves the document that it was given as it was', () => {
    const { document } = added({ evidence: [WORK] });

    expect(document).to.eql(templateJson({ evidence: [WORK] }));
  });

  for (const pointer of ['/evidence', '/evidence/0', '/evidence/0/name'])
    it(`refuses a template whose holders may hide ${pointer}`, () =>
      expectFault(() => added({ evidence: [WORK], redactable: [pointer] }), {
        kind: 'input',
        code: 'TemplateRedactable',
        message: `The template’s “${pointer}” could be hidden, and with it what it is for.`,
      }));

  it('takes what may be hidden elsewhere for no evidence', () => {
    const { result } = added({ redactable: ['/credentialSubject/identifier/0'] });

    expect(result.evidence).to.eql(ADDED);
  });
});
