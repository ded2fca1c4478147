import type { Address } from 'viem';
import { type FinishedBatch, finishBatch } from '../support/batchRun.ts';
import { actionOf } from '../support/command.ts';
import { connect, deploymentAt, signingAccount } from '../support/connection.ts';
import { Ledger } from '../support/ledger.ts';
import { ledgerPath } from '../support/settings.ts';

interface Arguments {
  account: string | undefined;
}

export default actionOf<Arguments>(async ({ account: choice }, { hre, output }) => {
  const connection = await connect(hre);
  const deployment = deploymentAt(connection);
  const ledger = await Ledger.open(ledgerPath());
  try {
    const unfinished = ledger.unfinishedBatches(connection.genesisHash);
    if (unfinished.length === 0) output.line(`Nothing is unfinished on ${connection.network.name}.`);
    const finished: FinishedBatch[] = [];
    for (const record of unfinished) {
      output.line(`“${record.name}”, ${record.size} credentials, ${record.state}:`);
      const account = await signingAccount(hre, choice ?? (record.operator as Address));
      finished.push(
        await finishBatch({ acting: { connection, deployment, account }, ledger, record, output }),
      );
    }
    output.result({ finished });
  } finally {
    ledger.close();
  }
  return undefined;
});
