import { dayOf } from '#core/describe';

type Values = Readonly<Record<string, string | number>>;

/** What the outcomes of asking a holder for a proof say. */
export const HOLDER_SENTENCES = {
  HolderProven: ({ account, audience }: Values) =>
    `Whoever sent it holds the key of the account that it was issued to (${account}), and signed so for ${audience}.`,
  HolderOther: ({ account }: Values) =>
    `What came back was not signed for this request, by the account that it was issued to (${account}).`,
  HolderLate: ({ expires }: Values) =>
    `The request to its holder was open until ${dayOf(Number(expires))}, so an answer to it no longer counts.`,
  HolderUnbound: () =>
    'It names no account of its holder, so nobody can prove by a signature that it is theirs.',
  HolderUnread: ({ problem }: Values) => `We couldn't ask the holder's account whether it signed. ${problem}`,
} satisfies Record<string, (values: Values) => string>;
