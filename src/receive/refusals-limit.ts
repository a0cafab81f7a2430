/**
 * How many refusals an address may cause: a token bucket for each. Only refusals are counted, so a proven sender is never limited,
 * whatever else comes from its address.
 *
 * The table is bounded. A caller with more addresses than that gets new buckets, and costs what any stranger costs (README.md).
 */
import { isIP } from 'node:net';

export type Buckets = {
  /** Whether the address had a token left, which this call takes. */
  take(address: string, nowMs: number): boolean;
  /** How many addresses are remembered. */
  size(): number;
};

type Bucket = { tokens: number; atMs: number };

/** What `Retry-After` says with a 429: half of what a bucket holds is back by then, whatever the rate. */
export const RETRY_AFTER_SECONDS = 5;

// A bucket lasts ten seconds: a provider whose token was mistyped gets the true reason (and is in the list) for a while before it is limited.
const BURST_SECONDS = 10;

/** `tokensMax`: what a full bucket holds; absent: what comes back in ten seconds. */
export function openBuckets({
  perMinute,
  addressesMax,
  tokensMax,
}: {
  perMinute: number;
  addressesMax: number;
  tokensMax?: number;
}): Buckets {
  const perMs = perMinute / 60_000;
  const full = tokensMax ?? Math.max(1, perMs * BURST_SECONDS * 1000);
  /** Least recently used first. */
  const buckets = new Map<string, Bucket>();

  return {
    take: (address, nowMs) => {
      const bucket = buckets.get(address) ?? { tokens: full, atMs: nowMs };
      buckets.delete(address);
      if (buckets.size >= addressesMax) {
        const oldest = buckets.keys().next();
        if (!oldest.done) buckets.delete(oldest.value);
      }
      buckets.set(address, bucket);
      // A clock that was set back must not take away what was there.
      bucket.tokens = Math.min(full, bucket.tokens + Math.max(0, nowMs - bucket.atMs) * perMs);
      bucket.atMs = nowMs;
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
    size: () => buckets.size,
  };
}

/**
 * The address as it is counted: IPv4 whole, also where it is written as IPv6; of IPv6 the first 64 bits, written `2001:db8:0:1::/64`,
 * because one customer has at least that many addresses to choose from. Text that is not an address is counted as itself.
 */
export function countedAddress(address: string): string {
  if (isIP(address) !== 6) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  // An IPv4 address at the end takes the place of two groups.
  const groupsAfter = after.length + (after.at(-1)?.includes('.') ? 1 : 0);
  const zeros = tail === undefined ? 0 : 8 - before.length - groupsAfter;
  const groups = [...before, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...after].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
