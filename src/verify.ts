import type { Client } from 'viem';
import { toAccountId } from '#core/account';
import { failed, passed, skipped, unknown } from '#core/checks';
import type { Endpoint } from '#core/clients';
import { isRedacted, type ParsedCredential, parseCredential } from '#core/credential';
import { type Deployment, deploymentOf } from '#core/deployments';
import { claimedIssuerIdOf, claimedIssuerNameOf, holderNameOf, plainText } from '#core/describe';
import { concealedCount, payloadOf } from '#core/disclosure';
import { FormatError, messageOf, RootmarkError } from '#core/errors';
import { headlineOf } from '#core/headline';
import { proveIssuer } from '#core/issuerCheck';
import { isObject } from '#core/json';
import { domainSeparatorOf, leafOf, payloadHashOf } from '#core/leaf';
import { rootOf } from '#core/proof';
import {
  anchoringBlockOf,
  batchWithdrawalOf,
  type CredentialQuery,
  type CredentialReading,
  readCredential,
  withdrawalOf,
} from '#core/registry';
import type { Reason } from '#core/sentences';
import {
  CHECK_IDS,
  type Check,
  type CheckId,
  type IssuerIdentity,
  type Verdict,
  type VerificationResult,
} from '#core/verdict';

/** What verification needs from the world around it. */
export interface VerificationContext {
  deployments: readonly Deployment[];
  /** The RPC endpoints of a deployment's chain, whose answers are compared. */
  endpointsFor(deployment: Deployment): readonly Endpoint[];
  fetch: typeof globalThis.fetch;
  /** Ask for a DNS TXT record beside `did.json`, at this DNS-over-HTTPS resolver; it is not asked for unless given. */
  dns?: { resolver: string };
  /** Milliseconds that the endpoints have to answer, all questions together; `RPC_TIMEOUT` unless given. */
  patience?: number;
  /** The time, in Unix seconds. */
  now(): number;
  /** Seconds that a public chain's latest block may lie behind {@link now}; an hour unless given. */
  maximumBlockAge?: number;
}

/** What a credential's own bytes say about it: the hash, its place in the tree, and the root that they lead to. */
export interface Fingerprint extends CredentialQuery {
  leaf: CredentialQuery['root'];
  /** The root computed from leaf and path; `root` is the one that the file states. */
  computedRoot: CredentialQuery['root'];
}

/**
 * Computes payload hash, leaf and root of a credential from its bytes alone.
 *
 * @throws FormatError when its disclosure does not fit the document.
 */
export function fingerprintOf(credential: ParsedCredential): Fingerprint {
  const { anchor, registry } = credential;
  const { issuer, root, index, path } = anchor;
  const payloadHash = payloadHashOf(payloadOf(credential));
  const leaf = leafOf(domainSeparatorOf(registry), issuer, index, payloadHash);
  return { issuer, root, index, path, payloadHash, leaf, computedRoot: rootOf(leaf, path) };
}

/**
 * Verifies a credential file: bytes, chain, issuer. Never throws for what the file or the world may be like; what could
 * not be looked up comes back as a check of status `unknown`.
 */
export async function verifyCredential(
  source: string | Uint8Array,
  context: VerificationContext,
): Promise<VerificationResult> {
  let credential: ParsedCredential;
  let fingerprint: Fingerprint;
  try {
    credential = parseCredential(source);
    fingerprint = fingerprintOf(credential);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return concluded(
      context,
      [failed('format', 'FormatUnreadable', { problem: plainText(error.message, 300) })],
      'UnreadableNotLooked',
    );
  }
  const format = passed('format', 'FormatRead');
  if (fingerprint.computedRoot !== fingerprint.root) {
    return concluded(context, [format, failed('integrity', 'IntegrityBroken')], 'AlteredNotLooked');
  }
  const checks = [
    format,
    integrityCheck(credential),
    validityCheck(credential, context.now()),
    ...otherProofChecks(credential),
  ];
  return verifyOnChain(credential, fingerprint, checks, context);
}

