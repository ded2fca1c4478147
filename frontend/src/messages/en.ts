import { causeOf } from '#core/headlineFacts';
import {
  type Check,
  type CheckId,
  type CheckStatus,
  type EndpointAnswer,
  isForItsHolder,
  isForItsSignature,
  type NetworkKind,
  type Verdict,
  type VerificationResult,
} from '#core/verdict';
import type { AlignmentLine, CourseTerm, HiddenPlace } from '../reading/certificate.ts';
import { enTrust } from './enIssuer.ts';
import type { Language } from './language.ts';

const long = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const short = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
const integer = new Intl.NumberFormat('en-GB');

/** “1 detail”, “3 details”. */
function count(number: number, one: string, many: string): string {
  return `${integer.format(number)} ${number === 1 ? one : many}`;
}

const VERDICTS: Record<Verdict, string> = {
  verified: 'Verified',
  'not-current': 'Authentic, but not current',
  unrecognised: 'Issuer not confirmed',
  invalid: 'Not valid',
  unchecked: 'Could not check',
};

/** Where the reason says more than the verdict alone, in as few words. */
const VERDICT_WORDS: Partial<Record<string, string>> = {
  FormatUnreadable: 'Not a credential',
  FormatStripped: 'No credential in it',
  FormatArchive: 'Not opened',
  AnchoredNot: 'Not valid here',
  AnchoredNotLocal: 'Not valid here',
  AnchoredSettling: 'Not settled yet',
  ValidityExpired: 'Authentic, but expired',
  ValidityNotYet: 'Authentic, but not valid yet',
  StatusSuspended: 'Authentic, but suspended',
};

/** Where the core's sentence goes into more detail than a headline should; the list of checks has it all. */
const HEADLINES: Partial<Record<string, string>> = {
  FormatUnreadable:
    'This file isn’t a credential that we can read. A screenshot or a copy of the text won’t do.',
};

/** What the core's headline begins with, and the word above it has said. */
const SAID_BY_THE_WORD = /^(Not valid|Not valid here|Could not check|Authentic)\. /;

