/**
 * Replay: received messages are sent again on purpose. First a plan, which changes nothing; then a run at a bounded rate, with durable progress
 * with each batch of deliveries it makes, so that it goes on after a crash where it stood. Its deliveries have a lane of their own.
 */
import { randomUUID } from 'node:crypto';
import { insteadOf } from '../config/did-you-mean.ts';
import { waitMs as waitMsOf } from '../outbound/backoff.ts';
import { messageOf, stackOf } from '../running/thrown.ts';
import {
  type Page,
  type PageRequest,
  type Replay,
  type Replayed,
  type ReplayFilter,
  type ReplayItem,
  type ReplayRequest,
  type ReplayStep,
  type Store,
  StoreUnavailable,
} from '../store/store.ts';
import { givenUpAlone, UNFINISHED_MAX } from './alone.ts';
import { type DeriveParts, derive } from './derive.ts';
import { passes } from './fan-out.ts';
import type { Sink } from './sinks/sink.ts';

export type ReplayOrder = {
  readonly filter: ReplayFilter;
  readonly sinks?: readonly string[];
  /** Default `derived`. */
  readonly mode?: ReplayRequest['mode'];
  /** Messages a second, default 100. */
  readonly perSecond?: number;
};

export type ReplayPlan = {
  readonly messages: number;
  /** Of those: failed or quarantined. `derived` makes them work again, `as_sent` leaves them out. */
  readonly unprocessed: number;
  /** How many of those have no stored bytes left. `derived` leaves them out. */
  readonly withoutBytes: number;
  /** Judged by the events that are stored; `atMost`: the sink also looks into `data`, which no plan does. */
  readonly sinks: readonly { readonly sink: string; readonly deliveries: number; readonly atMost: boolean }[];
  /** At the given rate and that of the slowest sink with a limit; sinks that fail take longer. */
  readonly seconds: number;
};

/** What cannot be done as ordered, in a sentence for who ordered it. */
export class ReplayRefused extends Error {}

export type Replaying = {
  /** Rejects with `ReplayRefused`. */
  plan(order: ReplayOrder): Promise<ReplayPlan>;
  /** Begins and returns at once; rejects with `ReplayRefused`. */
  start(order: ReplayOrder): Promise<Replay>;
  /** Makes no more deliveries and withdraws those that nobody holds. `undefined`: no replay has this id. */
  stop(id: string): Promise<Replay | undefined>;
  show(id: string): Promise<Replay | undefined>;
  list(page: PageRequest): Promise<Page<Replay>>;
  /** One dead letter, as it was sent. */
  redeliver(deliveryId: string): ReturnType<Store['redeliver']>;
  /** Lets go of the runs; they go on at the next start. */
  close(): Promise<void>;
};

const limits = {
  per_second_default: 100,
  per_second_max: 10_000,
  // A batch is one commit, and a message may bring documents of megabytes.
  batch_messages_max: 100,
  // A filter by ids is stored in one row.
  message_ids_max: 1_000,
  // The store refused for the moment; waits as long as that.
  retry_ms: 1_000,
  // A walk renews its lease before each step. After the death of its process another one goes on when the term is over.
  lease_ms: 60_000,
  // Who has not the lease looks that often whether the replay still runs.
  look_again_ms: 10_000,
} as const;

// As the store waits with claims that nobody ended, but from the first on: a replay is in no hurry.
const unfinishedWaits = { firstMs: 1_000, factor: 1.5, capMs: 3_600_000, jitter: 'none' } as const;

export type ReplayParts = Omit<DeriveParts, 'sinks'> & {
  readonly store: Store;
  readonly sinks: () => readonly Sink[];
  /** `false`: replays are planned, begun and stopped here, and walked by other processes on the store. */
  readonly walks?: boolean;
};

/** How many messages a step went through, 0 at the end; or it is not for this process to walk, now at least. */
type Walked = number | 'elsewhere';

