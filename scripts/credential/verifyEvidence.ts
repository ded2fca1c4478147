import { existsSync } from 'node:fs';
import type { Hex } from 'viem';
import { readHeader } from '#core/blockHeader';
import type { Evidence } from '#core/evidence';
import { type EvidenceResult, verifyEvidence } from '#core/evidenceChecking';
import { actionOf } from '../support/command.ts';
import { readDeployments } from '../support/deploymentFiles.ts';
import { readEvidence } from '../support/evidenceFile.ts';
import { EXIT } from '../support/exitCodes.ts';
import { missingFile } from '../support/missingFile.ts';
import { type Output, usageError } from '../support/output.ts';
import { timeFrom, timeText } from '../support/times.ts';
import { verdictLead } from './verify.ts';

interface Arguments {
  file: string | undefined;
  blockHash: string | undefined;
  at: string | undefined;
}

export default actionOf<Arguments>(async ({ file, blockHash, at }, { output }) => {
  if (file === undefined || file === '')
    throw usageError('No file is named.', 'Name the evidence file to check.');
  if (!existsSync(file)) throw missingFile(file);
  const now = at === undefined ? Math.floor(Date.now() / 1000) : timeFrom(at, '--at');
  const evidence = readEvidence(file);
  const result = await verifyEvidence(evidence, {
    blockHash: hashFrom(blockHash, evidence),
    deployments: readDeployments(),
    now: () => now,
  });
  print(file, result, evidence, output);
  output.result({ file, ...summaryOf(result) });
  return result.holds && result.verification.verdict === 'verified' ? EXIT.ok : EXIT.notVerified;
});

function hashFrom(text: string | undefined, { blockHeader }: Evidence): Hex {
  if (text !== undefined && /^0x[0-9a-f]{64}$/i.test(text)) return text.toLowerCase() as Hex;
  const number = readHeader(blockHeader)?.number;
  throw usageError(
    text === undefined
      ? '--block-hash is missing.'
      : `--block-hash is no block’s hash: “${text.slice(0, 80)}”.`,
    number === undefined
      ? 'The file does not say which block it is about.'
      : `The file says that it is about block ${number}: ask a source that you trust for that block’s hash.`,
  );
}

function print(file: string, result: EvidenceResult, evidence: Evidence, output: Output): void {
  if (!result.holds) {
    output.line(file, { text: '✘ does not hold', colour: 'red' });
    output.line(`  ${result.message}`);
    return;
  }
  const { block, verification } = result;
  const network = verification.network?.name ?? 'its chain';
  output.line(file, verdictLead(verification.verdict));
  output.line(`  ${verification.headline}`);
  output.line(
    `  Proven: what the registry held at block ${block.number} of ${network}, ${timeText(block.timestamp)}.`,
  );
  output.line(`  Not proven: anything after that block; that ${block.hash} is a block of ${network}.`);
  for (const { url, seenAt } of evidence.didDocuments)
    output.line(
      `  Not proven: what ${new URL(url).host} said about the issuer; whoever made this file says to have seen it at ${timeText(seenAt)}.`,
    );
}

function summaryOf(result: EvidenceResult) {
  if (!result.holds) return { holds: false, problem: result.problem, message: result.message };
  const { block, verification } = result;
  return {
    holds: true,
    blockNumber: block.number,
    blockHash: block.hash,
    blockTime: timeText(block.timestamp),
    verdict: verification.verdict,
    headline: verification.headline,
    checks: verification.checks.map(({ id, status, message }) => ({ id, status, message })),
    network: verification.network,
  };
}
