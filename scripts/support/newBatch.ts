import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { Address } from 'viem';
import type { ChainAccount } from '#core/account';
import { BATCH_SECRET_BYTES, type Batch, buildBatch } from '#core/batch';
import { achievementNameOf } from '#core/describe';
import type { PreparedDraft, PreparedDrafts } from '#core/drafts';
import { fileNameOf } from '#core/fileName';
import type { NetworkKind } from '#core/verdict';
import { EXIT } from './exitCodes.ts';
import type { BatchRecord, Ledger } from './ledger.ts';
import { nodeHashing } from './nodeHashing.ts';
import { type Output, usageError } from './output.ts';
import { draftsFrom, type RosterInput, reportProblems } from './rosterInput.ts';
import { LOCAL_SITE } from './settings.ts';

/** A batch that was built from a roster and is in no ledger yet. */
export interface NewBatch extends Pick<BatchRecord, 'secret' | 'name' | 'outputDirectory'> {
  batch: Batch;
  drafts: PreparedDraft[];
}

/** What is wrong with a roster that nothing was built from. */
export type RosterProblems = Pick<PreparedDrafts, 'rows' | 'problems'>;

/** Builds the batch of a roster, or tells everything that is wrong with the roster. */
export async function buildNewBatch(
  input: RosterInput,
  place: { registry: ChainAccount; issuer: Address; issuerId: string; out: string | undefined },
  output: Output,
): Promise<NewBatch | RosterProblems> {
  const { registry, issuer, issuerId, out } = place;
  const secret = randomBytes(BATCH_SECRET_BYTES);
  const prepared = await draftsFrom(input, { secret, issuerId, issuedAt: new Date() });
  if (reportProblems(prepared, output) !== EXIT.ok)
    return { rows: prepared.rows, problems: prepared.problems };

  const { drafts } = prepared;
  const batch = buildBatch({ registry, issuer, secret, drafts, hashing: nodeHashing });
  const name = achievementNameOf(batch.credentials[0]?.document ?? {});
  const outputDirectory = resolve(out ?? `credentials/${fileNameOf(name)}-${batch.root.slice(2, 10)}`);
  return { batch, drafts, secret, name, outputDirectory };
}

/** Stores everything that the batch can be made from again, before anything is sent or handed out. */
export function storeBatch(
  ledger: Ledger,
  { batch, drafts, ...described }: NewBatch,
  place: Pick<
    BatchRecord,
    'chainId' | 'genesisHash' | 'registry' | 'issuer' | 'operator' | 'site' | 'relayDeadline'
  >,
): BatchRecord {
  return ledger.addBatch(
    {
      ...described,
      ...place,
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

/** Where the links of a batch lead. @throws RootmarkError of kind `usage`. */
export function siteFrom(site: string | undefined, kind: NetworkKind): string {
  if (site === undefined) return kind === 'local' ? LOCAL_SITE : '';
  if (URL.canParse(site) && /^https?:/.test(site)) return site;
  throw usageError(
    `--site is no web address: “${site.slice(0, 80)}”.`,
    'Give it such as --site https://verify.lakeside.example/.',
  );
}
