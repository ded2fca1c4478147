import { anchorProofOf, type ParsedCredential, parseCredential } from '#core/credential';
import { buildPayload, redact } from '#core/disclosure';
import type { JsonObject } from '#core/json';
import { domainSeparatorOf, leafOf, payloadHashOf } from '#core/leaf';

/** An account that issues nothing outside this gallery. */
export const ISSUER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
/** The registry of the scripted chain. */
export const REGISTRY = '0x5FbDB2315678afecb367f032d93F642f64180aa3';

const SEED = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8';

const issuer = {
  id: 'did:web:lakeside.example',
  type: ['Profile'],
  name: 'Lakeside Polytechnic',
  address: { type: ['Address'], addressCountry: 'Ireland', addressCountryCode: 'IE' },
};

/** A rich credential, with everything that a certificate can show. */
export const analytics: JsonObject = {
  '@context': [
    'https://www.w3.org/ns/credentials/v2',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  ],
  id: 'urn:uuid:6f0c4d7a-2b1e-4c3e-8f1e-6a8a4a2f7f10',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  name: 'Data Analytics Foundations',
  issuer,
  awardedDate: '2026-08-28T00:00:00Z',
  validFrom: '2026-09-01T00:00:00Z',
  validUntil: '2031-09-01T00:00:00Z',
  credentialSubject: {
    type: ['AchievementSubject'],
    identifier: [
      { type: 'IdentityObject', hashed: false, identityHash: 'Amina Okonkwo', identityType: 'name' },
      {
        type: 'IdentityObject',
        hashed: true,
        identityHash: 'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399',
        identityType: 'emailAddress',
        salt: 'kqW2x0TzYx1Q',
      },
    ],
    creditsEarned: 5,
    licenseNumber: 'LP-2026-00417',
    achievement: {
      id: 'https://lakeside.example/achievements/data-analytics',
      type: ['Achievement'],
      achievementType: 'MicroCredential',
      name: 'Data Analytics Foundations',
      description:
        'Collect, clean and question data; choose the chart that answers; say what the numbers cannot.',
      criteria: {
        id: 'https://lakeside.example/achievements/data-analytics/criteria',
        narrative:
          'A supervised exam (60 %) and a project on a public data set (40 %), marked by two examiners.\n\n- Exam: **two hours**, on site\n- Project: *six weeks*, with a viva',
      },
      creditsAvailable: 5,
      fieldOfStudy: 'Information and communication technologies',
      resultDescription: [
        {
          id: 'urn:uuid:f6ab24cd-86e8-4eaf-b8c6-ded74e8fd41c',
          type: ['ResultDescription'],
          name: 'Final mark',
          resultType: 'Percent',
          valueMax: '100',
          requiredValue: '60',
        },
        {
          id: 'urn:uuid:a70ddc6a-4c4a-4bd8-8277-cb97c79f40c5',
          type: ['ResultDescription'],
          name: 'Grade',
          resultType: 'LetterGrade',
        },
      ],
      alignment: [
        {
          type: ['Alignment'],
          targetName: 'data analytics',
          targetUrl: 'https://data.europa.eu/esco/skill/97bd1c21-66b2-4b7e-ad0f-e3cda590e378',
          targetFramework: 'ESCO',
          targetType: 'ext:escoSkill',
        },
        {
          type: ['Alignment'],
          targetName: 'Data Scientists',
          targetUrl: 'https://www.onetonline.org/link/summary/15-2051.00',
          targetFramework: 'O*NET-SOC',
          targetCode: '15-2051.00',
          targetType: 'ext:onetOccupation',
        },
        {
          type: ['Alignment'],
          targetName: 'EQF level 5',
          targetUrl: 'http://data.europa.eu/snb/eqf/5',
          targetFramework: 'EQF',
          targetCode: '5',
          targetType: 'ext:eqfLevel',
        },
      ],
      notionalWorkloadHours: 125,
      assessmentType: 'Exam and project',
      participationForm: 'On site or blended',
      assessmentSupervision: 'Supervised on site, identity checked',
      qualityAssuranceType: 'ESG Part 1, institutional accreditation',
    },
    result: [
      { type: ['Result'], resultDescription: 'urn:uuid:f6ab24cd-86e8-4eaf-b8c6-ded74e8fd41c', value: '87' },
      { type: ['Result'], resultDescription: 'urn:uuid:a70ddc6a-4c4a-4bd8-8277-cb97c79f40c5', value: 'A' },
    ],
  },
  evidence: [
    {
      id: 'https://lakeside.example/evidence/417',
      type: ['Evidence'],
      name: 'Project report',
      description: 'Bathing water quality in forty lakes, 2015 to 2025.',
    },
  ],
};

