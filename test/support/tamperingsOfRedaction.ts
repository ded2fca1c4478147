import type { ConcealedClaim } from '#core/credential';
import {
  altered,
  DIGEST,
  fullOf,
  IDENTIFIER,
  NAME,
  RESULT,
  SALT,
  SUBJECT,
  TAGS,
  type Tampering,
  unreadable,
} from './tamperings.ts';
import type { Forgery } from './tamperWorld.ts';

const EMAIL = `${IDENTIFIER}/1`;

/** The concealed claim of a redacted file in this list. */
function hiddenIn({ redacted }: Forgery, list: string): ConcealedClaim {
  return redacted.concealed.find((claim) => claim.in === list) as ConcealedClaim;
}

function others({ redacted }: Forgery, list: string): ConcealedClaim[] {
  return redacted.concealed.filter((claim) => claim.in !== list);
}

function salt({ redacted }: Forgery, pointer: string): string {
  return redacted.salts[pointer] as string;
}

function withoutSalt({ redacted }: Forgery, pointer: string): Record<string, string> {
  return Object.fromEntries(Object.entries(redacted.salts).filter(([other]) => other !== pointer));
}

/** Changes of a redacted file. */
export const IN_A_REDACTED_FILE: Tampering[] = [
  ...altered({
    'a shown claim changed': ({ redacted }) => redacted.set(NAME, 'Anina Okonkwo'),
    'a claim changed that cannot be hidden': ({ redacted }) => redacted.set('/name', 'Other'),
    'the type of a shown value changed': ({ redacted }) => redacted.set(`${RESULT}/0/value`, 87),
    'another salt': ({ redacted }) =>
      redacted.disclose({ salts: { ...redacted.redacted.salts, [RESULT]: SALT } }),
    'the salt of another credential': ({ redacted, redactedNeighbour }) =>
      redacted.disclose({ salts: redactedNeighbour.redacted.salts }),
    'the salts of two claims exchanged': ({ redacted }) =>
      redacted.disclose({
        salts: {
          ...redacted.redacted.salts,
          [RESULT]: salt(redacted, '/awardedDate'),
          '/awardedDate': salt(redacted, RESULT),
        },
      }),
    'a claim shown without its salt': ({ redacted }) =>
      redacted.disclose({ salts: withoutSalt(redacted, RESULT) }),
    'a claim and its salt left out, as if there were none': ({ redacted }) =>
      redacted.remove(RESULT).disclose({ salts: withoutSalt(redacted, RESULT) }),
    'a salt for a claim that cannot be hidden': ({ redacted }) =>
      redacted.disclose({ salts: { ...redacted.redacted.salts, '/name': SALT } }),
    'a hidden claim denied': ({ redacted }) => redacted.disclose({ concealed: others(redacted, IDENTIFIER) }),
    'every hidden claim denied': ({ redacted }) => redacted.disclose({ concealed: [] }),
    'a hidden claim invented in the subject': ({ redacted }) =>
      redacted.disclose({ concealed: [...redacted.redacted.concealed, { in: SUBJECT, digest: DIGEST }] }),
    'a hidden claim invented in a list': ({ redacted }) =>
      redacted.disclose({
        concealed: [...redacted.redacted.concealed, { in: RESULT, at: 0, digest: DIGEST }],
      }),
    'a hidden claim twice': ({ redacted }) =>
      redacted.disclose({ concealed: [...redacted.redacted.concealed, hiddenIn(redacted, TAGS)] }),
    'a hidden claim at another place of its list': ({ redacted }) =>
      redacted.disclose({ concealed: [...others(redacted, TAGS), { ...hiddenIn(redacted, TAGS), at: 0 }] }),
    'a hidden claim in another list': ({ redacted }) =>
      redacted.disclose({
        concealed: [...others(redacted, TAGS), { ...hiddenIn(redacted, TAGS), in: RESULT }],
      }),
    'the digests of two hidden claims exchanged': ({ redacted }) =>
      redacted.disclose({
        concealed: [
          { ...hiddenIn(redacted, TAGS), digest: hiddenIn(redacted, IDENTIFIER).digest },
          { ...hiddenIn(redacted, IDENTIFIER), digest: hiddenIn(redacted, TAGS).digest },
        ],
      }),
    'another digest': ({ redacted }) =>
      redacted.disclose({
        concealed: [...others(redacted, TAGS), { ...hiddenIn(redacted, TAGS), digest: DIGEST }],
      }),
    'the digest of another credential': ({ redacted, redactedNeighbour }) =>
      redacted.disclose({
        concealed: [...others(redacted, IDENTIFIER), hiddenIn(redactedNeighbour, IDENTIFIER)],
      }),
    'a hidden claim shown again without its salt': ({ redacted, full }) =>
      redacted.set(IDENTIFIER, full.at(IDENTIFIER)).disclose({ concealed: others(redacted, IDENTIFIER) }),
    'a hidden claim shown again with an invented salt': ({ redacted, full }) =>
      redacted.set(IDENTIFIER, full.at(IDENTIFIER)).disclose({
        concealed: others(redacted, IDENTIFIER),
        salts: { ...redacted.redacted.salts, [EMAIL]: SALT },
      }),
    'a hidden claim shown again beside its digest': ({ redacted, full }) =>
      redacted.set(IDENTIFIER, full.at(IDENTIFIER)),
    'another value in the place of a hidden claim': ({ redacted }) =>
      redacted.set(TAGS, ['data', 'medicine', 'charts']).disclose({ concealed: others(redacted, TAGS) }),
    'a claim hidden that may not be': ({ redacted }) =>
      redacted
        .remove(`${SUBJECT}/creditsEarned`)
        .disclose({ concealed: [...redacted.redacted.concealed, { in: SUBJECT, digest: DIGEST }] }),
    'the end hidden': ({ expired, redacted }) =>
      expired
        .remove('/validUntil')
        .prove({ disclosure: { ...redacted.redacted, concealed: [{ in: '', digest: DIGEST }] } }),
    'the redaction of another credential': ({ redacted, redactedNeighbour }) =>
      redacted.prove({ disclosure: redactedNeighbour.proof.disclosure }),
    'a full file with the redaction of itself': ({ full, redacted }) =>
      full.prove({ disclosure: redacted.proof.disclosure }),
    'the document of another credential, redacted alike': ({ redacted, redactedNeighbour }) =>
      redactedNeighbour.prove({ ...redacted.proof }),
    'index and path of another credential, redacted alike': ({ redacted, redactedNeighbour: { proof } }) =>
      redacted.prove({ index: proof.index, path: proof.path }),
  }),
  ...unreadable({
    'a redacted file with the disclosure of the full one': ({ full, redacted }) =>
      redacted.prove({ disclosure: full.proof.disclosure }),
    'a hidden claim past the end of its list': ({ redacted }) =>
      redacted.disclose({ concealed: [...others(redacted, TAGS), { ...hiddenIn(redacted, TAGS), at: 9 }] }),
    'a hidden claim at a negative place': ({ redacted }) =>
      redacted.disclose({ concealed: [...others(redacted, TAGS), { ...hiddenIn(redacted, TAGS), at: -1 }] }),
    'a hidden claim at a place of an object': ({ redacted }) =>
      redacted.disclose({
        concealed: [...redacted.redacted.concealed, { in: SUBJECT, at: 0, digest: DIGEST }],
      }),
    'a hidden element without its place': ({ redacted }) =>
      redacted.disclose({ concealed: [...others(redacted, TAGS), { in: TAGS, digest: DIGEST }] }),
    'a hidden claim in nothing': ({ redacted }) =>
      redacted.disclose({ concealed: [...redacted.redacted.concealed, { in: '/nothing', digest: DIGEST }] }),
    'a hidden claim in the issuer': ({ redacted }) =>
      redacted.disclose({ concealed: [...redacted.redacted.concealed, { in: '/issuer', digest: DIGEST }] }),
    'a hidden claim with a member too many': ({ redacted }) =>
      redacted.disclose({ concealed: redacted.redacted.concealed.map((claim) => ({ ...claim, key: 'x' })) }),
    'the salt of a claim that is hidden': ({ redacted }) =>
      redacted.disclose({ salts: { ...redacted.redacted.salts, [`${EMAIL}/type`]: SALT } }),
    'the salt of what no holder may hide': ({ redacted }) =>
      redacted.disclose({ salts: { ...redacted.redacted.salts, '/validFrom': SALT } }),
    'a salt under a name that is no pointer': ({ redacted }) =>
      redacted.disclose({ salts: { ...redacted.redacted.salts, constructor: SALT } as never }),
    'salts as a list': ({ redacted }) => redacted.disclose({ salts: [] as never }),
    'a seed beside the salts': ({ full, redacted }) =>
      redacted.add('/proof/0/disclosure', 'seed', fullOf(full).seed),
    'the concealed claims as an object': ({ redacted }) => redacted.disclose({ concealed: {} as never }),
    'no concealed claims at all': ({ redacted }) => redacted.remove('/proof/0/disclosure/concealed'),
  }),
];
