import { expect } from 'chai';
import type { RootmarkError } from '#core/errors';
import type { JsonObject, JsonValue } from '#core/json';
import { parsePlaceholders } from '#core/placeholder';
import { checkTemplateIssuer, parseTemplate } from '#core/template';
import { VALUE_RULES, type ValueKind } from '#core/values';
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

describe('parsePlaceholders', () => {
  const cases: [text: string, pieces: unknown][] = [
    ['Tea', ['Tea']],
    ['', []],
    ['{{name}}', [{ column: 'name', isOptional: false }]],
    ['{{ first name ? }}', [{ column: 'first name', isOptional: true }]],
    ['a{{b}}{{c?}}d', ['a', { column: 'b', isOptional: false }, { column: 'c', isOptional: true }, 'd']],
    ['{{όνομα}}', [{ column: 'όνομα', isOptional: false }]],
    ['{{o\u0301noma}}', [{ column: 'ónoma', isOptional: false }]],
    ['{{__proto__}}', [{ column: '__proto__', isOptional: false }]],
    ['{single}', ['{single}']],
    ['{{a,b}}', null],
    ['{{a;b}}', null],
    ['{{a\nb}}', null],
    ['{{{a}}}', null],
    ['{{', null],
    ['}}', null],
    ['{{?}}', null],
  ];
  for (const [text, pieces] of cases)
    it(`reads ${JSON.stringify(text)}`, () => expect(parsePlaceholders(text)).to.deep.equal(pieces));
});

describe('VALUE_RULES', () => {
  const cases: [kind: ValueKind, accepted: Record<string, string | number>, refused: string[]][] = [
    [
      'dateTime',
      {
        '2026-09-01': '2026-09-01T00:00:00Z',
        ' 2026-09-01 ': '2026-09-01T00:00:00Z',
        '2024-02-29': '2024-02-29T00:00:00Z',
        '2026-09-01T14:30:00+02:00': '2026-09-01T14:30:00+02:00',
        '2026-09-01T14:30:00.5Z': '2026-09-01T14:30:00.5Z',
      },
      [
        '01/09/2026',
        '09/01/2026',
        '1.9.2026',
        '01-09-2026',
        '2026-9-1',
        '2026/09/01',
        '20260901',
        '1 Sep 2026',
        '2026-09',
        '46266',
        '2026-02-29',
        '2026-13-01',
        '2026-09-31',
        '2026-09-01T14:30:00',
        '2026-09-01 14:30',
        '2026-09-01T24:00:00Z',
        '2026-09-01T14:30:60Z',
        '0026-09-01',
        '٢٠٢٦-٠٩-٠١',
      ],
    ],
    [
      'lastMoment',
      { '2026-09-01': '2026-09-01T23:59:59Z', '2026-09-01T12:00:00Z': '2026-09-01T12:00:00Z' },
      ['31/12/2026'],
    ],
    ['date', { '2001-02-03': '2001-02-03' }, ['2001-02-03T00:00:00Z', '3/2/2001', '2001-02-30']],
    [
      'number',
      { '5': 5, '0': 0, '-3.25': -3.25, ' 87.5 ': 87.5, '123456789012345': 123456789012345, '0.10': 0.1 },
      [
        '5,5',
        '1,000',
        '+5',
        '05',
        '.5',
        '5.',
        '1e3',
        '0x10',
        'NaN',
        'Infinity',
        '5 ECTS',
        '½',
        '٥',
        '1234567890123456',
        '--5',
        '',
      ],
    ],
    ['amount', { '0': 0, '2.5': 2.5 }, ['-1', '2,5']],
    [
      'email',
      { 'name@example.org': 'name@example.org', ' Näme.x+1@Süd.example ': 'Näme.x+1@Süd.example' },
      [
        'name',
        'name@example',
        'a@b@example.org',
        'a b@example.org',
        'a..b@example.org',
        '.a@example.org',
        'a@.example.org',
        'a@example..org',
        'a@example.org; b@example.org',
        'A <a@example.org>',
        'mailto:a@example.org',
        'a@example.org\nb',
        `${'x'.repeat(250)}@example.org`,
      ],
    ],
    [
      'https',
      { 'https://lakeside.example/x?y=1#z': 'https://lakeside.example/x?y=1#z' },
      [
        'http://lakeside.example/',
        'lakeside.example',
        'javascript:alert(1)',
        'data:image/png;base64,AA',
        'https://',
        'https:lakeside.example',
        'https://user:secret@lakeside.example/',
        'https://lakeside.example/a b',
        'https://lakeside.example/"onload=',
        'ftp://lakeside.example/',
      ],
    ],
    [
      'web',
      { 'http://data.europa.eu/esco/isco/C2513': 'http://data.europa.eu/esco/isco/C2513' },
      ['javascript:alert(1)', 'file:///etc/passwd'],
    ],
    [
      'uri',
      {
        'urn:uuid:6f0c4c3e-8f1e-4a8a-9a4a-2f7f10000000': 'urn:uuid:6f0c4c3e-8f1e-4a8a-9a4a-2f7f10000000',
        'did:web:lakeside.example': 'did:web:lakeside.example',
        'https://lakeside.example/a': 'https://lakeside.example/a',
        'mailto:a@example.org': 'mailto:a@example.org',
      },
      ['123', 'javascript:alert(1)', 'data:text/html,x', 'urn:', 'did:web:', 'urn:x:a b'],
    ],
    ['status', { Completed: 'Completed', ' Failed ': 'Failed' }, ['completed', 'Done']],
    ['language', { en: 'en', 'pt-BR': 'pt-BR', 'sr-Latn': 'sr-Latn' }, ['EN', 'english', 'pt_BR']],
    ['country', { GR: 'GR' }, ['gr', 'GRC', 'Greece']],
    ['line', { 'Anna Lind': 'Anna Lind', ' x ': ' x ' }, ['Anna\nLind', 'a\rb']],
    ['text', { 'a\nb': 'a\nb', '{{x}}': '{{x}}' }, []],
  ];
  for (const [kind, accepted, refused] of cases) {
    it(`reads a value of kind ${kind}`, () => {
      const read = Object.fromEntries(
        Object.keys(accepted).map((text) => [text, VALUE_RULES[kind].read(text)]),
      );

      expect(read).to.deep.equal(accepted);
      expect(VALUE_RULES[kind].read(VALUE_RULES[kind].example)).not.to.equal(undefined);
    });

    for (const text of refused)
      it(`refuses ${JSON.stringify(text.slice(0, 40))} as a value of kind ${kind}`, () =>
        expect(VALUE_RULES[kind].read(text)).to.equal(undefined));
  }
});
