import { ACCOUNT, ACCREDITOR, type CommandEntry } from '../support/commandTable.ts';

/** The commands that begin with “accreditation”. */
export const ACCREDITATION_COMMANDS: readonly CommandEntry[] = [
  [
    ['accreditation', 'grant'],
    'Vouch for an issuer, for a time and within a scope',
    () => import('./grant.ts'),
    {
      positional: { issuer: 'The address of the issuer that is vouched for' },
      options: {
        scope: 'Whom the accreditor vouches for, and for what; public for ever',
        from: ['The first second of the period, such as 2026-10-03T14:00:00Z', 'now'],
        until: ['The first second after the period', 'no end'],
        accreditor: ACCREDITOR,
        account: ACCOUNT,
      },
    },
  ],
  [
    ['accreditation', 'end'],
    'Vouch for an issuer no longer',
    () => import('./end.ts'),
    {
      positional: { issuer: 'The address of the issuer that is vouched for' },
      options: {
        at: ['The first second at which it no longer holds; may be past, or to come', 'now'],
        accreditor: ACCREDITOR,
        account: ACCOUNT,
      },
    },
  ],
  [
    ['accreditation', 'accept'],
    'List the issuer with an accreditor who vouches for it',
    () => import('./accept.ts'),
    {
      positional: { accreditor: 'The accreditor’s address' },
      options: {
        issuer: ['The issuer’s address, when the signing key is its admin only', 'the signing key’s'],
        account: ACCOUNT,
      },
    },
  ],
  [
    ['accreditation', 'list'],
    'Show who vouches for an address, and for whom it vouches',
    () => import('./list.ts'),
    {
      positional: { address: ['The address', 'the signing key’s'] },
      options: { account: ACCOUNT },
    },
  ],
];