async function verifyOnChain(
  credential: ParsedCredential,
  query: CredentialQuery,
  checks: Check[],
  context: VerificationContext,
): Promise<VerificationResult> {
  const { document, anchor, registry } = credential;
  const issuer: IssuerIdentity = {
    address: anchor.issuer,
    claimedName: claimedIssuerNameOf(document),
    claimedId: claimedIssuerIdOf(document),
    provenDomain: null,
    accreditation: null,
  };
  const facts = { credential, issuer, concealed: concealedCount(anchor.disclosure) };
  const deployment = deploymentOf(context.deployments, registry);
  if (deployment === undefined) {
    checks.push(failed('registry', 'RegistryUnknown', { registry: toAccountId(registry) }));
    return concluded(context, checks, 'ChainNotAsked', facts);
  }
  const { name, kind, chainId } = deployment;
  checks.push(passed('registry', 'RegistryKnown', { network: name }));
  const network = { chainId, name, kind };
  const [endpoint] = context.endpointsFor(deployment);
  if (endpoint === undefined) throw new TypeError('There is no endpoint to ask.');
  const { client, url } = endpoint;
  let reading: CredentialReading;
  try {
    reading = await readCredential(client, deployment, query);
    refuseStale(reading, deployment, context);
  } catch (error) {
    const problem = error instanceof RootmarkError ? `${error.message} ${error.advice}` : messageOf(error);
    const checksUnread = (['anchored', 'operator', 'status', 'issuer'] as const).map((id) =>
      unknown(id, 'ChainUnread', { problem }),
    );
    return concluded(context, [...checks, ...checksUnread], 'ChainNotAsked', { ...facts, network });
  }
  const read = {
    ...facts,
    network,
    block: reading.block,
    endpoints: [{ url, outcome: 'agreed' as const, detail: `block ${reading.block.number}` }],
    anchoredAt: reading.anchoredAt,
  };
  if (!reading.included || reading.anchoredAt === null) {
    checks.push(failed('anchored', kind === 'local' ? 'AnchoredNotLocal' : 'AnchoredNot', { network: name }));
    return concluded(context, checks, 'NotAnchored', { ...read, anchoredAt: null });
  }
  const [anchored, status, proof] = await Promise.all([
    anchoredCheck(client, deployment, query, reading),
    statusCheck(client, deployment, query, reading),
    proveIssuer(
      {
        claimedId: issuer.claimedId,
        didAtAnchoring: reading.didAtAnchoring,
        didNow: reading.didNow,
        issuer: { chainId, address: anchor.issuer },
        networkKind: kind,
      },
      context.fetch,
    ),
  ]);
  checks.push(anchored, operatorCheck(reading), status, proof.check);
  return concluded(context, checks, 'NotAnchored', {
    ...read,
    issuer: { ...issuer, provenDomain: proof.provenDomain },
  });
}

const MAXIMUM_BLOCK_AGE = 60 * 60;

/** A node that stopped following its chain would answer with what was true then: before a revocation, say. */
function refuseStale(
  { block }: CredentialReading,
  { name, kind }: Deployment,
  { now, maximumBlockAge = MAXIMUM_BLOCK_AGE }: VerificationContext,
): void {
  const behind = now() - block.timestamp;
  // A local chain makes a block only when there is something to put into it.
  if (kind === 'local' || behind <= maximumBlockAge) return;
  throw new RootmarkError(
    'network',
    'ChainStale',
    `The node that answered for ${name} is ${Math.floor(behind / 3600)} h behind, or this device's clock is ahead.`,
    'Set another RPC endpoint, or the clock.',
  );
}

function integrityCheck({ anchor }: ParsedCredential): Check {
  const concealed = concealedCount(anchor.disclosure);
  return isRedacted(anchor.disclosure) && concealed > 0
    ? passed('integrity', 'IntegrityRedacted', { concealed })
    : passed('integrity', 'IntegrityIntact');
}

function validityCheck({ document }: ParsedCredential, now: number): Check {
  const from = Date.parse(String(document.validFrom)) / 1000;
  const until = document.validUntil === undefined ? null : Date.parse(String(document.validUntil)) / 1000;
  if (until !== null && now >= until) return failed('validity', 'ValidityExpired', { until });
  if (now < from) return failed('validity', 'ValidityNotYet', { from });
  return passed('validity', 'ValidityCurrent', { until: until ?? 0 });
}

function otherProofChecks({ document }: ParsedCredential): Check[] {
  const signed =
    Array.isArray(document.proof) &&
    document.proof.some((proof) => isObject(proof) && proof.type === 'DataIntegrityProof');
  return [
    skipped('accreditation', 'AccreditationNotLooked'),
    skipped('signature', signed ? 'SignatureNotLooked' : 'SignatureAbsent'),
    skipped('holder', 'HolderNotAsked'),
  ];
}