/** Every word of the site that is not the core's. The core's sentences carry a `reason` and `values` for other languages to key on. */
export const en = {
  language: 'en' as Language,
  /** A day in UTC from Unix seconds. */
  day: (unixSeconds: number) => long.format(unixSeconds * 1000),
  /** The same, shorter. */
  shortDay: (unixSeconds: number) => short.format(unixSeconds * 1000),
  /** A time in UTC from Unix seconds. */
  time: (unixSeconds: number) => `${moment.format(unixSeconds * 1000)} UTC`,
  number: (value: number) => integer.format(value),
  /** Stands between two things of a list, with its space. */
  comma: ', ',
  /** What a network is called, where it stands alone. */
  networkName: (name: string) => name,
  /** The verdict in a word or two. */
  verdictWord: (result: VerificationResult) =>
    isForItsSignature(result)
      ? 'Signature not confirmed'
      : isForItsHolder(result)
        ? 'Holder not confirmed'
        : (VERDICT_WORDS[causeOf(result)?.reason ?? ''] ?? VERDICTS[result.verdict]),
  /** The rest of the verdict's sentence, after {@link verdictWord}. */
  headline: (result: VerificationResult) =>
    HEADLINES[causeOf(result)?.reason ?? ''] ?? result.headline.replace(SAID_BY_THE_WORD, ''),
  checkMessage: (check: Check) => check.message,
  /** What stands before words that are English on every page, such as what a program complains of; null on an English page. */
  detailInEnglish: null as string | null,

  site: {
    name: 'Rootmark',
    skip: 'Skip to the content',
    home: 'Rootmark, to the start page',
    navigation: 'Pages',
    verify: 'Verify',
    wallet: 'Wallet',
    team: 'Team',
    issuers: 'Issuers',
    desk: 'Issuer desk',
    settings: 'Settings',
    ask: 'Ask for a holder’s proof',
    toDark: 'Use the dark theme',
    toLight: 'Use the light theme',
    footer:
      'Everything on this page happens in your own browser. No account, no tracking, no server of ours.',
    loading: 'Loading…',
    newTab: '(opens in a new tab)',
  },

  verify: {
    title: 'Verify a credential',
    heading: 'Is this credential genuine?',
    lead: 'Your own browser finds out: whether it was changed, who issued it, and whether it has been withdrawn since. The file itself never leaves this device.',
    drop: 'Drop a credential anywhere on this page',
    dropMore: 'A .json file, a badge picture, several at once, a folder or a .zip. You can paste one too.',
    tap: 'Check a credential',
    tapMore: 'A .json file, a badge picture, several at once, or a .zip.',
    oneFile: 'Its .json file, one at a time.',
    choose: 'Choose files',
    chooseOne: 'Choose a file',
    dropNow: 'Let go to check',
    pasteLabel: 'Or paste a link or the text of a credential',
    pastePlaceholder: 'https://…/#/c/…',
    pasteButton: 'Check',
    pasteNothing:
      'There is neither a Rootmark link nor a credential in that text. A link has “#/c/” in it; a credential begins with “{”.',
    askedHeading: 'Who is asked what',
    asked: [
      {
        who: 'Your browser',
        what: 'reads the file, and works out the fingerprint of what it says. Nobody else sees its content.',
      },
      {
        who: 'The public record',
        what: 'is asked whether that fingerprint was recorded, by whom and when, and whether it still stands.',
      },
      {
        who: 'The issuer’s website',
        what: 'is asked whether the key behind the record is really the institution’s own.',
      },
    ],
    records: (names: readonly string[]) => `Records that this copy knows: ${names.join(', ')}.`,
    noRecords:
      'This copy of the site knows no public record yet. It can tell whether a file was altered, but not who issued it.',
    wallet: 'No wallet, no account.',
    listTitle: (total: number) => `${count(total, 'credential', 'credentials')}`,
    listProgress: (done: number, total: number) =>
      done === total ? `All ${total} checked.` : `${done} of ${total} checked…`,
    clear: 'Start over',
    waiting: 'Waiting',
    checking: 'Checking…',
    fault: 'Could not check',
    practiceTag: 'Practice',
    hiddenTag: (total: number) => `${integer.format(total)} hidden`,
    pastedText: 'Pasted text',
    tooMany: (most: number) => `Only the first ${integer.format(most)} files were taken.`,
    noFiles: 'There was no credential file in there.',
    chooseFolder: 'Choose a folder',
    scan: 'Scan a QR code',
    asTeam: 'Who of them can do what?',
    linkName: (place: number) => `Link ${integer.format(place)}`,
  },

  verdict: VERDICTS,

  status: {
    passed: 'Passed',
    failed: 'Failed',
    unknown: 'Could not check',
    skipped: 'Does not apply',
  } satisfies Record<CheckStatus, string>,

  checkName: {
    format: 'The file',
    integrity: 'Its content',
    registry: 'Its registry',
    anchored: 'The public record',
    operator: 'The issuer’s key',
    status: 'Withdrawal',
    validity: 'Its dates',
    issuer: 'The issuer’s website',
    accreditation: 'Accreditation',
    signature: 'The issuer’s signature',
    holder: 'The holder',
  } satisfies Record<CheckId, string>,

  credential: {
    save: 'Save to my wallet',
    checkingTitle: 'Checking',
    checking: 'Checking this credential…',
    checkingMore: 'Reading it, asking the public record, then the issuer’s website.',
    person: 'Check that the name matches the person in front of you.',
    noName:
      'It does not show whose it is. Ask the holder to show it with their name, or another proof that it is theirs.',
    whatToDo: 'What to do',
    toSettings: 'Choose other RPC endpoints.',
    again: 'Check again',
    another: 'Check another',
    back: 'Back to the list',
    download: 'Download the file',
    print: 'Print',
    practice: 'Practice credential',
    practiceMore: {
      local: () => 'It is recorded on a chain that runs on one computer, and means nothing elsewhere.',
      test: (network: string) =>
        `It is recorded on ${network}, a network for trying things out. It is no proof of anything.`,
      main: () => '',
    } satisfies Record<NetworkKind, (network: string) => string>,
    printed: (day: string) =>
      `Checked on ${day}. A printout can be copied and altered: what counts is the file, which anyone can check again.`,
  },

  advice: {
    verified: '',
    'not-current': 'It is genuine, but does not count today. Ask the holder whether there is a newer one.',
    unrecognised:
      'Do not rely on the name it gives for its issuer. Ask the institution itself, through contact details that you know are theirs.',
    invalid:
      'Do not rely on it. Ask the institution itself, through contact details that you know are theirs.',
    unchecked: 'Try again in a minute. Until then, treat it neither as good nor as bad.',
    altered:
      'Ask the holder for the original file, or ask the institution itself. A single changed letter is enough for this, so it need not have been meant.',
    archive: '',
    unreadable:
      'Ask for the original .json file or badge picture. A screenshot or a printout cannot be checked.',
    notAnchored:
      'Ask the holder where it came from. It may be meant for another network, or never have been issued at all.',
    withdrawn: 'Do not rely on it. If the holder objects, the issuer is the one to ask.',
    suspended: 'It is genuine, but does not count for now. The issuer can say for how long.',
    early: 'It is genuine, but does not count yet. Check it again when its time has come.',
    signature:
      'Ask the holder for the file as it was issued. What it says is on record; the signature beside it is not the issuer’s word.',
    holder:
      'What it says is on record and counts for whoever earned it. Ask the sender to answer your request with the wallet of that account.',
    settling: 'Nothing to do but wait: check again in a few minutes.',
  },

  certificate: {
    label: 'The credential',
    says: 'What the file says',
    saysMore: 'None of this is confirmed.',
    saysSignature: 'It is on record; the signature beside it does not hold.',
    saysHolder: 'It is on record; that it is the sender’s own was not shown.',
    saysSettling: 'It is on record, but not for certain yet.',
    saysFolded: 'Show what the file says, though none of it can be relied on',
    awardedTo: 'awarded to',
    holderHidden: 'Name hidden by the holder',
    holderMissing: 'No name given',
    awardedOn: 'Awarded',
    issuedOn: 'Issued',
    validUntil: 'Valid until',
    validFrom: 'Valid from',
    validity: 'Validity',
    noExpiry: 'Does not expire',
    credits: 'Credits',
    ectsCredits: 'ECTS credits',
    creditsOf: (earned: string, available: string) => `${earned} of ${available}`,
    licence: 'Number',
    result: 'Result',
    results: 'Results',
    outOf: (value: string, most: string) => `${value} of ${most}`,
    required: (least: string) => `at least ${least} to pass`,
    criteria: 'What it took',
    criteriaLink: 'Full criteria',
    narrative: 'About this award',
    alignments: 'Skills and levels',
    alignmentKind: {
      skill: 'Skill',
      occupation: 'Occupation',
      level: 'Level',
      other: 'Aligned with',
    } satisfies Record<AlignmentLine['kind'], string>,
    terms: 'How it was earned',
    field: 'Field',
    period: 'Period',
    from: (day: string) => `From ${day}`,
    until: (day: string) => `Until ${day}`,
    fromTo: (first: string, last: string) => `${first} – ${last}`,
    awardingBody: 'Awarding body',
    /** Open Badges' identity types; others are shown by their own name. */
    identifierKind: {
      sisSourcedId: 'Student number',
      emailAddress: 'Email address',
      nationalIdentityNumber: 'National id number',
    } as Partial<Record<string, string>>,
    /** Identifiers of the achievement itself; others are left to the file. */
    achievementIdentifierKind: { 'ext:ctid': 'CTID', humanCode: 'Course code' } as Partial<
      Record<string, string>
    >,
    tags: 'Keywords',
    term: {
      notionalWorkloadHours: 'Workload (hours)',
      assessmentType: 'Assessment',
      participationForm: 'Participation',
      assessmentSupervision: 'Supervision',
      qualityAssuranceType: 'Quality assurance',
      prerequisites: 'Prerequisites',
      stackability: 'Stackability',
    } satisfies Record<CourseTerm, string>,
    alignmentLink: 'Definition',
    evidence: 'Evidence',
    evidenceLink: 'See the evidence',
    issuedBy: 'Issued by',
    issuerProven: 'Domain confirmed',
    issuerUnproven: 'Issuer not confirmed',
    issuerClaims: 'The file calls it',
    issuerPage: 'All about this issuer',
    issuerNameless: 'The file does not name it.',
    sealed: (network: string) => `Recorded on ${network}`,
    unsealed: 'No seal: not confirmed',
    sealRing: (network: string, day: string) => `RECORDED ON ${network} · ${day}`.toUpperCase(),
    stamp: {
      expired: 'Expired',
      early: 'Not yet valid',
      suspended: 'Suspended',
      withdrawn: 'Withdrawn',
    },
    hiddenHeading: (total: number) => `The holder chose to hide ${count(total, 'detail', 'details')}.`,
    hiddenMore: 'What you see is exactly what was issued.',
    hiddenIn: {
      identity: (total: number) => `${integer.format(total)} about who the holder is`,
      results: (total: number) => `${integer.format(total)} in the results`,
      record: (total: number) => `${integer.format(total)} in the holder’s record`,
      achievement: (total: number) => `${integer.format(total)} about what was achieved`,
      evidence: (total: number) => `${integer.format(total)} in the evidence`,
      elsewhere: (total: number) => `${integer.format(total)} elsewhere`,
    } satisfies Record<HiddenPlace, (total: number) => string>,
    showAll: 'Show all of it',
    showLess: 'Show less',
  },

  /** Headings under the certificate; what is behind them brings its own words. */
  extras: {
    european: 'European micro-credential',
    europeanCount: (given: number, all: number) =>
      given === all ? `all ${all} standard elements` : `${given} of ${all} standard elements`,
    builtOn: (total: number) => `Built on ${count(total, 'credential', 'credentials')}`,
    statusList: 'Published status list',
  },

  checks: {
    heading: 'How this was checked',
    summary: (passed: number, failed: number, unknown: number, skipped: number) =>
      [
        `${passed} passed`,
        failed > 0 ? `${failed} failed` : '',
        unknown > 0 ? `${unknown} could not be checked` : '',
        skipped > 0 ? `${skipped} ${skipped === 1 ? 'does' : 'do'} not apply` : '',
      ]
        .filter((part) => part !== '')
        .join(' · '),
  },

  facts: {
    heading: 'Where and when it was looked up',
    network: 'Network',
    anchoredAt: 'Recorded',
    readAt: 'Read at block',
    block: (number: number, time: string) => `${integer.format(number)}, ${time}`,
    blockHash: 'Hash of that block',
    endpoints: 'Asked',
    agreed: (agreed: number, total: number) => `${agreed} of ${total} agreed.`,
    outcome: {
      agreed: 'agreed',
      differed: 'said something else',
      failed: 'left out',
    } satisfies Record<EndpointAnswer['outcome'], string>,
    registry: 'Registry',
    issuerKey: 'Issuer’s account',
    issuerId: 'Issuer’s identifier',
    checkedAt: 'Checked',
    byThisClock: (time: string) => `${time}, by this device’s clock`,
    unknownNetwork: (chainId: number) => `Chain ${chainId}, which this copy of the site does not know`,
  },

  technical: {
    heading: 'Technical details',
    root: 'Root in the file',
    computed: 'Root computed',
    leaf: 'Leaf',
    payloadHash: 'Payload hash',
    place: 'Place in the batch',
    path: 'Path',
    pathLength: (steps: number) => count(steps, 'step', 'steps'),
    json: 'The file, as it was read',
    outcomes: 'Outcomes',
    privacy: 'A full file lets its holder hide details. Pass on a copy only if the holder would.',
  },

  trust: enTrust,

  exploring: {
    past: 'Was it valid on another day?',
    sandbox: 'What would break this?',
    receipt: 'A receipt of this check',
  },

  fault: {
    linkNewerTitle: 'Link of a newer version',
    linkNewer: 'This link was made by a newer version of Rootmark.',
    linkNewerMore:
      'This copy of the site cannot read it yet. Open it on the site that it came from, or ask for the file.',
    linkCutTitle: 'Incomplete link',
    linkCut: 'This link is incomplete.',
    linkCutMore: 'It may have been cut by an email app. Ask for it again, or for the file.',
    goneTitle: 'No longer open',
    gone: 'This file is no longer open.',
    goneMore: 'Files are kept in this tab’s memory only, and a reload forgets them. Drop it again to see it.',
    unreadableTitle: 'File not readable',
    unreadable: 'This browser could not read that file.',
    unreadableMore:
      'It may have been moved, renamed or locked by another program since you chose it. Choose it again.',
    endlessTitle: 'No answer',
    endless: 'Could not check. There was no answer within a minute.',
    endlessMore: 'This says nothing about the credential. Check your connection and try again.',
    partTitle: 'Not fully loaded',
    part: 'A part of this page could not be loaded.',
    partMore: 'This says nothing about the credential. Check your connection and reload the page.',
    brokenTitle: 'A fault of this page',
    broken: 'This page has a fault of its own.',
    brokenMore:
      'It says nothing about the credential. Reload the page and try again; if it happens again, tell those who run this copy of the site what is written below.',
    reload: 'Reload the page',
    missingTitle: 'No such page',
    missing: 'There is no page at this address.',
    missingMore:
      'If you followed a link to a credential, a part of it may be missing: ask for it again, or for the file.',
    toStart: 'Check a credential',
  },
};
