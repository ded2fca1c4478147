import { toAccountId } from '#core/account';
import { accreditationCheck } from '#core/accreditation';
import { anchoredCheck, operatorCheck, statusCheck } from '#core/chainChecks';
import { type ChainReader, type ChainReading, type ReadingLimits, readChain } from '#core/chainReading';
import { failed, passed, skipped, unknown } from '#core/checks';
import type { Endpoint } from '#core/clients';
import { concluded } from '#core/conclusion';
import { isRedacted, type ParsedCredential, parseCredential } from '#core/credential';
import { type Deployment, deploymentOf } from '#core/deployments';
import { claimedIssuerIdOf, claimedIssuerNameOf, plainText } from '#core/describe';
import { concealedCount, payloadOf } from '#core/disclosure';
import { EndpointsError } from '#core/endpoints';
import { FormatError, type FormatProblem } from '#core/errors';
import type { Hashing } from '#core/hashing';
import type { HolderRequest } from '#core/holderCheck';
import { isContradiction, proveIssuer, type Web } from '#core/issuerCheck';
import type { JsonObject } from '#core/json';
import { domainSeparatorOf, leafOf, payloadHashOf } from '#core/leaf';
import { rootOf } from '#core/proof';
import type { CredentialQuery } from '#core/registry';
import { rememberingFetch } from '#core/rememberingFetch';
import type { Reason } from '#core/sentences';
import { isSigned, proveSignature } from '#core/signatureCheck';
import type { Check, CheckId, IssuerIdentity, VerificationResult } from '#core/verdict';

/** What verification needs from the world around it. */
export interface VerificationContext extends Web {
  deployments: readonly Deployment[];
  /** The RPC endpoints of a deployment's chain, whose answers are compared. */
  endpointsFor(deployment: Deployment): readonly Endpoint[];
  /** Milliseconds that the endpoints have to answer, all questions together; `RPC_TIMEOUT` unless given. */
  patience?: number;
  /** The time, in Unix seconds. */
  now(): number;
  /** Seconds that a public chain's latest block may lie behind {@link now}; an hour unless given. */
  maximumBlockAge?: number;
  /** What the holder was asked to sign, and the signature that came back; the holder is not asked unless given. */
  holder?: HolderRequest;
  /** Reads the chain in place of {@link endpointsFor}, for those who verify many credentials together. */
  readChain?: ChainReader;
}

/** The hashes that a credential's own bytes give: of its payload, its leaf, and the root that the path leads to. */
export interface ComputedHashes extends Pick<CredentialQuery, 'payloadHash'> {
  leaf: CredentialQuery['root'];
  /** The root computed from leaf and path; `root` is the one that the file states. */
  computedRoot: CredentialQuery['root'];
}

/** What a credential's own bytes say about it: the hash, its place in the tree, and the root that they lead to. */
export type Fingerprint = CredentialQuery & ComputedHashes;

/**
 * Computes payload hash, leaf and root of a credential from its bytes alone.
 *
 * @throws FormatError when its disclosure does not fit the document.
 */
export function fingerprintOf(credential: ParsedCredential, hashing?: Hashing): Fingerprint {
  return fingerprintWith(credential, hashesOf(credential, hashing));
}

/** The fingerprint of a credential whose hashes were computed before. */
export function fingerprintWith({ anchor }: ParsedCredential, hashes: ComputedHashes): Fingerprint {
  const { issuer, root, index, path } = anchor;
  return { issuer, root, index, path, ...hashes };
}

function hashesOf(credential: ParsedCredential, hashing?: Hashing): ComputedHashes {
  const { anchor, registry } = credential;
  const payloadHash = payloadHashOf(payloadOf(credential, hashing), hashing);
  const leaf = leafOf(
    domainSeparatorOf(registry, hashing),
    anchor.issuer,
    anchor.index,
    payloadHash,
    hashing,
  );
  return { payloadHash, leaf, computedRoot: rootOf(leaf, anchor.path, hashing) };
}

/** A credential that was read and hashed; or why it could not be. */
export type Examined =
  | { credential: ParsedCredential; fingerprint: Fingerprint }
  | { fault: Pick<FormatError, 'problem' | 'message'> };

/** Reads and hashes a credential file. What takes most of the time of many is here, and nothing of the world. */
export function examineCredential(source: string | Uint8Array, hashing?: Hashing): Examined {
  try {
    const credential = parseCredential(source);
    return { credential, fingerprint: fingerprintOf(credential, hashing) };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { fault: { problem: error.problem, message: error.message } };
  }
}

/**
 * Verifies a credential file: bytes, chain, issuer. Never throws for what the file or the world may be like; what could
 * not be looked up comes back as a check of status `unknown`.
 */
export async function verifyCredential(
  source: string | Uint8Array,
  context: VerificationContext,
): Promise<VerificationResult> {
  return verifyExamined(examineCredential(source), context);
}

/** Like {@link verifyCredential}, of a credential that was read and hashed before. */
export async function verifyExamined(
  examined: Examined,
  context: VerificationContext,
): Promise<VerificationResult> {
  if ('fault' in examined) return unreadable(examined.fault, context.now());
  const { credential, fingerprint } = examined;
  const format = passed('format', 'FormatRead');
  if (fingerprint.computedRoot !== fingerprint.root) {
    return concluded(context.now(), [format, failed('integrity', 'IntegrityBroken')], 'AlteredNotLooked');
  }
  const checks = [
    format,
    integrityCheck(credential),
    validityCheck(credential, context.now()),
    ...(isSigned(credential.document) ? [] : [skipped('signature', 'SignatureAbsent')]),
    await proveHolder(credential, fingerprint, context),
  ];
  return verifyOnChain(credential, fingerprint, checks, context);
}

