import { writeFileSync } from 'node:fs';
import type { Hex } from 'viem';
import { parseCredential } from '#core/credential';
import { deploymentOf } from '#core/deployments';
import { RootmarkError } from '#core/errors';
import { type Evidence, evidenceText, MAXIMUM_EVIDENCE_BYTES, parseEvidence } from '#core/evidence';
import { verifyEvidence } from '#core/evidenceChecking';
import { makeEvidence } from '#core/evidenceMaking';
import type { VerificationResult } from '#core/verdict';
import type { VerificationContext } from '#core/verify';
import { withFile } from './boundedFile.ts';
import type { CredentialInput } from './credentialInputs.ts';
import type { Output } from './output.ts';

/** What evidence was written, for `--json`. */
export interface WrittenEvidence {
  file: string;
  blockNumber: number;
  blockHash: Hex;
}

/** Reads an evidence file, or what shows that it is none. @throws RootmarkError `EvidenceMalformed` or a system error. */
export function readEvidence(path: string): Evidence {
  return parseEvidence(withFile(path, (readOn) => readOn(new Uint8Array(), MAXIMUM_EVIDENCE_BYTES + 1)));
}

/** A credential that was verified, with what the evidence is to be made of. */
export interface VerifiedCredential {
  input: CredentialInput;
  result: Pick<VerificationResult, 'verdict' | 'headline' | 'block' | 'network'>;
  didDocuments: Evidence['didDocuments'];
}

/**
 * Writes evidence of what a verification found on the chain, at the block that it read.
 *
 * @throws RootmarkError `NoEvidence` when it read none, `EvidenceOutdated` when the chain has replaced that block, or as
 * {@link makeEvidence}.
 */
export async function writeEvidence(
  path: string,
  verified: VerifiedCredential,
  context: VerificationContext,
  output: Output,
): Promise<WrittenEvidence> {
  const { block, network, headline } = verified.result;
  if (block === null || network === null) throw noEvidence(verified.result);
  const evidence = await evidenceOf(verified, block.number, context);
  const check = { blockHash: block.hash, deployments: context.deployments, now: context.now };
  const checked = await verifyEvidence(evidence, check);
  if (!checked.holds) throw outdated(block.number, checked.message);
  writeFileSync(path, evidenceText(evidence), { mode: 0o600, flag: 'wx' });
  output.line(`Wrote evidence to ${path}, about block ${block.number} of ${network.name}: ${block.hash}`);
  output.line(
    `Check it, without any network, with “npx hardhat credential verify-evidence ${path} --block-hash HASH”, where HASH is what a source that you trust says of that block.`,
  );
  if (checked.verification.headline !== headline)
    output.warn(`By itself the evidence says: ${checked.verification.headline}`);
  return { file: path, blockNumber: block.number, blockHash: block.hash };
}

/** Asks one endpoint after the other, until one gives proofs. */
async function evidenceOf(
  { input, result, didDocuments }: VerifiedCredential,
  blockNumber: number,
  context: VerificationContext,
): Promise<Evidence> {
  const { json: source } = input.read();
  const text = typeof source === 'string' ? source : new TextDecoder('utf-8', { fatal: true }).decode(source);
  const deployment = deploymentOf(context.deployments, parseCredential(text).registry);
  if (deployment === undefined) throw noEvidence(result);
  let fault: unknown;
  for (const { client } of context.endpointsFor(deployment)) {
    try {
      return await makeEvidence(client, deployment, { text, blockNumber, didDocuments });
    } catch (error) {
      fault = error;
    }
  }
  throw fault;
}

function noEvidence({ verdict, headline }: VerifiedCredential['result']): RootmarkError {
  return new RootmarkError(
    verdict === 'unchecked' ? 'network' : 'input',
    'NoEvidence',
    `No evidence was written, because the chain said nothing about this. ${headline}`,
    'Evidence is what the chain says of an unchanged credential of a registry that this copy knows.',
  );
}

function outdated(blockNumber: number, problem: string): RootmarkError {
  return new RootmarkError(
    'network',
    'EvidenceOutdated',
    `No evidence was written: block ${blockNumber} was replaced while it was made. ${problem}`,
    'Try again.',
  );
}
