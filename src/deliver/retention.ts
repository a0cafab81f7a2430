/** When what is older than the configuration keeps it is forgotten: once an hour, and when an operator says so. `forget.ts` is one pass. */

import { randomUUID } from 'node:crypto';
import type { Log } from '../log.ts';
import type { Clock } from '../running/clock.ts';
import { messageOf, stackOf } from '../running/thrown.ts';
import type { Forgotten, RetentionAges, Store } from '../store/store.ts';
import { forget } from './forget.ts';

// Ages are days; an hour more or less is nothing, and one look at a million messages takes a second or two of the reader's thread.
const EVERY_MS = 3_600_000;
// After a start the backlog comes first.
const FIRST_AFTER_MS = 60_000;
// How long a pass may take before another process takes the next one over.
const LATE_MS_MAX = 600_000;

/** A pass that runs or has run, since the gateway started. */
export type RetentionPass = {
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  /** Counted before it began; the hourly passes count nothing. */
  readonly expected?: Forgotten;
  readonly forgotten: Forgotten;
  /** Why it failed. */
  readonly reason?: string;
};

export type Retaining = {
  readonly ages: RetentionAges;
  /** One pass now; what it forgot. Passes never run side by side. */
  pass(): Promise<Forgotten>;
  /** What a pass would forget now. */
  plan(): Promise<Forgotten>;
  /** Begins a pass and returns at once, or returns the running one. While the gateway stops, no pass begins. */
  begin(): Promise<RetentionPass>;
  /** The one that runs, or the last. */
  latest(): RetentionPass | undefined;
  /** The pass that runs ends after its batch; resolves when it has. */
  halt(): Promise<void>;
  stop(): Promise<void>;
};

const nothing: Forgotten = { messages: 0, events: 0, bodies: 0 };

export function startRetention(parts: {
  readonly store: Store;
  readonly ages: RetentionAges;
  readonly clock: Clock;
  readonly log: Log;
  /** The time of day is in doubt: the hourly passes wait until it is not. */
  readonly doubtful?: () => boolean;
  /** `false`: only passes that an operator begins. */
  readonly hourly?: boolean;
}): Retaining {
  const { store, ages, clock, log, doubtful = () => false, hourly = true } = parts;
  const stopping = new AbortController();
  const holder = randomUUID();
  let halting = new AbortController();
  let running: Promise<Forgotten> | undefined;
  let latest: RetentionPass | undefined;
  const ended = hourly ? everyHour() : Promise.resolve();

  /** Of all processes on one store one makes the hourly passes. A store that does not answer says so in the pass itself. */
  const mine = () =>
    store.lease('retention', { holder, nowMs: clock.now(), forMs: EVERY_MS + LATE_MS_MAX }).catch(() => true);

  async function everyHour(): Promise<void> {
    await clock.sleep(FIRST_AFTER_MS, stopping.signal);
    while (!stopping.signal.aborted) {
      if (doubtful()) log.warn('retention.waits', { reason: 'the time of day is in doubt' });
      else if (await mine()) await logged(pass());
      await clock.sleep(EVERY_MS, stopping.signal);
    }
  }

  const logged = (passing: Promise<unknown>) =>
    passing.catch((error: unknown) => log.error('retention.failed', { reason: stackOf(error) }));
  const settled = async () => void (await running?.catch(() => undefined));
  const plan = () => store.prune({ nowMs: clock.now(), ages, dry: true });

  async function pass(): Promise<Forgotten> {
    while (running !== undefined) await settled();
    return start();
  }

  /** From here to the first wait nothing else runs, so a second caller finds `latest` running. */
  function start(expected?: Forgotten): Promise<Forgotten> {
    running = observed(expected).finally(() => {
      running = undefined;
    });
    return running;
  }

  async function observed(expected?: Forgotten): Promise<Forgotten> {
    halting = new AbortController();
    const signal = AbortSignal.any([stopping.signal, halting.signal]);
    const begun = { startedAtMs: clock.now(), ...(expected && { expected }) };
    let forgotten = nothing;
    latest = { ...begun, state: 'running', forgotten };
    try {
      await forget({ store, ages, clock, log }, signal, (sum) => {
        forgotten = sum;
        latest = { ...begun, state: 'running', forgotten };
      });
      latest = { ...begun, state: signal.aborted ? 'stopped' : 'done', endedAtMs: clock.now(), forgotten };
      return forgotten;
    } catch (error) {
      const reason = messageOf(error);
      latest = { ...begun, state: 'failed', endedAtMs: clock.now(), forgotten, reason };
      throw error;
    }
  }

  return {
    ages,
    pass,
    plan,
    begin: async () => {
      const expected = running === undefined ? await plan() : undefined;
      if (running === undefined && !stopping.signal.aborted) void logged(start(expected));
      const nowMs = clock.now();
      return latest ?? { state: 'stopped', startedAtMs: nowMs, endedAtMs: nowMs, forgotten: nothing };
    },
    latest: () => latest,
    halt: async () => {
      halting.abort();
      await settled();
    },
    stop: async () => {
      stopping.abort();
      await ended;
      await settled();
      // So that another process, or this one after a restart, can take it at once.
      await store.lease('retention', { holder, nowMs: clock.now(), forMs: 0 }).catch(() => false);
    },
  };
}
