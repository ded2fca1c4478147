import { ACCOUNT, type CommandEntry, ISSUER } from '../support/commandTable.ts';

/** The commands that begin with “issuer”. */
export const ISSUER_COMMANDS: readonly CommandEntry[] = [
  [
    ['issuer', 'register'],
    'Register the signing key as an issuer, known to people by a did:web domain',
    () => import('./register.ts'),
    { options: { did: 'The issuer’s DID, such as did:web:lakeside.example', account: ACCOUNT } },
  ],
  [
    ['issuer', 'show'],
    'Show an issuer: its DIDs, admin and operators',
    () => import('./show.ts'),
    {
      positional: { address: ['The issuer’s address', 'the signing key’s'] },
      options: { account: ACCOUNT },
    },
  ],
  [
    ['issuer', 'did-document'],
    'Print the did.json to publish, so that the domain names the issuer’s address',
    () => import('./didDocument.ts'),
    {
      options: {
        key: 'Files of signing keys to list, old ones too, with commas between them; takes no passphrase',
        issuer: ISSUER,
        account: ACCOUNT,
      },
    },
  ],
  [
    ['issuer', 'key'],
    'Make the key that signs credentials, and print what did.json has to say of it',
    () => import('./key.ts'),
    {
      options: { did: 'The DID that the key will sign for, such as did:web:lakeside.example' },
      files: {
        output: 'The file to keep the key in, encrypted; must not exist yet',
        passphraseFile: ['A file whose first line is the passphrase', 'asks for it'],
      },
    },
  ],
  [
    ['issuer', 'check'],
    'Fetch the issuer’s did.json as a verifier would, and explain what is wrong with it',
    () => import('./check.ts'),
    {
      positional: { did: ['The DID', 'the one that is registered'] },
      options: {
        issuer: ['The issuer’s address', 'the signing key’s'],
        account: ACCOUNT,
        dnsResolver: ['The DNS-over-HTTPS resolver for --dns', 'Cloudflare’s'],
      },
      flags: { dns: 'Ask for the DNS record too that names the issuer’s address' },
    },
  ],
  [
    ['issuer', 'operator', 'authorize'],
    'Let a key anchor and revoke for the issuer',
    () => import('./operatorAuthorize.ts'),
    {
      positional: { address: 'The key’s address' },
      options: {
        roles: ['What it may do: anchor, revoke, or both with a comma between them', 'anchor,revoke'],
        issuer: ISSUER,
        account: ACCOUNT,
      },
    },
  ],
  [
    ['issuer', 'operator', 'retire'],
    'End a key’s roles; what it anchored stays good',
    () => import('./operatorRetire.ts'),
    { positional: { address: 'The key’s address' }, options: { issuer: ISSUER, account: ACCOUNT } },
  ],
  [
    ['issuer', 'operator', 'distrust'],
    'Disown a stolen key: all that it anchored since a time fails',
    () => import('./operatorDistrust.ts'),
    {
      positional: { address: 'The key’s address' },
      options: {
        since: ['The time from which on, such as 2026-10-03T14:00:00Z', 'now'],
        issuer: ISSUER,
        account: ACCOUNT,
      },
    },
  ],
];
