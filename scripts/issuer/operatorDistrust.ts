import { encodeFunctionData } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { readOperator } from '#core/registry';
import { actionOf } from '../support/command.ts';
import { actFor, addressFrom, callRegistry } from '../support/issuers.ts';
import { timeFrom, timeText } from '../support/times.ts';

interface Arguments {
  address: string | undefined;
  since: string | undefined;
  issuer: string | undefined;
  account: string | undefined;
}

export default actionOf<Arguments>(async ({ address, since, ...options }, context) => {
  const operator = addressFrom(address, 'The key’s address');
  const wanted = since === undefined ? Math.floor(Date.now() / 1000) : timeFrom(since, '--since');
  const acting = await actFor(context, options);
  const { connection, deployment, issuer } = acting;
  const args = [issuer, operator, wanted] as const;
  const receipt = await callRegistry(
    acting,
    encodeFunctionData({ abi: credentialRegistryAbi, functionName: 'distrustOperator', args }),
  );
  // The registry takes no time before the key was authorised, nor one to come.
  const record = await readOperator(connection.client, deployment, issuer, operator);
  const from = record?.distrustedSince ?? wanted;
  context.output.line(
    `${operator} is disowned by ${issuer}: whatever it anchored at or after ${timeText(from)} fails.`,
  );
  context.output.result({ issuer, operator, since: from, transactionHash: receipt.transactionHash });
  return undefined;
});
