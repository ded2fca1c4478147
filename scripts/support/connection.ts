import type { HardhatRuntimeEnvironment } from 'hardhat/types/hre';
import { type Address, type Client, createClient, type Hex, http, type LocalAccount } from 'viem';
import { mnemonicToAccount, privateKeyToAccount } from 'viem/accounts';
import { getBlock, getChainId } from 'viem/actions';
import type { Deployment } from '#core/deployments';
import { messageOf, RootmarkError } from '#core/errors';
import { type KnownNetwork, networkOf } from '#core/networks';
import { readDeployment, readDeployments } from './deploymentFiles.ts';
import { feeLimitFrom } from './fees.ts';
import { usageError } from './output.ts';
import { outsideAccount } from './outsideSigner.ts';

/** The network that commands use when none is named: the local chain. */
const DEFAULT_NETWORK = 'localhost';
/** Milliseconds that an endpoint has to answer one request. */
const RPC_TIMEOUT = 10_000;

/** An open connection to a chain, and what is known about it. */
export interface Connection {
  client: Client;
  chainId: number;
  /** The chain's first block: tells one local chain from the next, though both have chain id 31337. */
  genesisHash: Hex;
  network: KnownNetwork;
  /** The URL that is asked; may hold a secret, so it is never printed or written for public networks. */
  url: string;
  /** The most that a unit of gas may cost, in wei, by `--max-fee`; null without a limit. */
  maximumFeePerGas: bigint | null;
}

/**
 * Connects to the network that `--network` names, or the local chain.
 *
 * @throws RootmarkError `ChainUnreachable`, `NoChain` or `ChainMismatch`.
 */
export async function connect(hre: HardhatRuntimeEnvironment): Promise<Connection> {
  const maximumFeePerGas = feeLimitFrom(hre.globalOptions.maxFee);
  const { url, headers } = await endpointOf(hre);
  const client = createClient({
    transport: http(url, { timeout: RPC_TIMEOUT, retryCount: 2, batch: true, fetchOptions: { headers } }),
    pollingInterval: isLoopback(url) ? 20 : 4000,
    cacheTime: 0,
  });
  const place = `the network “${networkNameOf(hre)}”${isLoopback(url) ? ` at ${url}` : ''}`;
  const advice = isLoopback(url)
    ? 'Start a chain with “npm start” in another terminal.'
    : 'Check the network’s RPC URL in hardhat.config.ts.';
  const [chainId, genesis] = await Promise.all([
    getChainId(client),
    getBlock(client, { blockNumber: 0n }),
  ]).catch((error: unknown) => {
    throw new RootmarkError(
      'network',
      'ChainUnreachable',
      `No chain answers for ${place}: ${messageOf(error)}`,
      advice,
      { cause: error },
    );
  });
  if (!Number.isSafeInteger(chainId) || !isHash(genesis.hash)) {
    throw new RootmarkError('network', 'NoChain', `What answers for ${place} is no chain.`, advice);
  }
  const { chainId: wanted } = configOf(hre);
  if (wanted !== undefined && wanted !== chainId) {
    throw new RootmarkError(
      'network',
      'ChainMismatch',
      `The chain that answers for ${place} has the id ${chainId}, not ${wanted}.`,
      'Set the RPC URL of that network, or name another network with --network.',
    );
  }
  const network = networkWithSettings(chainId);
  return { client, chainId, genesisHash: genesis.hash, network, url, maximumFeePerGas };
}

/** What is known of a chain, with the confirmations that its deployment record asks for, where there is one. */
function networkWithSettings(chainId: number): KnownNetwork {
  const network = networkOf(chainId);
  const record = readDeployments().find((deployment) => deployment.chainId === chainId);
  return record === undefined ? network : { ...network, confirmations: record.confirmations };
}

function isHash(value: unknown): value is Hex {
  return typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value);
}

/** The endpoint that `--network` names, with the chain that it is configured for or answers for; never an outage's fault. */
export async function networkEndpoint(
  hre: HardhatRuntimeEnvironment,
): Promise<{ url: string; chainId: number }> {
  const { url } = await endpointOf(hre);
  const configured = configOf(hre).chainId;
  if (configured !== undefined) return { url, chainId: configured };
  return { url, chainId: (await connect(hre)).chainId };
}

