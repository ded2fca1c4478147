import type { NetworkHelpers } from '@nomicfoundation/hardhat-network-helpers/types';
import { artifacts, network } from 'hardhat';
import {
  type Address,
  type Client,
  type ContractFunctionArgs,
  type ContractFunctionName,
  checksumAddress,
  createClient,
  custom,
  type Hex,
  type TransactionReceipt,
} from 'viem';
import { deployContract, waitForTransactionReceipt, writeContract } from 'viem/actions';
import { accreditationRegistryAbi, credentialRegistryAbi } from '#core/abi';
import type { ChainAccount } from '#core/account';

/** The first second of every chain that the tests start. */
export const GENESIS = Date.UTC(2026, 8, 1) / 1000;

/** A chain of its own, inside this process: Hardhat's EVM, with its funded accounts. */
export interface Chain {
  chainId: number;
  client: Client;
  accounts: Address[];
  helpers: NetworkHelpers;
}

/**
 * Starts a chain whose clock stands at {@link GENESIS}.
 *
 * The first chain of a run installs Hardhat's matchers for every test of that run, and under those `deep.equal` takes 5
 * for '5' and one letter case of hex for another. `eql` stays strict, so tests of values use that.
 */
export async function startChain(chainId = 31337): Promise<Chain> {
  const connection = await network.create({
    network: 'default',
    // Code measured for coverage is larger than a chain would take.
    override: { chainId, initialDate: new Date(GENESIS * 1000), allowUnlimitedContractSize: true },
  });
  const client = createClient({ transport: custom(connection.provider), pollingInterval: 10 });
  const accounts = (await connection.provider.request({ method: 'eth_accounts' })) as Address[];
  return {
    chainId,
    client,
    accounts: accounts.map((account) => checksumAddress(account)),
    helpers: connection.networkHelpers,
  };
}

/** Deploys a CredentialRegistry. */
export async function deployRegistry({ client, accounts, chainId }: Chain): Promise<ChainAccount> {
  const { bytecode } = await artifacts.readArtifact('CredentialRegistry');
  const hash = await deployContract(client, {
    abi: credentialRegistryAbi,
    bytecode: bytecode as Hex,
    account: accounts[0] as Address,
    chain: null,
  });
  const { contractAddress } = await waitForTransactionReceipt(client, { hash });
  return { chainId, address: checksumAddress(contractAddress as Address) };
}

/** Deploys an AccreditationRegistry that asks a CredentialRegistry who speaks for an issuer. */
export async function deployAccreditationRegistry(
  { client, accounts }: Chain,
  registry: ChainAccount,
): Promise<Address> {
  const { bytecode } = await artifacts.readArtifact('AccreditationRegistry');
  const hash = await deployContract(client, {
    abi: accreditationRegistryAbi,
    bytecode: bytecode as Hex,
    args: [registry.address],
    account: accounts[0] as Address,
    chain: null,
  });
  const { contractAddress } = await waitForTransactionReceipt(client, { hash });
  return checksumAddress(contractAddress as Address);
}

type Change = ContractFunctionName<typeof credentialRegistryAbi, 'nonpayable'>;

/** Sends a transaction to a registry and waits until it is mined. */
export async function act<Name extends Change>(
  { client }: Chain,
  registry: ChainAccount,
  from: Address,
  functionName: Name,
  args: ContractFunctionArgs<typeof credentialRegistryAbi, 'nonpayable', Name>,
): Promise<TransactionReceipt> {
  const hash = await writeContract(client, {
    abi: credentialRegistryAbi,
    address: registry.address,
    account: from,
    chain: null,
    functionName,
    args,
  } as Parameters<typeof writeContract>[1]);
  return waitForTransactionReceipt(client, { hash });
}
