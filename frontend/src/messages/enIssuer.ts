/** “issue credentials and withdraw them”, by the role bits of a key. */
function rolesInWords(mayAnchor: boolean, mayRevoke: boolean): string {
  if (mayAnchor && mayRevoke) return 'issue credentials and withdraw them';
  if (mayAnchor) return 'issue credentials, but not withdraw them';
  return mayRevoke ? 'withdraw credentials, but not issue any' : 'do nothing';
}

/** The words about who vouches for whom, on the pages of credentials and of issuers. */
export const enTrust = {
  heading: 'Who vouches for the issuer',
  /** `isDirect` when the accreditor that is trusted vouches for the issuer itself. */
  accredited: (name: string, isDirect: boolean) => `Accredited ${isDirect ? 'by' : 'under'} ${name}`,
  confirmedBy: 'Confirmed by an accreditor you trust',
  asAnchored: 'As it was when this was recorded. The words are those of whoever vouches.',
  asNow: 'As it is today. The words are those of whoever vouches.',
  trusted: 'You trust it.',
  thisIssuer: 'This issuer.',
  saidBy: 'So says',
  noScope: 'No words were given.',
  since: (day: string) => `since ${day}`,
  fromUntil: (from: string, until: string) => `from ${from} until ${until}`,
  grantedLater: (day: string) => `(put on record on ${day})`,
};

/** The words of an issuer's page. */
export const enIssuer = {
  title: 'Issuer',
  on: (network: string) => `Looked up on ${network}`,
  networks: 'Networks',
  reading: (network: string) => `Reading the records of ${network}…`,
  readAt: (block: string, time: string) => `Read at block ${block}, ${time}.`,

  malformedTitle: 'No such address',
  malformed: 'That is no issuer’s address.',
  malformedMore:
    'An address is 0x and 40 digits or letters from A to F, with its capitals as they were. A part of the link may be missing.',
  noRecords: 'This copy of the site knows no public record yet.',
  noRecordsMore: 'So there is nowhere to look an issuer up.',
  unknownNetwork: 'This copy of the site does not know that network.',
  unknownNetworkMore:
    'The link may come from another copy. Look the issuer up on a network that this one knows:',
  nobody: (network: string) => `Nothing is on record about this address on ${network}.`,
  nobodyMore: 'Whoever it is has issued nothing there, and nobody vouches for it.',
  unread: 'The public record could not be read.',
  unreadMore: 'This says nothing about the issuer.',
  again: 'Try again',
  toSettings: 'Choose other RPC endpoints',
  notRegistered: 'It is not registered as an issuer itself, and issues nothing.',
  youTrust: 'You trust it as an accreditor.',

  identity: 'Who it is',
  identityMore: 'An issuer names its website in the public record; the website must name the issuer back.',
  asking: (domain: string) => `Asking ${domain}…`,
  names: 'Names over time',
  nameSince: (day: string) => `since ${day}`,
  nameFromTo: (from: string, to: string) => `${from} – ${to}`,
  admin: 'Admin',
  adminMore: 'may change its name, its keys and its admin',
  pendingAdmin: 'Proposed admin',

  accreditations: 'Who vouches for it',
  noPath: 'Nobody whom you trust vouches for it today, neither directly nor through others.',
  noneTrusted: 'You have named no accreditors that you trust.',
  nobodyVouches: 'Nobody has ever vouched for it here.',
  granted: 'All that was ever granted',
  notAccepted: (total: number) =>
    `${total} more that it has not accepted. Anyone can claim to vouch for anyone.`,
  accepted: 'Accepted',
  unaccepted: 'Not accepted',
  trustedTag: 'Trusted by you',
  inForce: 'In force',
  notInForce: 'Not in force today',
  notYetInForce: 'Not in force yet',
  neverInForce: 'Taken back',
  vouchesFor: 'For whom it vouches',
  moreLeftOut: (total: number) => `${total} more are left out here.`,

  keys: 'Its keys',
  keysMore:
    'Accounts that may act for it. A key is retired when it is no longer needed, and disowned when it was stolen.',
  noKeys: 'It has never authorised a key.',
  may: (mayAnchor: boolean, mayRevoke: boolean) => `May ${rolesInWords(mayAnchor, mayRevoke)}.`,
  could: (mayAnchor: boolean, mayRevoke: boolean) => `Could ${rolesInWords(mayAnchor, mayRevoke)}.`,
  keyInUse: (day: string) => `In use since ${day}`,
  keyRetired: (day: string) => `Retired on ${day}`,
  keyRetiredMore: 'What it did before stands.',
  keyDisowned: (time: string) => `Disowned as of ${time}`,
  keyDisownedMore: 'Nothing that it recorded from then on counts. What it recorded before stands.',

  history: 'Its whole history',
  historyMore: 'Newest first, as the public record has it. Nothing can be taken out of it.',
  transaction: 'Transaction',
  event: {
    registered: (name: string) => `Registered as an issuer, by the name of ${name}.`,
    renamed: (name: string) => `Goes by the name of ${name} from now on.`,
    authorized: (key: string, mayAnchor: boolean, mayRevoke: boolean) =>
      `Key ${key} authorised: it may ${rolesInWords(mayAnchor, mayRevoke)}.`,
    rolesChanged: (key: string, mayAnchor: boolean, mayRevoke: boolean) =>
      `Key ${key} authorised anew: now it may ${rolesInWords(mayAnchor, mayRevoke)}.`,
    retired: (key: string) => `Key ${key} retired. What it did before stands.`,
    disowned: (key: string, time: string) =>
      `Key ${key} disowned: nothing that it recorded from ${time} on counts.`,
    adminProposed: (admin: string) => `${admin} proposed as the new admin.`,
    proposalTakenBack: 'The proposed admin was taken back.',
    adminChanged: (admin: string, previous: string) => `${admin} is the admin now, in place of ${previous}.`,
  },
};
