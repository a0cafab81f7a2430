/**
 * Conditions of the sinks: one that is away, one whose events come late although it is not, one that is paused. A look at the store every few
 * seconds finds what waits there and what the other gateways know, so that a question for conditions does not keep the store busy.
 */
import type { Log } from '../log.ts';
import type { SinkGlance, Store } from '../store/store.ts';
import { openAnnouncer } from './announce.ts';
import type { Clock } from './clock.ts';
import type { Found, Watch } from './conditions.ts';
import type { SinkActivity } from './sink-activity.ts';
import { openSinkOutages, type SeenOutage } from './sink-outages.ts';
import { messageOf } from './thrown.ts';

const LOOK_EVERY_MS = 15_000;
/** What another gateway has not seen for so long has ended there. */
const STALE_MS = 3 * LOOK_EVERY_MS;
/** A sink that is being deployed is back by then, and nobody need hear of it. */
const AWAY_MS = 60_000;
/** For so long events wait only where something is wrong; it is over when they wait for much less, so that it does not come and go. */
const LATE_MS = 900_000;
const IN_TIME_MS = 300_000;
// To count a million takes the store's reader a third of a second, and a sentence needs no more than this.
const COUNT_MAX = 10_000;
/** Who pauses a sink knows it, and may forget it. One that said that it is gone has paused itself. */
const PAUSED_MS = 900_000;

export type SinkWatch = {
  readonly watch: Watch;
  close(): Promise<void>;
};

type Known = {
  readonly standing?: SinkGlance;
  /** When it was last seen paused or away; what was due before can only be late from then on. */
  readonly hinderedMs: number;
  readonly isLate: boolean;
};

export function openSinkWatch(parts: {
  readonly store: Pick<Store, 'keep' | 'listKept' | 'glanceAtSinks'>;
  readonly activity: Pick<SinkActivity, 'of'>;
  /** Names of the sinks in force. */
  readonly sinks: () => readonly string[];
  /** The name of this gateway, where others share its store. */
  readonly node?: string;
  readonly clock: Clock;
  readonly log: Log;
}): SinkWatch {
  const { store, activity, sinks, node, clock, log } = parts;
  const announce = openAnnouncer(log, clock);
  const outages = openSinkOutages({ store, activity, node: node ?? 'only' });
  const isOneOfMany = node !== undefined;
  const openedMs = clock.now();
  let known: ReadonlyMap<string, Known> = new Map();
  const closing = new AbortController();
  const first = look();
  const looking = (async () => {
    await first;
    while (!closing.signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, closing.signal);
      if (!closing.signal.aborted) await look();
    }
  })();

  async function look(): Promise<void> {
    try {
      await learn();
    } catch (error) {
      // What was seen before still counts; that the store is away is reported elsewhere.
      announce('sinks.not_looked', { reason: messageOf(error) });
    }
  }

  async function learn(): Promise<void> {
    await outages.share(sinks());
    const names = sinks();
    const standings = new Map((await store.glanceAtSinks(names, COUNT_MAX)).map((one) => [one.sink, one]));
    const nowMs = clock.now();
    known = new Map(names.map((sink) => [sink, judged(sink, standings.get(sink), nowMs)]));
  }

  function judged(sink: string, standing: SinkGlance | undefined, nowMs: number): Known {
    const { hinderedMs: before = openedMs, isLate: wasLate = false } = known.get(sink) ?? {};
    const isHindered = standing?.paused !== undefined || outages.of(sink, nowMs) !== undefined;
    const hinderedMs = isHindered ? nowMs : before;
    const oldestMs = standing?.oldestNewDueAtMs ?? nowMs;
    const isLate =
      !isHindered && nowMs - Math.max(oldestMs, wasLate ? 0 : hinderedMs) > (wasLate ? IN_TIME_MS : LATE_MS);
    return { ...(standing && { standing }), hinderedMs, isLate };
  }

  function found(sink: string, nowMs: number): readonly Found[] {
    const { standing, isLate = false } = known.get(sink) ?? {};
    const about = `sink ${sink}`;
    const { paused } = standing ?? {};
    if (paused !== undefined) {
      if (nowMs - paused.sinceMs < PAUSED_MS || waitingOf(standing) === 0) return [];
      return [{ kind: 'sink-paused', about, detail: pausedText(sink, paused, standing) }];
    }
    const outage = outages.of(sink, nowMs);
    if (outage !== undefined) {
      const isRipe = outage.seenMs - outage.sinceMs >= AWAY_MS;
      return isRipe
        ? [{ kind: 'sink-away', about, detail: awayText(outage, standing, { sink, nowMs, isOneOfMany }) }]
        : [];
    }
    return isLate ? [{ kind: 'sink-late', about, detail: lateText(standing, nowMs) }] : [];
  }

  return {
    watch: async (nowMs) => {
      // Else a start in an outage would tell everybody that it is over.
      await first;
      return sinks().flatMap((sink) => found(sink, nowMs));
    },
    close: async () => {
      closing.abort();
      await looking;
    },
  };
}

const waitingOf = (standing: SinkGlance | undefined): number =>
  Object.values(standing?.waiting ?? {}).reduce((sum, count) => sum + count, 0);

function waitText(standing: SinkGlance | undefined): string {
  const waiting = waitingOf(standing);
  if (waiting === 1) return '1 delivery waits';
  return waiting >= COUNT_MAX ? `${COUNT_MAX} deliveries or more wait` : `${waiting} deliveries wait`;
}

function awayText(
  { sinceMs, seenMs, reason, nodes }: SeenOutage,
  standing: SinkGlance | undefined,
  { sink, nowMs, isOneOfMany }: { readonly sink: string; readonly nowMs: number; readonly isOneOfMany: boolean },
): string {
  const seenBy = isOneOfMany ? ` (seen by ${nodes.join(', ')})` : '';
  const what = `The sink has been away since ${timeText(sinceMs)}${seenBy}: ${reason}.`;
  const waits =
    waitingOf(standing) === 0
      ? 'Nothing waits for it, and the next event tries it again.'
      : `${waitText(standing)}, and nothing is lost: one is tried every 5 s, and all follow by themselves once the sink answers.`;
  if (nowMs - seenMs > STALE_MS) return `${what} It answers again; this ends when it has done so for two minutes.`;
  return `${what} ${waits} Mend the sink. \`pushdock sinks test ${sink}\` tries it at once.`;
}

function lateText(standing: SinkGlance | undefined, nowMs: number): string {
  const minutes = Math.round((nowMs - (standing?.oldestNewDueAtMs ?? nowMs)) / 60_000);
  return `${waitText(standing)} for this sink, the oldest for ${minutes} minutes, although the sink is not away. It is slow, more comes in than it takes, or no gateway delivers. \`pushdock sinks list\` shows how many it took in the last hour: compare its \`rate\` and \`concurrency\`.`;
}

const pausedText = (sink: string, paused: { sinceMs: number; reason: string }, standing: SinkGlance | undefined) =>
  `The sink has been paused since ${timeText(paused.sinceMs)}: ${paused.reason}. ${waitText(standing)}. Once the sink may have its events, run \`pushdock sinks resume ${sink}\`.`;

const timeText = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
