import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Address,
  concat,
  encodeAbiParameters,
  getContractAddress,
  type Hex,
  keccak256,
  parseAbiItem,
} from 'viem';
import { getBlockNumber, getCode, getLogs } from 'viem/actions';
import type { Deployment } from '#core/deployments';
import { messageOf, RootmarkError } from '#core/errors';
import Rootmark, { DEPLOYMENT_SALT } from '../../deployments/ignition/modules/Rootmark.ts';
import { actionOf, type CommandContext } from '../support/command.ts';
import { type Connection, connect, networkNameOf, signingAccount } from '../support/connection.ts';
import { readDeployments, writeDeployment } from '../support/deploymentFiles.ts';
import { usageError } from '../support/output.ts';
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
  context.output.result(await deployRegistries(context, account));
  return undefined;
});

/** Deploys the registries unless they are there, and records them. @param choice which of the network's keys pays. */
export async function deployRegistries(
  { hre, output }: CommandContext,
  choice: string | undefined,
): Promise<Deployment> {
  if (hre.globalOptions.signer !== undefined)
    throw usageError(
      'Deploying does not go with --signer: Hardhat Ignition sends what it signs.',
      'Leave --signer out, and HARDHAT_SIGNER unset; deploy with any key that has funds: nobody owns the registries, and their address does not depend on it.',
    );
  const connection = await connect(hre);
  const account = await signingAccount(hre, choice);
  await hre.tasks.getTask('build').run({ quiet: true, noTests: true });
  const code = await registryCode(hre);
  const addresses = {
    credentialRegistry: expectedAddress(code.credentialRegistry),
    accreditationRegistry: expectedAddress(code.accreditationRegistry),
  };
  const missing = await missingOf(connection, Object.entries(addresses));
  if (missing.length === 0) {
    output.line(`The registries are on ${connection.network.name} already.`);
  } else {
    // Says in words what Ignition would, should the balance not be enough.
    for (const name of missing)
      await planTransaction(connection, account, { data: code[name as keyof typeof code] });
    await deployWithIgnition(hre, connection, account.address);
  }
  const known = readDeployments().find(({ chainId }) => chainId === connection.chainId);
  // A record of a public chain may have been given other endpoints or accreditors since: those stay.
  const isKept =
    known?.kind !== 'local' &&
    known?.credentialRegistry.address === addresses.credentialRegistry &&
    known.accreditationRegistry.address === addresses.accreditationRegistry;
  const deployment = isKept ? known : await recordOf(connection, addresses);
  const path = writeDeployment(deployment);
  output.line(`CredentialRegistry at ${addresses.credentialRegistry} on ${connection.network.name}`);
  output.line(`AccreditationRegistry at ${addresses.accreditationRegistry}, both recorded in ${path}`);
  return deployment;
}

/** The creation code of both registries, constructor arguments included. */
async function registryCode(hre: CommandContext['hre']) {
  const code = async (name: string) => (await hre.artifacts.readArtifact(name)).bytecode as Hex;
  const credentialRegistry = await code('CredentialRegistry');
  const itsAddress = encodeAbiParameters([{ type: 'address' }], [expectedAddress(credentialRegistry)]);
  return {
    credentialRegistry,
    accreditationRegistry: concat([await code('AccreditationRegistry'), itsAddress]),
  };
}

async function missingOf(
  { client }: Connection,
  addresses: [name: string, address: Address][],
): Promise<string[]> {
  const codes = await Promise.all(addresses.map(([, address]) => getCode(client, { address })));
  return addresses.flatMap(([name], at) => (codes[at] === undefined ? [name] : []));
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
  connection: Connection,
  addresses: Record<'credentialRegistry' | 'accreditationRegistry', Address>,
): Promise<Deployment> {
  const { client, chainId, network, url } = connection;
  return {
    chainId,
    name: network.name,
    kind: network.kind,
    // The URL of a public network may hold a key that is nobody else's business.
    rpcUrls: network.kind === 'local' ? [url] : network.rpcUrls,
    confirmations: network.confirmations,
    ...(network.explorer === undefined ? {} : { explorer: network.explorer }),
    credentialRegistry: await contractAt(client, addresses.credentialRegistry),
    accreditationRegistry: await contractAt(client, addresses.accreditationRegistry),
    trustedAccreditors: [],
  };
}

async function contractAt(client: Connection['client'], address: Address) {
  const creation = await creationOf(client, address);
  return {
    address,
    blockNumber: Number(creation?.blockNumber ?? 0n),
    transactionHash: creation?.transactionHash ?? null,
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
