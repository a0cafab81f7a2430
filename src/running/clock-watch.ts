/**
 * Looks at the time of day every second. A jump is logged and is a condition, waiting items are dated again, and for an hour nothing is forgotten at
 * its age. The same happens at a start whose clock is more than a day from the last sign of life of the process before.
 */

import type { Log } from '../log.ts';
import type { OpenedStore } from '../store/store.ts';
import type { Found, Watch } from './conditions.ts';
import type { SteadyClock } from './steady-clock.ts';
import { messageOf, stackOf } from './thrown.ts';

const LOOK_EVERY_MS = 1_000;
// One commit each; what a restart knows of the time before it is as good as this.
const SIGN_EVERY_MS = 10_000;
const DAY_MS = 86_400_000;
// Long enough for the operator to learn of the condition before anything is forgotten.
const DOUBT_MS = 3_600_000;

export type ClockWatch = {
  readonly watch: Watch;
  /** Whether the time of day is in doubt, so that nothing is forgotten at its age unless an operator orders it. */
  doubtful(): boolean;
  /** For how many milliseconds more it is in doubt, if nothing else happens. */
  doubtForMs(): number;
  /** Called before a new time counts, so that work which compares ages ends first. */
  onJump(listener: () => Promise<void>): void;
  /** From now on the new time counts, and what waits has been dated by it. */
  onFollowed(listener: () => Promise<void>): void;
  stop(): Promise<void>;
};

type Doubt = Found & { readonly untilMs: number };

export async function startClockWatch(parts: {
  readonly store: Pick<OpenedStore, 'found' | 'healthy' | 'redate'>;
  readonly clock: SteadyClock;
  readonly log: Log;
}): Promise<ClockWatch> {
  const { store, clock, log } = parts;
  const stopping = new AbortController();
  const doubts = new Map<string, Doubt>();
  const jumpListeners: (() => Promise<void>)[] = [];
  const followedListeners: (() => Promise<void>)[] = [];
  const lastMs = store.found.lastSignMs;
  const apartMs = lastMs === undefined ? 0 : clock.now() - lastMs;
  if (Math.abs(apartMs) > DAY_MS) {
    const detail = `This start is ${daysText(Math.abs(apartMs))} ${apartMs > 0 ? 'after' : 'before'} the last sign of life of the previous process. Check the machine's clock.`;
    doubt('start-after-long', detail);
    log.warn('clock.doubtful', { last_sign_of_life: new Date(lastMs ?? 0).toISOString(), apart_ms: apartMs });
  }
  const ended = run();

  function doubt(kind: string, what: string): void {
    const detail = `${what} For an hour the gateway forgets nothing because of its age. To forget at once, run \`pushdock prune\`.`;
    doubts.set(kind, { kind, about: 'clock', detail, untilMs: clock.monotonic() + DOUBT_MS });
  }

  async function run(): Promise<void> {
    let signAtMs = clock.monotonic();
    while (!stopping.signal.aborted) {
      try {
        await jumped();
        if (clock.monotonic() >= signAtMs) {
          signAtMs = clock.monotonic() + SIGN_EVERY_MS;
          await store.healthy();
        }
      } catch (error) {
        // The time goes on as before meanwhile; the store's failure is reported elsewhere.
        log.warn('clock.not_followed', { reason: messageOf(error) });
      }
      await clock.sleep(LOOK_EVERY_MS, stopping.signal);
    }
  }

  async function jumped(): Promise<void> {
    const jumpMs = clock.jumpMs();
    if (jumpMs === 0) return;
    doubt(
      'clock-jumped',
      `The machine's time of day was set ${jumpMs > 0 ? 'forward' : 'back'} by ${daysText(Math.abs(jumpMs))}. The times of waiting work were moved by as much.`,
    );
    log.warn('clock.jumped', { jump_ms: Math.round(jumpMs) });
    // Work that goes on by ages may not meet the new time: one that has not ended is asked again in a second.
    if (!(await tell(jumpListeners))) return;
    await store.redate({ nowMs: clock.now(), jumpMs: Math.round(jumpMs) });
    clock.follow();
    await tell(followedListeners);
  }

  /** All of them, whatever becomes of one. True: all have heard. */
  async function tell(listeners: readonly (() => Promise<void>)[]): Promise<boolean> {
    const told = await Promise.allSettled(listeners.map(async (listener) => listener()));
    const refused = told.filter((one) => one.status === 'rejected');
    for (const { reason } of refused) log.error('clock.listener_failed', { reason: stackOf(reason) });
    return refused.length === 0;
  }

  const doubtForMs = () => Math.max(0, ...[...doubts.values()].map(({ untilMs }) => untilMs - clock.monotonic()));

  return {
    watch: () => {
      for (const [kind, { untilMs }] of doubts) if (clock.monotonic() >= untilMs) doubts.delete(kind);
      return [...doubts.values()].map(({ kind, about, detail }) => ({ kind, about, detail }));
    },
    doubtful: () => clock.jumpMs() !== 0 || [...doubts.values()].some(({ untilMs }) => clock.monotonic() < untilMs),
    doubtForMs,
    onJump: (listener) => void jumpListeners.push(listener),
    onFollowed: (listener) => void followedListeners.push(listener),
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

function daysText(ms: number): string {
  for (const [unit, unitMs] of [
    ['days', DAY_MS],
    ['hours', 3_600_000],
    ['minutes', 60_000],
  ] as const)
    if (ms >= 2 * unitMs) return `${Math.round(ms / unitMs)} ${unit}`;
  return `${Math.round(ms / 1000)} seconds`;
}
