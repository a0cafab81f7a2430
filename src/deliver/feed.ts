/**
 * Feeds one sink: claims ahead of need and in batches (one commit for hundreds), starts what the sink's concurrency, rate and lanes
 * allow, settles while the next attempts run (those settlements share commits, too), and probes a sink that is away.
 *
 *            ┌────────────────── hint, poll, token or probe time ◀── idle ◀─┐
 *            ▼                                                              │
 *   answers: fill (claim ahead, by lane) ─▶ suspect (one, at a poll) ─▶ start (what places, tokens and lanes allow)
 *      ▲     │
 *      │     └ so many failures in a row that the breaker opens: what waits is given back
 *      │     ▼
 *      └─ away: probe (one delivery at the breaker's time), and nothing else is claimed; a sink that answers is back
 *
 *   a delivery: due ── claimed ──▶ waiting ── started ──▶ under way ── tried ──▶ settled
 *                ▲                    │                      │
 *                └──── given back ────┘ away, gone, stopped  └ aborted 5 s after the stop, or once its lease is lost
 */

import type { Log } from '../log.ts';
import { retryAfterMsMax } from '../outbound/backoff.ts';
import type { Clock } from '../running/clock.ts';
import type { DeliveringMetrics } from '../running/metrics.ts';
import { openWakeable } from '../running/wakeable.ts';
import type { DeliveryClaim, Lane, Store } from '../store/store.ts';
import type { Tracer } from '../tracing/tracer.ts';
import { ALONE_MS, type Alone } from './alone.ts';
import { settleAttempt, type Tried, tryDelivery } from './attempt.ts';
import { openBreaker } from './breaker.ts';
import type { Heartbeat } from './heartbeat.ts';
import { lanes, placesOf, queues } from './lanes.ts';
import { logFailure } from './log-failure.ts';
import type { Loop } from './loop.ts';
import type { OnPoll } from './polling.ts';
import type { Sink } from './sinks/sink.ts';
import { tokenBucket } from './token-bucket.ts';

export type FeedParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: DeliveringMetrics;
  readonly tracer?: Tracer | undefined;
  readonly heartbeat: Heartbeat;
  /** Shared by everything that takes suspects. */
  readonly alone: Alone;
  /** The longest that a due delivery waits when neither a hint nor a poll comes. */
  readonly pollMs: number;
  readonly onPoll?: OnPoll;
  readonly random?: () => number;
};

type Held = {
  readonly claim: DeliveryClaim;
  readonly aborting: AbortController;
  readonly release: () => void;
};

// Of one claim: more would keep the store's writer from the pushes that wait for it.
const CLAIM = 64;
// How long attempts under way may still take when the sink is stopped. Supervisors give 30 s in all.
const STOP_GRACE_MS = 5_000;
// Beyond the longest wait that its settings or a Retry-After allow.
const MARGIN_MS = 60_000;

type Wanted = {
  readonly lane?: Lane;
  readonly limit: number;
  readonly early?: boolean;
  readonly suspects?: 'only' | 'too';
};