/** Goes on with the replays that a stop or a crash interrupted. */
export async function openReplay(parts: ReplayParts): Promise<Replaying> {
  const { store, clock, log, walks = true } = parts;
  const stopping = new AbortController();
  const runs = new Map<string, Promise<void>>();
  /** Ended by a bug. Walking it again would end the same way. */
  const crashed = new Set<string>();
  const holder = randomUUID();
  const lease = ({ id }: Replay, forMs: number) => store.lease(`replay ${id}`, { holder, nowMs: clock.now(), forMs });
  const find = async (id: string) => (await store.listReplays({ id }, { limit: 1 })).items[0];
  const adopting = walks ? adopt() : Promise.resolve();
  if (walks) for (const replay of await interrupted(store)) begin(replay);

  function begin(replay: Replay): void {
    const { id } = replay;
    if (!walks || runs.has(id)) return;
    const run: Promise<void> = walk(replay)
      .finally(() => lease(replay, 0))
      .catch((error: unknown) => {
        crashed.add(id);
        log.error('replay.crashed', { replay: id, reason: stackOf(error) });
      })
      .finally(() => runs.delete(id));
    runs.set(id, run);
  }

  /** Takes part in replays that other processes have begun: theirs may only receive, or may have died. The lease says who walks. */
  async function adopt(): Promise<void> {
    for (;;) {
      await clock.sleep(limits.look_again_ms, stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        for (const replay of await interrupted(store)) if (!crashed.has(replay.id)) begin(replay);
      } catch (error) {
        log.warn('replays.not_listed', { reason: messageOf(error) });
      }
    }
  }

  async function walk(replay: Replay): Promise<void> {
    const { id, perSecond } = replay;
    log.info('replay.started', { replay: id, messages: replay.total, walked: replay.walked });
    const step = stepsOf(replay);
    for (;;) {
      const walked = await stepOrWait(replay, step);
      if (stopping.signal.aborted) return;
      if (walked === 0) break;
      if (walked === 'elsewhere') {
        if ((await find(id))?.state !== 'running') break;
        await clock.sleep(limits.look_again_ms, stopping.signal);
      } else await clock.sleep((walked * 1000) / perSecond, stopping.signal);
      if (stopping.signal.aborted) return;
    }
    const ended = await find(id);
    log.info('replay.ended', { replay: id, state: ended?.state, walked: ended?.walked, skipped: ended?.skipped });
  }

  /** A store that refuses for the moment must not end a replay. */
  async function stepOrWait(replay: Replay, step: () => Promise<Walked>): Promise<Walked> {
    for (;;) {
      try {
        return await step();
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || error.fatal || stopping.signal.aborted) throw error;
        log.warn('replay.waits', { replay: replay.id, reason: error.message });
        await clock.sleep(limits.retry_ms, stopping.signal);
      }
    }
  }

  /** One that the process does not live to end is counted, and the next waits. */
  function stepsOf(replay: Replay): () => Promise<Walked> {
    // Kept while the store refuses: a step that is tried again is the same step.
    let begun: ReplayStep | undefined;
    let waitMs = replay.unfinished === 0 ? 0 : waitMsOf(unfinishedWaits, replay.unfinished);
    return async () => {
      if (waitMs > 0) await clock.sleep(waitMs, stopping.signal);
      waitMs = 0;
      if (stopping.signal.aborted) return 0;
      if (!(await lease(replay, limits.lease_ms))) return 'elsewhere';
      const batch = Math.max(1, Math.min(limits.batch_messages_max, Math.floor(replay.perSecond)));
      begun ??= await store.nextReplayed(replay.id, batch, clock.now());
      const { items, unfinished } = begun;
      if (items.length === 0 || stopping.signal.aborted) return 0;
      const replayed = await Promise.all(
        items.map(async (item) => ({ place: item.place, replayed: await replayOf(item, replay, unfinished) })),
      );
      const added = await store.addReplayed(replay.id, replayed, clock.now());
      begun = undefined;
      // Stopped, or walked further by another process: never the end of this replay.
      return added === 'done' ? items.length : 'elsewhere';
    };
  }

  async function replayOf(item: ReplayItem, replay: Replay, unfinished: number): Promise<Replayed> {
    if (unfinished < UNFINISHED_MAX) return derive(item, replay, parts);
    log.error('replay.message_given_up', { replay: replay.id, message_id: item.message.id, unfinished });
    return { kind: 'skip', reason: givenUpAlone(unfinished) };
  }

  return {
    plan: async (order) => planOf(requestOf(order, parts.sinks()), parts),
    start: async (order) => {
      const replay = await store.createReplay(requestOf(order, parts.sinks()), clock.now());
      begin(replay);
      return replay;
    },
    stop: async (id) => {
      await store.stopReplay(id, clock.now());
      return find(id);
    },
    show: find,
    list: (page) => store.listReplays({}, page),
    redeliver: (deliveryId) => store.redeliver(deliveryId, clock.now()),
    close: async () => {
      stopping.abort();
      await adopting;
      await Promise.all(runs.values());
    },
  };
}

/** Runs that have not ended, the oldest first. */
async function interrupted(store: Store): Promise<readonly Replay[]> {
  const running: Replay[] = [];
  let cursor: string | undefined;
  do {
    const wanted: PageRequest = { limit: 100, ...(cursor !== undefined && { cursor }) };
    const page = await store.listReplays({ state: 'running' }, wanted);
    running.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return running.reverse();
}

function requestOf(order: ReplayOrder, inForce: readonly Sink[]): ReplayRequest {
  const { filter, sinks, mode = 'derived', perSecond = limits.per_second_default } = order;
  const names = inForce.map(({ name }) => name);
  const unknown = sinks?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new ReplayRefused(`No sink is named ${unknown}. ${insteadOf(unknown, names)}`);
  if (!(perSecond > 0 && perSecond <= limits.per_second_max))
    throw new ReplayRefused(`the rate must be more than 0 and at most ${limits.per_second_max} messages a second`);
  if ((filter.messageIds?.length ?? 0) > limits.message_ids_max)
    throw new ReplayRefused(
      `at most ${limits.message_ids_max} ids of messages are allowed; give a time range or a source instead`,
    );
  const found = filter.dead && sinks ? { ...filter, deadAt: sinks } : filter;
  return { filter: found, mode, perSecond, ...(sinks && { sinks }) };
}

async function planOf(request: ReplayRequest, { store, sinks }: ReplayParts): Promise<ReplayPlan> {
  const { messages, unprocessed, withoutBytes, events, dead } = await store.countReplay(request.filter);
  const receivers = sinks().filter(({ name }) => request.sinks === undefined || request.sinks.includes(name));
  const planned = receivers.map(({ name, settings }) => {
    const { types, sources, data } = settings.filter;
    const taken = events.filter(({ type, source }) => passes(types, type) && passes(sources, source));
    const live = taken.reduce((sum, { count }) => sum + count, 0);
    return {
      sink: name,
      deliveries: request.filter.dead ? (dead.find(({ sink }) => sink === name)?.count ?? 0) : live,
      atMost: !request.filter.dead && Object.keys(data).length > 0,
      perSecond: settings.rate?.perSecond ?? Number.POSITIVE_INFINITY,
    };
  });
  const seconds = [messages / request.perSecond, ...planned.map((one) => one.deliveries / one.perSecond)];
  return {
    messages,
    unprocessed,
    withoutBytes,
    sinks: planned.map(({ perSecond: _, ...one }) => one),
    seconds: Math.ceil(Math.max(...seconds)),
  };
}
