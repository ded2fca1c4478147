import { encodeFunctionData } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { ROLE } from '#core/registry';
import { actionOf } from '../support/command.ts';
import { actFor, addressFrom, callRegistry, rolesInWords } from '../support/issuers.ts';
import { usageError } from '../support/output.ts';

interface Arguments {
  address: string | undefined;
  roles: string | undefined;
  issuer: string | undefined;
  account: string | undefined;
}

export default actionOf<Arguments>(async ({ address, roles = 'anchor,revoke', ...options }, context) => {
  const operator = addressFrom(address, 'The key’s address');
  const bits = rolesFrom(roles);
  const acting = await actFor(context, options);
  const args = [acting.issuer, operator, bits] as const;
  const receipt = await callRegistry(
    acting,
    encodeFunctionData({ abi: credentialRegistryAbi, functionName: 'authorizeOperator', args }),
  );
  context.output.line(`${operator} may now ${rolesInWords(bits)} for ${acting.issuer}.`);
  context.output.result({
    issuer: acting.issuer,
    operator,
    roles: bits,
    transactionHash: receipt.transactionHash,
  });
  return undefined;
});

function rolesFrom(text: string): number {
  return text.split(',').reduce((bits, name) => {
    const bit = ROLE[name.trim() as keyof typeof ROLE];
    if (bit === undefined)
      throw usageError(`There is no role “${name.trim().slice(0, 40)}”.`, 'Roles are anchor and revoke.');
    return bits | bit;
  }, 0);
}
