import { type Hex, hexToBigInt, keccak256, numberToHex } from 'viem';
import { type BlockHeader, readHeader } from '#core/blockHeader';
import { unknown } from '#core/checks';
import { concluded } from '#core/conclusion';
import { type ParsedCredential, parseCredential } from '#core/credential';
import type { Deployment } from '#core/deployments';
import { plainText } from '#core/describe';
import { FormatError } from '#core/errors';
import type { Evidence } from '#core/evidence';
import { seenFetch } from '#core/evidenceDocuments';
import { provenClient } from '#core/evidenceNode';
import { isRegistryCode } from '#core/registryCode';
import { type CredentialState, credentialStateFrom } from '#core/registryState';
import { ProofError, provenAccount, provenSlot } from '#core/storageProof';
import type { VerificationResult } from '#core/verdict';
import { type Fingerprint, fingerprintOf, verifyCredential } from '#core/verify';

/** Why evidence proves nothing. */
export type EvidenceProblem =
  | 'OtherBlock'
  | 'UnreadableCredential'
  | 'BadAccountProof'
  | 'NoContract'
  | 'OtherCode'
  | 'BadStorageProof'
  | 'MissingSlot'
  | 'SurplusSlot';

/** Whether evidence holds: what it says of the credential then, or why it does not. */
export type EvidenceResult =
  | { holds: true; block: BlockHeader; verification: VerificationResult }
  | { holds: false; problem: EvidenceProblem; message: string };

/** What checking evidence needs beside the file. */
export interface EvidenceContext {
  /** The hash of the block, which the reader must know from elsewhere. */
  blockHash: Hex;
  deployments: readonly Deployment[];
  /** The time that validity is judged at, in Unix seconds. */
  now(): number;
}

/**
 * Checks evidence without any network: header → account → code and storage → credential, and judges the credential as
 * verification does, from the state that was proven. Every byte of every node counts.
 */
export async function verifyEvidence(evidence: Evidence, context: EvidenceContext): Promise<EvidenceResult> {
  try {
    return await holding(evidence, context);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { holds: false, problem: error.problem, message: error.message };
  }
}

class Refusal extends Error {
  readonly problem: EvidenceProblem;

  constructor(problem: EvidenceProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

async function holding(
  evidence: Evidence,
  { blockHash, deployments, now }: EvidenceContext,
): Promise<EvidenceResult> {
  const block = headerIn(evidence, blockHash);
  const { credential, query } = credentialIn(evidence);
  const { registry } = credential;
  const storageRoot = await storageRootIn(evidence, block, credential);
  const state = await stateIn(evidence, storageRoot, credential, query);
  const client = provenClient({ registry, query, state, block });
  const verification = await verifyCredential(evidence.credential, {
    // Whoever vouches for the block's hash vouches for its having settled.
    deployments: deployments.map((deployment) => ({ ...deployment, confirmations: 1 })),
    endpointsFor: () => [{ url: 'urn:rootmark:evidence', client }],
    fetch: seenFetch(evidence.didDocuments),
    now,
    maximumBlockAge: Number.POSITIVE_INFINITY,
  });
  return { holds: true, block, verification: inTermsOfEvidence(verification) };
}

/** Says of what could not be looked up that the evidence does not hold it: there is nobody to ask again. */
function inTermsOfEvidence(verification: VerificationResult): VerificationResult {
  const checks = verification.checks.map((check) => {
    if (check.status !== 'unknown') return check;
    if (check.id === 'issuer') return unknown('issuer', 'IssuerNotInEvidence', check.values);
    return check.id === 'accreditation' ? unknown('accreditation', 'AccreditationNotInEvidence') : check;
  });
  return concluded(verification.checkedAt, checks, 'ChainNotAsked', verification);
}

function headerIn({ blockHeader }: Evidence, blockHash: Hex): BlockHeader {
  const header = readHeader(blockHeader);
  if (header !== null && header.hash === blockHash) return header;
  throw new Refusal(
    'OtherBlock',
    `It is about another block, or was altered: its header has the hash ${keccak256(blockHeader)}, not ${blockHash}.`,
  );
}

function credentialIn({ credential: text }: Evidence): { credential: ParsedCredential; query: Fingerprint } {
  try {
    const credential = parseCredential(text);
    return { credential, query: fingerprintOf(credential) };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new Refusal(
      'UnreadableCredential',
      `What it holds in place of a credential isn't one. ${plainText(error.message, 300)}`,
    );
  }
}

async function storageRootIn(
  { registry: { code, accountProof } }: Evidence,
  { stateRoot, number }: BlockHeader,
  { registry }: ParsedCredential,
): Promise<Hex> {
  const account = await proven('BadAccountProof', 'account of the registry', () =>
    provenAccount(stateRoot, registry.address, accountProof),
  );
  if (account === null)
    throw new Refusal('NoContract', `There was nothing at ${registry.address} at block ${number}.`);
  if (keccak256(code) !== account.codeHash)
    throw new Refusal('OtherCode', `The code in the file is not what stood at ${registry.address}.`);
  if (!isRegistryCode(code, registry))
    throw new Refusal(
      'OtherCode',
      `What stood at ${registry.address} is no registry that this version knows, so its storage could mean anything.`,
    );
  return account.storageRoot;
}

async function stateIn(
  { registry: { storageProof } }: Evidence,
  storageRoot: Hex,
  { registry }: ParsedCredential,
  query: Fingerprint,
): Promise<CredentialState> {
  const values = new Map<bigint, bigint>();
  for (const { slot, nodes } of storageProof) {
    const at = hexToBigInt(slot);
    values.set(
      at,
      await proven('BadStorageProof', `storage slot ${slot}`, () => provenSlot(storageRoot, at, nodes)),
    );
  }
  const used = new Set<bigint>();
  const read = async (slots: readonly bigint[]) =>
    slots.map((slot) => {
      used.add(slot);
      return values.get(slot) ?? missing(slot);
    });
  const state = await proven('BadStorageProof', 'storage', () => credentialStateFrom(read, registry, query));
  if (used.size < storageProof.length)
    throw new Refusal('SurplusSlot', 'It has proofs of storage that says nothing about this credential.');
  return state;
}

function missing(slot: bigint): never {
  throw new Refusal(
    'MissingSlot',
    `It does not prove the storage slot ${numberToHex(slot, { size: 32 })}, which decides about this credential.`,
  );
}

async function proven<Value>(
  problem: EvidenceProblem,
  what: string,
  check: () => Promise<Value>,
): Promise<Value> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof ProofError)) throw error;
    throw new Refusal(problem, `The proof of the ${what} does not hold: ${error.message}.`);
  }
}
