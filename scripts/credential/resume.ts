import { getBlock } from 'viem/actions';
import type { Deployment } from '#core/deployments';
import { claimedIssuerIdOf } from '#core/describe';
import { RootmarkError } from '#core/errors';
import type { IssuerSigner } from '#core/issuerKeys';
import { readBatch } from '#core/registry';
import { type FinishedBatch, finishBatch } from '../support/batchRun.ts';
import { actionOf, type CommandContext } from '../support/command.ts';
import { type Connection, connect, deploymentAt, signingAccount } from '../support/connection.ts';
import { EXIT } from '../support/exitCodes.ts';
import { faultOf } from '../support/faults.ts';
import { Ledger } from '../support/ledger.ts';
import { type BatchRecord, isForChain, type ReissueRecord } from '../support/ledgerRecords.ts';
import { countOf, type Output } from '../support/output.ts';
import { finishReissue, openReissues, type Replaced } from '../support/reissues.ts';
import { finishByReceipt } from '../support/relayReceipt.ts';
import { ledgerPath } from '../support/settings.ts';
import { type SigningOptions, signerFrom } from '../support/signing.ts';
import { timeText } from '../support/times.ts';

interface Arguments extends SigningOptions {
  receipt: string | undefined;
  account: string | undefined;
}

export default actionOf<Arguments>(async ({ receipt, account: choice, ...signing }, context) => {
  const { hre, output } = context;
  if (receipt !== undefined) {
    await resumeByReceipt(receipt, signing, output);
    return undefined;
  }
  const connection = await connect(hre);
  const ledger = await Ledger.open(ledgerPath());
  try {
    return await resumeOn(connection, { ledger, choice, signing, context });
  } finally {
    ledger.close();
  }
});

/** What everything that is unfinished is finished with. */
interface Resuming {
  ledger: Ledger;
  /** Which of the network's keys signs; each batch's own where none was chosen. */
  choice: string | undefined;
  signing: SigningOptions;
  context: CommandContext;
}

/** Finishes what can be finished on a network. @returns the exit code. */
async function resumeOn(connection: Connection, resuming: Resuming): Promise<number> {
  const { ledger } = resuming;
  const { output } = resuming.context;
  const unfinished = ledger.unfinishedBatches();
  const here = unfinished.filter((record) => isForChain(record, connection));
  const elsewhere = unfinished.filter((record) => !isForChain(record, connection));
  const isToRevoke = openReissuesFor(connection, ledger).length > 0;
  if (here.length === 0 && !isToRevoke) output.line(`Nothing is unfinished on ${connection.network.name}.`);
  for (const record of elsewhere) warnOfElsewhere(record, connection, output);

  const attempts = new EachAlone(output);
  const finished = await finishBatches(here, connection, resuming, attempts);
  // Those whose new credential was finished just now are among them.
  const replaced = await finishReissues(openReissuesFor(connection, ledger), resuming, attempts);
  output.result({
    ...{ finished, failed: attempts.failed },
    elsewhere: elsewhere.map(({ root, chainId }) => ({ root, chainId })),
    ...(replaced.length === 0 ? {} : { replaced }),
  });
  return attempts.exitCode;
}

/** Work on several batches: one that cannot be finished must not keep the others from it. */
class EachAlone {
  readonly failed: { root: string; code: string; message: string }[] = [];
  /** Of the first fault. */
  exitCode: number = EXIT.ok;
  private readonly output: Output;

  constructor(output: Output) {
    this.output = output;
  }

  /** What the work on a batch gives, as a list of one; an empty list when a fault kept it from being finished. */
  async attempt<Result>({ root }: BatchRecord, work: () => Promise<Result>): Promise<Result[]> {
    try {
      return [await work()];
    } catch (error) {
      const fault = faultOf(error);
      if (fault === null) throw error;
      this.output.complain(fault);
      this.failed.push({ root, code: fault.code, message: fault.message });
      this.exitCode ||= EXIT[fault.kind];
      return [];
    }
  }
}

