import type { SettingsTrouble } from '../checking/settingsStore.ts';

/** “both of them”, “2 of the 3”: how many of some endpoints must agree. */
function agreeing(needed: number, total: number): string {
  if (total === 1)
    return 'With one endpoint, its word is taken. Add two more and no single one can deceive you.';
  if (total === 2) return 'Both of them must say the same, or a check ends with “could not check”.';
  return `At least ${needed} of the ${total} must say the same and none anything else, or a check ends with “could not check”.`;
}

/** The words of the settings page. */
export const enSettings = {
  heading: 'Settings',
  lead: 'Kept in this browser, and nowhere else. What you change here counts from the next check on.',
  trouble: {
    unreadable:
      'The settings that this browser has kept could not be read, so those that this copy of the site came with are in force. They are replaced as soon as you change something.',
    unkept:
      'This browser does not let the page keep anything, so what you change here holds until you close or reload it.',
  } satisfies Record<SettingsTrouble, string>,
  practice: 'for practice',
  noRecords: 'This copy of the site knows no public record yet.',
  noRecordsMore:
    'So there is no network to ask, and nobody to trust. Whoever runs this copy deploys a registry, then builds the site again. How it looks and its language can be set all the same.',

  endpoints: 'RPC endpoints',
  endpointsMore:
    'Computers that keep a copy of the network’s records. Your browser asks all of these at once, and nobody here is asked but these. Each of them sees your internet address, and which record you look up.',
  agreeing,
  addEndpoint: 'Address of another endpoint',
  addEndpointHint: 'Of your own node, or of a provider that you have an account with.',
  endpointRefused:
    'That is no address that this page may ask. It begins with https://, or with http://localhost or http://127.0.0.1 for this very computer, and has no user name in it.',
  endpointThere: 'That one is in the list already.',
  lastEndpoint: 'The only one cannot be removed. Add another one first.',
  tooManyEndpoints: (most: number) => `${most} are as many as a check asks. Remove one first.`,

  accreditors: 'Accreditors you trust',
  accreditorsMore:
    'Ministries, agencies and others whose word counts with you. An issuer for which one of them vouches, itself or through at most three others, counts as confirmed, even when its website cannot be asked any more.',
  noAccreditors: 'You trust none, so only an issuer’s own website can confirm who it is.',
  addAccreditorAddress: 'Its address',
  addAccreditorName: 'What you call it',
  addAccreditorHint:
    'Take the address from the accreditor’s own website or from someone you trust, never from a credential: whoever is in this list can make any issuer look confirmed to you.',
  addressRefused:
    'That is no address: 0x and 40 digits or letters from A to F, with its capitals as they were. Copy it again.',
  nameRefused: (most: number) => `Give it a name of at most ${most} characters.`,
  accreditorThere: 'That one is in the list already.',
  tooManyAccreditors: (most: number) => `${most} are as many as a check asks about. Remove one first.`,

  own: 'added by you',
  removed: 'removed by you',
  add: 'Add',
  remove: 'Remove',
  putBack: 'Put back',
  reset: 'As this site came',
  said: {
    added: (what: string) => `${what} was added. It counts from the next check on.`,
    removed: (what: string) => `${what} was removed. It does not count from the next check on.`,
    putBack: (what: string) => `${what} was put back. It counts from the next check on.`,
    reset: 'The list is again as this copy of the site came.',
  },

  appearance: 'Appearance and language',
  theme: 'Theme',
  themes: { system: 'As this device', light: 'Light', dark: 'Dark' },
  language: 'Language',
  languageUnread: 'The words of that language could not be loaded. Check your connection and try again.',
};
