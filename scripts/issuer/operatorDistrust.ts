import { encodeFunctionData } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { isDateTime } from '#core/credential';
import { actionOf } from '../support/command.ts';
import { actFor, addressFrom, callRegistry } from '../support/issuers.ts';
import { usageError } from '../support/output.ts';

interface Arguments {
  address: string | undefined;
  since: string | undefined;
  issuer: string | undefined;
  account: string | undefined;
}

export default actionOf<Arguments>(async ({ address, since, ...options }, context) => {
  const operator = addressFrom(address, 'The key’s address');
  const from = since === undefined ? Math.floor(Date.now() / 1000) : timeFrom(since);
  const acting = await actFor(context, options);
  const args = [acting.issuer, operator, from] as const;
  const receipt = await callRegistry(
    acting,
    encodeFunctionData({ abi: credentialRegistryAbi, functionName: 'distrustOperator', args }),
  );
  const when = new Date(from * 1000).toISOString();
  context.output.line(
    `${operator} is disowned by ${acting.issuer}: whatever it anchored at or after ${when} fails.`,
  );
  context.output.result({
    issuer: acting.issuer,
    operator,
    since: from,
    transactionHash: receipt.transactionHash,
  });
  return undefined;
});

function timeFrom(text: string): number {
  if (isDateTime(text)) return Math.floor(Date.parse(text) / 1000);
  throw usageError(`--since is no time: “${text.slice(0, 60)}”.`, 'Write it such as 2026-10-03T14:00:00Z.');
}
