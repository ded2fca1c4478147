import {
  ACCOUNT,
  type CommandEntry,
  EMAIL,
  ISSUER,
  PATHWAY,
  PROFILE,
  TEMPLATE,
} from '../support/commandTable.ts';

/** The commands that begin with “pathway”. */
export const PATHWAY_COMMANDS: readonly CommandEntry[] = [
  [
    ['pathway', 'check'],
    'Check which requirements of a pathway a holder’s files meet, and what is missing',
    () => import('./check.ts'),
    {
      files: { pathway: PATHWAY },
      options: { email: EMAIL },
      variadic: { files: 'The holder’s credential files, folders of them, or links' },
    },
  ],
  [
    ['pathway', 'issue'],
    'Issue the larger credential to every holder of a roster whose files meet the pathway',
    () => import('./issue.ts'),
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
    () => import('./verify.ts'),
    {
      positional: { file: 'The larger credential: its file, or a link' },
      options: { email: EMAIL },
      variadic: { components: 'Files of its components, folders of them, or links' },
    },
  ],
];
