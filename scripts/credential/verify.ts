import { styleText } from 'node:util';
import { createReadingClient, deploymentClients } from '#core/clients';
import { messageOf, RootmarkError } from '#core/errors';
import type { Verdict, VerificationResult } from '#core/verdict';
import { type VerificationContext, verifyCredential } from '#core/verify';
import { actionOf, type CommandContext } from '../support/command.ts';
import { networkEndpoint } from '../support/connection.ts';
import { type CredentialInput, credentialInputs } from '../support/credentialInputs.ts';
import { readDeployments } from '../support/deploymentFiles.ts';
import { EXIT } from '../support/exitCodes.ts';
import type { Output } from '../support/output.ts';

interface Arguments {
  files: string[];
}

/** Files that are verified at the same time; their chain reads then travel in one request. */
const AT_ONCE = 50;

export default actionOf<Arguments>(async ({ files }, { hre, output }) => {
  const inputs = credentialInputs(files);
  const context = await verificationContext(hre);
  const results: { file: string; result: VerificationResult }[] = [];
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
async function verificationContext(hre: CommandContext['hre']): Promise<VerificationContext> {
  const clientOf = deploymentClients();
  const named = hre.globalOptions.network === undefined ? null : await networkEndpoint(hre);
  const namedClient = named === null ? null : createReadingClient([named.url]);
  return {
    deployments: readDeployments(),
    clientFor: (deployment) =>
      namedClient !== null && named?.chainId === deployment.chainId ? namedClient : clientOf(deployment),
    fetch: globalThis.fetch,
    now: () => Math.floor(Date.now() / 1000),
  };
}

async function verifyInput(input: CredentialInput, context: VerificationContext) {
  try {
    return { file: input.file, result: await verifyCredential(input.read(), context) };
  } catch (error) {
    if (error instanceof RootmarkError) throw error;
    throw new RootmarkError(
      'input',
      'FileUnreadable',
      `${input.file} cannot be read: ${messageOf(error)}`,
      'Check the file’s permissions.',
      { cause: error },
    );
  }
}

const LOOKS: Record<Verdict, { sign: string; colour: 'green' | 'yellow' | 'red' }> = {
  verified: { sign: '✔', colour: 'green' },
  'not-current': { sign: '●', colour: 'yellow' },
  unrecognised: { sign: '?', colour: 'yellow' },
  invalid: { sign: '✘', colour: 'red' },
  unchecked: { sign: '–', colour: 'yellow' },
};

function print({ file, result }: { file: string; result: VerificationResult }, output: Output): void {
  const { sign, colour } = LOOKS[result.verdict];
  output.line(`${styleText(colour, `${sign} ${result.verdict}`)}  ${file}`);
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
