import type { PathwayStatus } from '#core/pathwayCheck';
import type { PathwayFinding } from '#core/pathwaySentences';
import type { ClaimKind, Preset } from '../keeping/claims.ts';
import type { Grouping } from '../keeping/portfolio.ts';
import type { WalletTrouble } from '../keeping/wallet.ts';

/** “1 credential”, “3 credentials”. */
function credentials(number: number): string {
  return `${number} ${number === 1 ? 'credential' : 'credentials'}`;
}

const trouble: Record<WalletTrouble, string> = {
  blocked:
    'This browser does not let the page keep anything, as in a private window. Open the page in an ordinary window, or keep the files yourself.',
  full: 'There is no room left in this browser for it. Export your wallet, remove what you no longer need, then try again.',
  broken:
    'The storage of this browser has a fault, so nothing could be read or kept. Reload the page; what is kept may still be there.',
};

/** The words of the wallet and of sharing. */
export const enWallet = {
  saving: 'Saving…',
  saved: 'Saved to your wallet.',
  savedThere: 'It is in your wallet already.',
  shareIt: 'Share it',
  toWallet: 'To my wallet',
  trouble,
  heading: 'Your wallet',
  lead: 'Your credentials, kept in this browser and nowhere else. Export them now and then: whoever clears this browser clears them too.',
  share: 'Share',
  loading: 'Reading what this browser keeps…',
  unreadable: (number: number) =>
    `${credentials(number)} in here cannot be read by this version of the page. Nothing was thrown away.`,

  emptyHeading: 'Nothing in it yet',
  empty:
    'Open a link or a file that you were sent, then choose “Save to my wallet”. Or add files here: credentials, badge pictures, or a wallet that you exported elsewhere.',
  add: 'Add files',
  export: 'Export all',
  exportName: 'rootmark-wallet.json',
  checkAll: 'Check all now',
  pathway: 'Progress towards a pathway',
  added: (added: number, there: number) => {
    if (added === 0)
      return there === 1 ? 'It is in your wallet already.' : 'All of them are in your wallet already.';
    return there === 0
      ? `${credentials(added)} added.`
      : `${credentials(added)} added, ${there} there already.`;
  },
  exported: (number: number) =>
    `${credentials(number)} exported. Keep the file as you would keep the originals: it can show everything.`,
  /** Why stands after it, when that is known. */
  refused: (name: string, isKnownWhy: boolean) =>
    isKnownWhy ? `${name}:` : `${name}: This browser could not read the file.`,
  unreadableFile: 'This browser could not read the file.',
  removed: (title: string) => `${title} was removed.`,
  undo: 'Undo',
  remove: (title: string) => `Remove: ${title}`,
  shareOne: (title: string) => `Share: ${title}`,
  search: 'Search',
  searchHint: 'Title, issuer, name or skill',
  nothingFound: 'Nothing in your wallet has all of these words.',
  count: (shown: number, total: number) =>
    shown === total ? credentials(total) : `${shown} of ${credentials(total)}`,
  group: 'Group by',
  grouping: { none: 'Newest', issuer: 'Issuer', skill: 'Skill' } satisfies Record<Grouping, string>,
  noIssuer: 'No issuer named',
  noSkill: 'No skill named',
  unchecked: 'Not checked since you opened this page',
  checking: 'Checking…',
  fault: 'Could not check',
  hidden: (number: number) => `${number} hidden`,
  practice: 'Practice',
  until: (day: string) => `until ${day}`,
  gone: 'This credential is not in your wallet.',
  goneMore: 'It may have been removed, or saved in another browser.',

  shareTitle: 'Share a credential',
  shareHeading: 'Choose what to show',
  shareLead: 'Nothing is sent from here. You get a link, a picture or a file, and hand it on yourself.',
  presets: 'For',
  preset: {
    everything: 'Everything',
    employer: 'An employer',
    profile: 'A public profile',
    least: 'As little as possible',
  } satisfies Record<Preset, string>,
  presetMore: {
    everything: 'All that the issuer wrote.',
    employer: 'Name, results and dates; no email address, number or account.',
    profile: 'Name and achievement; no results, remarks or evidence.',
    least: 'The achievement, its issuer and its dates of validity.',
  } satisfies Record<Preset, string>,
  custom: 'Your own choice.',
  claims: 'Shown',
  nothingToHide:
    'The issuer made nothing in it hideable, or all of it is hidden already. It can be shared as it is.',
  claim: {
    name: 'Name',
    email: 'Email address',
    identifier: 'Number or identifier',
    account: 'Account',
    result: 'Result',
    credits: 'Credits earned',
    awarded: 'Awarded on',
    begun: 'Studied from',
    ended: 'Studied until',
    narrative: 'Remark',
    evidence: 'Evidence',
    keyword: 'Keyword',
    achievement: 'Detail of the achievement',
    other: 'Detail',
  } satisfies Record<ClaimKind, string>,
  /** What has no phrase of its own, by its name in the file. */
  named: (phrase: string, name: string) => `${phrase}: ${name}`,
  fingerprintOnly: 'a fingerprint only',
  never: 'The achievement, its issuer, and since when and until when it is valid are always shown.',
  dropsSignature:
    'The issuer’s extra signature is about the whole credential, so a copy that hides something goes without it. The record on chain vouches for it all the same.',
  preview: 'What they will see',
  previewChecking: 'Checking it once, to show you what they will see…',
  linkHeading: 'As a link',
  linkMore: (characters: number) =>
    `${characters} characters: the credential itself is in the link, and no server sees it.`,
  copyLink: 'Copy the link',
  copyText: 'Copy as text',
  copied: 'Copied.',
  notCopied: 'This browser did not let the page copy. Select the text and copy it yourself.',
  linkLabel: 'The link',
  qrHeading: 'As a QR code',
  qrShow: 'Show the QR code',
  qrLabel: 'QR code of the link',
  qrTooLong: (bytes: number, most: number) =>
    `The link has ${bytes} characters, since it carries the whole credential; a QR code that phones still read holds ${most}. Hand over the file or the picture instead.`,
  qrSave: 'Save the QR code',
  fileHeading: 'As a file or picture',
  fileMore:
    'Each of them can be checked by whoever gets it. Apps that shrink pictures remove what is in them: send a picture as a file.',
  saveJson: 'File (.json)',
  savePng: 'Badge (.png)',
  saveSvg: 'Badge (.svg)',
  drawn: 'The issuer gave no picture that is in the file itself, so one was drawn.',
  pictureFault: 'The picture could not be made in this browser. Take the file instead.',
  printHeading: 'On paper, on LinkedIn',
  print: 'Print or save as PDF',
  linkedIn: 'Add to a LinkedIn profile',
  linkedInMore:
    'Opens LinkedIn in a new tab, and tells it what stands there: the title, the issuer, the months of issue and expiry, and the link, with all that the link shows.',
  /** What is copied as text. */
  plain: (title: string, issuer: string | null, holder: string | null, day: string | null, link: string) =>
    `${title}${issuer === null ? '' : `\nIssued by ${issuer}`}${holder === null ? '' : `\nto ${holder}`}${day === null ? '' : `\non ${day}`}\nCheck it: ${link}`,

  pathwayHeading: 'Progress towards a pathway',
  pathwayLead:
    'A pathway names the credentials that together make a larger one. Hand over its file, and all that is in your wallet is checked against it.',
  pathwayChoose: 'Choose a pathway file',
  pathwayEmail: 'The email address that they were issued for (optional)',
  pathwayEmailHint: 'Proves that all are yours. It is compared here and goes nowhere.',
  pathwayChecking: (done: number, total: number) => `Checking your credentials: ${done} of ${total}…`,
  pathwayStatus: {
    met: 'You have all that it takes.',
    unmet: 'Something is missing yet.',
    unknown: 'It cannot be told for sure.',
  } satisfies Record<PathwayStatus, string>,
  stepStatus: { met: 'Met', unmet: 'Missing', unknown: 'Cannot tell' } satisfies Record<
    PathwayStatus,
    string
  >,
  progress: (met: number, total: number) => `${met} of ${total} met`,
  alternatives: (count: number, total: number) => `${count} of these ${total}`,
  holder: 'Whose they are',
  pathwayEmpty: 'Your wallet is empty, so nothing can be met yet.',
  pathwayAnother: 'Another pathway',
  finding: ({ reason, message }: PathwayFinding) =>
    reason === 'ComponentMissing' ? 'Nothing in your wallet is for this.' : message,
};

