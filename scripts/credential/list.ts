import { actionOf } from '../support/command.ts';
import { Ledger } from '../support/ledger.ts';
import { batchBeginning } from '../support/ledgerBatch.ts';
import type { BatchRecord, CredentialRecord } from '../support/ledgerRecords.ts';
import type { Output } from '../support/output.ts';
import { ledgerPath } from '../support/settings.ts';

interface Arguments {
  batch: string | undefined;
  holder: string | undefined;
}

export default actionOf<Arguments>(async ({ batch, holder }, { output }) => {
  const ledger = await Ledger.open(ledgerPath());
  try {
    if (holder !== undefined) listCredentials(ledger.find(holder.trim()), output);
    else if (batch !== undefined)
      listCredentials(ledger.credentials(batchBeginning(ledger, batch).id), output);
    else listBatches(ledger.batches(), output);
  } finally {
    ledger.close();
  }
  return undefined;
});

function listBatches(batches: BatchRecord[], output: Output): void {
  if (batches.length === 0) output.line('The ledger holds no batches yet.');
  for (const { root, size, name, state, chainId, createdAt } of batches) {
    const day = new Date(createdAt * 1000).toISOString().slice(0, 10);
    output.line(
      `${day}  ${root}  ${String(size).padStart(6)}  ${state.padEnd(8)}  chain ${chainId}  ${name}`,
    );
  }
  output.result({
    batches: batches.map(
      ({
        root,
        size,
        name,
        state,
        chainId,
        issuer,
        transactionHash,
        blockNumber,
        createdAt,
        outputDirectory,
      }) => ({
        root,
        size,
        name,
        state,
        chainId,
        issuer,
        transactionHash,
        blockNumber,
        createdAt,
        out: outputDirectory,
      }),
    ),
  });
}

function listCredentials(credentials: CredentialRecord[], output: Output): void {
  if (credentials.length === 0) output.line('The ledger holds no such credential.');
  for (const { credentialId, status, index, holder, fileName } of credentials) {
    output.line(
      `${credentialId}  ${status.padEnd(9)}  ${String(index).padStart(6)}  ${fileName}.json  ${holder}`,
    );
  }
  output.result({
    credentials: credentials.map(({ credentialId, index, holder, holderKey, fileName, status }) => ({
      id: credentialId,
      index,
      holder,
      holderKey,
      file: `${fileName}.json`,
      status,
    })),
  });
}
