import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { Address, Hex } from 'viem';
import type { ChainAccount } from '#core/account';
import { BATCH_SECRET_BYTES, type DraftCredential } from '#core/batch';
import { achievementNameOf } from '#core/describe';
import type { PreparedDrafts } from '#core/drafts';
import { fileNameOf } from '#core/fileName';
import type { RosterProblem } from '#core/rosterProblem';
import type { NetworkKind } from '#core/verdict';
import { type DraftPage, DraftPool, type PlacedPage } from './draftPool.ts';
import { DraftSpool } from './draftSpool.ts';
import { EXIT } from './exitCodes.ts';
import type { Ledger } from './ledger.ts';
import type { NewPage } from './ledgerPages.ts';
import type { BatchRecord, Reissue } from './ledgerRecords.ts';
import { type Output, usageError } from './output.ts';
import { HASH_BYTES, unpackDrafts } from './packedDrafts.ts';
import { type RosterInput, reportProblems } from './rosterInput.ts';
import { readIntoSpool, threadsForRoster } from './rosterReading.ts';
import { LOCAL_SITE, ledgerPath } from './settings.ts';

/** A batch that was built from a roster and is in no ledger yet. Whoever has it closes its {@link DraftSpool}. */
export interface NewBatch extends Pick<BatchRecord, 'secret' | 'name' | 'outputDirectory'> {
  batch: { root: Hex; size: number };
  /** What the ledger will keep of its credentials. */
  spool: DraftSpool;
  /** The places in the tree of each page's credentials. */
  places: readonly Uint32Array[];
  warnings: RosterProblem[];
}

/** What is wrong with a roster that nothing was built from. */
export type RosterProblems = Pick<PreparedDrafts, 'rows' | 'problems'>;

/**
 * Builds the batch of a roster, or tells everything that is wrong with the roster. Of a row only hashes and who it is
 * about stay in memory.
 */
export async function buildNewBatch(
  input: RosterInput,
  place: { registry: ChainAccount; issuer: Address; issuerId: string; out: string | undefined },
  output: Output,
): Promise<NewBatch | RosterProblems> {
  const { rosterPath, template, profile } = input;
  const { out, ...issuing } = place;
  // The JSON-LD processor takes a while to load, so only commands that get this far load it.
  const { checkTemplateTerms } = await import('#core/jsonLd');
  await checkTemplateTerms(template);
  const secret = randomBytes(BATCH_SECRET_BYTES);
  const setup = { ...issuing, template, profile, secret, issuedAt: new Date() };
  const pool = new DraftPool(setup, threadsForRoster(rosterPath));
  const spool = new DraftSpool(ledgerPath());
  let isBuilt = false;
  try {
    const report = await readIntoSpool(rosterPath, pool, spool, output);
    if (reportProblems(report, output) !== EXIT.ok) return report;
    const { root, places } = await placeAll(pool, spool, output);
    const name = achievementNameOf(draftAt(spool, 'first').document);
    const outputDirectory = resolve(out ?? `credentials/${fileNameOf(name)}-${root.slice(2, 10)}`);
    isBuilt = true;
    const batch = { root, size: spool.size };
    return { batch, secret, name, outputDirectory, spool, places, warnings: report.problems };
  } finally {
    if (!isBuilt) spool.close();
    await pool.close();
  }
}

/** Gives every credential its place, and builds the tree. */
async function placeAll(pool: DraftPool, spool: DraftSpool, output: Output) {
  const places = pool.placesOf(spool.sizes);
  const progress = output.progress('Building', spool.size, 'slow');
  let page = 0;
  let done = 0;
  const { root } = await pool.buildTree(placedPages(spool, places), spool.size, (_, { payloadHashes }) => {
    spool.setPayloadHashes(page++, payloadHashes);
    done += payloadHashes.length / HASH_BYTES;
    progress.update(done);
  });
  progress.stop();
  return { root, places };
}

function* placedPages(spool: DraftSpool, places: readonly Uint32Array[]): Generator<PlacedPage> {
  for (const [page, indexes] of places.entries()) {
    const payloadHashes = spool.payloadHashesOf(page);
    const drafts = payloadHashes === null ? spool.draftsOf(page) : new Uint8Array();
    yield { indexes, payloadHashes, drafts };
  }
}

/** One of a new batch's drafts, with who it is about. */
export type NewDraft = DraftCredential & DraftPage['credentials'][number];

/** The draft of the roster's first row, or of its last. */
export function draftAt(spool: DraftSpool, which: 'first' | 'last'): NewDraft {
  const page = which === 'first' ? 0 : spool.sizes.length - 1;
  const at = which === 'first' ? 0 : -1;
  const draft = unpackDrafts(spool.draftsOf(page)).at(at) as DraftCredential;
  return { ...draft, ...(spool.credentialsOf(page).at(at) as DraftPage['credentials'][number]) };
}

/** Stores everything that the batch can be made from again, before anything is sent or handed out. */
export async function storeBatch(
  ledger: Ledger,
  { batch, secret, name, outputDirectory, spool, places }: NewBatch,
  place: Pick<
    BatchRecord,
    'chainId' | 'genesisHash' | 'registry' | 'issuer' | 'operator' | 'site' | 'relayDeadline' | 'isPacked'
  >,
  reissue: Reissue | null = null,
): Promise<BatchRecord> {
  const createdAt = Math.floor(Date.now() / 1000);
  return ledger.addBatch(
    { ...place, ...batch, secret, name, outputDirectory, createdAt },
    newPages(spool, places),
    reissue,
  );
}

function* newPages(spool: DraftSpool, places: readonly Uint32Array[]): Generator<NewPage> {
  for (const [page, indexes] of places.entries()) {
    const credentials = spool.credentialsOf(page).map(({ id, holder, holderKey, fileName }, position) => ({
      index: indexes[position] as number,
      credentialId: id,
      holder,
      holderKey,
      fileName,
    }));
    const payloadHashes = spool.payloadHashesOf(page);
    if (payloadHashes === null) throw new Error('a page was stored before its credentials were placed');
    yield { credentials, drafts: spool.draftsOf(page), payloadHashes };
  }
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
