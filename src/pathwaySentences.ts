import { dayOf } from '#core/describe';

type Values = Readonly<Record<string, string | number>>;

/** What each finding about a component says. The names are stable: translations and other programs key on them. */
export const PATHWAY_SENTENCES = {
  ComponentMet: ({ headline }: Values) => `${headline}`,
  ComponentMissing: () => 'None of the files is for this.',
  ComponentUnread: () => 'None of the files that could be opened is for this.',
  ComponentTaken: () =>
    'The only achievement for this counts for another requirement already; one achievement counts once.',
  ComponentNotVerified: ({ headline }: Values) => `${headline}`,
  ComponentOtherIssuer: ({ wanted, issuer }: Values) => `It was issued by ${issuer}, not by ${wanted}.`,
  ComponentIssuerUnproven: ({ wanted }: Values) => `Nothing proves today that ${wanted} issued it.`,
  ComponentOtherHolder: () => 'It is about somebody else: it was issued for another email address.',
  ComponentTooOld: ({ at, earliest }: Values) =>
    `It was awarded on ${dayOf(Number(at))}; it must not be from before ${dayOf(Number(earliest))}.`,
  ComponentDateHidden: () => 'The holder has hidden something that could be the day on which it was awarded.',

  ResultHidden: () => 'The holder has hidden what could be the result, so that it cannot be judged.',
  ResultMissing: ({ minimum }: Values) => `It has no such result; at least ${minimum} is wanted.`,
  ResultLow: ({ value, minimum }: Values) => `Its result is ${value}; at least ${minimum} is wanted.`,
  ResultNotNumber: ({ value, minimum }: Values) =>
    `Its result, “${value}”, is no number; at least ${minimum} is wanted.`,
  ResultNotCompleted: ({ value }: Values) => `Its result is marked “${value}”, not “Completed”.`,

  AlternativesMet: ({ met, count }: Values) => `${met} of these are met, ${count} are wanted.`,
  AlternativesUnmet: ({ met, count }: Values) => `${met} of these are met, ${count} are wanted.`,

  HolderProven: ({ names }: Values) =>
    `All of them were issued for this email address${names === '' ? '' : ` (${names})`}.`,
  HolderSame: ({ names }: Values) =>
    `As far as they show, all are about the same person${names === '' ? '' : ` (${names})`}; a name alone is no proof of that.`,
  HolderDifferent: ({ names }: Values) =>
    `They are about different people${names === '' ? '' : `: ${names}`}.`,
  HolderUnknown: ({ names }: Values) =>
    `Whether they are about one person cannot be told${names === '' ? ': they show no name' : `; the names that they show: ${names}`}. The email address that they were issued for would prove it.`,

  ReferenceMalformed: () => 'It names a component in a way that cannot be read.',
  ReferenceRepeated: () => 'It names the same achievement a second time; one achievement counts once.',
  ReferenceElsewhere: () =>
    'The file has this fingerprint, but belongs to another registry than the one named.',
  ReferencesHidden: () => 'The holder has hidden something that could name a component.',
  ComponentAbsent: () => 'Its file is not at hand, so it was not looked at.',
  ComponentGood: ({ headline }: Values) => `${headline}`,
  ComponentExpiredSince: ({ until }: Values) =>
    `It was valid when this was issued, and expired on ${dayOf(Number(until))}; that takes nothing back.`,
  ComponentLate: ({ at }: Values) =>
    `It was recorded on ${dayOf(Number(at))}, after the credential that is built on it.`,
} satisfies Record<string, (values: Values) => string>;

/** The stable name of a finding. */
export type PathwayReason = keyof typeof PATHWAY_SENTENCES;

/** What was found out about one thing, in a stable name and in an English sentence. */
export interface PathwayFinding {
  reason: PathwayReason;
  values: Values;
  message: string;
}

/** Makes a finding, with its sentence. */
export function pathwayFinding(reason: PathwayReason, values: Values = {}): PathwayFinding {
  return { reason, values, message: PATHWAY_SENTENCES[reason](values) };
}
