import { emptyTask, overrideTask, task } from 'hardhat/config';
import { ArgumentType } from 'hardhat/types/arguments';
import type { NewTaskDefinition, NewTaskDefinitionBuilder, TaskDefinition } from 'hardhat/types/tasks';
import { notGiven, watchUsage } from './support/command.ts';

/** A module whose default export is a command's action; loaded when the command runs. */
type ActionModule = () => Promise<{ default: (taskArguments: never, hre: never) => Promise<void> }>;

/** What an option or argument is for; and what the help says that it is when it is not given. */
type Described = string | [description: string, preset: string];

interface CommandOptions {
  /** `--name VALUE` options. */
  options?: Record<string, Described>;
  /** Options whose value is a file or folder. */
  files?: Record<string, Described>;
  /** `--name` flags, with what they are for. */
  flags?: Record<string, string>;
  /** One positional argument. */
  positional?: Record<string, Described>;
  /** Any number of positional arguments. */
  variadic?: Record<string, Described>;
}

const ACCOUNT: [string, string] = ['Which of the network’s keys signs: its index or its address', '0'];
const ISSUER: Described = [
  'The issuer’s address, when the signing key is only one of its operators',
  'the signing key’s',
];
const ACCREDITOR: Described = [
  'The accreditor’s address, when the signing key is its admin only',
  'the signing key’s',
];
const SIGNING: Record<string, Described> = {
  operator: ['The operator, when it is a smart account that the key signs for', 'the signing key'],
  deadline: ['With --sign-only, the last second at which it may be sent', 'in 7 days'],
  chainId: ['With --sign-only, the chain that it is for', 'the network’s in hardhat.config.ts'],
};
const RELAY_FILES: Record<string, Described> = {
  signOnly: 'Sign, without any network, and write this file for another machine to send',
  relayFrom: 'Send, and pay for, what another machine has signed into this file',
};
const KEY_FILES: Record<string, Described> = {
  sign: ['The issuer’s signing key, a file of “issuer key”', 'no signature'],
  passphraseFile: ['With --sign, a file whose first line is the key’s passphrase', 'asks for it'],
};
const ROSTER = 'The roster, a CSV file with one row per holder';
const TEMPLATE = 'The template, Open Badges JSON with {{column}} placeholders';
const PATHWAY = 'The pathway, JSON that names the micro-credentials that make a larger one';
const EMAIL =
  'The email address that the holder’s credentials were issued for, which proves that they are one person’s';
const PROFILE = 'What every credential must have besides: “eu”, the elements of a European micro-credential';

