/** The half after the ack, put together: the sinks, the worker that feeds them, replays and what is forgotten for its age. */
import { noSinks } from '../config/sink-rules.ts';
import type { Configuration } from '../config.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../running/clock.ts';
import type { Metrics } from '../running/metrics.ts';
import type { Reloadable } from '../running/reload.ts';
import type { Store } from '../store/store.ts';
import type { ProcessParts } from './process.ts';
import { reloadSinks } from './reload-sinks.ts';
import { openReplay, type Replaying } from './replay.ts';
import { type Retaining, startRetention } from './retention.ts';
import { openSinks } from './sinks/open.ts';
import type { Sink } from './sinks/sink.ts';
import { startWorker, type Worker } from './worker.ts';

export type DeliveringParts = {
  readonly configuration: Pick<Configuration, 'sinks' | 'policy'>;
  /** Added to the configured ones, also after a reload. */
  readonly ownSinks: readonly Sink[];
  readonly source: ProcessParts['source'];
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** The time of day is in doubt, so that nothing is forgotten for its age. */
  readonly doubtful: () => boolean;
  /** Is given the way to stop each part as soon as that part runs. */
  readonly onOpened: (stop: () => Promise<void>) => void;
};

export type Delivering = {
  readonly worker: Worker;
  readonly replaying: Replaying;
  readonly retention: Retaining;
  readonly reload: Reloadable;
};

/** Rejects with `ConfigurationError` where a sink cannot be opened. */
export async function openDelivering(parts: DeliveringParts): Promise<Delivering> {
  const { configuration, ownSinks, source, store, clock, log, metrics, doubtful, onOpened } = parts;
  const configured = await openSinks(configuration.sinks, { clock, log, openLater: true });
  const sinks = [...configured, ...ownSinks];
  if (sinks.length === 0) log.warn('configuration.warning', { warning: noSinks });
  const worker = startWorker({ store, source, sinks, clock, log, metrics });
  onOpened(() => worker.stop());
  const replaying = await openReplay({ store, source, sinks: worker.inForce, clock, log });
  onOpened(() => replaying.close());
  const retention = startRetention({ store, ages: configuration.policy.retention, clock, log, doubtful });
  onOpened(() => retention.stop());
  return { worker, replaying, retention, reload: reloadSinks(worker.exchangeSinks, { clock, log }) };
}
