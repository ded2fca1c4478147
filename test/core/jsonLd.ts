import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Address } from 'viem';
import { buildBatch } from '#core/batch';
import { parseCredential } from '#core/credential';
import { redact, redactablePointers } from '#core/disclosure';
import { prepareDrafts } from '#core/drafts';
import type { JsonObject, JsonValue } from '#core/json';
import { checkTemplateTerms, droppedPartsOf } from '#core/jsonLd';
import { checkTemplateSchema } from '#core/openBadges';
import { parseTemplate } from '#core/template';
import { draftFor, unanchoredDocument, withValue } from '../support/credentials.ts';
import { expectRejection } from '../support/errors.ts';

const REGISTRY = { chainId: 31337, address: '0x5FbDB2315678afecb367f032d93F642f64180aa3' as Address };
const ISSUER: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const NO_MEMBER = 'is no member of Open Badges, nor one that its own “@context” defines';
const NO_TYPE = 'is no type of Open Badges, nor one that its own “@context” defines';

function read(path: string): Buffer {
  return readFileSync(new URL(path, import.meta.url));
}

describe('everything that is written', () => {
  for (const sample of ['certificate', 'badge', 'nanodegree']) {
    it(`expands in safe mode: sample ${sample}, whatever the holder hides`, async function () {
      this.timeout(20_000);
      const template = parseTemplate(read(`../../samples/${sample}/template.json`));
      const secret = new Uint8Array(32).fill(7);
      const { drafts } = await prepareDrafts({
        template,
        roster: read(`../../samples/${sample}/roster.csv`),
        secret,
        issuerId: 'did:web:lakeside.example',
        issuedAt: new Date('2026-09-01T08:00:00Z'),
      });
      const { credentials } = buildBatch({ registry: REGISTRY, issuer: ISSUER, secret, drafts });
      await checkTemplateTerms(template);
      for (const { document } of credentials) {
        expect(await droppedPartsOf(document)).to.deep.equal([]);
        const full = parseCredential(JSON.stringify(document));
        const hidden = redact(full, redactablePointers(full.anchor.disclosure));
        expect(await droppedPartsOf(hidden.document)).to.deep.equal([]);
        const [first] = redactablePointers(full.anchor.disclosure);
        expect(await droppedPartsOf(redact(full, [String(first)]).document)).to.deep.equal([]);
      }
    });
  }

  for (const name of ['single', 'three-redactable', 'rich']) {
    it(`expands in safe mode: golden vector ${name}`, async () => {
      const { credentials } = JSON.parse(read(`../fixtures/vectors/${name}.json`).toString());
      for (const { credential } of credentials) expect(await droppedPartsOf(credential)).to.deep.equal([]);
    });
  }

  it('expands in safe mode: the example of the guide to templates', async () => {
    const guide = read('../../docs/templates-and-rosters.md').toString();
    const [, block = ''] = /<!-- example: template.json -->\n```\w+\n([\s\S]*?)```/.exec(guide) ?? [];
    const template = parseTemplate(block);
    checkTemplateSchema(template);
    await checkTemplateTerms(template);
  });
});

