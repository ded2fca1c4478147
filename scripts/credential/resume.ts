import type { Address } from 'viem';
import { type FinishedBatch, finishBatch } from '../support/batchRun.ts';
import { actionOf } from '../support/command.ts';
import { type Connection, connect, deploymentAt, signingAccount } from '../support/connection.ts';
import { EXIT } from '../support/exitCodes.ts';
import { faultOf } from '../support/faults.ts';
import { type BatchRecord, Ledger } from '../support/ledger.ts';
import { countOf, type Output } from '../support/output.ts';
import { ledgerPath } from '../support/settings.ts';

interface Arguments {
  account: string | undefined;
}

export default actionOf<Arguments>(async ({ account: choice }, { hre, output }) => {
  const connection = await connect(hre);
  const deployment = deploymentAt(connection);
  const ledger = await Ledger.open(ledgerPath());
  try {
    const unfinished = ledger.unfinishedBatches();
    const here = unfinished.filter(({ genesisHash }) => genesisHash === connection.genesisHash);
    const elsewhere = unfinished.filter(({ genesisHash }) => genesisHash !== connection.genesisHash);
    if (here.length === 0) output.line(`Nothing is unfinished on ${connection.network.name}.`);
    for (const record of elsewhere) warnOfElsewhere(record, connection, output);

    const finished: FinishedBatch[] = [];
    const failed: { root: string; code: string; message: string }[] = [];
    let exitCode: number = EXIT.ok;
    for (const record of here) {
      output.line(`${describe(record)}, ${STATES[record.state]}:`);
      const signer = () => signingAccount(hre, choice ?? (record.operator as Address));
      try {
        finished.push(await finishBatch({ connection, deployment, signer, ledger, record, output }));
      } catch (error) {
        // One batch that cannot be finished must not keep the others from it.
        const fault = faultOf(error);
        if (fault === null) throw error;
        output.complain(fault);
        failed.push({ root: record.root, code: fault.code, message: fault.message });
        exitCode ||= EXIT[fault.kind];
      }
    }
    output.result({ finished, failed, elsewhere: elsewhere.map(({ root, chainId }) => ({ root, chainId })) });
    return exitCode;
  } finally {
    ledger.close();
  }
});

/** How far a batch had come, for people. */
const STATES: Record<BatchRecord['state'], string> = {
  built: 'not yet sent',
  signed: 'signed, perhaps sent',
  sent: 'sent',
  mined: 'anchored',
  exported: 'finished',
};

function describe({ name, size }: BatchRecord): string {
  return `“${name}”, ${countOf(size, 'credential')}`;
}

function warnOfElsewhere(record: BatchRecord, { chainId, network }: Connection, output: Output): void {
  output.warn(
    record.chainId === chainId
      ? `${describe(record)}, belongs to another chain than this one, though both have the id ${chainId}. If that one was ${network.name} before it was reset, its records are gone: issue the roster again.`
      : `${describe(record)}, belongs to chain ${record.chainId}: name its network with --network to finish it.`,
  );
}