const COMMANDS: [
  id: [string, ...string[]],
  description: string,
  action: ActionModule,
  options: CommandOptions,
][] = [
  [
    ['start'],
    'A local chain with sample credentials, and the dApp to verify them',
    () => import('./start/start.ts'),
    {
      options: {
        port: ['The port of the dApp', '4173'],
        issuerPort: ['The port of the sample issuer’s web site', '4174'],
      },
    },
  ],
  [
    ['registry', 'deploy'],
    'Deploy the registry, and write deployments/<chainId>.json',
    () => import('./registry/deploy.ts'),
    { options: { account: ACCOUNT } },
  ],
  [
    ['registry', 'verify-source'],
    'Let a block explorer show the sources of the registry, once it has compiled them to the same code',
    () => import('./registry/verifySource.ts'),
    { options: { explorer: ['sourcify, etherscan or blockscout', 'sourcify'] } },
  ],
  [
    ['issuer', 'register'],
    'Register the signing key as an issuer, known to people by a did:web domain',
    () => import('./issuer/register.ts'),
    { options: { did: 'The issuer’s DID, such as did:web:lakeside.example', account: ACCOUNT } },
  ],
  [
    ['issuer', 'show'],
    'Show an issuer: its DIDs, admin and operators',
    () => import('./issuer/show.ts'),
    {
      positional: { address: ['The issuer’s address', 'the signing key’s'] },
      options: { account: ACCOUNT },
    },
  ],
  [
    ['issuer', 'did-document'],
    'Print the did.json to publish, so that the domain names the issuer’s address',
    () => import('./issuer/didDocument.ts'),
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
    () => import('./issuer/key.ts'),
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
    () => import('./issuer/check.ts'),
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
    () => import('./issuer/operatorAuthorize.ts'),
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
    () => import('./issuer/operatorRetire.ts'),
    { positional: { address: 'The key’s address' }, options: { issuer: ISSUER, account: ACCOUNT } },
  ],
  [
    ['issuer', 'operator', 'distrust'],
    'Disown a stolen key: all that it anchored since a time fails',
    () => import('./issuer/operatorDistrust.ts'),
    {
      positional: { address: 'The key’s address' },
      options: {
        since: ['The time from which on, such as 2026-10-03T14:00:00Z', 'now'],
        issuer: ISSUER,
        account: ACCOUNT,
      },
    },
  ],
  [
    ['accreditation', 'grant'],
    'Vouch for an issuer, for a time and within a scope',
    () => import('./accreditation/grant.ts'),
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
    () => import('./accreditation/end.ts'),
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
    () => import('./accreditation/accept.ts'),
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
    () => import('./accreditation/list.ts'),
    {
      positional: { address: ['The address', 'the signing key’s'] },
      options: { account: ACCOUNT },
    },
  ],
  [
    ['credential', 'check'],
    'Check a roster and a template, and say what issuing would cost; anchors nothing',
    () => import('./credential/check.ts'),
    {
      files: { roster: ROSTER, template: TEMPLATE },
      options: { profile: PROFILE, issuer: ISSUER, account: ACCOUNT },
    },
  ],
  [
    ['credential', 'issue'],
    'Issue a roster: build the batch, anchor it, write every holder’s file',
    () => import('./credential/issue.ts'),
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
    () => import('./credential/reissue.ts'),
    {
      files: {
        roster: 'The CSV file with the one corrected row',
        template: TEMPLATE,
        out: ['The folder to write to; must not exist yet', 'credentials/ and the achievement’s name'],
        ...KEY_FILES,
      },
      options: {
        credential: 'The id or the file of the credential to replace',
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
    () => import('./credential/resume.ts'),
    {
      files: { receipt: 'A relayer’s receipt to believe, where no chain can be asked', ...KEY_FILES },
      options: { account: [ACCOUNT[0], 'the one that began'] },
    },
  ],
  [
    ['credential', 'list'],
    'List batches, or the credentials of one, from the ledger',
    () => import('./credential/list.ts'),
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
    () => import('./credential/backup.ts'),
    { positional: { file: 'The file that the copy is to be; must not exist yet' } },
  ],
  [
    ['credential', 'export'],
    'Write credentials from the ledger: a batch, a part of it, or a holder’s, in any of their forms',
    () => import('./credential/export.ts'),
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
  ...(['revoke', 'suspend', 'reinstate'] as const).map((change): (typeof COMMANDS)[number] => [
    ['credential', change],
    {
      revoke: 'Withdraw credentials for good',
      suspend: 'Withdraw credentials until they are reinstated',
      reinstate: 'Lift a suspension; called by the issuer’s admin, undo a revocation too',
    }[change],
    () => import(`./credential/${change}.ts`),
    {
      options: {
        credential: 'The credential’s id, or its file',
        batch: 'The root of a whole batch, or of the batch that --roster is about',
        reason: 'Why, for the reader of the credential; public for ever, so name no one',
        account: ACCOUNT,
        ...SIGNING,
      },
      files: { roster: 'A CSV file whose column “id” or “email” names the credentials', ...RELAY_FILES },
      flags: { yes: 'Send without asking' },
    },
  ]),
  [
    ['credential', 'verify'],
    'Verify files, folders and links: one verdict each',
    () => import('./credential/verify.ts'),
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
    () => import('./credential/verifyEvidence.ts'),
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
    () => import('./credential/inspect.ts'),
    { variadic: { files: 'Credential files, badge pictures, folders of them, or links' } },
  ],
  [
    ['credential', 'redact'],
    'Write a copy that hides claims and still verifies',
    () => import('./credential/redact.ts'),
    {
      positional: { file: 'The credential file' },
      options: { hide: 'JSON Pointers of the claims to hide, with commas between them' },
      files: { output: 'The file to write; must not exist yet' },
    },
  ],
  [
    ['pathway', 'check'],
    'Check which requirements of a pathway a holder’s files meet, and what is missing',
    () => import('./pathway/check.ts'),
    {
      files: { pathway: PATHWAY },
      options: { email: EMAIL },
      variadic: { files: 'The holder’s credential files, folders of them, or links' },
    },
  ],
  [
    ['pathway', 'issue'],
    'Issue the larger credential to every holder of a roster whose files meet the pathway',
    () => import('./pathway/issue.ts'),
    {
      files: {
        pathway: PATHWAY,
        roster: 'The roster; its column “components” names each holder’s files or folder',
        template: TEMPLATE,
        out: ['The folder to write to; must not exist yet', 'credentials/ and the achievement’s name'],
      },
      options: {
        profile: PROFILE,
        site: 'Where the dApp is served, for the links',
        issuer: ISSUER,
        account: ACCOUNT,
      },
      flags: { yes: 'Send without asking' },
    },
  ],
  [
    ['pathway', 'verify'],
    'Verify a larger credential and those of its components that are at hand',
    () => import('./pathway/verify.ts'),
    {
      positional: { file: 'The larger credential: its file, or a link' },
      options: { email: EMAIL },
      variadic: { components: 'Files of its components, folders of them, or links' },
    },
  ],
  [
    ['status', 'export'],
    'Write a batch’s status as a W3C Bitstring Status List, for other people’s verifiers',
    () => import('./status/export.ts'),
    {
      options: {
        batch: 'The root of the batch',
        url: ['Where the list will be published', 'where the batch’s credentials say'],
        purpose: ['What the list tells: revocation or suspension', 'what the batch’s credentials say'],
        ttl: ['Seconds for which readers may keep the list', '300'],
        issuer: ['The issuer’s address, for a batch that is not in the ledger', 'the ledger’s'],
      },
      files: {
        out: 'The file to write; an older status list of the same address is replaced',
        ...KEY_FILES,
      },
    },
  ],
  [
    ['status', 'compare'],
    'Compare a published status list with the chain, which is what counts',
    () => import('./status/compare.ts'),
    {
      options: {
        batch: 'The root of the batch',
        issuer: ['The issuer’s address, for a batch that is not in the ledger', 'the ledger’s'],
      },
      files: { list: 'The status list, as it was downloaded' },
    },
  ],
];

function definitionOf([id, description, action, options]: (typeof COMMANDS)[number]): NewTaskDefinition {
  let builder: NewTaskDefinitionBuilder = task(id, description).addFlag({
    name: 'json',
    description: 'Print exactly one JSON document to standard output',
  });
  for (const [type, described] of [
    [ArgumentType.STRING, options.options],
    [ArgumentType.FILE, options.files],
  ] as const) {
    for (const [name, option] of Object.entries(described ?? {}))
      builder = builder.addOption({ name, type, ...textsOf(option) });
  }
  for (const [name, flag] of Object.entries(options.flags ?? {}))
    builder = builder.addFlag({ name, description: flag });
  // Optional for Hardhat, so that the command itself can say what is missing and leave with the code for it.
  for (const [name, argument] of Object.entries(options.positional ?? {}))
    builder = builder.addPositionalArgument({ name, ...textsOf(argument) });
  for (const [name, argument] of Object.entries(options.variadic ?? {})) {
    const { description, defaultValue } = textsOf(argument);
    builder = builder.addVariadicArgument({ name, description, defaultValue: [defaultValue] });
  }
  return builder.setAction(action as never).build() as NewTaskDefinition;
}

function textsOf(described: Described): { description: string; defaultValue: string } {
  const [description, preset = 'none'] = typeof described === 'string' ? [described] : described;
  return { description, defaultValue: notGiven(preset) };
}

const GROUPS: TaskDefinition[] = [
  emptyTask('registry', 'The registry contract').build(),
  emptyTask('issuer', 'The issuer: registration, operators, did.json').build(),
  emptyTask(['issuer', 'operator'], 'The keys that act for an issuer').build(),
  emptyTask('accreditation', 'Who vouches for whom: grant, end, accept and list accreditations').build(),
  emptyTask('credential', 'Check, issue, withdraw, verify, inspect and redact credentials').build(),
  emptyTask('pathway', 'Larger credentials made of smaller ones').build(),
  emptyTask('status', 'What was withdrawn, for other people’s verifiers').build(),
];

/** Hardhat's own test tasks, made to close with a line that counts all tests. */
const TESTS: TaskDefinition[] = [
  overrideTask('test')
    .setAction(() => import('./test/test.ts'))
    .build(),
  overrideTask(['test', 'mocha'])
    .setAction(() => import('./test/mocha.ts'))
    .build(),
  overrideTask(['test', 'solidity'])
    .setAction(() => import('./test/solidity.ts'))
    .build(),
];

/** Every command of the project, as Hardhat tasks. */
export const tasks: TaskDefinition[] = [...GROUPS, ...COMMANDS.map(definitionOf), ...TESTS];

watchUsage(['start', 'registry', 'issuer', 'accreditation', 'credential', 'pathway', 'status']);
