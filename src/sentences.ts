import { dayOf } from '#core/describe';
import { HOLDER_SENTENCES } from '#core/holderSentences';

type Values = Readonly<Record<string, string | number>>;

/**
 * What each outcome of a check says to someone who has never heard of a hash. The names are stable: translations and
 * other programs key on them.
 */
export const SENTENCES = {
  FormatRead: () => 'The file is an Open Badges 3.0 credential, complete and readable.',
  FormatUnreadable: (values: Values) =>
    `This file isn't a credential we can read. ${values.problem} Ask for the original .json or badge .png – a screenshot won't work.`,

  FormatStripped: () =>
    'This image no longer contains its credential; some apps remove it when re-saving. Ask for the original.',
  FormatArchive: ({ problem }: Values) => `${problem} Unpack it, and hand in the files.`,

  IntegrityIntact: () => 'Nothing in it has been changed since it was issued.',
  IntegrityRedacted: ({ concealed }: Values) =>
    `The holder chose to hide ${concealed} ${concealed === 1 ? 'detail' : 'details'}. What you see is exactly what was issued.`,
  IntegrityBroken: () => 'It was altered after it was issued: what it says no longer leads to its seal.',

  RegistryKnown: ({ network }: Values) => `It belongs to the Rootmark registry on ${network}.`,
  RegistryUnknown: ({ registry }: Values) =>
    `It belongs to a registry that we don't know (${registry}), so nothing about it could be looked up.`,

  AnchoredSettled: ({ network, at }: Values) => `Recorded on ${network} on ${dayOf(Number(at))}.`,
  AnchoredSettling: ({ blocks, confirmations }: Values) =>
    `Recorded, settling: ${blocks === undefined ? 'not yet under' : `${blocks} of`} ${confirmations} blocks.`,
  AnchoredNot: ({ network }: Values) => `There is no record of this on ${network}.`,
  AnchoredNotLocal: ({ network }: Values) =>
    `There is no record of this on ${network}. If that chain was restarted since, its records are gone: deploy and issue again.`,
  ChainUnread: ({ problem }: Values) => `${problem} This says nothing about the credential.`,
  ChainNotAsked: () => 'Not looked up, because its registry is not one that we know.',

  OperatorAuthorised: () => 'The key that recorded it was authorised by the issuer at that time.',
  OperatorDistrusted: ({ since }: Values) =>
    `Anchored with a key that the issuer has disowned as of ${dayOf(Number(since))}.`,
  NotAnchored: () => 'Does not apply, because there is no record of it.',

  StatusCurrent: () => 'The issuer has not withdrawn it.',
  StatusRevoked: (values: Values) => `The issuer has revoked it${whenAndWhy(values)}`,
  StatusSuspended: (values: Values) => `The issuer has suspended it${whenAndWhy(values)}`,
  StatusBatchWithdrawn: (values: Values) =>
    `The issuer has withdrawn every credential issued together with it${whenAndWhy(values)}`,

  ValidityCurrent: ({ until }: Values) =>
    until === 0 ? 'It does not expire.' : `It is valid until ${dayOf(Number(until))}.`,
  ValidityExpired: ({ until }: Values) => `It expired on ${dayOf(Number(until))}.`,
  ValidityNotYet: ({ from }: Values) => `It is not valid before ${dayOf(Number(from))}.`,

  IssuerProven: ({ domain }: Values) => `${domain} confirms that this issuer's address is its own.`,
  IssuerProvenNow: ({ domain, formerDomain }: Values) =>
    `${domain} confirms that this issuer's address is its own. When it issued this, the issuer called itself ${formerDomain}, which does not confirm that today.`,
  IssuerOther: ({ claimed, registered }: Values) =>
    `It says that it comes from ${claimed}, but the address that issued it is registered as ${registered}.`,
  IssuerNotNamed: ({ domain }: Values) =>
    `${domain} does not confirm this issuer: its did.json does not name the address that issued it.`,
  IssuerNotPublished: ({ domain, problem }: Values) => `${domain} does not confirm this issuer: ${problem}.`,
  IssuerDnsOther: ({ domain }: Values) =>
    `${domain} does not confirm this issuer: its DNS names another address than the one that issued it.`,
  IssuerDnsMissing: ({ domain }: Values) =>
    `${domain} does not confirm this issuer: its did.json does, but no record in its DNS.`,
  IssuerUnsupported: ({ did }: Values) => `The issuer's identity ${did} cannot be confirmed by a web domain.`,
  IssuerLoopback: ({ domain }: Values) => `${domain} is a name for this computer only, so it proves nothing.`,
  IssuerUnreachable: ({ domain, problem }: Values) =>
    `We couldn't ask ${domain} whether this issuer is its own: ${problem}.`,
  IssuerNotInEvidence: ({ domain }: Values) =>
    `Nothing that ${domain} said about this issuer is in the evidence.`,

  AccreditationFound: (values: Values) => accredited(values),
  AccreditationNone: ({ at }: Values) =>
    `None of the accreditors that you trust vouched for this issuer when it issued this, on ${dayOf(Number(at))}.`,
  AccreditationEnded: ({ accreditor, until, at }: Values) =>
    `${accreditor} vouched for this issuer only until ${dayOf(Number(until))}; it issued this on ${dayOf(Number(at))}.`,
  AccreditationNotYet: ({ accreditor, from, at }: Values) =>
    `${accreditor} vouches for this issuer only from ${dayOf(Number(from))}; it issued this on ${dayOf(Number(at))}.`,
  AccreditationUnfinished: ({ addresses }: Values) =>
    `None of the accreditors that you trust was found among the first ${addresses} behind this issuer; there are more than we look through.`,
  AccreditationUnread: ({ problem }: Values) =>
    `We couldn't look up whether anyone whom you trust vouched for this issuer. ${problem}`,
  AccreditationNotInEvidence: () => 'The evidence does not show who vouched for this issuer.',
  AccreditationNoneTrusted: () => 'Does not apply, because you have named no accreditors that you trust.',
  SignatureAbsent: () => 'It carries no signature of the issuer beside its seal; none is needed.',
  SignaturePassed: ({ domain }: Values) =>
    `It carries a signature too, made with a key that ${domain} names as its own.`,
  SignatureBroken: ({ problem }: Values) =>
    `It carries a signature of its issuer that does not hold. ${problem}`,
  SignatureKeyAbsent: ({ domain, problem }: Values) =>
    `It carries a signature with a key that ${domain} does not confirm. ${problem}`,
  SignatureKeyUnreachable: ({ domain, problem }: Values) =>
    `It carries a signature, and we couldn't ask ${domain} for its key. ${problem}`,
  SignatureUnchecked: ({ problem }: Values) => `It carries a signature that we couldn't check. ${problem}`,
  SignatureOther: ({ did }: Values) => `It carries a signature of somebody other than its issuer: ${did}.`,
  SignatureNotAsked: () =>
    'It carries a signature, which was not looked at: the issuer that it names is not the one on record.',
  HolderNotAsked: () => 'The holder was not asked to prove that it is theirs.',
  ...HOLDER_SENTENCES,

  AlteredNotLooked: () => 'Not looked at, because the credential was altered.',
  UnreadableNotLooked: () => 'Not looked at, because the file could not be read.',
} satisfies Record<string, (values: Values) => string>;

/** The stable name of a check's outcome. */
export type Reason = keyof typeof SENTENCES;

/** The English sentence of an outcome. */
export function sentenceOf(reason: Reason, values: Values): string {
  return SENTENCES[reason](values);
}

/** A stranger's text, made safe to stand in quotes: it cannot end them. */
export function withoutQuotes(text: string): string {
  return text.replace(/["“”„‟«»＂]/gu, '’');
}

/** Who vouched, since when, and in whose words for what. */
function accredited({ accreditor, between, since, granted, scope }: Values): string {
  const by = between === 0 ? `by ${accreditor}` : `under ${accreditor}, ${between} in between`;
  const record = granted === 0 ? '' : ` (put on record on ${dayOf(Number(granted))})`;
  return `Accredited ${by}, since ${dayOf(Number(since))}${record}: “${withoutQuotes(String(scope))}”.`;
}

/** “ on 3 Oct 2026: issued in error.”, as far as it is known. */
function whenAndWhy({ at, why }: Values): string {
  const when = at === undefined ? '' : ` on ${dayOf(Number(at))}`;
  return why === undefined || why === '' ? `${when}.` : `${when}: ${String(why).replace(/[.\s]+$/, '')}.`;
}
