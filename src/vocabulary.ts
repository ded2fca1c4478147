import type { JsonObject } from '#core/json';

/** Kinds of identifier of Open Badges 3.0 (`IdentifierTypeEnum`). */
const IDENTIFIER_TYPES = [
  'name',
  'sourcedId',
  'systemId',
  'productId',
  'userName',
  'accountId',
  'emailAddress',
  'nationalIdentityNumber',
  'isbn',
  'issn',
  'lisSourcedId',
  'oneRosterSourcedId',
  'sisSourcedId',
  'ltiContextId',
  'ltiDeploymentId',
  'ltiToolId',
  'ltiPlatformId',
  'ltiUserId',
  'identifier',
];

const ACHIEVEMENT_TYPES = [
  'Achievement',
  'ApprenticeshipCertificate',
  'Assessment',
  'Assignment',
  'AssociateDegree',
  'Award',
  'Badge',
  'BachelorDegree',
  'Certificate',
  'CertificateOfCompletion',
  'Certification',
  'CommunityService',
  'Competency',
  'Course',
  'CoCurricular',
  'Degree',
  'Diploma',
  'DoctoralDegree',
  'Fieldwork',
  'GeneralEducationDevelopment',
  'JourneymanCertificate',
  'LearningProgram',
  'License',
  'Membership',
  'ProfessionalDoctorate',
  'QualityAssuranceCredential',
  'MasterCertificate',
  'MasterDegree',
  'MicroCredential',
  'ResearchDoctorate',
  'SecondarySchoolDiploma',
];

const RESULT_TYPES = [
  'GradePointAverage',
  'LetterGrade',
  'Percent',
  'PerformanceLevel',
  'PredictedScore',
  'RawScore',
  'Result',
  'RubricCriterion',
  'RubricCriterionLevel',
  'RubricScore',
  'ScaledScore',
  'Status',
];

const TARGET_TYPES = [
  'ceasn:Competency',
  'ceterms:Credential',
  'CFItem',
  'CFRubric',
  'CFRubricCriterion',
  'CFRubricCriterionLevel',
  'CTDL',
];

const VOCABULARIES = new Map<string, readonly string[]>([
  ['IdentityObject/identityType', IDENTIFIER_TYPES],
  ['IdentifierEntry/identifierType', IDENTIFIER_TYPES],
  ['Achievement/achievementType', ACHIEVEMENT_TYPES],
  ['ResultDescription/resultType', RESULT_TYPES],
  ['Alignment/targetType', TARGET_TYPES],
]);

/** The words that Open Badges 3.0 allows at a member beside those that begin with `ext:`, or undefined when any text will do. */
export function vocabularyOf(member: string, types: readonly string[]): readonly string[] | undefined {
  return types.map((type) => VOCABULARIES.get(`${type}/${member}`)).find((words) => words !== undefined);
}

/** Whether the text is a word of the vocabulary or an extension of it. */
export function isInVocabulary(text: string, words: readonly string[]): boolean {
  return words.includes(text) || /^ext:[A-Za-z0-9._-]+$/.test(text);
}

/** What the schema of Open Badges 3.0 requires of an object, beside `type`. */
const REQUIRED_MEMBERS = new Map<string, readonly string[]>([
  ['IdentityObject', ['hashed', 'identityHash', 'identityType']],
  ['IdentifierEntry', ['identifier', 'identifierType']],
  ['Alignment', ['targetName', 'targetUrl']],
  ['Image', ['id']],
  ['Profile', ['id']],
  ['Related', ['id']],
  ['ResultDescription', ['id', 'name', 'resultType']],
  ['RubricCriterionLevel', ['id', 'name']],
  ['GeoCoordinates', ['latitude', 'longitude']],
]);

/** What the schema does not require, and what yet is all that the object is there for. */
const WORTHWHILE_MEMBERS = new Map<string, readonly string[]>([
  ['Result', ['value', 'achievedLevel']],
  ['Evidence', ['id']],
]);

/** Members, beside `type`, without which an object of these types is no longer valid, so that they cannot be hidden by themselves. */
export function requiredMembers(types: readonly string[]): readonly string[] {
  return types.flatMap((type) => REQUIRED_MEMBERS.get(type) ?? []);
}

/** Members that take the whole object with them when they are dropped. */
export function essentialMembers(types: readonly string[]): readonly string[] {
  return types.flatMap((type) => [
    ...(REQUIRED_MEMBERS.get(type) ?? []),
    ...(WORTHWHILE_MEMBERS.get(type) ?? []),
  ]);
}

/** The `type` of an object, as a list. */
export function typesOf(value: JsonObject): string[] {
  const types = Array.isArray(value.type) ? value.type : [value.type];
  return types.filter((type) => typeof type === 'string');
}
