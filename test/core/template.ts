import { expect } from 'chai';
import type { RootmarkError } from '#core/errors';
import type { JsonObject, JsonValue } from '#core/json';
import { checkTemplateIssuer, parseTemplate } from '#core/template';
import { identity, templateJson, templateOf } from '../support/templates.ts';

function faultOf(source: string | Uint8Array): RootmarkError {
  try {
    parseTemplate(source);
  } catch (error) {
    return error as RootmarkError;
  }
  return expect.fail('the template was accepted');
}

function withAchievement(members: JsonObject): JsonObject {
  const { achievement } = templateJson().credentialSubject as { achievement: JsonObject };
  return { achievement: { ...achievement, ...members } };
}

describe('parseTemplate', () => {
  it('lists the columns, whether each is required, and where each stands', () => {
    const template = templateOf(
      { awardedDate: '{{day}}', name: 'Tea for {{name}} ({{ class? }})' },
      { creditsEarned: '{{credits?}}' },
    );

    expect(template.columns).to.deep.equal([
      {
        name: 'name',
        isRequired: true,
        places: [
          { pointer: '/credentialSubject/identifier/0/identityHash', valueKind: 'line' },
          { pointer: '/name', valueKind: 'text' },
        ],
      },
      {
        name: 'credits',
        isRequired: false,
        places: [{ pointer: '/credentialSubject/creditsEarned', valueKind: 'amount' }],
      },
      { name: 'day', isRequired: true, places: [{ pointer: '/awardedDate', valueKind: 'dateTime' }] },
      { name: 'class', isRequired: false, places: [{ pointer: '/name', valueKind: 'text' }] },
    ]);
  });

  it('takes text and bytes, with a byte order mark or without', () => {
    const text = JSON.stringify(templateJson());
    const sources = [
      text,
      `\ufeff${text}`,
      new TextEncoder().encode(text),
      new TextEncoder().encode(`\ufeff${text}`),
    ];

    expect(sources.map((source) => parseTemplate(source).columns.length)).to.deep.equal([1, 1, 1, 1]);
  });

  it('gives two examples for an outside validator: all that is optional filled, and blank', () => {
    const [full, bare] = templateOf({}, { creditsEarned: '{{credits?}}' }).examples;

    expect((full.credentialSubject as JsonObject).creditsEarned).to.equal(1);
    expect(bare.credentialSubject).not.to.have.property('creditsEarned');
    expect(bare.issuer).to.deep.equal({
      id: 'did:web:issuer.example',
      type: ['Profile'],
      name: 'Lakeside Polytechnic',
    });
  });

  const { issuer: _, ...withoutIssuer } = templateJson();
  const nameIdentity = identity('name', '{{name}}');
  const refused: [name: string, source: JsonValue | string, code: string, message: string | RegExp][] = [
    ['what is not JSON', 'oops', 'TemplateNotJson', /^The template cannot be used: This is not JSON/],
    ['a list', '[]', 'TemplateNotObject', 'The template is not a JSON object.'],
    [
      'a member that is there twice',
      '{"name":"a","name":"b"}',
      'TemplateDuplicateKey',
      'The template cannot be used: The document has the member “name” twice.',
    ],
    ['the member __proto__', '{"__proto__":{}}', 'TemplateForbiddenKey', /“__proto__”/],
    ['a proof', templateJson({ proof: [] }), 'TemplateProof', 'The template’s “/proof” is there already.'],
    [
      'a name that redaction needs',
      templateJson({ evidence: [{ type: ['Evidence'], _sd: ['x'], name: '{{name}}' }] }),
      'TemplateForbiddenKey',
      'The template cannot be used: The member name “_sd” is reserved for redaction.',
    ],
    [
      'a template without a placeholder',
      templateJson({}, { identifier: [identity('name', 'Anna')] }),
      'TemplatePlaceholder',
      'The template has no placeholder, so that every holder would get the same credential.',
    ],
    [
      'a template that names no holder',
      templateJson({ name: 'Tea {{class}}' }, { identifier: [identity('name', 'Anna')] }),
      'TemplateHolder',
      'The template’s “/credentialSubject/identifier” does not say from the roster who the holder is.',
    ],
    [
      'an id that every row would share',
      templateJson({ id: 'urn:uuid:6f0c4c3e-8f1e-4a8a-9a4a-2f7f10000000' }),
      'TemplateId',
      'The template’s “/id” would be the same in several credentials.',
    ],
    ['an id that may be blank', templateJson({ id: 'urn:x:{{id?}}' }), 'TemplateId', /would be the same/],
    ['no issuer', withoutIssuer, 'TemplateIssuer', 'The template’s “/issuer” does not say who issues.'],
    [
      'an issuer from a cell',
      templateJson({ issuer: { id: '{{issuer}}', type: ['Profile'] } }),
      'TemplateIssuer',
      /who issues/,
    ],
    [
      'a placeholder that is not closed',
      templateJson({ name: 'Tea {{name' }),
      'TemplatePlaceholder',
      'The template’s “/name” has a placeholder that cannot be read: “Tea {{name”.',
    ],
    [
      'a placeholder that is not opened',
      templateJson({ name: 'name}}' }),
      'TemplatePlaceholder',
      /cannot be read/,
    ],
    [
      'a placeholder without a name',
      templateJson({ name: '{{ }}' }),
      'TemplatePlaceholder',
      /cannot be read/,
    ],
    [
      'a placeholder in a placeholder',
      templateJson({ name: '{{a{{b}}}}' }),
      'TemplatePlaceholder',
      /cannot be read/,
    ],
    ['two question marks', templateJson({ name: '{{name??}}' }), 'TemplatePlaceholder', /cannot be read/],
    [
      'a placeholder in the name of a member',
      templateJson({ '{{name}}': 'x' }),
      'TemplatePlaceholder',
      'The template has a placeholder in the member name “{{name}}”.',
    ],
    [
      'a placeholder in a type',
      templateJson({}, { type: ['{{type}}'] }),
      'TemplatePlaceholder',
      /text must be fixed/,
    ],
    [
      'a placeholder in a context',
      templateJson({ '@context': [{ x: '{{name}}' }] }),
      'TemplatePlaceholder',
      'The template’s “/@context/0/x” has a placeholder where the text must be fixed.',
    ],
    [
      'a placeholder in an identity’s type',
      templateJson({}, { identifier: [nameIdentity, identity('{{kind}}', '{{x}}')] }),
      'TemplatePlaceholder',
      /text must be fixed/,
    ],
    [
      'text around a number',
      templateJson({}, { creditsEarned: '{{credits}} ECTS' }),
      'TemplatePlaceholder',
      'The template’s “/credentialSubject/creditsEarned” is a number, but has text around its placeholder.',
    ],
    [
      'a number in quotes',
      templateJson({}, { creditsEarned: '5' }),
      'TemplateValue',
      'The template’s “/credentialSubject/creditsEarned” is “5”.',
    ],
    [
      'an ambiguous date',
      templateJson({ awardedDate: '01/09/2026' }),
      'TemplateValue',
      'The template’s “/awardedDate” is “01/09/2026”.',
    ],
    [
      'a kind of achievement that Open Badges does not have',
      templateJson({}, withAchievement({ achievementType: 'Nanodegree' })),
      'TemplateValue',
      'The template’s “/credentialSubject/achievement/achievementType” is “Nanodegree”, a word that Open Badges does not have.',
    ],
    [
      'a kind of identity that Open Badges does not have',
      templateJson({}, { identifier: [nameIdentity, identity('studentId', '{{x}}')] }),
      'TemplateValue',
      /“studentId”/,
    ],
    [
      'an identity without its type, whose email would be stored as it is',
      templateJson(
        {},
        {
          identifier: [
            nameIdentity,
            { hashed: true, identityHash: '{{email}}', identityType: 'emailAddress' },
          ],
        },
      ),
      'TemplateIdentity',
      'The template’s “/credentialSubject/identifier/1” has an “identityHash” without all that belongs to it.',
    ],
    [
      'an identity that only says that it is hashed',
      templateJson({}, { identifier: [nameIdentity, identity('emailAddress', 'a@example.org', true)] }),
      'TemplateIdentity',
      'The template’s “/credentialSubject/identifier/1” says that it is hashed and is not.',
    ],
    [
      'a salt that every holder would share',
      templateJson({}, { identifier: [{ ...identity('emailAddress', '{{email}}', true), salt: 'sea' }] }),
      'TemplateIdentity',
      'The template’s “/credentialSubject/identifier/0” has a “salt”.',
    ],
    [
      'contexts of something else',
      templateJson({ '@context': ['https://www.w3.org/2018/credentials/v1'] }),
      'TemplateNotOpenBadge',
      /“\/@context” is not as it must be: it must begin with the contexts of Verifiable Credentials 2.0 and Open Badges 3.0/,
    ],
    [
      'an achievement without a name',
      templateJson({}, withAchievement({ name: '' })),
      'TemplateNotOpenBadge',
      'The template cannot be used: “/credentialSubject/achievement/name” is not as it must be: text is missing.',
    ],
    [
      'an achievement whose name may be blank',
      templateJson({}, withAchievement({ name: '{{title?}}' })),
      'TemplateNotOpenBadge',
      /“\/credentialSubject\/achievement\/name”/,
    ],
    [
      'redactable that is no list',
      templateJson({ redactable: '/name' }),
      'TemplateRedactable',
      'The template’s “/redactable” is not a list of JSON Pointers.',
    ],
    [
      'a redactable pointer to nothing',
      templateJson({ redactable: ['/credentialSubject/identifier/1'] }),
      'TemplateRedactable',
      'The template’s “/redactable” cannot be used: The pointer “/credentialSubject/identifier/1” leads to nothing in this document.',
    ],
    [
      'a redactable pointer that is none',
      templateJson({ redactable: ['name'] }),
      'TemplateRedactable',
      /is not a JSON Pointer/,
    ],
    [
      'a redactable end of validity',
      templateJson({ validUntil: '2030-01-01', redactable: ['/validUntil'] }),
      'TemplateRedactable',
      /“\/validUntil” may not be hidden/,
    ],
    [
      'a redactable subject',
      templateJson({ redactable: ['/credentialSubject'] }),
      'TemplateRedactable',
      /may not be hidden/,
    ],
    [
      'a redactable pointer inside another',
      templateJson({ redactable: ['/credentialSubject/identifier', '/credentialSubject/identifier/0'] }),
      'TemplateRedactable',
      /lies inside/,
    ],
    [
      'a redactable member that leaves no valid Open Badge behind',
      templateJson({ redactable: ['/credentialSubject/identifier/0/identityHash'] }),
      'TemplateRedactable',
      'The template’s “/credentialSubject/identifier/0/identityHash” cannot be hidden by itself: what is left would be no valid Open Badge.',
    ],
  ];
  const evidence = [
    { id: '{{link}}', type: ['Evidence', 'Photo'], image: { id: 'https://a.example/', type: 'Image' } },
  ];
  for (const pointer of ['/evidence/0/type', '/evidence/0/type/1', '/evidence/0/image/id'])
    refused.push([
      `the redactable pointer ${pointer}`,
      templateJson({ evidence, redactable: [pointer] }),
      'TemplateRedactable',
      `The template’s “${pointer}” cannot be hidden by itself: what is left would be no valid Open Badge.`,
    ]);
  for (const [name, source, code, message] of refused)
    it(`refuses ${name}`, () => {
      const fault = faultOf(typeof source === 'string' ? source : JSON.stringify(source));

      expect(fault).to.include({ kind: 'input', code });
      if (typeof message === 'string') expect(fault.message).to.equal(message);
      else expect(fault.message).to.match(message);
      expect(fault.advice).to.match(/\.$/);
    });

  it('refuses bytes that are not UTF-8', () => {
    expect(faultOf(Uint8Array.of(0x7b, 0xff, 0x7d)).code).to.equal('TemplateNotUtf8');
  });

  it('lets a template write dates as a roster does', () => {
    const [full] = templateOf({ awardedDate: '2026-09-01', validUntil: '2027-08-31' }).examples;

    expect(full).to.include({ awardedDate: '2026-09-01T00:00:00Z', validUntil: '2027-08-31T23:59:59Z' });
  });
});

describe('checkTemplateIssuer', () => {
  it('takes a template that leaves the issuer’s id out, or has this one', () => {
    checkTemplateIssuer(templateOf(), 'did:web:lakeside.example');
    checkTemplateIssuer(templateOf({ issuer: 'did:web:lakeside.example' }), 'did:web:lakeside.example');
  });

  it('refuses the template of another issuer, naming both', () => {
    const template = templateOf({ issuer: { id: 'did:web:seaside.example', type: ['Profile'] } });

    expect(() => checkTemplateIssuer(template, 'did:web:lakeside.example'))
      .to.throw(
        'The template’s “/issuer/id” is did:web:seaside.example, but the issuer is did:web:lakeside.example.',
      )
      .with.property('code', 'TemplateIssuer');
  });
});