/** The chain id that the network which `--network` names is configured for, if any; asks nobody. */
export function configuredChainId(hre: HardhatRuntimeEnvironment): number | undefined {
  return configOf(hre).chainId;
}

/** The deployment on a connection's chain, which must be there. @throws RootmarkError `NotDeployed` or `DeploymentInvalid`. */
export function deploymentAt({ chainId }: Connection): Deployment {
  return readDeployment(chainId);
}

/** The name of the network that `--network` names, or the default. */
export function networkNameOf(hre: HardhatRuntimeEnvironment): string {
  return hre.globalOptions.network ?? DEFAULT_NETWORK;
}

async function endpointOf(hre: HardhatRuntimeEnvironment) {
  const config = configOf(hre);
  const url = await config.url.getUrl().catch((error: unknown) => {
    throw new RootmarkError(
      'usage',
      'NetworkNotConfigured',
      `The network “${networkNameOf(hre)}” has no RPC URL yet: ${messageOf(error)}`,
      'Set the variable that hardhat.config.ts names for it, for example with “npx hardhat keystore set SEPOLIA_RPC_URL”.',
      { cause: error },
    );
  });
  return { url, headers: config.httpHeaders };
}

function configOf(hre: HardhatRuntimeEnvironment) {
  const name = networkNameOf(hre);
  const config = hre.config.networks[name];
  if (config?.type === 'http') return config;
  const choices = Object.entries(hre.config.networks).flatMap(([key, { type }]) =>
    type === 'http' ? [key] : [],
  );
  throw usageError(
    `There is no network “${name}” to talk to.`,
    `Choose one with --network: ${choices.join(', ')}.`,
  );
}

/**
 * The account that signs: by default the network's first one. With `--signer` it is one of the outside signer's, and no
 * key of the network is read.
 *
 * @param choice an index into the network's or the signer's accounts, or the address of one.
 * @throws RootmarkError of kind `authority` when there is no such key, or as {@link outsideAccount}.
 */
export async function signingAccount(
  hre: HardhatRuntimeEnvironment,
  choice: string | undefined,
): Promise<LocalAccount> {
  const { accounts } = configOf(hre);
  const { signer } = hre.globalOptions;
  if (signer !== undefined) return outsideAccount(signer, choice);
  const wanted = choice ?? '0';
  if (accounts === 'remote') throw noKey(hre, 'none is configured');
  if (Array.isArray(accounts)) {
    for (const [index, variable] of accounts.entries()) {
      const account = await accountFrom(hre, variable);
      if (isChoice(wanted, index, account.address)) return account;
    }
  } else {
    const mnemonic = await accounts.mnemonic.get();
    for (let index = 0; index < accounts.count; index++) {
      if (/^\d+$/.test(wanted) && wanted !== String(index)) continue;
      const account = mnemonicToAccount(mnemonic, { addressIndex: index });
      if (isChoice(wanted, index, account.address)) return account;
    }
  }
  throw noKey(hre, `there is none “${wanted}”`);
}

function isChoice(wanted: string, index: number, address: Address): boolean {
  return wanted === String(index) || wanted.toLowerCase() === address.toLowerCase();
}

async function accountFrom(
  hre: HardhatRuntimeEnvironment,
  variable: { getHexString(): Promise<string> },
): Promise<LocalAccount> {
  try {
    return privateKeyToAccount((await variable.getHexString()) as Hex);
  } catch (error) {
    throw noKey(hre, messageOf(error));
  }
}

function noKey(hre: HardhatRuntimeEnvironment, problem: string): RootmarkError {
  return new RootmarkError(
    'authority',
    'NoKey',
    `The network “${networkNameOf(hre)}” has no such key to sign with: ${problem.replace(/\.$/, '')}.`,
    'Choose another with --account, name the signer that has it with --signer, or put the key into Hardhat’s encrypted keystore, for example with “npx hardhat keystore set SEPOLIA_PRIVATE_KEY”.',
  );
}

function isLoopback(url: string): boolean {
  return /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(url);
}
