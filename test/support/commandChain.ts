import { artifacts, network } from 'hardhat';
import {
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  checksumAddress,
  createTestClient,
  type Hex,
  http,
  type LocalAccount,
  type PublicActions,
  parseEther,
  publicActions,
  type TestClient,
  toHex,
} from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { deployContract, writeContract } from 'viem/actions';
import { credentialRegistryAbi } from '#core/abi';
import type { Deployment } from '#core/deployments';
import { networkOf } from '#core/networks';

const MNEMONIC = 'test test test test test test test test test test test junk';

/** A chain of its own behind a real JSON-RPC server, with the registries deployed: what commands talk to. */
export interface CommandChain {
  url: string;
  deployment: Deployment;
  client: TestClient<'hardhat'> & PublicActions;
  close(): Promise<void>;
}

/** Starts a chain and deploys the registries from the last of its funded accounts. */
export async function startCommandChain(chainId = 31337): Promise<CommandChain> {
  const server = await network.createServer({ network: 'default', override: { chainId } }, '127.0.0.1', 0);
  const { port } = await server.listen();
  return chainAt(`http://127.0.0.1:${port}`, chainId, () => server.close());
}

/** Deploys the registries, from the last of its funded accounts, on a chain that was started already. */
export async function chainAt(
  url: string,
  chainId: number,
  close: () => Promise<void>,
): Promise<CommandChain> {
  const client = createTestClient({
    mode: 'hardhat',
    transport: http(url),
    pollingInterval: 10,
    cacheTime: 0,
  }).extend(publicActions);
  const credentialRegistry = await deploy(client, 'CredentialRegistry', []);
  const accreditationRegistry = await deploy(client, 'AccreditationRegistry', [credentialRegistry.address]);
  const { name, kind, confirmations } = networkOf(chainId);
  const deployment: Deployment = {
    chainId,
    name,
    kind,
    rpcUrls: [url],
    confirmations,
    credentialRegistry,
    accreditationRegistry,
    trustedAccreditors: [],
  };
  return { url, deployment, client, close };
}

async function deploy(
  client: CommandChain['client'],
  contract: 'CredentialRegistry' | 'AccreditationRegistry',
  args: readonly Address[],
): Promise<Deployment['credentialRegistry']> {
  const { abi, bytecode } = await artifacts.readArtifact(contract);
  const hash = await deployContract(client, {
    abi,
    bytecode: bytecode as Hex,
    args,
    account: accountOf(19),
    chain: null,
  });
  const { contractAddress, blockNumber } = await client.waitForTransactionReceipt({ hash });
  return {
    address: checksumAddress(contractAddress as Address),
    blockNumber: Number(blockNumber),
    transactionHash: hash,
  };
}

/** One of the chain's funded accounts, as `--account` counts them. */
export function accountOf(index: number): LocalAccount {
  return mnemonicToAccount(MNEMONIC, { addressIndex: index });
}

/** The first account that no chain funds, so that commands do not know its key as everyone's: for chains that pass for public ones. */
export const OWN_ACCOUNT = 20;

/** Funds {@link OWN_ACCOUNT}, registers it as an issuer, and returns its key. */
export async function registerOwnIssuer(chain: CommandChain): Promise<Hex> {
  const account = mnemonicToAccount(MNEMONIC, { addressIndex: OWN_ACCOUNT });
  await chain.client.setBalance({ address: account.address, value: parseEther('100') });
  await registerIssuer(chain, OWN_ACCOUNT);
  return toHex(account.getHdKey().privateKey as Uint8Array);
}

/** Calls the registry as one of the chain's accounts, and waits until that is mined. */
export async function callAs<Name extends ContractFunctionName<typeof credentialRegistryAbi, 'nonpayable'>>(
  { client, deployment }: CommandChain,
  account: number,
  functionName: Name,
  args: ContractFunctionArgs<typeof credentialRegistryAbi, 'nonpayable', Name>,
): Promise<void> {
  const hash = await writeContract(client, {
    abi: credentialRegistryAbi,
    address: deployment.credentialRegistry.address,
    account: accountOf(account),
    chain: null,
    functionName,
    args,
  } as Parameters<typeof writeContract>[1]);
  await client.waitForTransactionReceipt({ hash });
}

/** Registers an account as an issuer, and returns its address. */
export async function registerIssuer(
  chain: CommandChain,
  account: number,
  did = 'did:web:lakeside.example',
): Promise<Address> {
  await callAs(chain, account, 'registerIssuer', [did]);
  return accountOf(account).address;
}

/** The roots that an issuer has anchored, by the registry's events. */
export async function anchoredRoots({ client, deployment }: CommandChain, issuer: Address): Promise<Hex[]> {
  const logs = await client.getContractEvents({
    abi: credentialRegistryAbi,
    address: deployment.credentialRegistry.address,
    eventName: 'BatchAnchored',
    args: { issuer },
    fromBlock: 0n,
    strict: true,
  });
  return logs.map(({ args }) => args.root);
}
