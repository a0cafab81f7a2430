/** How long answers took in the last hour, in twelve slots of five minutes, each with counts by length. A count costs one addition. */

const SLOT_MS = 300_000;
const SLOTS = 12;
/** Each bucket ends 1.2 times later than the one before it: what is read from one is right within 10 %. */
const FACTOR = 1.2;
const FIRST_MS = 0.1;
/** Up to 100 s. */
const BUCKETS = 77;

/** `slot`: its time divided by five minutes. Only buckets with a count are kept. */
export type LatencySlot = {
  readonly slot: number;
  worstMs: number;
  readonly counts: Map<number, number>;
};

export type Latencies = {
  readonly count: number;
  readonly p50Ms?: number;
  readonly p99Ms?: number;
  readonly worstMs?: number;
};

/** Adds to `slots`, the latest last, and forgets what is older than an hour. */
export function addLatency(slots: LatencySlot[], tookMs: number, nowMs: number): void {
  const slot = Math.floor(nowMs / SLOT_MS);
  let latest = slots.at(-1);
  if (latest?.slot !== slot) {
    latest = { slot, worstMs: 0, counts: new Map() };
    slots.push(latest);
    while (slots.length > SLOTS) slots.shift();
  }
  latest.worstMs = Math.max(latest.worstMs, tookMs);
  const bucket = bucketOf(tookMs);
  latest.counts.set(bucket, (latest.counts.get(bucket) ?? 0) + 1);
}

const bucketOf = (ms: number): number =>
  Math.min(BUCKETS - 1, Math.max(0, Math.ceil(Math.log(Math.max(ms, FIRST_MS) / FIRST_MS) / Math.log(FACTOR))));

/** Of slots of any number of nodes. */
export function readLatencies(slots: readonly LatencySlot[], nowMs: number): Latencies {
  const counts = new Array<number>(BUCKETS).fill(0);
  let worstMs = 0;
  for (const one of slots) {
    if (one.slot <= Math.floor(nowMs / SLOT_MS) - SLOTS) continue;
    worstMs = Math.max(worstMs, one.worstMs);
    for (const [bucket, count] of one.counts) counts[bucket] = (counts[bucket] ?? 0) + count;
  }
  const count = counts.reduce((sum, one) => sum + one, 0);
  if (count === 0) return { count };
  const at = (share: number) => Math.min(worstMs, quantile(counts, Math.ceil(count * share)));
  return { count, p50Ms: rounded(at(0.5)), p99Ms: rounded(at(0.99)), worstMs: rounded(worstMs) };
}

function quantile(counts: readonly number[], rank: number): number {
  let seen = 0;
  for (const [bucket, count] of counts.entries()) {
    seen += count;
    if (seen >= rank) return bucket === 0 ? FIRST_MS : FIRST_MS * FACTOR ** (bucket - 0.5);
  }
  return 0;
}

const rounded = (ms: number) => Math.round(ms * 10) / 10;
