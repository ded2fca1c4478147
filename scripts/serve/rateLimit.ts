import { isIPv6 } from 'node:net';

/** How often one address may ask. */
export interface RateLimit {
  /** Requests at once. */
  burst: number;
  /** Requests that are given back each minute. */
  perMinute: number;
}

/** Addresses that are remembered; the one that has not asked for longest is forgotten first. */
const MOST_ADDRESSES = 10_000;

/** Counts requests by address, in memory: a bucket of tokens for each, filled slowly. */
export class RateLimiter {
  private readonly limit: RateLimit;
  private readonly now: () => number;
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  /** @param now the time in milliseconds. */
  constructor(limit: RateLimit, now: () => number = () => performance.now()) {
    this.limit = limit;
    this.now = now;
  }

  /** Counts a request. @returns seconds to wait before the next one, or 0 when this one is allowed. */
  take(address: string): number {
    const { burst, perMinute } = this.limit;
    const key = neighbourhoodOf(address);
    const at = this.now();
    const known = this.buckets.get(key) ?? { tokens: burst, at };
    const tokens = Math.min(burst, known.tokens + ((at - known.at) / 60_000) * perMinute);
    // Put in anew, so that the map stays in the order of the last request.
    this.buckets.delete(key);
    this.buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at });
    if (this.buckets.size > MOST_ADDRESSES) this.buckets.delete(this.buckets.keys().next().value ?? '');
    return tokens < 1 ? Math.ceil(((1 - tokens) * 60) / perMinute) : 0;
  }
}

/** One customer has a whole /64 of IPv6, so that is what counts as one address. */
function neighbourhoodOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : new Array(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16))
    .join(':');
}
