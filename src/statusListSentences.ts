import { dayOf } from '#core/describe';

type Values = Readonly<Record<string, string | number>>;

/** What each outcome of a comparison says. The names are stable, as those of the checks are. */
export const STATUS_LIST_SENTENCES = {
  StatusListAgrees: (values: Values) =>
    `The published status list${asOf(values)} says the same as the chain: ${values.marked === 1 ? MARKED[purposeIn(values)] : UNMARKED[purposeIn(values)]}.`,
  StatusListBehind: (values: Values) =>
    `The published status list${asOf(values)} does not have it as ${WORD[purposeIn(values)]}, and the chain does. The chain counts; software that reads the list alone takes it for current.`,
  StatusListAhead: (values: Values) =>
    `The published status list${asOf(values)} has it as ${WORD[purposeIn(values)]}, and the chain does not. The chain counts; software that reads the list alone refuses it.`,
  StatusListChainSilent: () =>
    'The published status list was not compared: what the chain says about this is not known.',
  StatusListMoot: () =>
    'The published status list was not compared: it tells only suspensions, and this was withdrawn for good.',
  StatusListUnusable: ({ problem }: Values) => `The published status list could not be compared: ${problem}.`,
} satisfies Record<string, (values: Values) => string>;

/** The stable name of a comparison's outcome. */
export type StatusListReason = keyof typeof STATUS_LIST_SENTENCES;

/** What is added where nothing shows whose list it is. */
export const LIST_UNPROVEN = 'Nothing proves that the list is the issuer’s own.';

/** What a list calls those that it marks, by its purpose. */
const WORD = { revocation: 'revoked', suspension: 'suspended' } as const;
const MARKED = { revocation: 'it is revoked', suspension: 'it is suspended' } as const;
const UNMARKED = { revocation: 'it is not revoked', suspension: 'it is not suspended' } as const;

function purposeIn({ purpose }: Values): keyof typeof WORD {
  return purpose === 'suspension' ? 'suspension' : 'revocation';
}

function asOf({ at }: Values): string {
  return at === undefined ? '' : ` of ${dayOf(Number(at))}`;
}
