import {
  type Address,
  formatEther,
  type Hex,
  keccak256,
  type LocalAccount,
  type TransactionReceipt,
} from 'viem';
import {
  estimateFeesPerGas,
  estimateGas,
  getBalance,
  getTransactionCount,
  getTransactionReceipt,
  sendRawTransaction,
  waitForTransactionReceipt,
} from 'viem/actions';
import { messageOf, RootmarkError } from '#core/errors';
import type { Connection } from './connection.ts';
import { callFault } from './contractErrors.ts';

/** Gas added to an estimate, in percent: the state may change between estimate and execution. */
const GAS_MARGIN_PERCENT = 20n;

/** A transaction that was estimated and can be paid. */
export interface PlannedTransaction {
  /** Absent when a contract is made. */
  to?: Address;
  data: Hex;
  gas: bigint;
  maxFeePerGas: bigint;
  maxPriorityFeePerGas: bigint;
  /** The most that it can cost, in wei. */
  maximumCost: bigint;
  /** What the account has, in wei. */
  balance: bigint;
}

/** A transaction that was signed: it can be stored, and sent any number of times. */
export interface SignedTransaction {
  hash: Hex;
  raw: Hex;
  nonce: number;
}

/**
 * Simulates and estimates a call, and checks that the account can pay for it.
 *
 * @throws RootmarkError of kind `contract` or `authority` when the registry would refuse, `funds`, or `network`.
 */
export async function planTransaction(
  connection: Connection,
  account: LocalAccount,
  call: { to?: Address; data: Hex },
): Promise<PlannedTransaction> {
  const { client, network } = connection;
  try {
    const [gas, fees, balance] = await Promise.all([
      // Without an account's balance in play: a call that would be refused must say so before one that cannot be paid.
      estimateGas(client, { account: account.address, ...call }),
      estimateFeesPerGas(client),
      getBalance(client, { address: account.address }),
    ]);
    const withMargin = gas + (gas * GAS_MARGIN_PERCENT) / 100n;
    const planned = {
      ...call,
      gas: withMargin,
      ...fees,
      maximumCost: withMargin * fees.maxFeePerGas,
      balance,
    };
    refuseIfUnaffordable(planned, account.address, network.name);
    return planned;
  } catch (error) {
    throw callFault(error, network.name, account.address);
  }
}

function refuseIfUnaffordable(
  { maximumCost, balance }: PlannedTransaction,
  address: Address,
  networkName: string,
): void {
  if (balance >= maximumCost) return;
  throw new RootmarkError(
    'funds',
    'NotEnoughFunds',
    `${address} has ${formatEther(balance)} ETH on ${networkName}; this may cost up to ${formatEther(maximumCost)} ETH.`,
    'Send it some, or choose another key with --account. Nothing was sent.',
  );
}

/** Signs a planned transaction with the account's next nonce. Nothing is sent. */
export async function signTransaction(
  { client, chainId, network }: Connection,
  account: LocalAccount,
  { to, data, gas, maxFeePerGas, maxPriorityFeePerGas }: PlannedTransaction,
): Promise<SignedTransaction> {
  const nonce = await getTransactionCount(client, { address: account.address, blockTag: 'pending' }).catch(
    (error) => {
      throw callFault(error, network.name, account.address);
    },
  );
  const raw = await account.signTransaction({
    type: 'eip1559',
    chainId,
    nonce,
    to,
    data,
    gas,
    maxFeePerGas,
    maxPriorityFeePerGas,
  });
  return { hash: keccak256(raw), raw, nonce };
}

/**
 * Sends a signed transaction. Sending one that the chain has already is no fault.
 *
 * @throws RootmarkError `NonceTaken` when another transaction of the same key came first, so that this one never can.
 */
export async function sendSigned(
  { client, network }: Connection,
  { raw, hash }: Pick<SignedTransaction, 'raw' | 'hash'>,
): Promise<void> {
  try {
    await sendRawTransaction(client, { serializedTransaction: raw });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/already known|known transaction|already imported/i.test(message)) return;
    if (!/nonce too low/i.test(message)) throw callFault(error, network.name);
    const receipt = await getTransactionReceipt(client, { hash }).catch(() => null);
    if (receipt !== null) return;
    throw new RootmarkError(
      'interrupted',
      'NonceTaken',
      'Another transaction of the same key came first.',
      'Go on with “npx hardhat credential resume”.',
      { cause: error },
    );
  }
}

/**
 * Waits until a transaction is in a block and under the network's confirmations.
 *
 * @throws RootmarkError `TransactionReverted` or `TransactionPending`.
 */
export async function waitForConfirmations(
  { client, network }: Connection,
  hash: Hex,
  timeout = 180_000,
): Promise<TransactionReceipt> {
  const receipt = await waitForTransactionReceipt(client, {
    hash,
    confirmations: network.confirmations,
    timeout,
  }).catch((error) => {
    throw new RootmarkError(
      'interrupted',
      'TransactionPending',
      `The transaction ${hash} is not settled on ${network.name} yet: ${messageOf(error)}`,
      'It was sent and may still arrive. Go on later with “npx hardhat credential resume”.',
      { cause: error },
    );
  });
  if (receipt.status === 'success') return receipt;
  throw new RootmarkError(
    'contract',
    'TransactionReverted',
    `The transaction ${hash} was refused by the registry.`,
    'Nothing was recorded; only its fee was paid.',
  );
}

/** Plans, signs, sends and waits: for calls that can simply be repeated when something goes wrong. */
export async function transact(
  connection: Connection,
  account: LocalAccount,
  call: { to: Address; data: Hex },
): Promise<TransactionReceipt> {
  const planned = await planTransaction(connection, account, call);
  const signed = await signTransaction(connection, account, planned);
  await sendSigned(connection, signed);
  return waitForConfirmations(connection, signed.hash);
}
