import {
  ACCOUNT,
  type CommandEntry,
  ISSUER,
  KEY_FILES,
  PROFILE,
  RELAY_FILES,
  ROSTER,
  SIGNING,
  TEMPLATE,
} from '../support/commandTable.ts';

/** The commands that begin with “credential”. */
export const CREDENTIAL_COMMANDS: readonly CommandEntry[] = [
  [
    ['credential', 'check'],
    'Check a roster and a template, and say what issuing would cost; anchors nothing',
    () => import('./check.ts'),
    {
      files: { roster: ROSTER, template: TEMPLATE },
      options: { profile: PROFILE, issuer: ISSUER, account: ACCOUNT },
    },
  ],
  [
    ['credential', 'issue'],
    'Issue a roster: build the batch, anchor it, write every holder’s file',
    () => import('./issue.ts'),
    {
      files: {
        roster: ROSTER,
        template: TEMPLATE,
        out: ['The folder to write to; must not exist yet', 'credentials/ and the achievement’s name'],
        ...RELAY_FILES,
        ...KEY_FILES,
      },
      options: {
        profile: PROFILE,
        site: 'Where the dApp is served, for the links',
        issuer: ISSUER,
        account: ACCOUNT,
        did: 'With --sign-only, the issuer’s DID, which cannot be asked of the chain',
        ...SIGNING,
      },
      flags: {
        yes: 'Send without asking',
        pack: 'Write one file with a credential in each line; as above 10,000 credentials without this',
        noPack: 'Write a file for each holder, however many there are',
      },
    },
  ],
  [
    ['credential', 'reissue'],
    'Issue a corrected credential that names the one it replaces, then revoke that one',
    () => import('./reissue.ts'),
    {
      files: {
        roster: 'The CSV file with the one corrected row',
        template: TEMPLATE,
        out: ['The folder to write to; must not exist yet', 'credentials/ and the achievement’s name'],
        ...KEY_FILES,
      },
      options: {
        credential: 'The credential to replace: its id, its holder’s email, or its file',
        reason: 'Why, for the reader of the credential; public for ever, so name no one',
        profile: PROFILE,
        site: 'Where the dApp is served, for the links',
        account: ACCOUNT,
      },
      flags: { yes: 'Send without asking' },
    },
  ],
  [
    ['credential', 'resume'],
    'Finish whatever an interruption left, never anchoring twice',
    () => import('./resume.ts'),
    {
      files: { receipt: 'A relayer’s receipt to believe, where no chain can be asked', ...KEY_FILES },
      options: { account: [ACCOUNT[0], 'the one that began'] },
    },
  ],
  [
    ['credential', 'list'],
    'List batches, or the credentials of one, from the ledger',
    () => import('./list.ts'),
    {
      options: {
        batch: 'The root of one batch, or its first characters',
        holder: 'A holder’s email, or a credential’s id',
      },
    },
  ],
  [
    ['credential', 'backup'],
    'Copy the ledger to a new file, whole, and check the copy',
    () => import('./backup.ts'),
    { positional: { file: 'The file that the copy is to be; must not exist yet' } },
  ],
  [
    ['credential', 'export'],
    'Write credentials from the ledger: a batch, a part of it, or a holder’s, in any of their forms',
    () => import('./export.ts'),
    {
      options: {
        batch: 'The root of one batch, or its first characters',
        holder: 'A holder’s email, or a credential’s id',
        from: ['With --batch, the first place in its tree', '0'],
        to: ['With --batch, the last place in its tree', 'the batch’s last'],
        format: ['json, sd-jwt (with --sign), or a badge picture: svg or png', 'json'],
        site: ['With --delivery, where the dApp is served, for the links', 'where issuing said'],
      },
      files: {
        out: 'The folder to write to; must not exist yet',
        zip: 'The ZIP archive to write instead; must not exist yet',
        image: ['The picture for --format png or svg', 'the achievement’s; for svg else a drawn one'],
        ...KEY_FILES,
      },
      flags: { delivery: 'Write links.csv, mail-merge.csv and a QR code for each holder too' },
    },
  ],
  ...(['revoke', 'suspend', 'reinstate'] as const).map(
    (change): CommandEntry => [
      ['credential', change],
      {
        revoke: 'Withdraw credentials for good',
        suspend: 'Withdraw credentials until they are reinstated',
        reinstate: 'Lift a suspension; called by the issuer’s admin, undo a revocation too',
      }[change],
      () => import(`./${change}.ts`),
      {
        options: {
          credential: 'The credential’s id, its holder’s email, or its file',
          batch: 'The root of a whole batch, or of the batch that --roster is about',
          reason: 'Why, for the reader of the credential; public for ever, so name no one',
          account: ACCOUNT,
          ...SIGNING,
        },
        files: { roster: 'A CSV file whose column “id” or “email” names the credentials', ...RELAY_FILES },
        flags: { yes: 'Send without asking' },
      },
    ],
  ),
  [
    ['credential', 'verify'],
    'Verify files, folders and links: one verdict each',
    () => import('./verify.ts'),
    {
      options: {
        trust: 'Addresses of accreditors whose word counts with you, with commas between them',
        dnsResolver: ['The DNS-over-HTTPS resolver for --dns', 'Cloudflare’s'],
      },
      files: {
        evidence: 'A file to write, from which anyone can check the same without a network',
        statusList: 'Files of published status lists to compare with the chain, with commas between them',
      },
      flags: {
        dns: 'Ask also that the issuer’s domain names its address in a DNS record',
        fetchStatusLists: 'Fetch the published status lists to compare from where the credentials say',
      },
      variadic: { files: 'Credential files, badge pictures, folders of them, or links' },
    },
  ],
  [
    ['credential', 'verify-evidence'],
    'Check an evidence file, without any network',
    () => import('./verifyEvidence.ts'),
    {
      positional: { file: 'The evidence file' },
      options: {
        blockHash: 'The hash of the block that it is about, from a source that you trust',
        at: ['The time that validity is judged at, such as 2026-10-03T14:00:00Z', 'now'],
      },
    },
  ],
  [
    ['credential', 'inspect'],
    'Compute payload hash, leaf and root of files, offline',
    () => import('./inspect.ts'),
    { variadic: { files: 'Credential files, badge pictures, folders of them, or links' } },
  ],
  [
    ['credential', 'redact'],
    'Write a copy that hides claims and still verifies',
    () => import('./redact.ts'),
    {
      positional: { file: 'The credential file' },
      options: { hide: 'JSON Pointers of the claims to hide, with commas between them' },
      files: { output: 'The file to write; must not exist yet' },
    },
  ],
];
