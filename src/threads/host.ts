/**
 * The delivering half on a thread of its own, seen from the gateway's: so that no message, however large or odd, delays an ack. A thread that ends
 * is started again, later each time; what it had claimed is free at once.
 */
import type { Configuration } from '../config/settings.ts';
import type { DeliveringHalf } from '../deliver/half.ts';
import { waitMs } from '../outbound/backoff.ts';
import type { Watch } from '../running/conditions.ts';
import { stackOf } from '../running/thrown.ts';
import type { ShareableStore } from '../store/shared-store.ts';
import { packed } from './crossing.ts';
import { halfOf } from './far-half.ts';
import { beginLife, type Life, type LifeParts } from './life.ts';

const RESTART = { firstMs: 250, factor: 2, capMs: 30_000, jitter: 'none' } as const;
// A thread that lived so long starts the count again.
const STEADY_MS = 60_000;
// One end may be one odd message. A third in a row needs a person.
const ENDS_ORDINARY = 2;
// Who asks while it is started again waits so long. A start takes a second.
const UP_MS_MAX = 10_000;
// Each is set aside at the next start; these are enough for messages that end one start after the other.
const CUT_OFFS_MAX = 1_000;

export type OpenParts = {
  readonly configuration: Configuration;
  readonly store: ShareableStore;
  /** For how long the time of day is in doubt. */
  readonly doubtForMs: () => number;
};

export type DeliveringThread = {
  /** Rejects with what its first start failed of, such as a `ConfigurationError`. */
  open(parts: OpenParts): Promise<DeliveringHalf>;
  /** Ends it as a gateway ends, whatever it is about at the moment. */
  stop(): Promise<void>;
};

/** Begins to load the thread's modules at once, beside what the gateway does before `open`. */
export function beginDeliveringThread(given: Omit<LifeParts, 'onSetAside'>): DeliveringThread {
  const { clock, log, metrics } = given;
  const onSetAside = (messageId: string) => {
    cutOff = cutOff.filter((one) => one !== messageId);
  };
  const parts: LifeParts = { ...given, onSetAside };
  const stopping = new AbortController();
  let life = beginLife(parts);
  let supervising: Promise<void> | undefined;
  let ends = 0;
  let cutOff: readonly string[] = [];
  let lastReason: string | undefined;
  /** While no thread delivers: aborts when one does. */
  let down: AbortController | undefined;
  let openedAtMs = 0;

  async function supervise(openNext: (life: Life) => Promise<void>, store: ShareableStore): Promise<void> {
    for (;;) {
      const { reason, cutOff: cut } = await life.ended;
      if (stopping.signal.aborted) return;
      if (cut !== undefined) cutOff = [...cutOff, cut].slice(-CUT_OFFS_MAX);
      // What was cut off will not end the next thread, so nobody need wait longer for that.
      ends = cut !== undefined || steady() ? 1 : ends + 1;
      down ??= new AbortController();
      lastReason = reason;
      const restartInMs = waitMs(RESTART, ends);
      metrics.deliveringEnded();
      log.error('delivering.ended', { reason, restart_in_ms: restartInMs });
      await clock.sleep(restartInMs, stopping.signal);
      if (stopping.signal.aborted) return;
      life = beginLife(parts);
      try {
        // What it had claimed is nobody's now; without this it would wait for the end of its leases.
        await store.takeOver();
        await openNext(life);
        down.abort();
        down = undefined;
        log.warn('delivering.restarted', { ends });
      } catch (error) {
        life.end(stackOf(error));
      }
    }
  }

  const up = async () => {
    if (down !== undefined) await clock.sleep(UP_MS_MAX, AbortSignal.any([down.signal, stopping.signal]));
  };
  const steady = () => down === undefined && clock.monotonic() - openedAtMs >= STEADY_MS;

  const conditions: Watch = () => {
    if (down === undefined && (ends <= ENDS_ORDINARY || steady())) return [];
    const detail = `The thread that processes and delivers has ended ${ends === 1 ? 'once' : `${ends} times in a row`} and is ${down ? 'being started again' : 'running again'}. Pushes are acknowledged and kept, and wait. Look at \`delivering.ended\` in the log. The last reason: ${firstLine(lastReason)}`;
    return [{ kind: 'delivering-ended', about: 'delivering', detail }];
  };

  return {
    async open({ configuration, store, doubtForMs }) {
      const half = halfOf({ configuration, store, log, life: () => life, up });
      const openLife = async (one: Life) => {
        const data = { configuration: packed(half.inForce()), store: store.share(), doubtForMs: doubtForMs(), cutOff };
        await one.open(data);
        openedAtMs = clock.monotonic();
      };
      await openLife(life);
      supervising = supervise(openLife, store);
      return { ...half, conditions };
    },
    stop: async () => {
      stopping.abort();
      await life.close();
      await supervising;
    },
  };
}

const firstLine = (text = ''): string => text.split('\n', 1)[0] ?? '';