export function startFeed(sink: Sink, parts: FeedParts): Loop {
  const { store, clock, log, heartbeat, alone, pollMs } = parts;
  const { concurrency, rate, retry } = sink.settings;
  const longestWaitMs = Math.max(retry.capMs, retryAfterMsMax) + MARGIN_MS;
  const waiting = queues<Held>();
  const underWay: { [lane in Lane]: number } = { live: 0, retry: 0, replay: 0 };
  const attempting = new Set<Held>();
  const tasks = new Set<Promise<void>>();
  const bucket = tokenBucket(rate, clock.monotonic());
  let stopped = false;
  const breaker = openBreaker(clock, (circuit) => {
    // After a reload another feed speaks for the sink of this name.
    if (!stopped) parts.metrics?.circuit(sink.name, circuit);
  });
  /** Lanes in which the last claim found nothing, until a hint or a poll. */
  const dry = new Set<Lane>();
  /** Lanes in which the last claim found several, but fewer than it asked for: there are more only where these were large. One alone never is. */
  const nearlyDry = new Set<Lane>();
  const { nudge, look, idle } = openWakeable(clock);
  let tokenInMs: number | undefined;
  let suspectsAtMs = clock.monotonic();

  /** While a suspect is due and another one has just begun elsewhere. */
  let suspectInMs: number | undefined;

  const forgetPolls = parts.onPoll?.(({ suspects }) => {
    dry.clear();
    if (suspects) suspectsAtMs = clock.monotonic();
    nudge();
  });
  const forget = store.onChange((what) => {
    if (what !== 'deliveries') return;
    dry.clear();
    nudge();
  });
  const ended = run();

  async function run(): Promise<void> {
    while (!stopped) {
      look();
      if (breaker.isOpen()) await probe();
      else {
        await fill();
        await suspect();
      }
      start();
      if ((await idle(restMs())) === 'time') dry.clear();
    }
  }

  /** Until the next poll, or sooner for a probe or a token. */
  function restMs(): number {
    const probeInMs = (breaker.probeAtMs() ?? Number.POSITIVE_INFINITY) - clock.monotonic();
    return Math.max(1, Math.min(pollMs, probeInMs, tokenInMs ?? pollMs, suspectInMs ?? pollMs));
  }

  async function fill(): Promise<void> {
    await Promise.all(
      lanes.map(async (lane) => {
        const wanted = roomIn(lane);
        if (wanted < 1 || dry.has(lane)) return;
        // Before the claim, so that a hint which comes while it runs is not lost.
        dry.add(lane);
        const limit = Math.min(wanted, CLAIM);
        const claims = await claimed({ lane, limit });
        for (const claim of claims) waiting.push(lane, hold(claim));
        if (claims.length === limit) {
          dry.delete(lane);
          nudge(); // There may be more.
        } else if (claims.length > 1) nearlyDry.add(lane);
      }),
    );
  }

  /** Before a settlement, which is then committed together with the claim. */
  function lookAgain(): void {
    if (nearlyDry.size === 0) return;
    for (const lane of nearlyDry) dry.delete(lane);
    nearlyDry.clear();
    nudge();
  }

  /** How many to claim: as many again as may be under way, once half of that is used up. With a slow rate, at most those of one second. */
  function roomIn(lane: Lane): number {
    const places = placesOf(lane, concurrency);
    const ahead = rate === undefined ? places : Math.max(1, Math.min(places, Math.ceil(rate.perSecond)));
    const room = places - underWay[lane] + ahead - waiting.waiting(lane);
    return waiting.waiting(lane) > ahead / 2 ? 0 : room;
  }

  /** One that ended its process, or was under way when it ended, three times: at each poll, where no other has just begun. */
  async function suspect(): Promise<void> {
    suspectInMs = undefined;
    if (stopped || clock.monotonic() < suspectsAtMs || attempting.size >= concurrency) return;
    const ended = alone.begin();
    if (ended === undefined) {
      suspectInMs = ALONE_MS;
      return;
    }
    suspectsAtMs = clock.monotonic() + pollMs;
    const [claim] = await claimed({ limit: 1, suspects: 'only' });
    if (claim === undefined) return ended();
    bucket.take();
    attempt(hold(claim), ended);
    suspectsAtMs = clock.monotonic();
  }

  /** While the sink is away: one delivery, even if it is not due yet. */
  async function probe(): Promise<void> {
    const dueMs = breaker.probeAtMs() ?? 0;
    if (clock.monotonic() < dueMs) return;
    breaker.probed();
    if (attempting.size >= concurrency) return; // They hang. One that comes back says as much as a probe.
    const [claim] = await claimed({ limit: 1, early: true, suspects: 'too' });
    if (claim === undefined) return;
    breaker.probeBegan();
    attempt(hold(claim), breaker.probeEnded);
  }

  async function claimed(what: Wanted): Promise<readonly DeliveryClaim[]> {
    try {
      const request = { sink: sink.name, nowMs: clock.now(), leaseMs: heartbeat.leaseMs, longestWaitMs, ...what };
      return await store.claimDeliveries(request);
    } catch (error) {
      logFailure(log, 'claim.failed', `sink ${sink.name}`, error);
      return [];
    }
  }

  function hold(claim: DeliveryClaim): Held {
    const aborting = new AbortController();
    const release = heartbeat.hold(claim, () => {
      log.warn('delivery.lease_lost', { delivery_id: claim.deliveryId, sink: sink.name });
      waiting.remove(held);
      aborting.abort();
    });
    const held: Held = { claim, aborting, release };
    return held;
  }

  function start(): void {
    tokenInMs = undefined;
    while (!stopped && !breaker.isOpen() && attempting.size < concurrency) {
      if (lanes.every((lane) => waiting.waiting(lane) === 0)) return;
      const waitMs = bucket.waitMs(clock.monotonic());
      if (waitMs > 0) {
        tokenInMs = waitMs;
        return;
      }
      const held = waiting.next((lane) => underWay[lane] < placesOf(lane, concurrency));
      if (held === undefined) return;
      bucket.take();
      attempt(held);
    }
  }

  function attempt(held: Held, ended: () => void = () => {}): void {
    const { claim, aborting } = held;
    attempting.add(held);
    underWay[claim.lane] += 1;
    keep(
      (async () => {
        const tried = await tryDelivery(claim, sink, { clock, log, signal: aborting.signal, tracer: parts.tracer });
        ended();
        attempting.delete(held);
        underWay[claim.lane] -= 1;
        learn(tried);
        // The place is free before the settlement is durable: the sink need not wait for our disk.
        start();
        lookAgain();
        await settleAttempt(claim, sink, tried, parts);
      })(),
      held,
    );
  }

  function learn(tried: Tried): void {
    if (tried.kind === 'interrupted' || (tried.kind === 'failed' && tried.counted)) return;
    if (tried.kind === 'gone') giveBackWaiting();
    else if (tried.kind !== 'failed') {
      if (breaker.answered()) log.info('sink.back', { sink: sink.name });
    } else if (breaker.failed(tried.detail)) {
      log.error('sink.away', { sink: sink.name, reason: tried.detail });
      giveBackWaiting();
    }
  }

  function giveBackWaiting(): void {
    for (const held of waiting.drain())
      keep(
        store.settleDelivery(held.claim, { kind: 'given_back' }, clock.now()).then(() => undefined),
        held,
      );
  }

  /** A rejection is a bug or the store's: the claim comes back when its lease ends. */
  function keep(task: Promise<void>, { release }: Held): void {
    const kept = task
      .catch((error: unknown) => logFailure(log, 'work.crashed', `sink ${sink.name}`, error))
      .finally(() => {
        release();
        tasks.delete(kept);
        nudge();
      });
    tasks.add(kept);
  }

  return {
    stop: async () => {
      stopped = true;
      forget();
      forgetPolls?.();
      nudge();
      await ended;
      giveBackWaiting();
      const done = new AbortController();
      void clock.sleep(STOP_GRACE_MS, done.signal).then(() => {
        for (const { aborting } of attempting) aborting.abort();
      });
      while (tasks.size > 0) await Promise.all(tasks);
      done.abort();
    },
  };
}
