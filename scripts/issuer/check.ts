import { type DidFinding, inspectDid, inspectDns } from '#core/didInspection';
import { didDocumentUrl } from '#core/didWeb';
import { readIssuer } from '#core/registry';
import { actionOf } from '../support/command.ts';
import { EXIT } from '../support/exitCodes.ts';
import { didOf, lookAt, notRegistered } from '../support/issuers.ts';
import type { Lead, Output } from '../support/output.ts';
import { resolverFrom } from '../support/verificationContext.ts';

interface Arguments {
  did: string | undefined;
  issuer: string | undefined;
  account: string | undefined;
  dns: boolean;
  dnsResolver: string | undefined;
}

export default actionOf<Arguments>(async (options, context) => {
  const { output } = context;
  const resolver = resolverFrom(options.dnsResolver);
  const { connection, deployment, address } = await lookAt(
    context,
    { address: options.issuer, account: options.account },
    '--issuer',
  );
  const record = await readIssuer(connection.client, deployment, address);
  if (record === null) throw notRegistered(address, connection);
  const registeredDid = didOf(record);
  const did = options.did ?? registeredDid;
  const query = {
    did,
    registeredDid,
    issuer: { chainId: connection.chainId, address },
    networkKind: connection.network.kind,
  };
  const findings = await inspectDid(query, globalThis.fetch);
  if (options.dns || options.dnsResolver !== undefined)
    findings.push(...(await inspectDns(query, resolver, globalThis.fetch)));

  const url = didDocumentUrl(did);
  for (const finding of findings) print(finding, output);
  const exitCode = exitCodeFor(findings);
  if (exitCode === EXIT.ok) output.line(`${url} names ${address}: a verifier is convinced.`, LEADS.ok);
  output.result({ issuer: address, did, registeredDid, url, convincing: exitCode === EXIT.ok, findings });
  return exitCode;
});

const LEADS: Record<DidFinding['severity'] | 'ok', Lead> = {
  ok: { text: '✔', colour: 'green' },
  fault: { text: '✘', colour: 'red' },
  unreachable: { text: '–', colour: 'yellow' },
  remark: { text: '●', colour: 'yellow' },
};

function print({ severity, message, advice }: DidFinding, output: Output): void {
  output.line(message, LEADS[severity]);
  output.line(`   ${advice}`);
}

/** What is published and wrong is bad input; what could not be asked for says nothing yet. */
function exitCodeFor(findings: readonly DidFinding[]): number {
  if (findings.some(({ severity }) => severity === 'fault')) return EXIT.input;
  return findings.some(({ severity }) => severity === 'unreachable') ? EXIT.network : EXIT.ok;
}