async function finishBatches(
  records: readonly BatchRecord[],
  connection: Connection,
  { ledger, choice, signing, context: { hre, output } }: Resuming,
  attempts: EachAlone,
): Promise<FinishedBatch[]> {
  const deployment = deploymentAt(connection);
  const finished: FinishedBatch[] = [];
  for (const record of records) {
    output.line(`${describe(record)}, ${stateOf(record)}:`);
    const signer = async () => {
      // Should a reorganisation drop it in this very moment, sending it again is for the relayer.
      if (record.relayDeadline !== null) throw unrelayed(record, 0);
      return signingAccount(hre, choice ?? record.operator);
    };
    const done = await attempts.attempt(record, async () => {
      if (record.relayDeadline !== null) await refuseUnrelayed(record, connection, deployment, ledger);
      const issuerSigner = await issuerSignerOf(record, ledger, signing, output);
      return finishBatch({ connection, deployment, signer, ledger, record, output, issuerSigner });
    });
    finished.push(...done);
  }
  return finished;
}

async function finishReissues(
  reissues: readonly ReissueRecord[],
  { ledger, choice, context }: Resuming,
  attempts: EachAlone,
): Promise<Replaced[]> {
  const replaced: Replaced[] = [];
  for (const reissue of reissues) {
    const record = ledger.batch(reissue.batchId) as BatchRecord;
    const done = await attempts.attempt(record, () =>
      finishReissue(reissue, ledger, choice ?? record.operator, context),
    );
    replaced.push(...done);
  }
  return replaced;
}

function openReissuesFor(connection: Connection, ledger: Ledger): ReissueRecord[] {
  return openReissues(ledger).filter(({ batchId }) =>
    isForChain(ledger.batch(batchId) as BatchRecord, connection),
  );
}

async function resumeByReceipt(path: string, signing: SigningOptions, output: Output): Promise<void> {
  const ledger = await Ledger.open(ledgerPath());
  try {
    const signerFor = (record: BatchRecord) => issuerSignerOf(record, ledger, signing, output);
    const finished = [await finishByReceipt(path, ledger, output, signerFor)];
    output.result({ finished, failed: [], elsewhere: [] });
  } finally {
    ledger.close();
  }
}

/** Opens the signing key for the issuer that a batch's credentials name; null when nothing is to be signed. */
async function issuerSignerOf(
  { id }: BatchRecord,
  ledger: Ledger,
  signing: SigningOptions,
  output: Output,
): Promise<IssuerSigner | null> {
  if (signing.sign === undefined) return null;
  for (const { draft } of ledger.drafts(id))
    return signerFrom(signing, claimedIssuerIdOf(draft.document), output);
  return null;
}

/** Lets a batch that a relayer was to anchor go on only when it is: its key stays off the network. */
async function refuseUnrelayed(
  record: BatchRecord,
  { client, genesisHash }: Connection,
  deployment: Deployment,
  ledger: Ledger,
): Promise<void> {
  const credentialRegistry = { ...deployment.credentialRegistry, address: record.registry };
  const registry = { ...deployment, credentialRegistry };
  if ((await readBatch(client, registry, record)) !== null) {
    ledger.setGenesis(record.id, genesisHash);
    return;
  }
  const { timestamp } = await getBlock(client);
  throw unrelayed(record, Number(timestamp));
}

/** The fault of a batch that no relayer has anchored, at a time in Unix seconds. */
function unrelayed({ relayDeadline }: BatchRecord, at: number): RootmarkError {
  const deadline = relayDeadline ?? 0;
  const until = timeText(deadline);
  return at > deadline
    ? new RootmarkError(
        'interrupted',
        'RelayExpired',
        `Nobody sent its relay file while it could be sent, until ${until}.`,
        'Nothing of it was handed out: issue the roster again.',
      )
    : new RootmarkError(
        'interrupted',
        'RelayPending',
        `Its relay file was not sent yet; it can be until ${until}.`,
        'Send it from a machine with funds, with “npx hardhat credential issue --relay-from FILE”.',
      );
}

/** How far a batch had come, for people. */
const STATES: Record<BatchRecord['state'], string> = {
  built: 'not yet sent',
  signed: 'signed, perhaps sent',
  sent: 'sent',
  mined: 'anchored',
  exported: 'finished',
};

function stateOf({ state, relayDeadline }: BatchRecord): string {
  return state === 'built' && relayDeadline !== null ? 'signed for a relayer' : STATES[state];
}

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
