import { encodeFunctionData } from 'viem';
import { credentialRegistryAbi } from '#core/abi';
import { didDocumentUrl } from '#core/didWeb';
import { actionOf } from '../support/command.ts';
import { connect, deploymentAt, signingAccount } from '../support/connection.ts';
import { usageError } from '../support/output.ts';
import { transact } from '../support/transactions.ts';

interface Arguments {
  did: string | undefined;
  account: string | undefined;
}

export default actionOf<Arguments>(async ({ did, account: choice }, { hre, output }) => {
  const url = did === undefined ? null : didDocumentUrl(did);
  if (did === undefined || url === null) {
    throw usageError(
      did === undefined ? '--did is missing.' : `“${did.slice(0, 120)}” is not a did:web identifier.`,
      'Give the DID of your domain, such as --did did:web:lakeside.example.',
    );
  }
  const connection = await connect(hre);
  const deployment = deploymentAt(connection);
  const account = await signingAccount(hre, choice);
  const data = encodeFunctionData({
    abi: credentialRegistryAbi,
    functionName: 'registerIssuer',
    args: [did],
  });
  const receipt = await transact(connection, account, { to: deployment.credentialRegistry.address, data });

  output.line(`Registered ${account.address} as ${did} on ${connection.network.name}.`);
  output.line(`Now publish its did.json at ${url}, so that verifiers can confirm it:`);
  output.line('  npx hardhat issuer did-document');
  output.result({
    issuer: account.address,
    did,
    didDocumentUrl: url,
    transactionHash: receipt.transactionHash,
    blockNumber: Number(receipt.blockNumber),
  });
  return undefined;
});
