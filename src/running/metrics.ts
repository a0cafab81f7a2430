/**
 * What the two halves report while they work. They know only this interface; `src/operator/metrics.ts` fills it for Prometheus.
 * Every name is one of the configuration, so that what is counted stays as small as the configuration, whatever strangers send.
 */
import type { RefusalCode } from '../problems.ts';
import type { Appended, VerdictName } from '../store/store.ts';
import type { LoopLag } from './lag-record.ts';

export interface Metrics extends DeliveringMetrics {
  /** A commit is durable or has failed. */
  committed(source: string, timing: Timing): void;
  /** A push to a configured source was accepted; the time runs from the last header of its request. */
  accepted(source: string, timing: Timing): void;
  /** A push whose sender proved itself, once it is durable. */
  received(source: string, outcome: Appended['outcome']): void;
  /** A request to the public listener was answered with this code. `source`: where it was meant for a configured one. */
  refused(code: RefusalCode, timing: Timing, source?: string): void;
  /** The queue of a source was asked for messages. */
  polled(source: string, outcome: PollOutcome): void;
  /** The delivering thread has ended although nobody stopped it. */
  deliveringEnded(): void;
  /** Delay of the event loop of the delivering thread since it was last said. */
  deliveringLag(lag: LoopLag): void;
}

/** `failed`: the queue did not answer. */
export type PollOutcome = 'messages' | 'empty' | 'failed';

/** How one try to process a message ended. */
export type WorkOutcome = 'processed' | 'quarantined' | 'failed' | 'waiting' | 'retry' | 'lease_lost';

/** How long one thing took. */
export type Timing = {
  readonly seconds: number;
  /** The trace in which it can be seen, where one is recorded. */
  readonly traceId?: string | undefined;
};

/** The part of the delivering half, which may count on another thread. */
export interface DeliveringMetrics {
  /** A message was settled with a verdict. */
  judged(source: string, verdict: VerdictName, state: 'processed' | 'quarantined'): void;
  /** A message was given up. */
  failed(source: string): void;
  /** An attempt, once it is settled; `dead` made a dead letter. */
  attempted(sink: string, outcome: 'delivered' | 'retry' | 'dead'): void;
  /** One try to process a message, from its claim until it was settled. */
  worked(source: string, outcome: WorkOutcome, timing: Timing): void;
  /** One attempt: how long the sink took to answer. */
  tried(sink: string, outcome: 'delivered' | 'retry' | 'dead', timing: Timing): void;
  /** The first delivery of an event, from the receipt of its message until the sink had it. */
  arrived(sink: string, timing: Timing): void;
  /** To judge one message took longer than it should. */
  slow(source: string): void;
  /** What is attempted at a sink from now on: said at its start and at each change. */
  circuit(sink: string, circuit: Circuit): void;
}

/** The circuit breaker of one sink. Times are of the day. */
export type Circuit =
  /** Whatever is due is attempted. */
  | { readonly state: 'closed' }
  | {
      /** `open`: nothing is attempted until the next probe. `half-open`: the probe is under way. */
      readonly state: 'open' | 'half-open';
      /** When it opened. */
      readonly sinceMs: number;
      /** When the next probe is due; of an open one. */
      readonly untilMs?: number;
      /** What the latest failed attempt said. */
      readonly reason: string;
    };