/** Seconds that no chain's block takes: a batch older than its confirmations times this has settled for certain. */
const SLOWEST_BLOCK = 60;

async function anchoredCheck(
  client: Client,
  deployment: Deployment,
  query: CredentialQuery,
  { block, anchoredAt }: CredentialReading,
): Promise<Check> {
  const { name, confirmations } = deployment;
  const settled = passed('anchored', 'AnchoredSettled', { network: name, at: anchoredAt ?? 0 });
  if (confirmations <= 1 || block.timestamp - (anchoredAt ?? 0) > confirmations * SLOWEST_BLOCK)
    return settled;
  try {
    const number = await anchoringBlockOf(client, deployment, query);
    const blocks = number === null ? 0 : block.number - number + 1;
    return blocks >= confirmations
      ? settled
      : unknown('anchored', 'AnchoredSettling', { blocks, confirmations });
  } catch {
    return unknown('anchored', 'ChainUnread', {
      problem: `We couldn't read from ${name} how many blocks have passed since.`,
    });
  }
}

function operatorCheck({ distrusted, distrustedSince }: CredentialReading): Check {
  return distrusted
    ? failed('operator', 'OperatorDistrusted', { since: distrustedSince ?? 0 })
    : passed('operator', 'OperatorAuthorised');
}

async function statusCheck(
  client: Client,
  deployment: Deployment,
  query: CredentialQuery,
  { withdrawn, revoked, suspended }: CredentialReading,
): Promise<Check> {
  if (withdrawn)
    return withdrawnCheck('StatusBatchWithdrawn', () => batchWithdrawalOf(client, deployment, query));
  if (revoked)
    return withdrawnCheck('StatusRevoked', () => withdrawalOf(client, deployment, 'revoked', query));
  if (suspended)
    return withdrawnCheck('StatusSuspended', () => withdrawalOf(client, deployment, 'suspended', query));
  return passed('status', 'StatusCurrent');
}

/** The status itself is known by now; when and why are extras that an endpoint may not be able to tell. */
async function withdrawnCheck(reason: Reason, read: () => ReturnType<typeof withdrawalOf>): Promise<Check> {
  const withdrawal = await read().catch(() => null);
  const values = withdrawal === null ? {} : { at: withdrawal.at, why: plainText(withdrawal.reason, 256) };
  return failed('status', reason, values);
}

/** Checks whose not being carried out leaves the verdict open. */
const DECIDING: readonly CheckId[] = ['anchored', 'operator', 'status', 'issuer'];

/** Draws the verdict from the checks: invalid before unchecked before unrecognised before not-current. */
export function verdictOf(checks: readonly Check[]): Verdict {
  const has = (status: Check['status'], ...ids: readonly CheckId[]) =>
    checks.some((check) => check.status === status && ids.includes(check.id));
  const suspended = checks.some(({ reason }) => reason === 'StatusSuspended');
  if (has('failed', 'format', 'integrity', 'anchored', 'operator')) return 'invalid';
  if (has('failed', 'status') && !suspended) return 'invalid';
  if (has('unknown', ...DECIDING)) return 'unchecked';
  if (has('failed', 'registry', 'issuer')) return 'unrecognised';
  // What was skipped for whatever reason has not been checked, so it must never end up as verified.
  if (!DECIDING.every((id) => has('passed', id) || (id === 'status' && suspended))) return 'unchecked';
  if (has('failed', 'validity') || suspended) return 'not-current';
  return 'verified';
}

type Facts = Partial<Omit<VerificationResult, 'verdict' | 'headline' | 'checks' | 'checkedAt'>>;

/** Puts the checks in order, fills in those that were not reached, and draws the verdict. */
function concluded(
  context: VerificationContext,
  checks: readonly Check[],
  notReached: Reason,
  facts: Facts = {},
): VerificationResult {
  const all = CHECK_IDS.map((id) => checks.find((check) => check.id === id) ?? skipped(id, notReached));
  const verdict = verdictOf(all);
  const result = {
    credential: null,
    issuer: null,
    concealed: 0,
    anchoredAt: null,
    network: null,
    block: null,
    endpoints: [],
    ...facts,
    verdict,
    checks: all,
    checkedAt: context.now(),
  };
  const holder = result.credential === null ? null : holderNameOf(result.credential.document);
  return { ...result, headline: headlineOf(result, holder) };
}
