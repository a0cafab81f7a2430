/** The half after the ack, put together: the sinks, the worker that feeds them, replays and what is forgotten for its age. */
import { noSinks } from '../config/sink-rules.ts';
import type { Configuration } from '../config.ts';
import type { Log } from '../log.ts';
import type { Sources } from '../providers/sources.ts';
import { tryMessage } from '../providers/try-message.ts';
import type { DeliveringMetrics } from '../running/metrics.ts';
import type { SteadyClock } from '../running/steady-clock.ts';
import type { Store } from '../store/store.ts';
import type { Tracer } from '../tracing/tracer.ts';
import type { DeliveringHalf } from './half.ts';
import type { ProcessParts } from './process.ts';
import { reloadSinks } from './reload-sinks.ts';
import { openReplay } from './replay.ts';
import { startRetention } from './retention.ts';
import { openSinks } from './sinks/open.ts';
import type { Sink } from './sinks/sink.ts';
import { testSink } from './test-sink.ts';
import { tryCopy } from './try-copy.ts';
import { startWorker } from './worker.ts';

export type DeliveringParts = {
  readonly configuration: Pick<Configuration, 'sinks' | 'policy'>;
  /** Added to the configured ones, also after a reload. */
  readonly ownSinks: readonly Sink[];
  readonly source: ProcessParts['source'];
  readonly sandbox: Sources['findSandbox'];
  readonly store: Store;
  readonly clock: SteadyClock;
  readonly log: Log;
  readonly metrics: DeliveringMetrics;
  readonly tracer: Tracer | undefined;
  /** The time of day is in doubt, so that nothing is forgotten for its age. */
  readonly doubtful: () => boolean;
  readonly alone?: ProcessParts['alone'];
  /** Is given the way to stop each part as soon as that part runs. */
  readonly onOpened: (stop: () => Promise<void>) => void;
};

/** On the caller's thread. Rejects with `ConfigurationError` where a sink cannot be opened. */
export async function openDelivering(parts: DeliveringParts): Promise<DeliveringHalf> {
  const { configuration, ownSinks, source, sandbox, store, clock, log, metrics, tracer, alone, doubtful, onOpened } =
    parts;
  const configured = await openSinks(configuration.sinks, { clock, log, openLater: true });
  const sinks = [...configured, ...ownSinks];
  if (sinks.length === 0) log.warn('configuration.warning', { warning: noSinks });
  const worker = startWorker({ store, source, sinks, clock, log, metrics, tracer, ...(alone && { alone }) });
  onOpened(() => worker.stop());
  const replaying = await openReplay({ store, source, sinks: worker.inForce, clock, log, ...(alone && { alone }) });
  onOpened(() => replaying.close());
  const retention = startRetention({ store, ages: configuration.policy.retention, clock, log, doubtful });
  onOpened(() => retention.stop());
  return {
    sinks: worker.sinks,
    replaying,
    retention,
    reload: reloadSinks(worker.exchangeSinks, { clock, log }),
    tryMessage: async (message) => {
      const tried = sandbox(message.provider, message.source);
      const mark = alone && (<T>(work: () => T) => alone.mark(message.id, work));
      return tried && tryMessage(message, tried, { clock, log, ...(mark && { alone: mark }) });
    },
    conditions: () => [],
    counted: async () => {},
    follow: async () => {},
    testSink: async (name) => {
      const sink = worker.inForce().find((one) => one.name === name);
      return sink && testSink(sink, clock);
    },
    tryCopy: async (copy) => {
      const { message, sandbox: name, to } = copy;
      const tried = name === undefined ? source(message.provider, message.source) : sandbox(message.provider, name);
      const sink = to && worker.inForce().find((one) => one.name === to.sink);
      if (tried === undefined || (to !== undefined && sink === undefined)) return undefined;
      const mark = <T>(work: () => T) => (alone === undefined ? work() : alone.mark(message.id, work));
      return tryCopy(copy, tried, { clock, log, alone: mark, sink });
    },
  };
}
