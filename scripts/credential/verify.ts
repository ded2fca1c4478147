import { createReadingClient, deploymentEndpoints } from '#core/clients';
import type { RootmarkError } from '#core/errors';
import { sentenceOf } from '#core/sentences';
import { CHECK_IDS, type Check, type Verdict, type VerificationResult } from '#core/verdict';
import { type VerificationContext, verifyCredential } from '#core/verify';
import { actionOf, type CommandContext } from '../support/command.ts';
import { networkEndpoint } from '../support/connection.ts';
import { type CredentialInput, credentialInputs } from '../support/credentialInputs.ts';
import { readDeployments } from '../support/deploymentFiles.ts';
import { EXIT } from '../support/exitCodes.ts';
import { faultOf } from '../support/faults.ts';
import type { Lead, Output } from '../support/output.ts';
import { rememberingFetch } from '../support/rememberingFetch.ts';

interface Arguments {
  files: string[];
}

/** Files that are verified at the same time; their chain reads then travel in one request. */
export const AT_ONCE = 50;

export default actionOf<Arguments>(async ({ files }, { hre, output }) => {
  const inputs = credentialInputs(files);
  const context = await verificationContext(hre);
  const results: { file: string; result: Shown }[] = [];
  for (let at = 0; at < inputs.length; at += AT_ONCE) {
    const verified = await Promise.all(
      inputs.slice(at, at + AT_ONCE).map((input) => verifyInput(input, context)),
    );
    for (const entry of verified) print(entry, output);
    results.push(...verified);
  }
  if (results.length > 1) output.line(summaryOf(results.map(({ result }) => result.verdict)));
  output.result({
    results: results.map(({ file, result: { verdict, headline, checks, network, block } }) => ({
      file,
      verdict,
      headline,
      checks: checks.map(({ id, status, message }) => ({ id, status, message })),
      network,
      blockNumber: block?.number ?? null,
    })),
  });
  return exitCodeFor(results.map(({ result }) => result.verdict));
});

/** Reads through the deployments' own endpoints; the network that `--network` names is read through its own. */
export async function verificationContext(hre: CommandContext['hre']): Promise<VerificationContext> {
  const endpointsOf = deploymentEndpoints();
  const named = hre.globalOptions.network === undefined ? null : await networkEndpoint(hre);
  const namedEndpoint = named && { url: named.url, client: createReadingClient([named.url]) };
  return {
    deployments: readDeployments(),
    endpointsFor: (deployment) =>
      namedEndpoint !== null && named?.chainId === deployment.chainId
        ? [namedEndpoint]
        : endpointsOf(deployment),
    fetch: rememberingFetch(),
    now: () => Math.floor(Date.now() / 1000),
  };
}

/** What every kind of result has to print. */
export type Shown = Pick<VerificationResult, 'verdict' | 'headline' | 'network' | 'block'> & {
  checks: readonly Pick<Check, 'id' | 'status' | 'message'>[];
};

/** Reads and verifies one input; what cannot be read has a result too. */
export async function verifyInput(
  input: CredentialInput,
  context: VerificationContext,
): Promise<{ file: string; result: Shown | VerificationResult }> {
  let source: string | Uint8Array;
  try {
    source = input.read();
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null) throw error;
    return { file: input.file, result: unreadable(fault) };
  }
  return { file: input.file, result: await verifyCredential(source, context) };
}

/** A link that is cut is no credential; a file that this user may not open says nothing about what is in it. */
function unreadable({ code, message, advice }: RootmarkError): Shown {
  const isClosed = code === 'FileFault';
  const told = isClosed ? `${message} This says nothing about the credential.` : `${message} ${advice}`;
  return {
    verdict: isClosed ? 'unchecked' : 'invalid',
    headline: isClosed ? `Could not check. ${told}` : told,
    checks: CHECK_IDS.map((id) =>
      id === 'format'
        ? { id, status: isClosed ? 'unknown' : 'failed', message: told }
        : { id, status: 'skipped', message: sentenceOf('UnreadableNotLooked', {}) },
    ),
    network: null,
    block: null,
  };
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

function print({ file, result }: { file: string; result: Shown }, output: Output): void {
  output.line(file, verdictLead(result.verdict));
  output.line(`  ${result.headline}`);
}

function summaryOf(verdicts: readonly Verdict[]): string {
  const counts = Object.entries(Object.groupBy(verdicts, (verdict) => verdict));
  return counts.map(([verdict, list]) => `${list?.length ?? 0} ${verdict}`).join(', ');
}

function exitCodeFor(verdicts: readonly Verdict[]): number {
  const rest = verdicts.filter((verdict) => verdict !== 'verified');
  if (rest.length === 0) return EXIT.ok;
  return rest.every((verdict) => verdict === 'unchecked') ? EXIT.couldNotCheck : EXIT.notVerified;
}
