import { type Address, formatEther, formatGwei, parseGwei } from 'viem';
import { estimateFeesPerGas, getBlock } from 'viem/actions';
import { RootmarkError } from '#core/errors';
import type { Connection } from './connection.ts';
import { usageError } from './output.ts';

/** What a transaction offers for each unit of gas, in wei (EIP-1559). */
export interface Fees {
  maxFeePerGas: bigint;
  maxPriorityFeePerGas: bigint;
}

/** The fraction, 1/8, that a replacement offers more: nodes ask for a tenth more of both fees, or keep what they have. */
const RAISE_DIVISOR = 8n;

/** The most that `--max-fee` lets a unit of gas cost, in wei; null without a limit. @throws RootmarkError of kind `usage`. */
export function feeLimitFrom(text: string | undefined): bigint | null {
  if (text === undefined) return null;
  const limit = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? parseGwei(text) : 0n;
  if (limit > 0n) return limit;
  throw usageError(
    `--max-fee is no fee: “${text.slice(0, 40)}”.`,
    'It is the most that a unit of gas may cost, in gwei, such as 25 or 0.5.',
  );
}

/**
 * What a transaction has to offer now.
 *
 * @throws RootmarkError `FeeTooHigh` when that is more than `--max-fee` allows, so that it would wait for who knows how long.
 */
export async function feesNow({ client, network, maximumFeePerGas: limit }: Connection): Promise<Fees> {
  const [fees, { baseFeePerGas }] = await Promise.all([estimateFeesPerGas(client), getBlock(client)]);
  if (limit === null || fees.maxFeePerGas <= limit) return fees;
  // The estimate leaves room for the next blocks to be dearer; what counts is whether it would be taken now.
  const needed = (baseFeePerGas ?? 0n) + fees.maxPriorityFeePerGas;
  if (needed <= limit) return { ...fees, maxFeePerGas: limit };
  throw new RootmarkError(
    'funds',
    'FeeTooHigh',
    `${network.name} asks for ${formatGwei(needed)} gwei a unit of gas now; --max-fee allows ${formatGwei(limit)}.`,
    'Try again when it is cheaper, or allow more. Nothing was sent.',
  );
}

/**
 * What a transaction has to offer to take the place of one that waits: more of both fees, and not less than is asked now.
 *
 * @param limit in wei; null without one.
 * @returns null when the limit leaves no room for that.
 */
export function raisedFees(waiting: Fees, now: Fees, limit: bigint | null): Fees | null {
  const least: Fees = {
    maxFeePerGas: raised(waiting.maxFeePerGas),
    maxPriorityFeePerGas: raised(waiting.maxPriorityFeePerGas),
  };
  if (limit !== null && limit < least.maxFeePerGas) return null;
  const maxFeePerGas = larger(least.maxFeePerGas, now.maxFeePerGas);
  const capped = limit !== null && limit < maxFeePerGas ? limit : maxFeePerGas;
  const priority = larger(least.maxPriorityFeePerGas, now.maxPriorityFeePerGas);
  // A tip larger than the whole is refused by every node.
  return { maxFeePerGas: capped, maxPriorityFeePerGas: priority < capped ? priority : capped };
}

/** The fault of an account that cannot pay the most that something may cost, all in wei. */
export function notEnoughFunds(
  address: Address,
  networkName: string,
  balance: bigint,
  maximumCost: bigint,
): RootmarkError {
  return new RootmarkError(
    'funds',
    'NotEnoughFunds',
    `${address} has ${formatEther(balance)} ETH on ${networkName}; this may cost up to ${formatEther(maximumCost)} ETH, ${formatEther(maximumCost - balance)} ETH more.`,
    'Send it some, or choose another key with --account. Nothing was sent.',
  );
}

function raised(fee: bigint): bigint {
  return fee + fee / RAISE_DIVISOR + 1n;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
