import { resolve } from 'node:path';
import { actionOf } from '../support/command.ts';
import { backUpLedger } from '../support/ledgerBackup.ts';
import { countOf, usageError } from '../support/output.ts';
import { ledgerPath } from '../support/settings.ts';

interface Arguments {
  file: string | undefined;
}

export default actionOf<Arguments>(async ({ file }, { output }) => {
  if (file === undefined || file === '')
    throw usageError('No file is named.', 'Name the file that the copy of the ledger is to be.');
  const { batches, credentials } = await backUpLedger(ledgerPath(), resolve(file));
  output.line(
    `${file} holds the whole ledger: ${countOf(credentials, 'credential')} in ${batches === 1 ? '1 batch' : `${batches} batches`}. Keep it encrypted: it has the batch secrets.`,
  );
  output.result({ file, batches, credentials });
  return undefined;
});
