import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { formatEther } from 'viem';
import { BATCH_SECRET_BYTES, type Batch, buildBatch } from '#core/batch';
import { achievementNameOf } from '#core/describe';
import type { PreparedDraft, PreparedDrafts } from '#core/drafts';
import { RootmarkError } from '#core/errors';
import { fileNameOf } from '#core/fileName';
import { anchorBatchData } from '#core/registry';
import { refuseExisting, releaseOutput, reserveOutput } from '../support/batchFiles.ts';
import { type BatchRun, type FinishedBatch, finishBatch } from '../support/batchRun.ts';
import { actionOf, type CommandContext } from '../support/command.ts';
import { confirm } from '../support/confirm.ts';
import { EXIT } from '../support/exitCodes.ts';
import { faultOf } from '../support/faults.ts';
import { type Acting, actFor, didOf } from '../support/issuers.ts';
import { type BatchRecord, Ledger } from '../support/ledger.ts';
import { countOf, type Output, usageError } from '../support/output.ts';
import { draftsFrom, type RosterOptions, readRosterInput, reportProblems } from '../support/rosterInput.ts';
import { LOCAL_SITE, ledgerPath } from '../support/settings.ts';
import { planTransaction } from '../support/transactions.ts';

/** What a batch is issued from, and how. */
export interface IssueOptions extends RosterOptions {
  out?: string | undefined;
  site?: string | undefined;
  issuer?: string | undefined;
  account?: string | undefined;
  yes: boolean;
}

export default actionOf<IssueOptions>(async (options, context) => {
  const issued = await issueRoster(options, context);
  context.output.result(issued);
  return 'problems' in issued ? EXIT.input : EXIT.ok;
});

/** Issues a roster, or tells everything that is wrong with it and issues nothing. */
export async function issueRoster(
  options: IssueOptions,
  context: CommandContext,
): Promise<FinishedBatch | Pick<PreparedDrafts, 'rows' | 'problems'>> {
  const { output } = context;
  refuseNoSite(options.site);
  const input = readRosterInput(options);
  if (options.out !== undefined) refuseExisting(options.out);
  const acting = await actFor(context, options);
  const secret = randomBytes(BATCH_SECRET_BYTES);
  const prepared = await draftsFrom(input, { secret, issuerId: didOf(acting.record), issuedAt: new Date() });
  if (reportProblems(prepared, output) !== EXIT.ok)
    return { rows: prepared.rows, problems: prepared.problems };

  const { connection, deployment, account, issuer } = acting;
  const registry = { chainId: connection.chainId, address: deployment.credentialRegistry.address };
  const batch = buildBatch({ registry, issuer, secret, drafts: prepared.drafts });
  const name = achievementNameOf(batch.credentials[0]?.document ?? {});
  const outputDirectory = resolve(
    options.out ?? `credentials/${fileNameOf(name)}-${batch.root.slice(2, 10)}`,
  );
  const ledger = await Ledger.open(ledgerPath());
  try {
    warnOfUnfinished(ledger, acting, output);
    const { maximumCost } = await planTransaction(connection, account, {
      to: registry.address,
      data: anchorBatchData(issuer, batch.root, batch.size),
    });
    output.line(
      `${countOf(batch.size, 'credential')} “${name}”, to be anchored on ${connection.network.name} for up to ${formatEther(maximumCost)} ETH.`,
    );
    if (!options.yes) await confirm(`Anchor them as ${didOf(acting.record)}?`);
    reserveOutput(outputDirectory);
    const record = storeBatch(ledger, acting, {
      batch,
      drafts: prepared.drafts,
      secret,
      name,
      outputDirectory,
      site: options.site ?? (connection.network.kind === 'local' ? LOCAL_SITE : ''),
    });
    return await issueBatch({ connection, deployment, signer: async () => account, ledger, record, output });
  } finally {
    ledger.close();
  }
}

/** Anchors and writes a new batch; one that was not even signed is forgotten, so that issuing again is not issuing twice. */
async function issueBatch(run: BatchRun): Promise<FinishedBatch> {
  const { ledger, record } = run;
  try {
    return await finishBatch(run);
  } catch (error) {
    if (ledger.batch(record.id)?.state !== 'built') throw unfinished(error);
    ledger.removeBatch(record.id);
    releaseOutput(record.outputDirectory);
    throw error;
  }
}

/** Whatever kept a signed batch from being finished: only `resume` finishes it, and issuing again would issue twice. */
function unfinished(error: unknown): unknown {
  const fault = faultOf(error);
  if (fault === null || fault.kind === 'interrupted') return error;
  return new RootmarkError(
    'interrupted',
    fault.code,
    fault.message,
    `${fault.advice} Go on with “npx hardhat credential resume”.`,
    { cause: fault },
  );
}

function warnOfUnfinished(ledger: Ledger, { connection }: Acting, output: Output): void {
  for (const { name, size } of ledger
    .unfinishedBatches()
    .filter(({ genesisHash }) => genesisHash === connection.genesisHash)) {
    output.warn(
      `An earlier batch, “${name}” with ${countOf(size, 'credential')}, is not finished: “npx hardhat credential resume” finishes it. This one is another.`,
    );
  }
}

/** Stores everything that the batch can be made from again, before anything is sent. */
function storeBatch(
  ledger: Ledger,
  { connection, deployment, account, issuer }: Acting,
  made: Pick<BatchRecord, 'secret' | 'name' | 'outputDirectory' | 'site'> & {
    batch: Batch;
    drafts: PreparedDraft[];
  },
): BatchRecord {
  const { batch, drafts, ...described } = made;
  return ledger.addBatch(
    {
      ...described,
      chainId: connection.chainId,
      genesisHash: connection.genesisHash,
      registry: deployment.credentialRegistry.address,
      issuer,
      operator: account.address,
      root: batch.root,
      size: batch.size,
      createdAt: Math.floor(Date.now() / 1000),
      relayDeadline: null,
    },
    drafts.map(({ document, redactable, holder, holderKey, fileName }, row) => ({
      index: batch.credentials[row]?.index ?? row,
      credentialId: document.id,
      holder,
      holderKey,
      fileName,
      draft: { document, redactable },
    })),
  );
}

function refuseNoSite(site: string | undefined): void {
  if (site === undefined || (URL.canParse(site) && /^https?:/.test(site))) return;
  throw usageError(
    `--site is no web address: “${site.slice(0, 80)}”.`,
    'Give it such as --site https://verify.lakeside.example/.',
  );
}
