/** Opens the configured sinks. */

import { ConfigurationError } from '../../config/configuration-error.ts';
import type { SinkSettings } from '../../config/settings.ts';
import type { Log } from '../../log.ts';
import { type Clock, systemClock } from '../../running/clock.ts';
import { messageOf } from '../../running/thrown.ts';
import { openFileSink } from './file.ts';
import { openHttpSink } from './http.ts';
import { openKafkaSink } from './kafka.ts';
import { withMapping } from './mapping.ts';
import { openModuleSink } from './module.ts';
import { openNatsSink } from './nats.ts';
import { openRabbitmqSink } from './rabbitmq.ts';
import type { Attempted, Sink } from './sink.ts';
import { openSqsSink } from './sqs.ts';
import { openStdoutSink } from './stdout.ts';

export type SinkParts = {
  readonly clock?: Clock;
  readonly log?: Log;
  /** A sink that cannot be opened now, and may be later (a folder that cannot be written), is tried again with each event. Otherwise it is a rejection. */
  readonly openLater?: boolean;
};

/** Opens all of them or none. Rejects with one `ConfigurationError` that names every sink that cannot be opened. */
export async function openSinks(
  sinks: Readonly<Record<string, SinkSettings>>,
  parts: SinkParts = {},
): Promise<readonly Sink[]> {
  const names = Object.keys(sinks);
  const results = await Promise.allSettled(
    Object.entries(sinks).map(([name, settings]) => openSink(name, settings, parts)),
  );
  const opened = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const faults = results.flatMap((result, at) =>
    result.status === 'rejected' ? faultsOf(names[at] ?? '', result.reason) : [],
  );
  if (faults.length === 0) return opened;
  // What cannot be closed may not hide why the others were not opened.
  await Promise.allSettled(opened.map((sink) => sink.close()));
  throw new ConfigurationError(faults);
}

function faultsOf(name: string, error: unknown): readonly string[] {
  if (error instanceof ConfigurationError) return error.faults;
  return [`sinks.${name}: cannot be opened (${messageOf(error)})`];
}

async function openSink(name: string, settings: SinkSettings, parts: SinkParts): Promise<Sink> {
  const sink = bounded(await openKind(name, settings, parts), parts.clock ?? systemClock);
  return settings.map === undefined ? sink : withMapping(sink, settings.map);
}

async function openKind(name: string, settings: SinkSettings, parts: SinkParts): Promise<Sink> {
  const { clock = systemClock } = parts;
  switch (settings.type) {
    case 'http':
      return openHttpSink(name, settings, { clock, ...(parts.log && { log: parts.log }) });
    case 'file':
      return openFileSink(name, settings, parts);
    case 'stdout':
      return openStdoutSink(name, settings);
    case 'module':
      return openModuleSink(name, settings, clock, parts.log);
    case 'nats':
      return openNatsSink(name, settings, clock);
    case 'kafka':
      return openKafkaSink(name, settings, clock);
    case 'sqs':
      return openSqsSink(name, settings, clock);
    case 'rabbitmq':
      return openRabbitmqSink(name, settings, clock);
  }
}

// Stopping is bounded, whatever a sink waits for: a disk that hangs, a pipe that nobody reads, a broker that is half gone. This comes on top
// of the 5 s that attempts have, and supervisors give 30 s for everything.
const CLOSE_MS_MAX = 2_000;

/** The sink, with attempts that end when their signal aborts and a `close` that ends in time. Nothing waits for what goes on after that. */
export function bounded(sink: Sink, clock: Clock): Sink {
  return {
    ...sink,
    deliver: (event, context) => untilAborted(sink.deliver(event, context), context.signal),
    close: async () => {
      const closed = new AbortController();
      const closing = sink.close().finally(() => closed.abort());
      await Promise.race([closing, clock.sleep(CLOSE_MS_MAX, closed.signal)]);
      closing.catch(() => undefined); // Too late to report it.
    },
  };
}

/** Rejects with the signal's reason if that aborts first. The sink may still get the event of such an attempt. */
function untilAborted(attempt: Promise<Attempted>, signal: AbortSignal): Promise<Attempted> {
  return new Promise((resolve, reject) => {
    const aborted = () => reject(signal.reason);
    if (signal.aborted) aborted();
    signal.addEventListener('abort', aborted, { once: true });
    attempt.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}