/** A badge with little more than Open Badges asks for. */
export const badge: JsonObject = {
  '@context': analytics['@context'] ?? [],
  id: 'urn:uuid:7a1f4d7a-2b1e-4c3e-8f1e-6a8a4a2f7f11',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  name: 'First aid at work',
  issuer,
  validFrom: '2026-09-01T00:00:00Z',
  credentialSubject: {
    type: ['AchievementSubject'],
    identifier: [{ type: 'IdentityObject', hashed: false, identityHash: 'Jo Ek', identityType: 'name' }],
    achievement: {
      id: 'https://lakeside.example/achievements/first-aid',
      type: ['Achievement'],
      achievementType: 'Badge',
      name: 'First aid at work',
      description: 'Gives first aid until help arrives.',
      criteria: { narrative: 'One day of practice and an observed exercise.' },
    },
  },
};

const LONG = `${'Immeasurably long '.repeat(550)}end`;
const UNBROKEN = 'W'.repeat(10_000);

/** A credential made to break the page: overrides, markup, endless words, links that lead elsewhere. */
export const hostile: JsonObject = {
  ...badge,
  name: UNBROKEN,
  issuer: {
    ...issuer,
    name: `Harvard \u202eytisrevinU\u202c <img src=x onerror=alert(1)> ${'🏛️'.repeat(80)}`,
  },
  credentialSubject: {
    type: ['AchievementSubject'],
    identifier: [
      {
        type: 'IdentityObject',
        hashed: false,
        identityHash: `محمد بن عبد الله \u202e(verified)\u2066 ${'Ẑ̴͚̱͕̩̪̫̘̻̘͉͖͓̙̞͕̋̀̈́̇̐̓̾̌̍̿̚͝͝͠'.repeat(4)}`,
        identityType: 'name',
      },
    ],
    licenseNumber: UNBROKEN,
    creditsEarned: UNBROKEN,
    achievement: {
      id: 'javascript:alert(1)',
      type: ['Achievement'],
      achievementType: `ext:${'Verified'.repeat(40)}`,
      name: `${UNBROKEN}\u0000\u0007`,
      description: `<script>alert(1)</script> [click](javascript:alert(1)) ${LONG}`,
      criteria: { id: 'javascript:alert(1)', narrative: LONG },
      fieldOfStudy: LONG,
      alignment: [
        {
          type: ['Alignment'],
          targetName: UNBROKEN,
          targetUrl: 'javascript:alert(1)',
          targetType: 'ext:escoSkill',
        },
        {
          type: ['Alignment'],
          targetName: 'Homograph',
          targetUrl: 'https://lаkeside.example/a?b=<c>',
          targetFramework: 'ESCO',
        },
        {
          type: ['Alignment'],
          targetName: 'Credentials in a link',
          targetUrl: 'https://bank.example@evil.example/',
        },
      ],
    },
    result: [
      { type: ['Result'], value: UNBROKEN },
      { type: ['Result'], value: '\u202e001' },
    ],
  },
};

/** A credential in right-to-left script throughout. */
export const arabic: JsonObject = {
  ...badge,
  name: 'أساسيات تحليل البيانات',
  issuer: { ...issuer, name: 'معهد البحيرة التقني' },
  credentialSubject: {
    type: ['AchievementSubject'],
    identifier: [
      { type: 'IdentityObject', hashed: false, identityHash: 'محمد بن عبد الله', identityType: 'name' },
    ],
    achievement: {
      id: 'https://lakeside.example/achievements/data-analytics-ar',
      type: ['Achievement'],
      achievementType: 'MicroCredential',
      name: 'أساسيات تحليل البيانات',
      description: 'جمع البيانات وتنظيفها وطرح الأسئلة عليها.',
      criteria: { narrative: 'امتحان تحت الإشراف (60٪) ومشروع (40٪).' },
    },
  },
};

/** Anchors a document alone in its batch: the leaf is the root. */
export function anchored(document: JsonObject, redactable: string[] = []): ParsedCredential {
  const registry = { chainId: 11155111, address: REGISTRY } as const;
  const disclosure = { seed: SEED, redactable };
  const root = leafOf(
    domainSeparatorOf(registry),
    ISSUER,
    0,
    payloadHashOf(buildPayload(document, disclosure)),
  );
  const proof = anchorProofOf({ registry, issuer: ISSUER, root, index: 0, path: [], disclosure });
  return parseCredential(JSON.stringify({ ...document, proof: [proof] }));
}

/** The rich credential with its holder's name, results and evidence hidden. */
export function redactedAnalytics(): ParsedCredential {
  const hidden = ['/credentialSubject/identifier/0', '/credentialSubject/result', '/evidence/0'];
  return redact(anchored(analytics, [...hidden, '/credentialSubject/licenseNumber']), hidden);
}

/** The rich credential with a signature by a key that the issuer's domain does not list. */
export function disowned(): ParsedCredential {
  const { document } = anchored(analytics);
  const signature = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created: '2026-09-02T00:00:00Z',
    verificationMethod: `${issuer.id}#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2`,
    proofPurpose: 'assertionMethod',
    proofValue: `z${'2'.repeat(87)}`,
  };
  return parseCredential(
    JSON.stringify({ ...document, proof: [signature, ...(document.proof as object[])] }),
  );
}
