/** What may stand at a member: a plain value of some kind, or the name of a class; `[]` for a list of them. */
export type Kind = string;

export interface ClassRule {
  /** Members that must be there, beside `type`. */
  required?: readonly string[];
  members: Readonly<Record<string, Kind>>;
  /** Whether `type` is the name as one word, any word, or free, as for parts that came from elsewhere; else it is a list with the name in it. */
  typeForm?: 'word' | 'any' | 'free';
  /** Whether there may be other members than these. */
  isClosed?: boolean;
}

function texts(...names: string[]): Record<string, Kind> {
  return Object.fromEntries(names.map((name) => [name, 'text']));
}

const SECURED = {
  issuer: 'ProfileRef',
  awardedDate: 'time',
  validFrom: 'time',
  validUntil: 'time',
  proof: 'Proof[]',
  credentialSchema: 'CredentialSchema[]',
  credentialStatus: 'CredentialStatus',
  refreshService: 'RefreshService',
  termsOfUse: 'TermsOfUse[]',
};

const ENDORSED = { endorsement: 'EndorsementCredential[]', endorsementJwt: 'jwt[]' };

/** The classes of the Open Badges 3.0 data model (1EdTech, JSON Schema of the AchievementCredential). */
export const CLASSES: Readonly<Record<string, ClassRule>> = {
  OpenBadgeCredential: {
    required: ['id', 'credentialSubject', 'issuer', 'validFrom'],
    members: {
      ...texts('id', 'name', 'description'),
      ...SECURED,
      ...ENDORSED,
      image: 'Image',
      credentialSubject: 'AchievementSubject',
      evidence: 'Evidence[]',
    },
  },
  AchievementSubject: {
    required: ['achievement'],
    members: {
      ...texts('id', 'licenseNumber', 'narrative', 'role', 'term'),
      activityEndDate: 'time',
      activityStartDate: 'time',
      creditsEarned: 'number',
      achievement: 'Achievement',
      identifier: 'IdentityObject[]',
      image: 'Image',
      result: 'Result[]',
      source: 'Profile',
    },
  },
  Achievement: {
    required: ['id', 'criteria', 'description', 'name'],
    members: {
      ...texts('id', 'description', 'fieldOfStudy', 'humanCode', 'name', 'specialization', 'version'),
      ...ENDORSED,
      alignment: 'Alignment[]',
      achievementType: 'word',
      creator: 'Profile',
      creditsAvailable: 'number',
      criteria: 'Criteria',
      image: 'Image',
      inLanguage: 'language',
      otherIdentifier: 'IdentifierEntry[]',
      related: 'Related[]',
      resultDescription: 'ResultDescription[]',
      tag: 'text[]',
    },
  },
  Criteria: { members: texts('id', 'narrative'), typeForm: 'free' },
  Alignment: {
    required: ['targetName', 'targetUrl'],
    members: {
      ...texts('targetCode', 'targetDescription', 'targetName', 'targetFramework', 'targetUrl'),
      targetType: 'word',
    },
  },
  ResultDescription: {
    required: ['id', 'name', 'resultType'],
    members: {
      ...texts('id', 'name', 'requiredLevel', 'requiredValue', 'valueMax', 'valueMin'),
      alignment: 'Alignment[]',
      allowedValue: 'text[]',
      resultType: 'word',
      rubricCriterionLevel: 'RubricCriterionLevel[]',
    },
  },
  RubricCriterionLevel: {
    required: ['id', 'name'],
    members: { ...texts('id', 'description', 'level', 'name', 'points'), alignment: 'Alignment[]' },
  },
  Result: {
    members: {
      ...texts('achievedLevel', 'resultDescription', 'value'),
      alignment: 'Alignment[]',
      status: 'status',
    },
  },
  Evidence: { members: texts('id', 'narrative', 'name', 'description', 'genre', 'audience') },
  Related: { required: ['id'], members: { ...texts('id', 'version'), inLanguage: 'language' } },
  Profile: {
    required: ['id'],
    members: {
      ...texts('id', 'name', 'url', 'phone', 'description', 'email', 'official', 'familyName', 'givenName'),
      ...texts('additionalName', 'patronymicName', 'honorificPrefix', 'honorificSuffix', 'familyNamePrefix'),
      ...ENDORSED,
      image: 'Image',
      address: 'Address',
      otherIdentifier: 'IdentifierEntry[]',
      parentOrg: 'Profile',
      dateOfBirth: 'day',
    },
  },
  Address: {
    members: {
      ...texts('addressCountry', 'addressCountryCode', 'addressRegion', 'addressLocality', 'streetAddress'),
      ...texts('postOfficeBoxNumber', 'postalCode'),
      geo: 'GeoCoordinates',
    },
  },
  EndorsementCredential: {
    required: ['id', 'name', 'credentialSubject', 'issuer', 'validFrom'],
    members: {
      ...texts('id', 'name', 'description'),
      ...SECURED,
      '@context': 'contexts',
      credentialSubject: 'EndorsementSubject',
    },
  },
  EndorsementSubject: { required: ['id'], members: texts('id', 'endorsementComment') },
  IdentityObject: {
    required: ['hashed', 'identityHash', 'identityType'],
    members: { ...texts('identityHash', 'salt'), hashed: 'flag', identityType: 'word' },
    typeForm: 'word',
    isClosed: true,
  },
  IdentifierEntry: {
    required: ['identifier', 'identifierType'],
    members: { ...texts('identifier'), identifierType: 'word' },
    typeForm: 'word',
    isClosed: true,
  },
  Image: { required: ['id'], members: texts('id', 'caption'), typeForm: 'word', isClosed: true },
  GeoCoordinates: {
    required: ['latitude', 'longitude'],
    members: { latitude: 'number', longitude: 'number' },
    typeForm: 'word',
  },
  Proof: {
    members: {
      ...texts(
        'cryptosuite',
        'challenge',
        'domain',
        'nonce',
        'proofPurpose',
        'proofValue',
        'verificationMethod',
      ),
      created: 'time',
    },
    typeForm: 'any',
  },
  CredentialSchema: { required: ['id'], members: texts('id'), typeForm: 'any' },
  CredentialStatus: { required: ['id'], members: texts('id'), typeForm: 'any' },
  RefreshService: { required: ['id'], members: texts('id'), typeForm: 'any' },
  TermsOfUse: { members: texts('id'), typeForm: 'any' },
};
