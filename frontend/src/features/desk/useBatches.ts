import { useEffect, useSyncExternalStore } from 'react';
import { BatchStore } from '../../issuing/batchStore.ts';
import { isUnfinished, type StoredBatch } from '../../issuing/storedBatch.ts';

/** The batches of this browser. */
export const batchStore = new BatchStore();

/** The batches that were made in this browser, newest first; null while they are being read, or cannot be. */
export function useBatches(): readonly StoredBatch[] | null {
  const batches = useSyncExternalStore(batchStore.subscribe, () => batchStore.batches);
  useEffect(() => {
    const read = () => {
      // A browser that keeps nothing, as in some private windows, has no batches; building one says so.
      batchStore.refresh().catch(() => undefined);
    };
    read();
    // Another tab may have gone on with one.
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, []);
  return batches;
}

/** How many batches there is still something to do for. */
export function useUnfinished(): number {
  return useBatches()?.filter(isUnfinished).length ?? 0;
}
