import type { RootmarkError } from '#core/errors';
import type { SeenDocument } from '#core/evidence';
import { recordingFetch } from '#core/evidenceDocuments';
import { verifySdJwt } from '#core/sdJwtVerification';
import { sentenceOf } from '#core/sentences';
import type { StatusListComparison } from '#core/statusListComparison';
import { CHECK_IDS, type Check, type Verdict, type VerificationResult } from '#core/verdict';
import { type VerificationContext, verifyCredential } from '#core/verify';
import { actionOf } from '../support/command.ts';
import {
  type CredentialInput,
  type CredentialSource,
  credentialInputs,
} from '../support/credentialInputs.ts';
import { type WrittenEvidence, writeEvidence } from '../support/evidenceFile.ts';
import { EXIT } from '../support/exitCodes.ts';
import { faultOf } from '../support/faults.ts';
import { type Lead, type Output, usageError } from '../support/output.ts';
import { refuseOutputFile } from '../support/outputFile.ts';
import {
  type StatusListComparer,
  type StatusListOptions,
  statusListLine,
  statusListsFrom,
} from '../support/statusLists.ts';
import { timeText } from '../support/times.ts';
import { type VerifierOptions, verificationContext } from '../support/verificationContext.ts';

interface Arguments extends VerifierOptions, StatusListOptions {
  files: string[];
  evidence: string | undefined;
}

export default actionOf<Arguments>(async ({ files, evidence, ...options }, { hre, output }) => {
  const inputs = credentialInputs(files);
  if (evidence !== undefined) refuseEvidence(evidence, inputs);
  const given = await verificationContext(hre, options);
  const { fetch, seen } = recordingFetch(given.fetch, given.now);
  const context = evidence === undefined ? given : { ...given, fetch };
  const compareList = statusListsFrom(options, given);
  const results: Verified[] = [];
  const requests = { count: 0 };
  for await (const some of verifyInputs(inputs, countingRequests(context, requests))) {
    const compared = await Promise.all(some.map((entry) => withStatusList(entry, compareList)));
    for (const entry of compared) {
      print(entry, output);
      results.push(entry);
    }
  }
  if (results.length > 1) output.line(summaryOf(results.map(({ result }) => result.verdict)));
  for (const line of readingsOf(results.map(({ result }) => result))) output.line(line);
  if (results.length > 1) output.line(`${countOf(requests.count, 'request')} to the chain.`);
  const written = await evidenceOf(evidence, { inputs, results, seen }, context, output);
  output.result({ results: results.map(inJson), ...written });
  return exitCodeFor(results.map(({ result }) => result.verdict));
});

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
  verified: { inputs: CredentialInput[]; results: { result: Shown }[]; seen: SeenDocument[] },
  context: VerificationContext,
  output: Output,
): Promise<{ evidence?: WrittenEvidence }> {
  const [input] = verified.inputs;
  const [entry] = verified.results;
  if (path === undefined || input === undefined || entry === undefined) return {};
  const credential = { input, result: entry.result, didDocuments: verified.seen };
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

/** What may be shown of an endpoint's URL, which may hold its owner's key. */
function hostOf(url: string): string {
  return new URL(url).host;
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

function summaryOf(verdicts: readonly Verdict[]): string {
  const counts = Object.entries(Object.groupBy(verdicts, (verdict) => verdict));
  return counts.map(([verdict, list]) => `${list?.length ?? 0} ${verdict}`).join(', ');
}

/** Where and when each chain was read. Files that are verified one after the other may see it grow. */
function readingsOf(results: readonly Shown[]): string[] {
  const newest = new Map<string, Shown>();
  for (const result of results) {
    const { network, block } = result;
    if (network === null || block === null) continue;
    const known = newest.get(network.name)?.block?.number ?? -1;
    if (block.number > known) newest.set(network.name, result);
  }
  return [...newest].map(([name, { block, endpoints }]) => {
    const hosts = endpoints.filter(({ outcome }) => outcome === 'agreed').map(({ url }) => hostOf(url));
    return `Read from ${hosts.join(', ')}: ${name}, block ${block?.number}, ${timeText(block?.timestamp ?? 0)}`;
  });
}

function exitCodeFor(verdicts: readonly Verdict[]): number {
  const rest = verdicts.filter((verdict) => verdict !== 'verified');
  if (rest.length === 0) return EXIT.ok;
  return rest.every((verdict) => verdict === 'unchecked') ? EXIT.couldNotCheck : EXIT.notVerified;
}
