import { readFileSync } from 'node:fs';
import Ajv2019 from 'ajv/dist/2019.js';
import { expect } from 'chai';
import type { JsonObject, JsonValue } from '#core/json';
import { isObject } from '#core/json';
import { checkTemplateSchema, schemaProblemsIn } from '#core/openBadges';
import { pointerTo } from '#core/pointer';
import { parseTemplate } from '#core/template';
import { draftFor, unanchoredDocument, withoutValue, withValue } from '../support/credentials.ts';
import { expectFault } from '../support/errors.ts';

const schema = new URL('../fixtures/standards/ob_v3p0_achievementcredential_schema.json', import.meta.url);
const ajv = new Ajv2019.default({ strict: false, validateFormats: true });
// As RFC 3339 has it; Ajv brings no formats of its own.
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
const passesSchema = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));

const CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];
const alignment = [
  {
    type: ['Alignment'],
    targetCode: '5',
    targetDescription: 'Level',
    targetName: 'EQF level 5',
    targetFramework: 'EQF',
    targetType: 'ext:eqfLevel',
    targetUrl: 'http://data.europa.eu/snb/eqf/5',
  },
];
const image = { id: 'https://lakeside.example/badge.png', type: 'Image', caption: 'A boat' };
const otherIdentifier = [{ type: 'IdentifierEntry', identifier: 'ce-1', identifierType: 'ext:ctid' }];
const proof = [
  {
    type: 'DataIntegrityProof',
    created: '2026-09-01T00:00:00Z',
    cryptosuite: 'eddsa-rdfc-2022',
    challenge: 'a',
    domain: 'b',
    nonce: 'c',
    proofPurpose: 'assertionMethod',
    proofValue: 'z1',
    verificationMethod: 'did:web:lakeside.example#key',
  },
];
const secured = {
  awardedDate: '2026-09-01T00:00:00Z',
  validUntil: '2030-09-01T00:00:00+02:00',
  proof,
  credentialSchema: [{ id: 'https://lakeside.example/schema', type: '1EdTechJsonSchemaValidator2019' }],
  credentialStatus: { id: 'https://lakeside.example/status#1', type: 'BitstringStatusListEntry' },
  refreshService: { id: 'https://lakeside.example/refresh', type: '1EdTechCredentialRefresh' },
  termsOfUse: [{ id: 'https://lakeside.example/terms', type: 'IssuerPolicy' }],
};
const endorsement = [
  {
    '@context': CONTEXTS,
    ...secured,
    id: 'urn:uuid:e',
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Endorsement',
    description: 'By an agency',
    issuer: { id: 'did:web:agency.example', type: ['Profile'] },
    validFrom: '2026-09-01T00:00:00Z',
    credentialSubject: { id: 'urn:x:1', type: ['EndorsementSubject'], endorsementComment: 'Good' },
  },
];
const endorsed = { endorsement, endorsementJwt: ['aa.bb.cc'] };
const { '@context': _, ...badge } = draftFor('Amina').document as JsonObject;
const subject = badge.credentialSubject as JsonObject;

/** A credential with every member of every class of Open Badges 3.0. */
const everything = {
  '@context': CONTEXTS,
  ...badge,
  ...secured,
  ...endorsed,
  description: 'Everything',
  image,
  evidence: [
    {
      id: 'https://lakeside.example/evidence',
      type: ['Evidence'],
      narrative: 'n',
      name: 'n',
      description: 'd',
      genre: 'g',
      audience: 'a',
    },
  ],
  issuer: {
    ...(badge.issuer as JsonObject),
    ...endorsed,
    url: 'https://lakeside.example/',
    phone: '1',
    description: 'd',
    image,
    email: 'a@lakeside.example',
    official: 'o',
    address: {
      type: ['Address'],
      addressCountry: 'Greece',
      addressCountryCode: 'GR',
      addressRegion: 'r',
      addressLocality: 'l',
      streetAddress: 's',
      postOfficeBoxNumber: 'p',
      postalCode: 'c',
      geo: { type: 'GeoCoordinates', latitude: 39.6, longitude: 20.8 },
    },
    otherIdentifier,
    parentOrg: { id: 'https://lakeside.example/parent', type: ['Profile'] },
    familyName: 'f',
    givenName: 'g',
    additionalName: 'a',
    patronymicName: 'p',
    honorificPrefix: 'h',
    honorificSuffix: 's',
    familyNamePrefix: 'v',
    dateOfBirth: '1970-01-01',
  },
  credentialSubject: {
    ...subject,
    id: 'did:example:holder',
    licenseNumber: '1',
    narrative: 'n',
    role: 'r',
    term: 't',
    activityStartDate: '2026-01-01T00:00:00Z',
    activityEndDate: '2026-08-01T00:00:00Z',
    image,
    source: { id: 'https://lakeside.example/school', type: ['Profile'] },
    achievement: {
      ...(subject.achievement as JsonObject),
      ...endorsed,
      alignment,
      creator: { id: 'https://lakeside.example/', type: ['Profile'] },
      creditsAvailable: 4,
      criteria: { id: 'https://lakeside.example/criteria', narrative: 'n' },
      fieldOfStudy: 'f',
      humanCode: 'h',
      image,
      inLanguage: 'pt-BR',
      otherIdentifier,
      related: [
        { id: 'https://lakeside.example/related', type: ['Related'], inLanguage: 'en', version: '1' },
      ],
      specialization: 's',
      version: '1',
      resultDescription: [
        {
          id: 'urn:uuid:r',
          type: ['ResultDescription'],
          name: 'n',
          resultType: 'RubricCriterionLevel',
          requiredLevel: 'urn:uuid:l',
          requiredValue: '1',
          valueMin: '0',
          valueMax: '2',
          allowedValue: ['0', '1'],
          alignment,
          rubricCriterionLevel: [
            {
              id: 'urn:uuid:l',
              type: ['RubricCriterionLevel'],
              name: 'n',
              description: 'd',
              level: '1',
              points: '2',
              alignment,
            },
          ],
        },
      ],
    },
    result: [
      {
        type: ['Result'],
        achievedLevel: 'urn:uuid:l',
        resultDescription: 'urn:uuid:r',
        status: 'Completed',
        value: '1',
        alignment,
      },
    ],
  },
} as unknown as JsonObject;

