import { type CommandEntry, KEY_FILES } from '../support/commandTable.ts';

/** The commands that begin with “status”. */
export const STATUS_COMMANDS: readonly CommandEntry[] = [
  [
    ['status', 'export'],
    'Write a batch’s status as a W3C Bitstring Status List, for other people’s verifiers',
    () => import('./export.ts'),
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
    () => import('./compare.ts'),
    {
      options: {
        batch: 'The root of the batch',
        issuer: ['The issuer’s address, for a batch that is not in the ledger', 'the ledger’s'],
      },
      files: { list: 'The status list, as it was downloaded' },
    },
  ],
];
