import type { Contract, ContractTransactionReceipt, ContractTransactionResponse } from 'ethers';
import { network } from 'hardhat';
import type { GasMeter } from '../../types/ethers-contracts/index.ts';

/** One chain in this process, with its clock at a fixed time: gas depends on how many bytes of an identifier are zero. */
export async function startChain() {
  const connection = await network.create({ override: { initialDate: new Date('2026-09-01T00:00:00Z') } });
  const { ethers, networkHelpers } = connection;
  const [, issuer] = await ethers.getSigners();
  if (issuer === undefined) throw new RangeError('The chain has too few accounts');
  const meter: GasMeter = await ethers.deployContract('GasMeter');
  let time = Date.UTC(2026, 9) / 1000;

  /** Sends a transaction at a time of its own and returns its receipt. */
  async function receiptOf(
    send: () => Promise<ContractTransactionResponse>,
  ): Promise<ContractTransactionReceipt> {
    time += 12;
    await networkHelpers.time.setNextBlockTimestamp(time);
    const receipt = await (await send()).wait();
    if (receipt === null) throw new Error('The chain mined no block');
    return receipt;
  }

  return {
    ethers,
    issuer,
    hardfork: connection.networkConfig.type === 'edr-simulated' ? connection.networkConfig.hardfork : '',

    /** Deploys a contract as the issuer. */
    async deploy(abi: string, bytecode: string, args: unknown[]) {
      const factory = new ethers.ContractFactory(abi, bytecode, issuer);
      const contract = (await factory.deploy(...args)) as Contract;
      const receipt = await contract.deploymentTransaction()?.wait();
      return { contract, gas: Number(receipt?.gasUsed), compiler: compilerOf(bytecode) };
    },

    receiptOf,

    /** What the transaction used, calldata included. */
    async gasOf(send: () => Promise<ContractTransactionResponse>): Promise<number> {
      return Number((await receiptOf(send)).gasUsed);
    },

    /** What calls of views cost a contract that makes them one after the other in a fresh transaction. */
    async gasOfViews(contract: { getAddress(): Promise<string> }, calls: string[]): Promise<number> {
      return Number(await meter.measureAll(await contract.getAddress(), calls));
    },
  };
}

/** The compiler's version, from the metadata that it leaves in the code. */
function compilerOf(bytecode: string): string {
  const [, ...version] = /64736f6c6343(..)(..)(..)/.exec(bytecode) ?? [];
  return version.length === 0
    ? 'a compiler that is not told'
    : `solc ${version.map((part) => Number.parseInt(part, 16)).join('.')}`;
}

export type BenchChain = Awaited<ReturnType<typeof startChain>>;
