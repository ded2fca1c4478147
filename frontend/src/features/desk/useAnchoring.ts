import { useCallback, useState } from 'react';
import type { Address } from 'viem';
import type { Deployment } from '#core/deployments';
import { anchorBatchData } from '#core/registry';
import { clientFor } from '../../checking/context.ts';
import { type BatchStanding, standingOf } from '../../issuing/standing.ts';
import { batchKey, type StoredBatch } from '../../issuing/storedBatch.ts';
import { batchStore } from './useBatches.ts';
import { useTransaction } from './useTransaction.ts';

/** What keeps a batch from being gone on with, beside what a wallet may say. */
export type BatchTrouble = 'busyElsewhere' | 'differs' | 'settling' | 'unreachable';

/**
 * Anchors a batch, never twice: the chain is asked first, a transaction that is on its way is waited for instead of
 * sending another, and one tab at a time does so.
 */
export function useAnchoring(batch: StoredBatch, deployment: Deployment, account: Address | undefined) {
  const [trouble, setTrouble] = useState<BatchTrouble | null>(null);
  // An account is needed only to send; looking and downloading take none.
  const transaction = useTransaction(deployment, account ?? batch.issuer);
  const key = batchKey(batch);

  /** Asks the chain where the batch stands, and notes it. */
  const look = useCallback(async (): Promise<BatchStanding | null> => {
    setTrouble(null);
    try {
      const latest = await batchStore.read(key);
      if (latest === null) return null;
      const standing = await standingOf(latest, clientFor(deployment), deployment);
      if (standing.state === 'differs' || standing.state === 'settling') setTrouble(standing.state);
      if (standing.state === 'anchored') {
        const { state: _, ...place } = standing;
        await batchStore.note(key, { isAnchored: true, ...place });
      } else if (latest.isAnchored) {
        // A local chain was reset, or the block went with a reorganisation.
        await batchStore.note(key, { isAnchored: false, blockNumber: null, gasUsed: null });
      }
      return standing;
    } catch {
      setTrouble('unreachable');
      return null;
    }
  }, [key, deployment]);

  async function anchor(): Promise<void> {
    await alone(
      key,
      async () => {
        const standing = await look();
        if (standing?.state === 'pending') await transaction.follow(standing.hash);
        else if (standing?.state === 'absent') {
          const { issuer, root, size } = batch;
          await transaction.transact(anchorBatchData(issuer, root, size), {
            onAsk: () => batchStore.note(key, { askedAt: Math.floor(Date.now() / 1000) }),
            onSent: (hash) => batchStore.note(key, { transactionHash: hash }),
          });
        } else return;
        // Whatever the wallet or the wait came to, the chain has the last word.
        await look();
      },
      () => setTrouble('busyElsewhere'),
    );
  }

  return { transaction, trouble, look, anchor };
}

/** Runs something that no other tab may do at the same time. */
async function alone(name: string, run: () => Promise<void>, onTaken: () => void): Promise<void> {
  // Without it the registry itself refuses the second transaction; only its fee would be lost.
  if (navigator.locks === undefined) return run();
  await navigator.locks.request(`rootmark ${name}`, { ifAvailable: true }, async (lock) =>
    lock === null ? onTaken() : run(),
  );
}
