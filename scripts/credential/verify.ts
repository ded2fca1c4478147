import type { SeenDocument } from '#core/evidence';
import { recordingFetch } from '#core/evidenceDocuments';
import type { StatusListComparison } from '#core/statusListComparison';
import type { Verdict, VerificationResult } from '#core/verdict';
import type { VerificationContext } from '#core/verify';
import { actionOf, type CommandContext } from '../support/command.ts';
import { type CredentialInput, credentialInputs } from '../support/credentialInputs.ts';
import { type WrittenEvidence, writeEvidence } from '../support/evidenceFile.ts';
import { countOf, type Lead, type Output, usageError } from '../support/output.ts';
import { refuseOutputFile } from '../support/outputFile.ts';
import { countingRequests } from '../support/requestCount.ts';
import { ResultList } from '../support/resultList.ts';
import {
  type StatusListComparer,
  type StatusListOptions,
  statusListLine,
  statusListsFrom,
} from '../support/statusLists.ts';
import { type VerifierOptions, verificationContext } from '../support/verificationContext.ts';
import { AT_ONCE, type Shown, verifyInputs } from '../support/verifyInputs.ts';
import { hostOf, VerifySummary } from '../support/verifySummary.ts';

interface Arguments extends VerifierOptions, StatusListOptions {
  files: string[];
  evidence: string | undefined;
}

/** What became of everything that was named. */
export interface VerifiedAll {
  summary: VerifySummary;
  /** RPC requests to chains. */
  requests: number;
}

export default actionOf<Arguments>(async (given, command) => {
  const { summary } = await verifyAll(given, command);
  return summary.exitCode;
});

/** Verifies everything that is named, and tells of each when its turn comes. */
export async function verifyAll(
  { files, evidence, ...options }: Arguments,
  { hre, output }: CommandContext,
): Promise<VerifiedAll> {
  const inputs = credentialInputs(files);
  if (evidence !== undefined) refuseEvidence(evidence, inputs);
  const given = await verificationContext(hre, options);
  const { fetch, seen } = recordingFetch(given.fetch, given.now);
  const context = evidence === undefined ? given : { ...given, fetch };
  const compareList = statusListsFrom(options, given);
  const requests = { count: 0 };
  const summary = new VerifySummary();
  const list = new ResultList();
  const progress = inputs.length > AT_ONCE ? output.progress('Verifying', inputs.length, 'slow') : null;
  let done = 0;
  let last: Shown | null = null;
  try {
    for await (const some of verifyInputs(inputs, countingRequests(context, requests))) {
      const compared = await Promise.all(some.map((entry) => withStatusList(entry, compareList)));
      progress?.clear();
      for (const entry of compared) {
        print(entry, output);
        summary.add(entry.result);
        if (output.json) list.add(inJson(entry));
        last = entry.result;
      }
      done += compared.length;
      progress?.update(done);
    }
    progress?.stop();
    if (done > 1) output.line(summary.verdicts);
    for (const line of summary.readings) output.line(line);
    if (done > AT_ONCE) output.line(`${countOf(requests.count, 'RPC request')} in all.`);
    const written = await evidenceOf(evidence, { inputs, result: last, seen }, context, output);
    output.resultWithList('results', list, written);
    return { summary, requests: requests.count };
  } finally {
    progress?.stop();
    list.close();
  }
}

function refuseEvidence(path: string, inputs: readonly CredentialInput[]): void {
  if (inputs.length > 1)
    throw usageError(
      `Evidence is of one credential; these are ${inputs.length}.`,
      'Name one file with --evidence.',
    );
  refuseOutputFile(path, '--evidence');
}

/** Writes evidence, if that was asked for, of the only credential. */
async function evidenceOf(
  path: string | undefined,
  verified: { inputs: CredentialInput[]; result: Shown | null; seen: SeenDocument[] },
  context: VerificationContext,
  output: Output,
): Promise<{ evidence?: WrittenEvidence }> {
  const [input] = verified.inputs;
  const { result, seen } = verified;
  if (path === undefined || input === undefined || result === null) return {};
  const credential = { input, result, didDocuments: seen };
  return { evidence: await writeEvidence(path, credential, context, output) };
}

/** A result, and how the published status list stands to it, when that was asked for. */
interface Verified {
  file: string;
  result: Shown;
  statusList?: StatusListComparison | null;
}

async function withStatusList(
  verified: { file: string; result: Shown | VerificationResult },
  compareList: StatusListComparer | null,
): Promise<Verified> {
  if (compareList === null) return verified;
  const { result } = verified;
  return { ...verified, statusList: 'credential' in result ? await compareList(result) : null };
}

function inJson({ file, result, statusList }: Verified) {
  const { verdict, headline, checks, network, block, endpoints, issuer } = result;
  return {
    file,
    verdict,
    headline,
    checks: checks.map(({ id, status, message }) => ({ id, status, message })),
    network,
    blockNumber: block?.number ?? null,
    endpoints: endpoints.map(({ url, outcome, detail }) => ({ host: hostOf(url), outcome, detail })),
    accreditation: issuer?.accreditation ?? null,
    ...(statusList === undefined ? {} : { statusList: statusList && listInJson(statusList) }),
  };
}

function listInJson({ url, outcome, reason, isProven, message }: StatusListComparison) {
  return { url, outcome, reason, signed: isProven, message };
}

const LEADS: Record<Verdict, Lead> = {
  verified: { text: '✔ verified', colour: 'green' },
  'not-current': { text: '● not-current', colour: 'yellow' },
  unrecognised: { text: '? unrecognised', colour: 'yellow' },
  invalid: { text: '✘ invalid', colour: 'red' },
  unchecked: { text: '– unchecked', colour: 'yellow' },
};

/** How a verdict is told at the beginning of a line. */
export function verdictLead(verdict: Verdict): Lead {
  return LEADS[verdict];
}

function print({ file, result, statusList }: Verified, output: Output): void {
  output.line(file, verdictLead(result.verdict));
  output.line(`  ${result.headline}`);
  if (statusList) output.line(`  ${statusListLine(statusList)}`);
  // Which nodes they were matters only when they keep a verdict from being drawn.
  if (result.verdict !== 'unchecked' || result.endpoints.length < 2) return;
  for (const { url, detail } of result.endpoints) output.line(`  ${hostOf(url)}: ${detail}`);
}
