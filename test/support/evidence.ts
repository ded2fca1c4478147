import { expect } from 'chai';
import type { Hex } from 'viem';
import { getBlock } from 'viem/actions';
import type { Evidence } from '#core/evidence';
import { type EvidenceProblem, type EvidenceResult, verifyEvidence } from '#core/evidenceChecking';
import { recordingFetch } from '#core/evidenceDocuments';
import { makeEvidence } from '#core/evidenceMaking';
import { verifyCredential } from '#core/verify';
import type { DidHost } from './didHost.ts';
import { contextOf, NOW, textOf, type World } from './world.ts';

/** Evidence, and the hash of the block that it is about. */
export interface MadeEvidence {
  evidence: Evidence;
  blockHash: Hex;
}

/** Verifies one of a world's files and makes evidence of it, at the chain's newest block. */
export async function evidenceOf(world: World, host: DidHost, text = textOf(world)): Promise<MadeEvidence> {
  const recording = recordingFetch(host.fetch, () => NOW);
  await verifyCredential(text, contextOf(world, host, { fetch: recording.fetch }));
  const { number, hash } = await getBlock(world.chain.client);
  const evidence = await makeEvidence(world.chain.client, world.deployment, {
    text,
    blockNumber: Number(number),
    didDocuments: recording.seen,
  });
  return { evidence, blockHash: hash };
}

/** Checks evidence as a reader does who knows a world's registry. */
export function checkedAt({ deployment }: Pick<World, 'deployment'>, now = NOW) {
  return ({ evidence, blockHash }: MadeEvidence): Promise<EvidenceResult> =>
    verifyEvidence(evidence, { blockHash, deployments: [deployment], now: () => now });
}

/** Evidence with parts of its proofs replaced. */
export function withRegistry(
  { evidence, blockHash }: MadeEvidence,
  changes: Partial<Evidence['registry']>,
): MadeEvidence {
  return { blockHash, evidence: { ...evidence, registry: { ...evidence.registry, ...changes } } };
}

/** Asserts that evidence does not hold, and why. */
export function expectRefused(
  result: EvidenceResult,
  problem: EvidenceProblem,
  message: string | RegExp,
): void {
  if (result.holds) expect.fail(`it holds: ${result.verification.headline}`);
  expect(result.problem).to.equal(problem);
  if (typeof message === 'string') expect(result.message).to.equal(message);
  else expect(result.message).to.match(message);
}
