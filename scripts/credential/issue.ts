import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { BATCH_SECRET_BYTES, buildBatch } from '#core/batch';
import { achievementNameOf } from '#core/describe';
import { RootmarkError } from '#core/errors';
import { fileNameOf } from '#core/fileName';
import { finishBatch } from '../support/batchRun.ts';
import { actionOf } from '../support/command.ts';
import { confirm } from '../support/confirm.ts';
import { type Acting, actFor, didOf } from '../support/issuers.ts';
import { type BatchRecord, Ledger } from '../support/ledger.ts';
import { usageError } from '../support/output.ts';
import { draftsFrom, type RosterOptions, readRosterInput, reportProblems } from '../support/rosterInput.ts';
import { LOCAL_SITE, ledgerPath } from '../support/settings.ts';

interface Arguments extends RosterOptions {
  out: string | undefined;
  site: string | undefined;
  issuer: string | undefined;
  account: string | undefined;
  yes: boolean;
}

export default actionOf<Arguments>(async (options, context) => {
  const { output } = context;
  const input = readRosterInput(options);
  if (options.out !== undefined) refuseExisting(options.out);
  const acting = await actFor(context, options);
  const secret = randomBytes(BATCH_SECRET_BYTES);
  const prepared = await draftsFrom(input, { secret, issuerId: didOf(acting.record), issuedAt: new Date() });
  const code = reportProblems(prepared, output);
  if (code !== 0) {
    output.result({ rows: prepared.rows, problems: prepared.problems });
    return code;
  }

  const { connection, deployment, account, issuer } = acting;
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
    const id = ledger.addBatch(
      {
        chainId: connection.chainId,
        genesisHash: connection.genesisHash,
        registry: registry.address,
        issuer,
        operator: account.address,
        root: batch.root,
        size: batch.size,
        secret,
        name,
        outputDirectory,
        site: siteOf(options.site, acting),
        createdAt: Math.floor(Date.now() / 1000),
      },
      prepared.drafts.map(({ document, redactable, holder, holderKey, fileName }, row) => ({
        index: batch.credentials[row]?.index ?? row,
        credentialId: document.id,
        holder,
        holderKey,
        fileName,
        draft: { document, redactable },
      })),
    );
    const record = ledger.batches().find((candidate) => candidate.id === id) as BatchRecord;
    const finished = await finishBatch({ acting, ledger, record, output });
    output.result(finished);
  } finally {
    ledger.close();
  }
  return undefined;
});

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