describe('droppedPartsOf', () => {
  const document = unanchoredDocument();

  /** The document with a value added at a place where there is none. */
  function withMember(container: string, key: string, value: JsonValue): JsonObject {
    const copy = structuredClone(document);
    const steps = container.split('/').slice(1);
    const parent = steps.reduce<Record<string, JsonValue>>((at, step) => at[step] as JsonObject, copy);
    parent[key] = value;
    return copy;
  }

  it('finds nothing in a credential that is in order', async () => {
    expect(await droppedPartsOf(document)).to.deep.equal([]);
  });

  const members: [pointer: string, container: string, key: string, value: JsonValue][] = [
    ['/credentialSubject/achievement/foo', '/credentialSubject/achievement', 'foo', 'bar'],
    ['/grade', '', 'grade', 5],
    ['/credentialSubject/familyNames', '/credentialSubject', 'familyNames', ['Okonkwo']],
    ['/issuer/a~1b', '/issuer', 'a/b', true],
    ['/credentialSubject/result/0/score', '/credentialSubject/result/0', 'score', { value: 5 }],
  ];
  for (const [pointer, container, key, value] of members) {
    it(`finds the member ${pointer}`, async () => {
      expect(await droppedPartsOf(withMember(container, key, value))).to.deep.equal([
        { pointer, problem: NO_MEMBER },
      ]);
    });
  }

  it('finds the one of two members of a name that is not defined where it stands', async () => {
    // “achievedLevel” is a member of a Result, not of an Achievement.
    const both = withValue(document, '/credentialSubject/result/0', {
      type: ['Result'],
      achievedLevel: 'urn:uuid:6f0c17f2-2b4c-4a55-9a0f-0f8a0c1f0a01',
    });
    const achievement = {
      ...((both.credentialSubject as JsonObject).achievement as JsonObject),
      achievedLevel: 'B',
    };

    expect(
      await droppedPartsOf(withValue(both, '/credentialSubject/achievement', achievement)),
    ).to.deep.equal([{ pointer: '/credentialSubject/achievement/achievedLevel', problem: NO_MEMBER }]);
  });

  it('finds types that nobody defined, and ids that are no addresses', async () => {
    const odd = { ...document, evidence: [{ id: 'portfolio', type: ['Evidence', 'Portfolio'] }] };
    expect(await droppedPartsOf(odd)).to.have.deep.members([
      { pointer: '/evidence/0/id', problem: 'is no absolute URL or URN' },
      { pointer: '/evidence/0/type/1', problem: NO_TYPE },
    ]);
  });

  it('takes members that an inline context defines', async () => {
    const own = {
      ...withMember('/credentialSubject/achievement', 'foo', 'bar'),
      '@context': [...(document['@context'] as string[]), { foo: 'https://lakeside.example/terms#foo' }],
    };
    expect(await droppedPartsOf(own)).to.deep.equal([]);
  });

  it('refuses contexts that are not at hand, naming them', async () => {
    const foreign = {
      ...document,
      '@context': [...(document['@context'] as string[]), 'https://x.example/c'],
    };
    await expectRejection(droppedPartsOf(foreign), {
      kind: 'input',
      code: 'ContextUnknown',
      message:
        'The JSON-LD context “https://x.example/c” is not one that this program comes with, and contexts are never fetched.',
    });
  });

  it('refuses contexts that give a member of Open Badges another meaning', async () => {
    const redefined = {
      ...document,
      '@context': [...(document['@context'] as string[]), { OpenBadgeCredential: 'https://x.example/other' }],
    };
    await expectRejection(droppedPartsOf(redefined), {
      kind: 'input',
      code: 'JsonLdInvalid',
      message: 'The document is not JSON-LD that can be signed: protected term redefinition',
    });
  });

  it('refuses documents that would take minutes', async () => {
    const names = Array.from({ length: 2400 }, (_, index) => `_:b${index}`);
    const hubs = ['_:h0', '_:h1'].map((id) => ({ id, knows: names }));
    const knows = { '@id': 'https://x.example/knows', '@type': '@id' };
    const context = [...(document['@context'] as string[]), { knows }];
    const entangled = { kind: 'input', code: 'DocumentEntangled' } as const;
    const message =
      'The document has too many parts, or too many that are alike, for a signature over its meaning.';

    await expectRejection(droppedPartsOf({ ...document, '@context': context, knows: hubs }), {
      ...entangled,
      message,
    });
    const many = { ...document, '@context': context, knows: Array(6000).fill('https://x.example/') };
    await expectRejection(droppedPartsOf(many), { ...entangled, message });
  });
});

describe('checkTemplateTerms', () => {
  const { document, redactable } = draftFor('{{name}}', {}, ['/credentialSubject/identifier/0']);

  it('names the place in the template, and how many more there are', async () => {
    const template = parseTemplate(
      JSON.stringify({ ...document, id: undefined, redactable, garde: '{{grade?}}', issued: 'today' }),
    );
    await expectRejection(checkTemplateTerms(template), {
      kind: 'input',
      code: 'TemplateTerm',
      message: `The template’s “/garde” ${NO_MEMBER} (and 1 more: /issued).`,
    });
  });

  it('lets a template pass that is in order', async () => {
    await checkTemplateTerms(parseTemplate(JSON.stringify({ ...document, id: undefined, redactable })));
  });
});