/** The result for what could not be read as a credential. */
export function unreadable(
  { problem, message }: Pick<FormatError, 'problem' | 'message'>,
  now: number,
): VerificationResult {
  const reason = UNREADABLE[problem] ?? 'FormatUnreadable';
  return concluded(
    now,
    [failed('format', reason, { problem: plainText(message, 300) })],
    'UnreadableNotLooked',
  );
}

/** What has a sentence of its own, because asking for the `.json` is not what helps. */
const UNREADABLE: Partial<Record<FormatProblem, Reason>> = {
  PictureStripped: 'FormatStripped',
  Archive: 'FormatArchive',
};

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
    return concluded(context.now(), checks, 'ChainNotAsked', facts);
  }
  const { name, kind, chainId } = deployment;
  checks.push(passed('registry', 'RegistryKnown', { network: name }));
  const network = { chainId, name, kind };
  let reading: ChainReading;
  try {
    reading = await (context.readChain ?? readerOf(context))(deployment, query);
  } catch (error) {
    if (!(error instanceof EndpointsError)) throw error;
    const unread = { ...facts, network, endpoints: error.answers };
    return concluded(
      context.now(),
      [...checks, ...chainUnread(deployment, document, error)],
      'ChainNotAsked',
      unread,
    );
  }
  const { block, endpoints } = reading;
  const { included, anchoredAt, didAtAnchoring, didNow } = reading.credential;
  const read = { ...facts, network, block, endpoints, anchoredAt };
  if (!included || anchoredAt === null) {
    checks.push(failed('anchored', kind === 'local' ? 'AnchoredNotLocal' : 'AnchoredNot', { network: name }));
    return concluded(context.now(), checks, 'NotAnchored', { ...read, anchoredAt: null });
  }
  const chain = { deployment, query, patience: context.patience, ...reading };
  const identity = { claimedId: issuer.claimedId, didAtAnchoring, didNow, networkKind: kind };
  // Two checks ask the same did.json.
  const fetch = rememberingFetch(context.fetch);
  const [anchored, status, proof, ...signature] = await Promise.all([
    anchoredCheck(chain, anchoredAt),
    statusCheck(chain),
    reading.remember(`issuer ${JSON.stringify([anchor.issuer, identity])}`, () =>
      proveIssuer({ ...identity, issuer: { chainId, address: anchor.issuer } }, { ...context, fetch }),
    ),
    ...(isSigned(document) ? [proveSignature(document, identity, fetch, context.now())] : []),
  ]);
  const { accreditation } = reading;
  checks.push(
    anchored,
    operatorCheck(reading.credential),
    status,
    proof.check,
    accreditationCheck(deployment, accreditation, anchoredAt),
    ...signature,
  );
  const path = accreditation instanceof EndpointsError ? null : (accreditation?.path ?? null);
  return concluded(context.now(), checks, 'NotAnchored', {
    ...read,
    issuer: {
      ...issuer,
      provenDomain: proof.provenDomain,
      // Nobody's word counts against the issuer's own.
      accreditation: isContradiction(proof.check) ? null : path,
    },
  });
}

/** Reads a chain for one credential by itself. */
export function readerOf(context: VerificationContext): ChainReader {
  return (deployment, query) =>
    readChain(context.endpointsFor(deployment), deployment, query, limitsOf(context));
}

/** How a verifier wants chains to be read. */
export function limitsOf({ patience, now, maximumBlockAge }: VerificationContext): ReadingLimits {
  return { patience, now: now(), maximumBlockAge: maximumBlockAge ?? MAXIMUM_BLOCK_AGE };
}

const MAXIMUM_BLOCK_AGE = 60 * 60;

/** The checks that nothing can be said about while the chain is not read. */
function chainUnread(
  { trustedAccreditors }: Deployment,
  document: JsonObject,
  { message, advice }: EndpointsError,
): Check[] {
  const values = { problem: `${message} ${advice}`.trimEnd() };
  const ids: CheckId[] = ['anchored', 'operator', 'status', 'issuer'];
  if (trustedAccreditors.length > 0) ids.push('accreditation');
  if (isSigned(document)) ids.push('signature');
  const unread = ids.map((id) => unknown(id, 'ChainUnread', values));
  return trustedAccreditors.length > 0
    ? unread
    : [...unread, skipped('accreditation', 'AccreditationNoneTrusted')];
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

/** The `holder` check. What it takes, elliptic curves above all, is loaded only when a holder was asked. */
async function proveHolder(
  credential: ParsedCredential,
  { leaf }: Fingerprint,
  context: VerificationContext,
): Promise<Check> {
  const { holder, deployments, endpointsFor, patience } = context;
  if (holder === undefined) return skipped('holder', 'HolderNotAsked');
  const module = await import('#core/holderCheck').catch(() => null);
  if (module === null) {
    const problem = 'The part of this program that checks it could not be loaded.';
    return unknown('holder', 'HolderUnread', { problem });
  }
  const world = { deployments, endpointsFor: endpointsFor.bind(context), patience, now: context.now() };
  return module.holderCheck(credential, leaf, holder, world);
}
