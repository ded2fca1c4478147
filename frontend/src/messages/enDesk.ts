import type { RosterProblemCode } from '#core/rosterProblem';
import { enDeskAct } from './enDeskAct.ts';

const integer = new Intl.NumberFormat('en-GB');

function credentials(number: number): string {
  return `${integer.format(number)} ${number === 1 ? 'credential' : 'credentials'}`;
}

/** “issue credentials and withdraw them”, by the role bits of a key. */
function roles(mayAnchor: boolean, mayRevoke: boolean): string {
  if (mayAnchor && mayRevoke) return 'issue credentials and withdraw them';
  if (mayAnchor) return 'issue credentials';
  return mayRevoke ? 'withdraw credentials' : 'do nothing';
}

/** The words of the issuer desk, beside those that other pages have too. */
export const enDesk = {
  desk: enDeskAct,
  lead: 'Register, issue and withdraw credentials. Your wallet signs; this page never sees a key, and rosters never leave this browser.',
  tasks: 'Tasks of the desk',
  task: {
    issue: 'Issue',
    prepared: 'Anchor a prepared batch',
    status: 'Suspend or withdraw',
    operators: 'Operators',
    identity: 'Registration',
  },
  connectFirst: {
    issue: 'Connect your wallet to issue. Nothing is sent before you confirm it there.',
    prepared:
      'Connect a wallet to anchor a batch that was prepared with the command line. Any account can pay.',
    operators: 'Connect your wallet to see which keys may act for you.',
    identity: 'Connect your wallet to register as an issuer, or to look at your registration.',
  },
  standing: (mayAnchor: boolean, mayRevoke: boolean, isAdmin: boolean) =>
    `This account may ${roles(mayAnchor, mayRevoke)}${isAdmin ? ', and is the admin' : ''}.`,
  registerFirst: 'This account acts for no issuer. Register it first, under “Registration”.',
  actFor: 'Act for',
  unfinished: (total: number) =>
    total === 1 ? 'A batch is not finished.' : `${integer.format(total)} batches are not finished.`,
  goOn: 'Go on with the unfinished batch',
  cancel: 'Cancel',
  you: 'you',
  stopWaiting: 'Stop waiting',
  connecting:
    'Your wallet is asking you to connect. Look for its window; if it is locked, unlock it there first.',
  accountChanged: (account: string) =>
    `Your wallet changed to account ${account}. Everything below is about that one now.`,
  noFunds: (network: string) =>
    `This account has no ether on ${network}, so it cannot pay the network’s fees. You can look at everything; to send, put some ether on it first.`,
  balance: (ether: number) =>
    `It holds ${new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 4 }).format(ether)} ether for fees.`,
  fault: {
    rejected: 'You declined in your wallet. Nothing was sent.',
    busy: 'Your wallet has a request open already. Look for its window and answer that one first.',
    locked: 'Your wallet is locked, or does not let this page use that account. Unlock it and try again.',
    noProvider: 'The wallet is gone from this browser. Reload the page and try again.',
    wrongNetwork: 'Your wallet did not switch to the network that is needed. Switch it there and try again.',
    slow: 'The network has not recorded it yet. It may still do so: look again in a few minutes before you send anything else.',
    abandoned:
      'Not waiting any more. If you confirm in your wallet after all, it is sent: look again in a few minutes before you try once more.',
    noFunds: 'This account has too little to pay the network’s fee. Nothing was sent.',
    notOperator: 'The registry refused: this account may not do that for this issuer. Nothing was sent.',
    exists: 'The registry has this already. Nothing was sent a second time.',
    refused:
      'The registry refused this. Look at it again: something may have changed meanwhile. Nothing came of it.',
    unreachable: 'We couldn’t reach the network. Try again in a minute.',
    notKept:
      'This browser keeps nothing for this page, as in a private window, or has no room left. Nothing was sent. Use an ordinary window.',
    other:
      'The wallet answered with an error of its own. Nothing was sent that we know of; look into the wallet, then try again.',
  },

  issueHeading: 'Issue a batch',
  issueMore:
    'A roster has one row for each holder, a template says what they are awarded. Both are read in this browser only; nobody’s name goes on the public record.',
  mayNotAnchor: 'This account may not issue for this issuer. Its admin can authorise it, under “Operators”.',
  roster: 'Roster',
  rosterHint: 'CSV in UTF-8, one row for each holder; at most 5,000.',
  template: 'Template',
  templateHint: 'Open Badges JSON with {{column}} where a cell of the roster goes.',
  samples: 'Have none at hand? Begin with a sample',
  samplesMore: 'Invented people, for trying things out and as a pattern for your own.',
  sample: { certificate: 'Certificate', badge: 'Digital badge', nanodegree: 'Nanodegree' },
  trySample: 'Use it here',
  trySampleOf: (sample: string) => `Use it here: ${sample}`,
  downloadSample: 'Download',
  downloadSampleOf: (sample: string) => `Download: ${sample}`,
  check: 'Check and build',
  preparing: 'Checking every row and building the batch…',
  built: (size: number) => `All in order: a batch of ${credentials(size)} is built.`,
  builtMore: 'Nothing is on the public record yet. It is kept in this browser, below, until you anchor it.',
  notBuilt: (rows: number) =>
    rows === 1
      ? '1 row was read, and nothing was built.'
      : `${integer.format(rows)} rows were read, and nothing was built.`,
  notBuiltMore:
    'Correct what is listed here, then check again: either every row is in order or none is issued.',
  problems: (errors: number, warnings: number) =>
    [
      errors > 0 ? `${integer.format(errors)} to correct` : '',
      warnings > 0 ? `${integer.format(warnings)} to look at` : '',
    ]
      .filter((part) => part !== '')
      .join(', '),
  moreProblems: (more: number) => `And ${integer.format(more)} more.`,
  severityName: { error: 'To correct.', warning: 'To look at.' },
  rowNumber: (row: number) => `Row ${integer.format(row)}`,
  /** What the core's sentence is about, for languages that it is not in. */
  rosterProblem: null as Record<RosterProblemCode, string> | null,
  templateFault: 'The template cannot be used.',
  inputFault: 'Nothing was built.',
  prepareFault: {
    tooLarge: 'That file is larger than 32 MB. Issue it with the command line, or divide it.',
    unreadable: 'This browser could not read the file. It may have been changed or moved; choose it again.',
    notLoaded: 'A part of this page could not be loaded. Check your connection and try again.',
    notKept:
      'The batch was built, but this browser keeps nothing for this page, as in a private window, or has no room left. Use an ordinary window.',
    broken: 'Something in this page went wrong. Nothing was built; reload the page and try again.',
  },

  batches: 'Your batches in this browser',
  batchesMore:
    'Kept on this device only, with the names in them, until you forget them. A closed tab loses nothing.',
  batchSize: credentials,
  builtAt: (time: string) => `built ${time}`,
  inBlock: (block: number) => `Block ${integer.format(block)}.`,
  batchState: {
    built: 'Built, not anchored yet.',
    asked: 'Your wallet was asked to anchor it; it is not on the public record so far.',
    sent: 'Sent; not on the public record so far.',
    anchored: 'Anchored. Its files were not downloaded yet.',
    finished: 'Anchored and downloaded.',
  },
  unknownRegistry: (chainId: number, registry: string) =>
    `It is for the registry ${registry} on chain ${chainId}, which this copy of the site does not know.`,
  anchor: (size: number) => `Anchor ${credentials(size)}`,
  goOnWith: 'Go on with it',
  connectToAnchor: 'Connect your wallet to anchor it.',
  anchorQuestion: (size: number) => `Anchor ${credentials(size)}?`,
  anchorMore: (network: string) =>
    `One transaction on ${network} records the batch. Your wallet shows its fee and asks you to confirm; the public record is asked first, so a batch is never anchored twice.`,
  anchorPublic:
    'Public for ever: your account, the time, how many credentials there are, and one fingerprint of them all. No names.',
  anchorNow: 'Ask my wallet',
  trouble: {
    settling:
      'It is on the public record, but under too few blocks to count on. Look again in a few minutes.',
    busyElsewhere: 'Another tab is anchoring this batch at this moment. Go on there.',
    differs:
      'The public record has this batch with another number of credentials. Nothing was sent; do not hand out its files.',
    unreachable: 'We couldn’t reach the network, so nothing was sent. Try again in a minute.',
  },
  packing: 'Making the files, and checking each against the public record…',
  filesFault: {
    absent:
      'The public record does not show this batch now, so its files are not handed out. Anchor it first.',
    pending:
      'It was sent and is not settled on the public record yet. Go on with it, and download when it is.',
    lost: 'Its credentials are no longer in this browser. Bring the batch back from its backup.',
    failed: 'The files could not be made. Reload the page and try again.',
  },
  downloadZip: 'Download all files (.zip)',
  downloadLinks: 'Download links.csv',
  backup: 'Backup',
  backupQuestion: 'Download a backup?',
  backupNow: 'Download the backup',
  backupMore:
    'It holds the names and the secret of the batch: whoever has it can find out what holders choose to hide. Keep it as you keep the roster, and give it to nobody.',
  restore: 'Bring a batch back from a backup',
  restoreLabel: 'Backup file',
  restoring: 'Reading the backup and hashing it anew…',
  restored: 'The batch is back.',
  restoreInvalid: 'That file is no backup of a whole batch. Take it as it was downloaded, unchanged.',
  forget: 'Forget it',
  forgetQuestion: 'Forget this batch?',
  forgetNow: 'Forget it for good',
  forgetFinished:
    'Its names and its secret are removed from this browser. What is anchored stays good, and the files that you downloaded stay valid.',
  forgetUnfinished: {
    built: 'It was never sent. Its names and its secret are removed from this browser.',
    asked:
      'Your wallet was asked to send it. If that was confirmed, the batch is anchored and nobody could ever make its files without a backup.',
    sent: 'It was sent. Once it is anchored, nobody could ever make its files without a backup.',
    anchored:
      'It is anchored, and its files were not downloaded: without a backup nobody could ever make them. Download them first.',
    finished: '',
  },

  relayHeading: 'Anchor a batch prepared with the command line',
  relayMore:
    'An operator signs a batch on a machine of its own, even one without a network. Anybody can send it from here and pay the fee. Prepared with:',
  relayFile: 'Relay file',
  relaySize: 'Batch',
  relayIssuer: 'Issuer',
  relayNoIssuer: 'not registered',
  relaySigner: 'Signed by',
  relayDeadline: 'Can be sent until',
  relayRoot: 'Root',
  relaySend: 'Anchor it with my wallet',
  relayAnchored: 'The batch is anchored.',
  relayNext: 'Take the receipt to the machine that signed; there, the files are written by:',
  relayReceipt: 'Download the receipt',
  relayInvalid: 'This is no relay file that can be sent.',
  relayFault: {
    unreadable: 'This browser could not read that file as a relay file. Choose it again.',
    notAnchor:
      'This file changes the status of credentials. Send it with the command line: npx hardhat credential revoke --relay-from FILE, or suspend, or reinstate.',
    otherRegistry: 'It is for a registry on another network. Switch your wallet to that network.',
    expired: 'Its signature could be used until a time that is past. Let it be signed again.',
    unsigned:
      'It was altered after signing, or another key signed it. Copy it again from the machine that signed it.',
    differs: 'The public record has this batch with another number of credentials. Nothing was sent.',
    unreachable: 'We couldn’t reach the network. Choose the file again in a minute.',
  },

  change: {
    suspend: 'Suspend',
    revoke: 'Revoke',
    reinstate: 'Reinstate',
    withdraw: 'Withdraw the whole batch',
  },
  changeMore: {
    suspend: 'It does not count until it is reinstated.',
    revoke: 'It never counts again. Only the issuer’s admin could undo this.',
    reinstate: 'It counts again.',
    withdraw: 'Every credential that was issued together with this one stops counting, for good.',
  },
  changeNow: {
    suspend: 'Suspend it',
    revoke: 'Revoke it for good',
    reinstate: 'Reinstate it',
    withdraw: 'Withdraw the whole batch',
  },
  changeQuestion: {
    suspend: 'Suspend this credential?',
    revoke: 'Revoke this credential for good?',
    reinstate: 'Reinstate this credential?',
    withdraw: 'Withdraw every credential of this batch?',
  },
  changeConfirm: {
    suspend: 'Yes, suspend',
    revoke: 'Yes, revoke',
    reinstate: 'Yes, reinstate',
    withdraw: 'Yes, withdraw all',
  },
  changeEffect: {
    suspend: 'Whoever checks it is told that it is suspended, until somebody reinstates it.',
    revoke: 'Whoever checks it is told that it was withdrawn. An operator cannot take this back.',
    reinstate: 'Whoever checks it is told that it counts, as if nothing had happened.',
    withdraw:
      'Whoever checks any credential of this batch, of any holder, is told that it was withdrawn. Nobody can take this back, not even the admin.',
  },
  noReason: 'No reason is given to whoever checks it.',
  publicReason: 'This reason is public for ever:',

  operatorsMore:
    'Keys that may act for you. Retire a key that is no longer needed; what it issued stays good. Disown a key that was stolen.',
  historyFault: 'The history could not be read: no endpoint gave the whole of it. Try again in a minute.',
  onlyAdmin: (admin: string) => `Only the admin, account ${admin}, can change this.`,
  wholeHistory: 'All that ever happened to this issuer',
  keyInUse: (mayAnchor: boolean, mayRevoke: boolean) => `In use: may ${roles(mayAnchor, mayRevoke)}.`,
  keyRetired: (time: string) => `Retired ${time}. What it issued stays good.`,
  keyDisowned: (time: string) => `Disowned: what it anchored at or after ${time} does not count.`,
  keyEvent: {
    'operator-authorized': 'Authorised',
    'operator-retired': 'Retired',
    'operator-distrusted': 'Disowned',
  },
  keyActions: 'Retire or disown it',
  yourKey: 'Your key',
  key: (key: string) => `Key ${key}`,
  retire: 'Retire it',
  retireMore: 'It may do nothing more. What it issued stays good, and it can be authorised again.',
  retireQuestion: (key: string) => `Retire the key ${key}?`,
  retireEffect:
    'From now on it may neither issue nor withdraw. Everything that it did before stays as it is. You can authorise it again later.',
  retireNow: 'Yes, retire it',
  distrustSince: 'Stolen since (UTC)',
  distrust: 'Disown it',
  distrustQuestion: (key: string) => `Disown the key ${key}?`,
  distrustEffect: (time: string) =>
    `Every credential that it anchored at or after ${time} fails from now on, past batches included, and the key may never act again. Only the time can be corrected later.`,
  distrustNow: 'Yes, disown it',
  authorize: 'Authorise a key',
  operatorAddress: 'Address of the key',
  addressHint: '0x and 40 digits, as its wallet shows it.',
  addressRefused:
    'That is no address, or a letter in it is wrong. Copy it from the wallet that holds the key.',
  roles: 'What it may do',
  role: { anchor: 'Issue: anchor batches', revoke: 'Withdraw: revoke, suspend and reinstate' },
  authorizeQuestion: (key: string) => `Authorise the key ${key}?`,
  authorizeEffect: (mayAnchor: boolean, mayRevoke: boolean) =>
    `It may ${roles(mayAnchor, mayRevoke)} in your name, until you retire it. Be sure that the address is right: somebody else’s key could issue as you.`,
  authorizeNow: 'Yes, authorise it',

  register: 'Register as an issuer',
  registerMore:
    'Your account becomes an issuer, known to people by a domain that is yours. Afterwards you publish one small file there, so that anyone can see that the two belong together.',
  registeredAs: 'Registered as',
  domain: 'Your domain',
  domainHint: 'Such as lakeside.example, or as a DID: did:web:lakeside.example.',
  domainRefused:
    'That is no domain name that verifiers could ask. It needs a dot in it, such as lakeside.example, and no address of numbers.',
  registerQuestion: 'Register under this name?',
  registerEffect: (network: string) =>
    `Your account is registered on ${network} once and for all, as its own admin and first operator. The domain can be changed later; credentials keep the one that they were issued under.`,
  registerNow: 'Yes, register',
  publishAt: 'Publish this file at',
  publishHeader: ', with the header',
  downloadDid: 'Download did.json',
  checkDid: 'Check what is published',
  checkingDid: 'Asking the domain, as a verifier would…',
  didGood: 'Right: the domain names this account, and verifiers are convinced.',
  didCheckFault: 'The check could not be carried out. Try again in a minute.',
  findingSeverity: { fault: 'To mend.', unreachable: 'Could not check.', remark: 'Better otherwise.' },
  /** What a finding means for the issuer; the core's own sentence says the details. */
  finding: {
    DidNotRegistered: 'The registry knows this account by another name.',
    DidUnsupported: 'This name cannot be asked for.',
    DidLoopback: 'That name means another computer to everyone who reads it.',
    DidUnreachable: 'Nobody answers at that address, so verifiers cannot be convinced.',
    DidRedirect: 'The address leads elsewhere, and verifiers do not follow.',
    DidMissing: 'The file is not there yet.',
    DidStatus: 'The server did not hand the file out.',
    DidUnreadable: 'What is there is no did.json.',
    DidNoCors: 'The server keeps web pages from reading the file.',
    DidContentType: 'The server does not say what kind of file it is.',
    DidOtherId: 'The file is about somebody else.',
    DidNoAccount: 'The file names no account.',
    DidOtherChain: 'The file names your account, on another network.',
    DidOtherAddress: 'The file names another account.',
    DidOtherAccount: 'The file names other accounts.',
    DidKeyIdle: 'A key in the file is of no use as it stands.',
  } as Partial<Record<string, string>>,
  changeDid: 'Change the domain',
  changeDidMore: 'Credentials that you issued so far stay good under the earlier one.',
  changeDidQuestion: 'Change your domain to this?',
  changeDidEffect:
    'From now on you are known by this name. Publish the file there first, or verifiers will not know you meanwhile.',
  changeDidNow: 'Yes, change it',

  admin: 'Admin',
  adminMore:
    'The admin says which keys may act, and can withdraw whole batches. It is handed on in two steps, so that a mistyped address loses nothing: one proposes, the other accepts.',
  adminNow: 'Now',
  adminProposed: 'Proposed',
  noProposal: 'nobody',
  nextAdmin: 'Next admin',
  proposeAdmin: 'Propose',
  acceptAdmin: 'Become the admin',
  takeBackAdmin: 'Take the proposal back',
  adminQuestion: {
    propose: 'Propose this account as admin?',
    takeBack: 'Take the proposal back?',
    accept: 'Become the admin of this issuer?',
  },
  adminEffect: {
    propose: 'You stay the admin until that account accepts, and can take it back until then.',
    takeBack: 'The account that was proposed can no longer accept. You stay the admin.',
    accept:
      'From now on this account alone says which keys may act. The former admin keeps its roles as an operator.',
  },
  adminConfirm: { propose: 'Yes, propose', takeBack: 'Yes, take it back', accept: 'Yes, accept' },
};

/** The words of the desk in one language. */
export type DeskMessages = typeof enDesk;
