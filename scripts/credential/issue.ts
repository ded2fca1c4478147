import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { BATCH_SECRET_BYTES, type Batch, buildBatch } from '#core/batch';
import { achievementNameOf } from '#core/describe';
import type { PreparedDraft, PreparedDrafts } from '#core/drafts';
import { RootmarkError } from '#core/errors';
import { fileNameOf } from '#core/fileName';
import { type FinishedBatch, finishBatch } from '../support/batchRun.ts';
import { actionOf, type CommandContext } from '../support/command.ts';
import { confirm } from '../support/confirm.ts';
import { EXIT } from '../support/exitCodes.ts';
import { type Acting, actFor, didOf } from '../support/issuers.ts';
import { type BatchRecord, Ledger } from '../support/ledger.ts';
import { usageError } from '../support/output.ts';
import { draftsFrom, type RosterOptions, readRosterInput, reportProblems } from '../support/rosterInput.ts';
import { LOCAL_SITE, ledgerPath } from '../support/settings.ts';

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
  const input = readRosterInput(options);
  if (options.out !== undefined) refuseExisting(options.out);
  const acting = await actFor(context, options);
  const secret = randomBytes(BATCH_SECRET_BYTES);
  const prepared = await draftsFrom(input, { secret, issuerId: didOf(acting.record), issuedAt: new Date() });
  if (reportProblems(prepared, output) !== EXIT.ok)
    return { rows: prepared.rows, problems: prepared.problems };

  const { connection, deployment, issuer } = acting;
  const registry = { chainId: connection.chainId, address: deployment.credentialRegistry.address };
  const batch = buildBatch({ registry, issuer, secret, drafts: prepared.drafts });
  const name = achievementNameOf(batch.credentials[0]?.document ?? {});
  const outputDirectory = resolve(
    options.out ?? `credentials/${fileNameOf(name)}-${batch.root.slice(2, 10)}`,
  );
  refuseExisting(outputDirectory);
  output.line(`${batch.size} credentials “${name}”, to be anchored on ${connection.network.name}.`);
  if (!options.yes) await confirm(`Anchor them as ${didOf(acting.record)}?`);

  const ledger = await Ledger.open(ledgerPath());
  try {
    const site = siteOf(options.site, acting);
    const record = storeBatch(ledger, acting, {
      batch,
      drafts: prepared.drafts,
      secret,
      name,
      outputDirectory,
      site,
    });
    return await finishBatch({ acting, ledger, record, output });
  } finally {
    ledger.close();
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

function refuseExisting(directory: string): void {
  if (!existsSync(directory)) return;
  throw new RootmarkError(
    'input',
    'OutputExists',
    `${directory} exists already.`,
    'Name another folder with --out; nothing is ever written over.',
  );
}

function siteOf(site: string | undefined, { connection }: Acting): string {
  if (site === undefined) return connection.network.kind === 'local' ? LOCAL_SITE : '';
  if (URL.canParse(site) && /^https?:/.test(site)) return site;
  throw usageError(
    `--site is no web address: “${site.slice(0, 80)}”.`,
    'Give it such as --site https://verify.lakeside.example/.',
  );
}
