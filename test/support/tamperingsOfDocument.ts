import type { JsonValue } from '#core/json';
import {
  altered,
  DIGEST,
  IDENTIFIER,
  NAME,
  RESULT,
  reversed,
  SUBJECT,
  TAGS,
  type Tampering,
  unreadable,
} from './tamperings.ts';

/** Changes of what the credential says. */
export const IN_THE_CREDENTIAL: Tampering[] = [
  ...altered({
    'the holder’s name changed': ({ full }) => full.set(NAME, 'Anina Okonkwo'),
    'the holder’s name with a Cyrillic а': ({ full }) => full.set(NAME, 'Аmina Okonkwo'),
    'the holder’s name decomposed (NFD)': ({ neighbour }) =>
      neighbour.set(NAME, String(neighbour.at(NAME)).normalize('NFD')),
    'the holder’s name in other letter case': ({ full }) => full.set(NAME, 'Amina okonkwo'),
    'a space after the holder’s name': ({ full }) => full.set(NAME, 'Amina Okonkwo '),
    'an invisible joiner in the holder’s name': ({ full }) => full.set(NAME, 'Amina\u200d Okonkwo'),
    'a no-break space in the holder’s name': ({ full }) => full.set(NAME, 'Amina\u00a0Okonkwo'),
    'the holder’s name as a list': ({ full }) => full.set(NAME, ['Amina Okonkwo']),
    'a second holder': ({ full }) =>
      full.set(IDENTIFIER, [...(full.at(IDENTIFIER) as JsonValue[]), full.at(`${IDENTIFIER}/0`)]),
    'a better mark': ({ full }) => full.set(`${RESULT}/0/value`, '97'),
    'a mark in full-width digits': ({ full }) => full.set(`${RESULT}/0/value`, '８７'),
    'a mark with a leading zero': ({ full }) => full.set(`${RESULT}/0/value`, '087'),
    '"87" as the number 87': ({ full }) => full.set(`${RESULT}/0/value`, 87),
    '5 as the text "5"': ({ full }) => full.set(`${SUBJECT}/creditsEarned`, '5'),
    '5 as true': ({ full }) => full.set(`${SUBJECT}/creditsEarned`, true),
    '5 as 50': ({ full }) => full.set(`${SUBJECT}/creditsEarned`, 50),
    '5 as -5': ({ full }) => full.set(`${SUBJECT}/creditsEarned`, -5),
    '5 as 5.000000000000001': ({ full }) => full.set(`${SUBJECT}/creditsEarned`, 5.000000000000001),
    'false as the text "false"': ({ full }) => full.set(`${IDENTIFIER}/0/hashed`, 'false'),
    'false as true': ({ full }) => full.set(`${IDENTIFIER}/0/hashed`, true),
    'false as 0': ({ full }) => full.set(`${IDENTIFIER}/0/hashed`, 0),
    'false as null': ({ full }) => full.set(`${IDENTIFIER}/0/hashed`, null),
    'false left out': ({ full }) => full.remove(`${IDENTIFIER}/0/hashed`),
    'a member added to the document': ({ full }) => full.add('', 'honours', 'summa cum laude'),
    'a null added to the document': ({ full }) => full.add('', 'validUntil2', null),
    'a null added to the subject': ({ full }) => full.add(SUBJECT, 'licenseNumber', null),
    'an empty list added': ({ full }) => full.add('', 'evidence', []),
    'a member added to the issuer': ({ full }) => full.add('/issuer', 'url', 'https://evil.example'),
    'a member with an inherited name added': ({ full }) => full.add(SUBJECT, 'constructor', 'x'),
    'a member left out': ({ full }) => full.remove('/name'),
    'a member renamed by one letter': ({ full }) =>
      full.remove(`${SUBJECT}/creditsEarned`).add(SUBJECT, 'creditsearned', 5),
    'a member moved to another level': ({ full }) =>
      full.remove(`${SUBJECT}/creditsEarned`).add('', 'creditsEarned', 5),
    'two values exchanged': ({ full }) =>
      full.set('/awardedDate', full.at('/validFrom')).set('/validFrom', full.at('/awardedDate')),
    'a list reordered': ({ full }) => full.set(TAGS, reversed(full.at(TAGS))),
    'the types reordered': ({ full }) => full.set('/type', reversed(full.at('/type'))),
    'the identities reordered': ({ full }) => full.set(IDENTIFIER, reversed(full.at(IDENTIFIER))),
    'an element doubled': ({ full }) => full.set(TAGS, ['data', 'data', 'statistics', 'charts']),
    'an element left out': ({ full }) => full.remove(`${TAGS}/2`),
    'an element replaced by null': ({ full }) => full.set(`${TAGS}/2`, null),
    'a list of one as its element': ({ full }) => full.set(RESULT, full.at(`${RESULT}/0`)),
    'a type added': ({ full }) =>
      full.set('/type', [...(full.at('/type') as JsonValue[]), 'DiplomaCredential']),
    'the context extended': ({ full }) =>
      full.set('/@context', [...(full.at('/@context') as JsonValue[]), 'https://evil.example/context']),
    'the context of another version': ({ full }) =>
      full.set('/@context/1', 'https://purl.imsglobal.org/spec/ob/v3p0/context.json'),
    'another id': ({ full }) => full.set('/id', 'urn:example:credential:another'),
    'another issuer’s id': ({ full }) => full.set('/issuer/id', 'did:web:harvard.example'),
    'another issuer’s name': ({ full }) => full.set('/issuer/name', 'Harvard University'),
    'the issuer as its bare id': ({ full }) => full.set('/issuer', full.at('/issuer/id')),
    'another achievement': ({ full }) => full.set(`${SUBJECT}/achievement/name`, 'Doctor of Medicine'),
    'other criteria': ({ full }) => full.set(`${SUBJECT}/achievement/criteria`, { narrative: 'None.' }),
    'another first day': ({ full }) => full.set('/validFrom', '2020-09-01T00:00:00Z'),
    'the same first instant in another spelling': ({ full }) =>
      full.set('/validFrom', '2026-09-01T00:00:00+00:00'),
    'an end added': ({ full }) => full.add('', 'validUntil', '2099-01-01T00:00:00Z'),
    'the end left out of an expired one': ({ expired }) => expired.remove('/validUntil'),
    'the end of an expired one moved': ({ expired }) => expired.set('/validUntil', '2099-09-30T00:00:00Z'),
    'a value changed where nothing can be hidden': ({ plain }) => plain.set(NAME, 'Amina Okonkwo'),
    'the document of another credential': ({ full, neighbour }) => neighbour.prove({ ...full.proof }),
  }),
  ...unreadable({
    'a member that can be hidden moved to another level': ({ full }) =>
      full.remove('/awardedDate').add(SUBJECT, 'awardedDate', full.at('/awardedDate')),
    'a member that can be hidden renamed': ({ full }) =>
      full.remove(RESULT).add(SUBJECT, 'results', full.at(RESULT)),
    'the holder’s name left out of a full file': ({ full }) => full.set(IDENTIFIER, []),
    'the contexts reordered': ({ full }) => full.set('/@context', reversed(full.at('/@context'))),
    'the issuer’s id left out': ({ full }) => full.remove('/issuer/id'),
    'no first day': ({ full }) => full.remove('/validFrom'),
    'an end that is no date': ({ full }) => full.add('', 'validUntil', 'never'),
    'an end that is null': ({ expired }) => expired.set('/validUntil', null),
    'the subject a second time': ({ full, neighbour }) =>
      full.text.replace(/\}$/, `,"credentialSubject":${JSON.stringify(neighbour.at(SUBJECT))}}`),
    'a member a second time in another spelling': ({ full }) =>
      full.text.replace('"creditsEarned":5', String.raw`"creditsEarned":5,"cr\u0065ditsEarned":50`),
    '__proto__ added': ({ full }) =>
      full.text.replace('"creditsEarned":5', '"creditsEarned":5,"__proto__":{"honours":true}'),
    'half a character in the name': ({ full }) => full.text.replace('Amina Okonkwo', String.raw`Amina\ud83d`),
    'a number that is rounded': ({ full }) =>
      full.text.replace('"creditsEarned":5', '"creditsEarned":5.00000000000000001'),
    '_sd injected': ({ full }) => full.add(SUBJECT, '_sd', [DIGEST]),
    '_sd_alg injected': ({ full }) => full.add('', '_sd_alg', 'sha-256'),
    'a hidden element injected': ({ full }) => full.set(`${TAGS}/2`, { '...': DIGEST }),
    'a second document after it': ({ full }) => `${full.text}\n${full.text}`,
  }),
];
