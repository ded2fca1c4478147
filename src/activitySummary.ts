import type { Address } from 'viem';
import type { Activity } from '#core/registryActivity';

/** How much there is: as issuers say, who alone know how many credentials are behind a root. */
export interface ActivityTotals {
  batches: number;
  credentials: number;
  /** Revoked and not restored, or withdrawn with their batch; each counted once. */
  withdrawn: number;
}

/** What one issuer did, as far as it was read. */
export interface IssuerActivity extends ActivityTotals {
  issuer: Address;
  /** What it calls itself, which nobody has confirmed; null when its registration was not among what was read. */
  did: string | null;
  /** When it first and last did anything, in Unix seconds. */
  first: number;
  last: number;
}

/** When how many credentials were issued or withdrawn; a withdrawal that was taken back counts negative. */
export interface ActivityMoment {
  /** Unix seconds. */
  at: number;
  issued: number;
  withdrawn: number;
}

/** What was read, added up. */
export interface ActivitySummary extends ActivityTotals {
  /** Those who did something last come first. */
  issuers: IssuerActivity[];
  /** Oldest first. */
  moments: ActivityMoment[];
}

/** Adds up what issuers did. @param activities Oldest first. */
export function summarise(activities: readonly Activity[]): ActivitySummary {
  const issuers = new Map<Address, IssuerActivity>();
  const batches = new Map<string, BatchCount>();
  const moments: ActivityMoment[] = [];
  for (const activity of activities) {
    const { issuer: address, at } = activity;
    const issuer = issuers.get(address) ?? { ...NOTHING, issuer: address, did: null, first: at, last: at };
    issuers.set(address, issuer);
    issuer.last = at;
    if (activity.kind === 'named') {
      issuer.did = activity.did;
      continue;
    }
    const key = `${address} ${activity.root}`;
    const batch = batches.get(key) ?? { size: 0, withdrawn: 0, isWithdrawn: false };
    batches.set(key, batch);
    const issued = activity.kind === 'anchored' ? activity.credentials : 0;
    const withdrawn = withdrawnBy(activity, batch);
    if (activity.kind === 'anchored') issuer.batches++;
    issuer.credentials += issued;
    issuer.withdrawn += withdrawn;
    batch.size += issued;
    batch.withdrawn += withdrawn;
    batch.isWithdrawn ||= activity.kind === 'batch-withdrawn';
    moments.push({ at, issued, withdrawn });
  }
  const all = [...issuers.values()];
  return {
    batches: sumOf(all, 'batches'),
    credentials: sumOf(all, 'credentials'),
    withdrawn: sumOf(all, 'withdrawn'),
    issuers: all.reverse().sort((a, b) => b.last - a.last),
    moments,
  };
}

const NOTHING: ActivityTotals = { batches: 0, credentials: 0, withdrawn: 0 };

interface BatchCount {
  size: number;
  /** How many of them count as withdrawn. */
  withdrawn: number;
  /** A batch that is withdrawn is so as a whole, whatever happens to its credentials afterwards. */
  isWithdrawn: boolean;
}

/** How many more credentials of a batch count as withdrawn. */
function withdrawnBy(activity: Activity, { size, withdrawn, isWithdrawn }: BatchCount): number {
  if (isWithdrawn) return 0;
  switch (activity.kind) {
    case 'revoked':
      return Math.min(activity.credentials, size - withdrawn);
    case 'revocation-undone':
      return -Math.min(activity.credentials, withdrawn);
    case 'batch-withdrawn':
      return size - withdrawn;
    default:
      return 0;
  }
}

function sumOf(issuers: readonly IssuerActivity[], what: keyof ActivityTotals): number {
  return issuers.reduce((sum, issuer) => sum + issuer[what], 0);
}
