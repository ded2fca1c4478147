import type { Client, Hex } from 'viem';
import { getTransaction, sendRawTransaction } from 'viem/actions';
import { RootmarkError } from '#core/errors';
import type { Connection } from './connection.ts';
import { callFault } from './contractErrors.ts';
import type { StoredTransaction } from './ledgerRecords.ts';

/**
 * Sends a signed transaction. Sending one that the chain has already, or has a sibling of, is no fault.
 *
 * @param siblings the hashes of all that were signed for the same call, this one among them.
 * @throws RootmarkError `NonceTaken` when another transaction of the same key came first, so that this one never can be
 * mined, or `FeeTooLow`.
 */
export async function sendSigned(
  { client, network }: Connection,
  { raw, hash }: StoredTransaction,
  siblings: readonly Hex[] = [hash],
): Promise<void> {
  try {
    await sendRawTransaction(client, { serializedTransaction: raw });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/already known|known transaction|already imported/i.test(message)) return;
    // Only the answer was lost, or it came for an earlier attempt.
    if ((await Promise.all(siblings.map((sibling) => isKnown(client, sibling)))).includes(true)) return;
    if (/nonce too low|replacement transaction underpriced/i.test(message)) throw nonceTaken(error);
    if (/underpriced|less than block base fee|fee cap.*(below|less)/i.test(message))
      throw feeTooLow(network.name, error);
    throw callFault(error, network.name);
  }
}

function nonceTaken(cause: unknown): RootmarkError {
  return new RootmarkError(
    'interrupted',
    'NonceTaken',
    'Another transaction of the same key came first.',
    'Go on with “npx hardhat credential resume”.',
    { cause },
  );
}

function feeTooLow(networkName: string, cause: unknown): RootmarkError {
  return new RootmarkError(
    'interrupted',
    'FeeTooLow',
    `${networkName} finds the fee too low.`,
    'It may be cheaper in a while. Go on with “npx hardhat credential resume”.',
    { cause },
  );
}

async function isKnown(client: Client, hash: Hex): Promise<boolean> {
  return getTransaction(client, { hash }).then(
    () => true,
    () => false,
  );
}
