import {
  type Address,
  type Client,
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
  getTransaction,
  getTransactionCount,
  sendRawTransaction,
} from 'viem/actions';
import { RootmarkError } from '#core/errors';
import { waitForConfirmations } from './confirmations.ts';
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
    // Only the answer was lost, or it came for an earlier attempt.
    if (await isKnown(client, hash)) return;
    if (!/nonce too low/i.test(message)) throw callFault(error, network.name);
    throw new RootmarkError(
      'interrupted',
      'NonceTaken',
      'Another transaction of the same key came first.',
      'Go on with “npx hardhat credential resume”.',
      { cause: error },
    );
  }
}

async function isKnown(client: Client, hash: Hex): Promise<boolean> {
  return getTransaction(client, { hash }).then(
    () => true,
    () => false,
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
  try {
    await sendSigned(connection, signed);
    return await waitForConfirmations(connection, signed.hash, () => sendSigned(connection, signed));
  } catch (error) {
    throw error instanceof RootmarkError && error.kind === 'interrupted' ? repeatable(error) : error;
  }
}

/** Nothing of such a call is in the ledger, so there is nothing to resume. */
function repeatable({ kind, code, message, cause }: RootmarkError): RootmarkError {
  const advice =
    'It may still arrive. Run the same command again: what the chain has already is left as it is.';
  return new RootmarkError(kind, code, message, advice, { cause });
}
