import records from 'virtual:deployment-records';
import { useSyncExternalStore } from 'react';
import { type Deployment, parseDeployment } from '#core/deployments';
import { messageOf } from '#core/errors';
import { withSettings } from './settings.ts';
import { SettingsStore } from './settingsStore.ts';

const RANK: Record<Deployment['kind'], number> = { main: 0, test: 1, local: 2 };

/** The registries that this copy of the site knows, as its records have them; public chains first. */
export const recordedDeployments: readonly Deployment[] = Object.entries(records)
  .flatMap(([name, record]) => readDeployment(record, name))
  .sort((a, b) => RANK[a.kind] - RANK[b.kind] || a.chainId - b.chainId);

/** What this person has set, kept in this browser. */
export const settingsStore = new SettingsStore(() => localStorage);
addEventListener('storage', settingsStore.onStorage);

let inForce = asSet();
settingsStore.subscribe(() => {
  inForce = asSet();
});

/** The registries that this copy of the site knows, to be asked as this person has set; the same list until that changes. */
export function deploymentsNow(): readonly Deployment[] {
  return inForce;
}

/** {@link deploymentsNow}, followed. */
export function useDeployments(): readonly Deployment[] {
  return useSyncExternalStore(settingsStore.subscribe, deploymentsNow);
}

function asSet(): readonly Deployment[] {
  return recordedDeployments.map((deployment) => withSettings(deployment, settingsStore.settings));
}

/** One bad record must not keep credentials of the other chains from being checked. */
function readDeployment(record: unknown, name: string): Deployment[] {
  try {
    return [parseDeployment(record, name)];
  } catch (error) {
    console.error(messageOf(error));
    return [];
  }
}
