import type { ComponentStatus } from '#core/pathway';
import type { StatusListReason } from '#core/statusListSentences';
import type { Verdict } from '#core/verdict';
import type { EuropeanElementName } from '../reading/europeanElements.ts';

type Values = Readonly<Record<string, string | number>>;

/** The words of what is folded under a certificate. */
export const enExtras = {
  european: {
    lead: 'The elements of the European standard for micro-credentials (Council Recommendation 2022/C 243/02, Annex I), as the file gives them.',
    mandatory: 'Mandatory elements',
    optional: 'Optional elements',
    element: {
      learner: 'Identification of the learner',
      title: 'Title of the micro-credential',
      country: 'Country of the issuer',
      awardingBody: 'Awarding body',
      issuedOn: 'Date of issuing',
      outcomes: 'Learning outcomes',
      workload: 'Notional workload',
      level: 'Level of the learning experience',
      assessment: 'Type of assessment',
      participation: 'Form of participation',
      quality: 'Type of quality assurance',
      prerequisites: 'Prerequisites to enrol',
      supervision: 'Supervision and identity check',
      grade: 'Grade achieved',
      stackability: 'Integration and stackability',
      further: 'Further information',
    } satisfies Record<EuropeanElementName, string>,
    workload: (credits: string | null, hours: string | null) =>
      [credits === null ? '' : `${credits} ECTS`, hours === null ? '' : `${hours} hours`]
        .filter((part) => part !== '')
        .join(' · '),
    hashed: 'By a salted hash that the holder can open',
    missing: 'Not in the file',
    perhapsHidden: 'Not shown: the holder has hidden it, or it was never there',
  },
  builtOn: {
    lead: 'It was issued for smaller credentials that its holder had. They can be checked again, if their files are at hand.',
    choose: 'Choose their files',
    checking: 'Checking them…',
    status: {
      good: 'Holds',
      failed: 'Does not hold',
      unproven: 'Issuer not confirmed',
      unknown: 'Could not be checked',
      absent: 'Not looked at',
    } satisfies Record<ComponentStatus, string>,
    finding: (_reason: string, _values: Values, message: string) => message,
    unused: (files: number) =>
      files === 1
        ? 'One of the files is no component of this.'
        : `${files} of the files are no components of this.`,
    overall: {
      verified: 'Nothing was found that speaks against it.',
      'not-current': 'A credential that it is built on does not hold, so it is not current.',
      unrecognised: 'The issuer of a credential that it is built on is not confirmed.',
      unchecked: 'Not all that it is built on could be checked.',
      invalid: 'It is not valid, whatever it is built on.',
    } satisfies Record<Verdict, string>,
    complete: 'All of them were at hand.',
    incomplete: 'Not all of them were at hand.',
  },
  statusList: {
    lead: (host: string) =>
      `For software that reads no chain, the issuer names a status list on ${host}. The chain has been asked already, and is what counts.`,
    compare: 'Compare it with the chain',
    privacy: 'That host will see that somebody looks at a credential of this batch.',
    comparing: 'Reading the list…',
    outcome: { agrees: 'It agrees', differs: 'It differs', unknown: 'Not compared' },
    /** The core says it in English already. */
    sentence: (_reason: StatusListReason, _values: Values, message: string, _isProven: boolean) => message,
  },
};
