/** One life of the delivering thread: it is begun, opened, asked, and ends once. `host.ts` begins the next one. */
import type { TransferListItem } from 'node:worker_threads';
import type { Log } from '../log.ts';
import type { Clock } from '../running/clock.ts';
import type { Metrics } from '../running/metrics.ts';
import { stackOf } from '../running/thrown.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Calls } from './calls.ts';
import { revive } from './crossing.ts';
import { CUT_OFF_MS, watchUnderWay } from './cut-off.ts';
import type { Count, FromThread, ThreadData, ToThread } from './messages.ts';
import { underWayMemory } from './under-way.ts';
import { taken } from './warm.ts';

// After its last answer a thread has nothing left to do; a socket that stays open may not keep the gateway.
const EXIT_MS_MAX = 2_000;
// A thread opens in a second. A stop that comes meanwhile waits so long for it and not for ever.
const OPEN_MS_MAX = 5_000;

export type LifeParts = {
  readonly clock: Clock;
  readonly log: Log;
  /** Gets the thread's lines, which the thread has chosen by its levels. */
  readonly relayed: Log;
  readonly metrics: Metrics;
  /** Hears of a message that was cut off in an earlier life, when this one sets it aside. */
  readonly onSetAside: (messageId: string) => void;
};

export type Ended = {
  readonly reason: string;
  /** The message that took the thread up, where that is why it ended. */
  readonly cutOff?: string;
};

export type Life = {
  /** Opens sources, sinks and its client of the store. Resolves when it delivers, rejects with what that failed of; then this life is over. */
  open(data: Omit<ThreadData, 'underWay'>): Promise<void>;
  /** Rejects with `StoreUnavailable` where the thread is not open, or ends before it answers. */
  ask<Name extends keyof Calls>(
    name: Name,
    ...args: Parameters<Calls[Name]>
  ): Promise<Awaited<ReturnType<Calls[Name]>>>;
  /** Finishes what is under way and ends. One that was never opened, or cannot be, ends at once. */
  close(): Promise<void>;
  /** Ends it at once. */
  end(reason: string): void;
  readonly isOver: () => boolean;
  /** Resolves when its thread is gone, however that came. */
  readonly ended: Promise<Ended>;
};

type Waiting = { readonly resolve: (answer: never) => void; readonly reject: (error: Error) => void };

/** Begins to load what delivering needs, and waits for `open`. */
export function beginLife({ clock, log, relayed, metrics, onSetAside }: LifeParts): Life {
  const memory = underWayMemory();
  const asked = new Map<number, Waiting>();
  const gone = new AbortController();
  let last = 0;
  let opening: Promise<void> | undefined;
  let isOpen = false;
  let reason: string | undefined;
  let cutOff: string | undefined;
  const thread = taken();

  function heard(message: FromThread): void {
    if (message.kind === 'answer') settle(message.number, ({ resolve }) => resolve(message.answer as never));
    else if (message.kind === 'failure') settle(message.number, ({ reject }) => reject(revive(message.failure)));
    else if (message.kind === 'lines')
      for (const [level, event, fields] of message.lines) relayed[level]?.(event, fields);
    else if (message.kind === 'counts') message.counts.forEach(count);
    else if (message.kind === 'lag') metrics.deliveringLag(message.lag);
    else if (message.kind === 'set-aside') onSetAside(message.messageId);
    else reason ??= message.fault;
  }

  function count([name, args, times]: Count): void {
    const add = metrics[name] as (...args: readonly unknown[]) => void;
    for (let at = 0; at < times; at += 1) add(...args);
  }

  function settle(number: number, how: (one: Waiting) => void): void {
    const one = asked.get(number);
    asked.delete(number);
    if (one) how(one);
  }

  function send(
    name: ToThread['name'],
    args: readonly unknown[],
    transfer: readonly TransferListItem[] = [],
  ): Promise<never> {
    if (gone.signal.aborted) return Promise.reject(away());
    last += 1;
    const number = last;
    return new Promise<never>((resolve, reject) => {
      asked.set(number, { resolve, reject });
      thread.postMessage({ number, name, args } satisfies ToThread, transfer);
    });
  }

  function end(why: string): void {
    reason ??= why;
    void thread.terminate();
  }

  thread.on('message', heard);
  thread.on('error', (error) => {
    reason ??= stackOf(error);
  });
  const ended = new Promise<Ended>((resolve) => {
    thread.once('exit', (code) => {
      gone.abort();
      isOpen = false;
      for (const number of [...asked.keys()]) settle(number, ({ reject }) => reject(away()));
      resolve({ reason: reason ?? `it ended by itself with code ${code}`, ...(cutOff !== undefined && { cutOff }) });
    });
  });
  void watchUnderWay(memory, clock, gone.signal).then((messageId) => {
    if (messageId === undefined) return;
    cutOff = messageId;
    log.error('message.cut_off', { message_id: messageId, cpu_ms: CUT_OFF_MS });
    end(`message ${messageId} took too long`);
  });

  async function open(data: Omit<ThreadData, 'underWay'>): Promise<void> {
    const { store } = data;
    const ports = store.engine === 'sqlite' ? [store.writer, store.beside] : [];
    try {
      await send('open', [{ ...data, underWay: memory } satisfies ThreadData], ports);
      isOpen = true;
    } catch (error) {
      const endedByItself = gone.signal.aborted;
      end(stackOf(error));
      const { reason: why } = await ended;
      throw endedByItself ? new Error(`The delivering thread ended before it was open: ${why}`) : error;
    }
  }

  return {
    open: (data) => {
      opening = open(data);
      return opening;
    },
    ask: (name, ...args) => (isOpen ? send(name, args) : Promise.reject(away())),
    close: async () => {
      await Promise.race([opening?.catch(() => {}), clock.sleep(OPEN_MS_MAX, gone.signal)]);
      try {
        if (isOpen) await send('close', []);
      } catch (error) {
        if (!gone.signal.aborted) log.error('delivering.close_failed', { reason: stackOf(error) });
      }
      if (isOpen) await Promise.race([ended, clock.sleep(EXIT_MS_MAX, gone.signal)]);
      end('it was stopped');
      await ended;
    },
    end,
    isOver: () => gone.signal.aborted,
    ended,
  };
}

const away = () =>
  new StoreUnavailable('Delivering has ended unexpectedly and is started again; ask again in a moment.', {
    fatal: false,
  });