/** The words of asking a holder for a proof, and of giving one. */
export const enHolder = {
  askHeading: 'Ask for a proof that it is theirs',
  askLead:
    'A credential shows who earned it, not who sent it. If it was issued to an account, its holder can sign a request of yours with the wallet of that account.',
  audience: 'Who asks',
  audienceHint: 'The holder’s wallet shows this name. For example your organisation and what it is for.',
  audienceRefused: (most: number) =>
    `Give a name of at most ${most} characters, so that the holder knows who asks.`,
  openFor: 'Open for',
  hours: (hours: number) =>
    hours < 48 ? `${hours} ${hours === 1 ? 'hour' : 'hours'}` : `${hours / 24} days`,
  make: 'Make the request',
  requestLabel: 'The request, to send to the holder',
  requestMore: (until: string) =>
    `Open until ${until}. Open the answer in this browser: only answers to requests that it made count here.`,
  unkept:
    'This browser does not let the page remember the request, so no answer could be checked here. Use an ordinary window.',
  copy: 'Copy the request',
  another: 'Another request',
  openAnswer: 'Open an answer from a file',
  chooseAnswer: 'Choose the file',
  openAnswerMore:
    'An answer that came as a link is opened by that link. Open either in the browser that made the request.',
  toWallet: 'To my wallet',
  cutTitle: 'Incomplete request',
  cut: 'This request is incomplete.',
  cutMore: 'It may have been cut by an email app. Ask for it again.',

  proveHeading: 'Prove that a credential is yours',
  asks: 'Who asks, in their own words',
  openUntil: 'Open until',
  late: 'This request is no longer open. Ask for another one.',
  proveLead:
    'You sign with the wallet of the account that the credential was issued to. That moves no money, and counts for this request alone.',
  choose: 'Which credential?',
  none: 'No credential in your wallet was issued to an account, so there is none that a signature could prove.',
  noneMore: 'Save the credential to your wallet first, then open this request again.',
  toAccount: 'issued to account',
  noWallet:
    'There is no browser wallet here. Open this request in the browser that has the wallet of that account.',
  connect: 'Connect',
  someWallet: 'Browser wallet',
  confirm: 'Your wallet is asking you to confirm. Look for its window.',
  wrongAccount: (account: string) => `Your wallet is on another account. Choose account ${account} in it.`,
  sign: 'Sign with my wallet',
  fault: {
    rejected: 'You declined in your wallet. Nothing was signed.',
    busy: 'Your wallet has a request open already. Look for its window and answer that one first.',
    network: 'Your wallet did not take the network of this account. Switch it there and try again.',
    other: 'The wallet answered with an error of its own. Nothing was signed.',
  },
  answerLabel: 'Your answer, to send back',
  answerMore: 'It carries the credential as chosen, and the signature.',
  copyAnswer: 'Copy the answer',
  saveAnswer: 'Save as a file',
  whatToShow: 'What to show with it',
  needsAccount: 'The account is shown in any case, since it is what the signature is compared with.',

  notAsked: 'This browser did not make the request that this answers.',
  notAskedMore:
    'Somebody else may have asked, in another browser: open it there. If nobody did, the answer was meant for others and says nothing to you.',
  answerCutTitle: 'Incomplete answer',
  answerCut: 'This answer is incomplete.',
};
