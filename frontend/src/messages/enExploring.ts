import type { PastStanding } from '#core/pastStanding';
import type { ClaimName } from '../features/sandbox/claims.ts';

/** The words of what can be tried out and looked up under a verdict. */
export const enExploring = {
  pastLead: 'The public record keeps every change, so it can be asked about any day until today.',
  day: 'The day, in UTC',
  future:
    'Could not know: that day has not come yet, and it may still be withdrawn by then. Ask again that day.',
  noDay: 'Choose a day.',
  reading: 'Reading its whole history…',
  unread:
    'Could not know. The public record could not be read from its beginning, and a part of it would prove nothing.',
  again: 'Try again',
  changed: (day: string) => `It changed on ${day}:`,
  on: {
    good: (day: string) => `Yes. On ${day} it was on record, within its dates and not withdrawn.`,
    'not-recorded': (day: string) => `No. On ${day} there was no record of it yet.`,
    'key-disowned': (day: string) =>
      `No, not on ${day} nor on any other day: its issuer has disowned the key that recorded it.`,
    'batch-withdrawn': (day: string) =>
      `No. On ${day} the issuer had withdrawn every credential issued together with it.`,
    revoked: (day: string) => `No. On ${day} the issuer had revoked it.`,
    suspended: (day: string) => `No. On ${day} the issuer had suspended it.`,
    'not-yet-valid': (day: string) => `No. On ${day} it was not valid yet, by its own date.`,
    expired: (day: string) => `No. On ${day} it had expired.`,
  } satisfies Record<PastStanding, (day: string) => string>,
  issuerToday: 'Who the issuer is was checked as of today; the verdict above tells.',
  life: 'Its life so far',
  standing: {
    good: 'Valid',
    'not-recorded': 'Not on record yet',
    'key-disowned': 'Not valid: recorded with a key that the issuer has disowned',
    'batch-withdrawn': 'Withdrawn, with all that were issued together with it',
    revoked: 'Revoked',
    suspended: 'Suspended',
    'not-yet-valid': 'On record, but not valid yet by its own date',
    expired: 'Expired',
  } satisfies Record<PastStanding, string>,
  since: (time: string) => `from ${time}`,
  until: (time: string) => `until ${time}`,
  because: 'The issuer says:',

  sandboxLead:
    'Change a letter here and see which check notices. You work on a copy: the credential stays as it is.',
  claim: 'What to change',
  claims: {
    holder: 'The holder’s name',
    achievement: 'What it was awarded for',
    issuer: 'The issuer’s name',
    validFrom: 'Valid from',
    validUntil: 'Valid until',
    awarded: 'When it was awarded',
    credits: 'The credits',
    description: 'Its description',
  } satisfies Record<ClaimName, string>,
  text: 'Write something else',
  forge: 'Work out a new seal that fits, as a forger would',
  forgeMore:
    'Anyone can do that. What nobody can do is put the new seal on the public record in the issuer’s name.',
  putBack: 'Put it back',
  unchanged: 'Nothing is changed yet.',
  trying: 'Checking the copy…',
  outcome: 'What a check of the copy says',
  seal: 'The seal that its words lead to',
  sealNow: 'Now',
  sealBefore: 'As issued',
  nothing: 'None of this can be changed here: the holder has hidden it.',

  receiptLead:
    'For your files: what was found, when, and who was asked. It proves nothing to others, who can check the credential themselves.',
  save: 'Save the receipt (JSON)',
  print: 'Print the receipt',
  receiptTitle: 'Receipt of a check',
  verdict: 'Verdict',
  of: 'Of the credential',
  note: 'This receipt is what one browser saw at one time. Nobody has signed it. To be sure, check the credential itself again.',
};
