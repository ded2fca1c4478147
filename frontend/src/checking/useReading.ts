import { useCallback, useEffect, useState } from 'react';

/** How far something that is being read has come. */
export type Progress<Value> =
  | { state: 'reading' }
  | { state: 'done'; value: Value }
  | { state: 'fault'; error: unknown };

const READING = { state: 'reading' } as const;

/** Reads something when the page that shows it opens, and again when asked to; what comes too late is dropped. */
export function useReading<Value>(read: () => Promise<Value>): {
  progress: Progress<Value>;
  again: () => void;
} {
  const [progress, setProgress] = useState<Progress<Value>>(READING);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round reads the same again
  useEffect(() => {
    let isMeant = true;
    const become = (next: Progress<Value>) => {
      if (isMeant) setProgress(next);
    };
    become(READING);
    read().then(
      (value) => become({ state: 'done', value }),
      (error: unknown) => become({ state: 'fault', error }),
    );
    return () => {
      isMeant = false;
    };
  }, [read, round]);
  return { progress, again: useCallback(() => setRound((last) => last + 1), []) };
}
