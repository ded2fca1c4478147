import { expect } from 'chai';
import type { Hex } from 'viem';
import { RootmarkError } from '#core/errors';
import type { JsonObject } from '#core/json';
import { withReplaced } from '#core/replacement';
import { parseTemplate } from '#core/template';
import { VALUE_RULES } from '#core/values';
import { templateJson } from '../support/templates.ts';

const LEAF: Hex = `0x${'ab'.repeat(32)}`;
const REFERENCE = {
  registry: { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' },
  leaf: LEAF,
} as const;
const NAMED = {
  id: `urn:rootmark:replaced:v1:eip155:31337:${REFERENCE.registry.address}:${LEAF}`,
  type: ['Evidence'],
  name: 'Replaced credential',
  genre: 'Replaced credential',
};
const WORK = { id: 'https://portfolio.lakeside.example/', type: ['Evidence'] };

function replaced(members: JsonObject): JsonObject {
  const document = templateJson(members);
  return withReplaced(document, parseTemplate(JSON.stringify(document)), REFERENCE);
}

describe('withReplaced', () => {
  it('adds evidence that names the replaced credential, and changes nothing else', () => {
    const document = templateJson();

    expect(replaced({})).to.eql({ ...document, evidence: [NAMED] });
    expect(VALUE_RULES.uri.read(NAMED.id)).to.equal(NAMED.id);
  });

  it('leaves the template’s own evidence before it, alone or in a list', () => {
    expect(replaced({ evidence: WORK }).evidence).to.eql([WORK, NAMED]);
    expect(replaced({ evidence: [WORK, WORK] }).evidence).to.eql([WORK, WORK, NAMED]);
  });

  it('makes a template again', () => {
    expect(() => parseTemplate(JSON.stringify(replaced({ evidence: [WORK] })))).not.to.throw();
  });

  for (const pointer of ['/evidence', '/evidence/0'])
    it(`refuses a template whose holders may hide ${pointer}`, () => {
      let thrown: unknown;
      try {
        replaced({ evidence: [WORK], redactable: [pointer] });
      } catch (error) {
        thrown = error;
      }

      expect(thrown).to.be.instanceOf(RootmarkError);
      expect((thrown as RootmarkError).code).to.equal('TemplateRedactable');
      expect((thrown as RootmarkError).message).to.include('what the credential replaces');
    });
});
