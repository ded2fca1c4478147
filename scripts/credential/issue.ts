import { randomBytes } from 'node:crypto';
import { bytesToHex, formatEther } from 'viem';
import { RootmarkError } from '#core/errors';
import type { IssuerSigner } from '#core/issuerKeys';
import type { JsonObject } from '#core/json';
import { anchorBatchData } from '#core/registry';
import { signCredential } from '#core/signature';
import { refuseExisting, releaseOutput, reserveOutput } from '../support/batchFiles.ts';
import { type BatchRun, type FinishedBatch, finishBatch } from '../support/batchRun.ts';
import { actionOf, type CommandContext } from '../support/command.ts';
import { confirm } from '../support/confirm.ts';
import { EXIT } from '../support/exitCodes.ts';
import { faultOf } from '../support/faults.ts';
import { type Acting, actFor, didOf } from '../support/issuers.ts';
import { Ledger } from '../support/ledger.ts';
import type { Reissue } from '../support/ledgerRecords.ts';
import {
  buildNewBatch,
  draftAt,
  type NewBatch,
  type NewDraft,
  type RosterProblems,
  siteFrom,
  storeBatch,
} from '../support/newBatch.ts';
import { countOf, type Output, usageError } from '../support/output.ts';
import { isToBePacked, type PackOptions, refuseMixedPacking } from '../support/packing.ts';
import { type Replaced, refuseReplaced } from '../support/reissues.ts';
import { relayAnchor } from '../support/relayAnchor.ts';
import { signBatch } from '../support/relayBatch.ts';
import { type RelayOptions, refuseMixedRelay, type SigningOptions } from '../support/relaySigning.ts';
import { type RosterOptions, readRosterInput, type TemplateAddition } from '../support/rosterInput.ts';
import { ledgerPath } from '../support/settings.ts';
import { type SigningOptions as KeyOptions, signerFrom } from '../support/signing.ts';
import { planTransaction } from '../support/transactions.ts';

/** What a batch is issued from, and how. */
export interface IssueOptions extends RosterOptions, PackOptions, Partial<KeyOptions> {
  out?: string | undefined;
  site?: string | undefined;
  issuer?: string | undefined;
  account?: string | undefined;
  yes: boolean;
}

/** What only a machine that is never online needs, or the one that sends for it. */
interface RelayedIssueOptions extends IssueOptions, SigningOptions, RelayOptions {
  did?: string | undefined;
}

export default actionOf<RelayedIssueOptions>(async (options, context) => {
  refuseMixedRelay(options, ['roster', 'template', 'out', 'site', 'issuer', 'did', 'sign', 'passphraseFile']);
  if (options.signOnly !== undefined && options.sign !== undefined)
    throw usageError(
      '--sign does not go with --sign-only.',
      'Give it to “npx hardhat credential resume”, which writes the files.',
    );
  const result = await act(options, context);
  context.output.result(result);
  return 'problems' in result ? EXIT.input : EXIT.ok;
});

async function act(options: RelayedIssueOptions, context: CommandContext) {
  const { relayFrom, signOnly } = options;
  if (relayFrom !== undefined) return relayAnchor(relayFrom, options, context);
  return signOnly === undefined ? issueRoster(options, context) : signBatch(signOnly, options, context);
}

/** What a batch of one credential is to replace. */
export interface ReissueOrder {
  /** What the ledger notes together with the batch. */
  reissue: Reissue;
  /** Names the replaced credential in the template. */
  addition: TemplateAddition;
  /** Refuses a roster that cannot be meant. */
  check: (first: NewDraft, size: number) => void;
  /** Revokes what is replaced, once the new credential is issued. */
  finish: (ledger: Ledger) => Promise<Replaced>;
}

/** What was issued, and what became of the credential that it replaces, if any. */
type Issued = FinishedBatch & { replaced?: Replaced };

