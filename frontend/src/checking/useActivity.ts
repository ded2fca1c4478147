import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Address } from 'viem';
import type { Deployment } from '#core/deployments';
import { type ActivityProgress, ActivityReading } from './activityReading.ts';
import { clientFor } from './context.ts';

/** What is being read of a registry's activity, and the ways to stop it and to let it go on. */
export interface ActivityInReading {
  progress: ActivityProgress;
  stop: () => void;
  goOn: () => void;
}

/** Reads what one issuer did, or everybody for null, while the page that shows it is open. */
export function useActivity(deployment: Deployment, issuer: Address | null): ActivityInReading {
  const reading = useMemo(
    () => new ActivityReading(clientFor(deployment), deployment, issuer),
    [deployment, issuer],
  );
  useEffect(() => {
    void reading.goOn();
    return reading.stop;
  }, [reading]);
  const progress = useSyncExternalStore(reading.subscribe, reading.progress);
  return { progress, stop: reading.stop, goOn: () => void reading.goOn() };
}
