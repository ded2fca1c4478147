import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Address, getContractAddress, type Hex, keccak256, parseAbiItem } from 'viem';
import { getBlockNumber, getCode, getLogs } from 'viem/actions';
import type { Deployment } from '#core/deployments';
import { messageOf, RootmarkError } from '#core/errors';
import Rootmark, { DEPLOYMENT_SALT } from '../../deployments/ignition/modules/Rootmark.ts';
import { actionOf, type CommandContext } from '../support/command.ts';
import { type Connection, connect, networkNameOf, signingAccount } from '../support/connection.ts';
import { readDeployments, writeDeployment } from '../support/deploymentFiles.ts';
import { planTransaction } from '../support/transactions.ts';

/** The CreateX factory, at the same address on every chain; Ignition's `create2` strategy deploys through it. */
const CREATE_X: Address = '0xba5Ed099633D3B313e4D5F7bdc1305d3c28ba5Ed';
const CONTRACT_CREATION = parseAbiItem(
  'event ContractCreation(address indexed newContract, bytes32 indexed salt)',
);
/** Blocks that public endpoints let one search for logs at a time. */
const LOG_RANGE = 5000n;

interface Arguments {
  account: string | undefined;
}

export default actionOf<Arguments>(async ({ account }, context) => {
  context.output.result(await deployRegistry(context, account));
  return undefined;
});

/** Deploys the registry unless it is there, and records it. @param choice which of the network's keys pays. */
export async function deployRegistry(
  { hre, output }: CommandContext,
  choice: string | undefined,
): Promise<Deployment> {
  const connection = await connect(hre);
  const account = await signingAccount(hre, choice);
  await hre.tasks.getTask('build').run({ quiet: true, noTests: true });
  const { bytecode } = await hre.artifacts.readArtifact('CredentialRegistry');
  const address = expectedAddress(bytecode as Hex);
  if ((await getCode(connection.client, { address })) !== undefined) {
    output.line(`The registry is on ${connection.network.name} already.`);
  } else {
    // Says in words what Ignition would, should the balance not be enough.
    await planTransaction(connection, account, { data: bytecode as Hex });
    await deployWithIgnition(hre, connection, account.address);
  }
  const known = readDeployments().find(({ chainId }) => chainId === connection.chainId);
  // A record of a public chain may have been given other endpoints or accreditors since: those stay.
  const isKept = known?.kind !== 'local' && known?.credentialRegistry.address === address;
  const deployment = isKept ? known : await recordOf(connection, address);
  const path = writeDeployment(deployment);
  output.line(`CredentialRegistry at ${address} on ${connection.network.name}, recorded in ${path}`);
  return deployment;
}

/** Where CREATE2 through CreateX puts this code: the same on every chain, whoever deploys it. */
function expectedAddress(bytecode: Hex): Address {
  // CreateX hashes a salt that asks for no protection of its own.
  return getContractAddress({
    opcode: 'CREATE2',
    from: CREATE_X,
    salt: keccak256(DEPLOYMENT_SALT),
    bytecode,
  });
}

async function deployWithIgnition(
  hre: CommandContext['hre'],
  { chainId, network }: Connection,
  defaultSender: Address,
): Promise<void> {
  const isLocal = network.kind === 'local';
  // A local chain is gone sooner than its journal, which would then keep Ignition from deploying to the next one.
  const deploymentId = isLocal ? `local-${process.pid}` : `chain-${chainId}`;
  try {
    const { ignition } = await hre.network.create(networkNameOf(hre));
    await ignition.deploy(Rootmark, {
      strategy: 'create2',
      strategyConfig: { salt: DEPLOYMENT_SALT },
      defaultSender,
      deploymentId,
      config: { requiredConfirmations: network.confirmations },
    });
  } catch (error) {
    throw new RootmarkError(
      'contract',
      'DeploymentFailed',
      `Deploying to ${network.name} did not succeed: ${messageOf(error)}`,
      'Check balance and network, then run it again: it goes on where it stopped.',
      { cause: error },
    );
  } finally {
    if (isLocal)
      rmSync(join(hre.config.paths.ignition, 'deployments', deploymentId), { recursive: true, force: true });
  }
}

async function recordOf(
  { client, chainId, network, url }: Connection,
  address: Address,
): Promise<Deployment> {
  const creation = await creationOf(client, address);
  return {
    chainId,
    name: network.name,
    kind: network.kind,
    // The URL of a public network may hold a key that is nobody else's business.
    rpcUrls: network.kind === 'local' ? [url] : network.rpcUrls,
    confirmations: network.confirmations,
    ...(network.explorer === undefined ? {} : { explorer: network.explorer }),
    credentialRegistry: {
      address,
      blockNumber: Number(creation?.blockNumber ?? 0n),
      transactionHash: creation?.transactionHash ?? null,
    },
    trustedAccreditors: [],
  };
}

/** The factory's record of the deployment, or null where the endpoint cannot search for it. */
async function creationOf(client: Connection['client'], newContract: Address) {
  try {
    const latest = await getBlockNumber(client);
    const range = { address: CREATE_X, event: CONTRACT_CREATION, args: { newContract } } as const;
    const [recent] = await getLogs(client, {
      ...range,
      fromBlock: latest > LOG_RANGE ? latest - LOG_RANGE : 0n,
    });
    const [any] = recent === undefined ? await getLogs(client, { ...range, fromBlock: 0n }) : [recent];
    return any ?? null;
  } catch {
    return null;
  }
}