/** Issues a roster, or tells everything that is wrong with it and issues nothing. */
export async function issueRoster(
  options: IssueOptions,
  context: CommandContext,
  order: ReissueOrder | null = null,
): Promise<Issued | RosterProblems> {
  const { output } = context;
  siteFrom(options.site, 'main');
  refuseMixedPacking(options);
  const input = readRosterInput(options, order?.addition);
  if (options.out !== undefined) refuseExisting(options.out);
  const acting = await actFor(context, options);
  const { connection, deployment, issuer } = acting;
  const registry = { chainId: connection.chainId, address: deployment.credentialRegistry.address };
  const issuerId = didOf(acting.record);
  await refuseUnpayable(acting);
  const { sign, passphraseFile } = options;
  const issuerSigner = await signerFrom({ sign, passphraseFile }, issuerId, output);
  const made = await buildNewBatch(input, { registry, issuer, issuerId, out: options.out }, output);
  if ('problems' in made) return made;

  try {
    order?.check(draftAt(made.spool, 'first'), made.batch.size);
    return await issueNewBatch(made, acting, { ...options, issuerSigner, order }, output);
  } finally {
    made.spool.close();
  }
}

/**
 * What anchoring costs does not depend on the batch, so an account that cannot pay is told before thousands of credentials
 * are made. Fees may rise meanwhile: they are looked at again once the batch is there.
 *
 * @throws RootmarkError as {@link planTransaction}.
 */
async function refuseUnpayable({ connection, deployment, account, issuer }: Acting): Promise<void> {
  const anyRoot = bytesToHex(randomBytes(32));
  await planTransaction(connection, account, {
    to: deployment.credentialRegistry.address,
    data: anchorBatchData(issuer, anyRoot, 1),
  });
}

/** Stores, anchors and writes a batch that was built, if whoever is asked agrees. */
async function issueNewBatch(
  made: NewBatch,
  acting: Acting,
  options: IssueOptions & Pick<BatchRun, 'issuerSigner'> & { order: ReissueOrder | null },
  output: Output,
): Promise<Issued> {
  const { connection, deployment, account, issuer, record: issuerRecord } = acting;
  const { chainId, genesisHash, network } = connection;
  const { batch, name, outputDirectory } = made;
  const { issuerSigner, order } = options;
  const registry = deployment.credentialRegistry.address;
  if (issuerSigner !== null) await refuseUnsignable(draftAt(made.spool, 'first').document, issuerSigner);
  const ledger = await Ledger.open(ledgerPath());
  try {
    // The ledger was free for other commands while the batch was built.
    if (order !== null) refuseReplaced(order.reissue, ledger);
    warnOfUnfinished(ledger, acting, output);
    const { maximumCost } = await planTransaction(connection, account, {
      to: registry,
      data: anchorBatchData(issuer, batch.root, batch.size),
    });
    output.line(
      `${countOf(batch.size, 'credential')} “${name}”, to be anchored on ${network.name} for up to ${formatEther(maximumCost)} ETH.`,
    );
    if (!options.yes) await confirm(`Anchor them as ${didOf(issuerRecord)}?`);
    reserveOutput(outputDirectory);
    output.interruptionAdvice = `Nothing was sent: remove ${outputDirectory}.partial, then issue again.`;
    const place = {
      ...{ chainId, genesisHash, registry, issuer },
      operator: account.address,
      site: siteFrom(options.site, network.kind),
      relayDeadline: null,
      isPacked: isToBePacked(options, batch.size),
    };
    const record = await storeBatch(ledger, made, place, order?.reissue ?? null);
    const finished = await issueBatch({
      connection,
      deployment,
      signer: async () => account,
      ledger,
      record,
      output,
      issuerSigner,
    });
    // Another command that took the ledger in between would leave both credentials good.
    return order === null ? finished : { ...finished, replaced: await order.finish(ledger) };
  } finally {
    ledger.close();
  }
}

/** What could not be signed is told before it is anchored: one template makes all of them alike. @throws as `signCredential`. */
async function refuseUnsignable(first: JsonObject, signer: IssuerSigner): Promise<void> {
  await signCredential(first, signer);
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
    throw forgotten(error);
  }
}

/** An outside signer's refusal, with what became of the batch; other faults are as they are. */
function forgotten(error: unknown): unknown {
  if (!(error instanceof RootmarkError) || !error.code.startsWith('Signer')) return error;
  const { kind, code, message, advice } = error;
  const ends = `${advice} Nothing is kept of this batch: issue the roster again when it can be signed.`;
  return new RootmarkError(kind, code, message, ends, { cause: error });
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
