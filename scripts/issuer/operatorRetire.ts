import { encodeFunctionData } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { actionOf } from '../support/command.ts';
import { actFor, addressFrom, callRegistry } from '../support/issuers.ts';

interface Arguments {
  address: string | undefined;
  issuer: string | undefined;
  account: string | undefined;
}

export default actionOf<Arguments>(async ({ address, ...options }, context) => {
  const operator = addressFrom(address, 'The key’s address');
  const acting = await actFor(context, options);
  const args = [acting.issuer, operator] as const;
  const receipt = await callRegistry(
    acting,
    encodeFunctionData({ abi: credentialRegistryAbi, functionName: 'retireOperator', args }),
  );
  context.output.line(
    `${operator} may no longer act for ${acting.issuer}. What it anchored before stays good.`,
  );
  context.output.result({ issuer: acting.issuer, operator, transactionHash: receipt.transactionHash });
  return undefined;
});
