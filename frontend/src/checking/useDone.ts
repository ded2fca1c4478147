import { useCallback, useSyncExternalStore } from 'react';
import type { Submission } from './submission.ts';

/** How many of some submissions have been checked; follows all of them at once. */
export function useDone(submissions: readonly Submission[]): number {
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = submissions.map((submission) => submission.subscribe(listener));
      return () => {
        for (const end of ends) end();
      };
    },
    [submissions],
  );
  return useSyncExternalStore(
    subscribe,
    () => submissions.filter(({ progress: { state } }) => state === 'done' || state === 'fault').length,
  );
}
