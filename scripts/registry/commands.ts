import { ACCOUNT, type CommandEntry } from '../support/commandTable.ts';

/** The commands that begin with “registry”. */
export const REGISTRY_COMMANDS: readonly CommandEntry[] = [
  [
    ['registry', 'deploy'],
    'Deploy the registry, and write deployments/<chainId>.json',
    () => import('./deploy.ts'),
    { options: { account: ACCOUNT } },
  ],
  [
    ['registry', 'verify-source'],
    'Let a block explorer show the sources of the registry, once it has compiled them to the same code',
    () => import('./verifySource.ts'),
    { options: { explorer: ['sourcify, etherscan or blockscout', 'sourcify'] } },
  ],
];