/** Every place of a document but those that the reader of credentials looks at itself. */
function placesIn(value: JsonValue, path: (string | number)[] = []): string[] {
  if (path[0] === '@context' || (path[0] === 'type' && path.length > 0)) return [];
  const here = path.length === 0 ? [] : [pointerTo(path)];
  if (Array.isArray(value))
    return [...here, ...value.flatMap((element, index) => placesIn(element, [...path, index]))];
  if (!isObject(value)) return here;
  return [...here, ...Object.entries(value).flatMap(([key, member]) => placesIn(member, [...path, key]))];
}

describe('schemaProblemsIn', () => {
  it('finds nothing in what is in order', () => {
    expect(passesSchema(everything), ajv.errorsText(passesSchema.errors)).to.equal(true);
    expect(schemaProblemsIn(everything)).to.deep.equal([]);
    expect(schemaProblemsIn(unanchoredDocument())).to.deep.equal([]);
  });

  it('refuses and takes what the official schema does, whatever stands where', function () {
    this.timeout(60_000);
    const values: JsonValue[] = [
      'x',
      '',
      5,
      true,
      null,
      [],
      {},
      ['x'],
      [5],
      [{}],
      '2026-09-01',
      '2026-09-01T00:00:00Z',
    ];
    // What an endorsement’s own context and types are is left to whoever verifies the endorsement.
    const places = placesIn(everything).filter(
      (pointer) => !/\/endorsement\/0\/(@context|type)/.test(pointer),
    );
    expect(places.length).to.be.greaterThan(300);
    let cases = 0;
    for (const pointer of places) {
      for (const value of [undefined, ...values]) {
        const changed =
          value === undefined ? withoutValue(everything, pointer) : withValue(everything, pointer, value);
        const problems = schemaProblemsIn(changed);
        const what = `${JSON.stringify(value)} at ${pointer}: ${JSON.stringify(problems)}`;
        expect(problems.length === 0, what).to.equal(passesSchema(changed));
        cases++;
      }
    }
    expect(cases).to.be.greaterThan(4000);
  });

  it('takes members that the schema does not know, but where it is closed', () => {
    const container = withValue(everything, '/credentialSubject/achievement/alignment/0', {
      ...alignment[0],
      note: 'x',
    } as JsonObject);
    expect(schemaProblemsIn(container)).to.deep.equal([]);
    expect(schemaProblemsIn({ ...everything, image: { ...image, note: 'x' } })).to.deep.equal([
      { pointer: '/image/note', problem: 'is no member that an Image may have' },
    ]);
  });

  it('names every place and what is wrong there', () => {
    const wrong = withoutValue(
      withValue(withValue(everything, '/credentialSubject/creditsEarned', '5'), '/evidence', {}),
      '/credentialSubject/achievement/criteria',
    );
    expect(schemaProblemsIn(wrong)).to.have.deep.members([
      { pointer: '/credentialSubject/creditsEarned', problem: 'must be a number; it is “5”' },
      { pointer: '/credentialSubject/achievement/criteria', problem: 'is missing' },
      { pointer: '/evidence', problem: 'must be a list; it is an object' },
    ]);
  });
});

describe('checkTemplateSchema', () => {
  const { document, redactable } = draftFor('{{name}}', {}, ['/credentialSubject/identifier/0']);
  const templateOf = (changes: JsonObject) =>
    parseTemplate(JSON.stringify({ ...document, id: undefined, redactable, ...changes }));

  it('names the first place and how many more there are', () => {
    const evidence = [{ name: 'Portfolio' }, { type: ['Evidence'], name: 5 }];
    expectFault(() => checkTemplateSchema(templateOf({ evidence })), {
      kind: 'input',
      code: 'TemplateSchema',
      message: 'The template’s “/evidence/0/type” is missing (and 1 more: /evidence/1/name).',
    });
  });

  it('lets a template pass that is in order, also when its place in a status list is filled in later', () => {
    checkTemplateSchema(templateOf({}));
    const credentialStatus = {
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListCredential: 'https://lakeside.example/status/',
    };
    checkTemplateSchema(templateOf({ credentialStatus }));
  });
});
