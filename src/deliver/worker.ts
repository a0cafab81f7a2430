/** The delivering half: one loop that processes messages, one loop for each sink. */

import { retryAfterMsMax } from '../outbound/backoff.ts';
import type { Clock } from '../running/clock.ts';
import type { Store, WorkClaim } from '../store/store.ts';
import { type Alone, openAlone } from './alone.ts';
import { startFeed } from './feed.ts';
import { startHeartbeat } from './heartbeat.ts';
import { startLoop } from './loop.ts';
import { startPolling } from './polling.ts';
import { type ProcessParts, processWork } from './process.ts';
import { type SinkExchange, startSinks } from './running-sinks.ts';
import { settlingAgain } from './settle-again.ts';
import { workRetry } from './settlement.ts';
import type { Sink } from './sinks/sink.ts';

// How long one worker may hold a claim. A follow-up may take three outbound calls of 10 s each; 90 s leaves room. On the embedded
// store a lease matters only to a claim whose handler crashed: those of a dead process are void at the next start.
const LEASE_MS = 90_000;
const POLL_MS = 500;
// What the polls deny is claimed all the same after this time: a claim whose answer was lost, and whatever nobody thought of.
const CLAIM_ANYWAY_MS = 10_000;
// What waits for longer than any backoff and any Retry-After was dated by a clock that was wrong.
const LONGEST_WAIT_MS = Math.max(workRetry.capMs, retryAfterMsMax) + 60_000;
// No work and no sink has less.
const LEAST_LONGEST_WAIT_MS = retryAfterMsMax + 60_000;
// Follow-ups wait for other people's servers, so many are under way at once; what is only parsed and judged never waits.
// As many as this share the commits of their claims and settlements.
const WORK_CONCURRENCY = 256;
// Of one claim. To load a message takes the writer 0.03 ms, and meanwhile pushes wait.
const WORK_CLAIM = 32;
// A claim ends early only at 16 MiB. Of messages smaller than this, as many as it may take have less.
const LARGE_BYTES = 262_144;
// Suspects start one by one; this many may wait for a server.
const SUSPECT_CONCURRENCY = 64;

export type Worker = {
  /** A reload: uses these sinks from now on. Attempts under way at the old ones are finished. */
  exchangeSinks(exchange: SinkExchange): void;
  /** Names of the sinks in force. */
  sinks(): readonly string[];
  /** Those in force. */
  readonly inForce: () => readonly Sink[];
  stop(): Promise<void>;
};

export function startWorker(
  parts: Omit<ProcessParts, 'sinks' | 'signal'> & { readonly sinks: readonly Sink[] },
): Worker {
  const { clock, log } = parts;
  const stopping = new AbortController();
  const { store, onPoll } = startPolling(settlingAgain(parts.store, { clock, signal: stopping.signal, log }), {
    ...{ clock, signal: stopping.signal, everyMs: POLL_MS, longestWaitMs: LEAST_LONGEST_WAIT_MS },
    sinks: () => sinks.all().map(({ name }) => name),
  });
  const onDue = (listener: () => void) => {
    const forget = [onPoll(listener), store.onChange((what) => what === 'work' && listener())];
    return () => {
      for (const one of forget) one();
    };
  };
  const shared = { pollMs: CLAIM_ANYWAY_MS, onDue, clock, log };

  const heartbeat = startHeartbeat({ store, clock, log, leaseMs: LEASE_MS });
  const alone = openAlone(clock);
  const sinks = startSinks(
    parts.sinks,
    (sink) =>
      startFeed(sink, {
        store,
        clock,
        log,
        heartbeat,
        alone,
        pollMs: CLAIM_ANYWAY_MS,
        onPoll,
        tracer: parts.tracer,
        ...(parts.metrics && { metrics: parts.metrics }),
      }),
    { clock, log, signal: stopping.signal },
  );
  const processing = startLoop({
    ...shared,
    name: 'processing',
    concurrency: WORK_CONCURRENCY,
    claim: (limit) => store.claimWork({ ...claimingNow(clock), limit: Math.min(limit, WORK_CLAIM) }),
    isAll: (claims, limit) => claims.length < Math.min(limit, WORK_CLAIM) && !claims.some(isLarge),
    handle,
  });
  const suspects = startLoop({
    ...shared,
    name: 'processing of suspects',
    // They are few and wait anyway: no hint is worth a second claim.
    onDue: (listener) => onPoll(({ suspects }) => suspects && listener()),
    concurrency: SUSPECT_CONCURRENCY,
    claim: (limit) => claimAlone(alone, limit, store, clock),
    handle: async ({ claim, ended }) => {
      try {
        await handle(claim);
      } finally {
        ended();
      }
    },
  });

  async function handle(claim: WorkClaim): Promise<void> {
    // One that is lost settles nothing: `processWork` finds that out at its next step.
    const release = heartbeat.hold(claim, () => {});
    try {
      await processWork(claim, {
        ...parts,
        store,
        signal: stopping.signal,
        // Asked when the events are there: a sink that a reload has added meanwhile gets them.
        get sinks() {
          return sinks.all();
        },
      });
    } finally {
      release();
    }
  }

  return {
    exchangeSinks: sinks.exchange,
    inForce: sinks.all,
    sinks: () => sinks.all().map(({ name }) => name),
    stop: async () => {
      stopping.abort();
      await Promise.all([processing.stop(), suspects.stop()]);
      await sinks.stop();
      heartbeat.stop();
    },
  };
}

const claimingNow = (clock: Clock) => ({ nowMs: clock.now(), leaseMs: LEASE_MS, longestWaitMs: LONGEST_WAIT_MS });

const isLarge = ({ message, documents }: WorkClaim): boolean =>
  [message, ...documents].reduce((sum, { bytes }) => sum + bytes.byteLength, 0) > LARGE_BYTES;

type TakenAlone = { readonly claim: WorkClaim; readonly ended: () => void };

async function claimAlone(alone: Alone, limit: number, store: Store, clock: Clock): Promise<readonly TakenAlone[]> {
  const ended = limit > 0 ? alone.begin() : undefined;
  if (ended === undefined) return [];
  try {
    const request = { ...claimingNow(clock), limit: 1, suspects: 'only' } as const;
    const [claim] = await store.claimWork(request);
    if (claim !== undefined) return [{ claim, ended }];
  } catch (error) {
    ended();
    throw error;
  }
  ended();
  return [];
}
