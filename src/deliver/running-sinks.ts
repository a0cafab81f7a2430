/**
 * The sinks in force, each with the loop that feeds it, and their exchange while events flow. A sink that a reload removes stops claiming at
 * once and finishes the attempts under way; its deliveries that still wait stay in the store until a sink of that name is back.
 */

import type { Log } from '../log.ts';
import type { Clock } from '../running/clock.ts';
import { stackOf } from '../running/thrown.ts';
import type { Loop } from './loop.ts';
import type { Sink } from './sinks/sink.ts';

export type SinkExchange = {
  /** Names removed, or changed by the two below. */
  readonly removed: readonly string[];
  /** Open already. */
  readonly added: readonly Sink[];
  /** Hold what the old sink of that name still holds (a file is written by one at a time): opened when that one is closed. */
  readonly reopened: readonly { readonly name: string; readonly open: () => Promise<Sink> }[];
};

export type RunningSinks = {
  /** For the fan-out: who gets events now. A sink that is being reopened counts as it was. */
  all(): readonly Sink[];
  /** Once the gateway stops, it only closes what was opened for it: a loop that began now would never end. */
  exchange(exchange: SinkExchange): void;
  /** Resolves when everything under way is settled and every sink is closed. */
  stop(): Promise<void>;
};

type Running = { readonly sink: Sink; readonly loop: Loop };

// A file that could be opened a moment ago and cannot be now: its disk is full or away. Its deliveries wait in the store meanwhile.
const REOPEN_EVERY_MS = 1000;

export function startSinks(
  first: readonly Sink[],
  start: (sink: Sink) => Loop,
  { clock, log, signal }: { readonly clock: Clock; readonly log: Log; readonly signal: AbortSignal },
): RunningSinks {
  const running = new Map<string, Running>();
  const ending = new Set<Promise<void>>();
  for (const sink of first) run(sink);

  function run(sink: Sink): void {
    running.set(sink.name, { sink, loop: start(sink) });
  }

  async function end({ sink, loop }: Running): Promise<void> {
    await loop.stop();
    await sink.close();
  }

  /** Keeps `stop` waiting. A sink that cannot be closed must not stop the others. */
  function inBackground(task: Promise<void>): void {
    const ended: Promise<void> = task
      .catch((error: unknown) => log.error('sink.exchange_crashed', { reason: stackOf(error) }))
      .finally(() => ending.delete(ended));
    ending.add(ended);
  }

  async function reopen(old: Running | undefined, open: () => Promise<Sink>): Promise<void> {
    if (old !== undefined) await end(old);
    while (!signal.aborted) {
      try {
        const sink = await open();
        // Another reload may have changed this while this one waited.
        if (!signal.aborted && running.get(sink.name) === old) run(sink);
        else await sink.close();
        return;
      } catch (error) {
        log.error('sink.not_opened', { sink: old?.sink.name, reason: stackOf(error) });
        await clock.sleep(REOPEN_EVERY_MS, signal);
      }
    }
  }

  return {
    all: () => [...running.values()].map(({ sink }) => sink),
    exchange: ({ removed, added, reopened }) => {
      if (signal.aborted) {
        for (const sink of added) inBackground(sink.close());
        return;
      }
      const replaced = new Set(reopened.map(({ name }) => name));
      for (const { sink } of running.values())
        if (!removed.includes(sink.name) && sink.reopen !== undefined) inBackground(sink.reopen());
      for (const name of removed) {
        const old = running.get(name);
        if (old === undefined || replaced.has(name)) continue;
        running.delete(name);
        inBackground(end(old));
      }
      for (const sink of added) run(sink);
      for (const { name, open } of reopened) inBackground(reopen(running.get(name), open));
    },
    stop: async () => {
      await Promise.all(ending);
      await Promise.all([...running.values()].map(end));
      await Promise.all(ending); // A reload that was done meanwhile.
    },
  };
}
