import { type Address, type Hex, keccak256, type LocalAccount, type TransactionReceipt } from 'viem';
import { estimateGas, getBalance, getTransactionCount } from 'viem/actions';
import { withGasMargin } from '#core/contractLimits';
import { RootmarkError } from '#core/errors';
import { Attempts } from './attempts.ts';
import { waitForConfirmations } from './confirmations.ts';
import type { Connection } from './connection.ts';
import { callFault } from './contractErrors.ts';
import { feesNow, notEnoughFunds } from './fees.ts';
import type { StoredTransaction } from './ledgerRecords.ts';
import { refusePublicKey } from './publicKeys.ts';

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
  const { client, chainId, network } = connection;
  refusePublicKey(account.address, chainId, network.name);
  try {
    const [gas, fees, balance] = await Promise.all([
      // Without an account's balance in play: a call that would be refused must say so before one that cannot be paid.
      estimateGas(client, { account: account.address, ...call }),
      feesNow(connection),
      getBalance(client, { address: account.address }),
    ]);
    const withMargin = withGasMargin(gas);
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
  if (balance < maximumCost) throw notEnoughFunds(address, networkName, balance, maximumCost);
}

/** Signs a planned transaction with the account's next nonce. Nothing is sent. */
export async function signTransaction(
  { client, chainId, network }: Connection,
  account: LocalAccount,
  { to, data, gas, maxFeePerGas, maxPriorityFeePerGas }: PlannedTransaction,
): Promise<StoredTransaction> {
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
  return { hash: keccak256(raw), raw };
}

/** Plans, signs, sends and waits: for calls that can simply be repeated when something goes wrong. */
export async function transact(
  connection: Connection,
  account: LocalAccount,
  call: { to: Address; data: Hex },
): Promise<TransactionReceipt> {
  const planned = await planTransaction(connection, account, call);
  const signed = await signTransaction(connection, account, planned);
  const attempts = new Attempts({
    connection,
    account: async () => account,
    signed: [signed],
    keep: () => undefined,
    tell: () => undefined,
  });
  try {
    await attempts.send();
    return await waitForConfirmations(connection, attempts);
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
