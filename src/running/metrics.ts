/**
 * What the two halves report while they work. They know only this interface; `src/operator/metrics.ts` fills it for Prometheus.
 * Every name is one of the configuration, so that what is counted stays as small as the configuration, whatever strangers send.
 */
import type { RefusalCode } from '../problems.ts';
import type { Appended, VerdictName } from '../store/store.ts';

export interface Metrics extends DeliveringMetrics {
  /** Before a commit; call what is returned when it is durable or has failed. */
  beginCommit(source: string): () => void;
  /** A push whose sender proved itself, once it is durable. */
  received(source: string, outcome: Appended['outcome']): void;
  /** `source`: where the request was meant for a configured one. */
  refused(code: RefusalCode, source?: string): void;
  /** The delivering thread has ended although nobody stopped it. */
  deliveringEnded(): void;
  /** Delay of the event loop of the delivering thread since it was last said. */
  deliveringLag(lag: LoopLag): void;
}

/** In seconds. */
export type LoopLag = { readonly p50: number; readonly p99: number; readonly max: number };

/** The part of the delivering half, which may count on another thread. */
export interface DeliveringMetrics {
  /** A message was settled with a verdict. */
  judged(source: string, verdict: VerdictName, state: 'processed' | 'quarantined'): void;
  /** A message was given up. */
  failed(source: string): void;
  /** An attempt, once it is settled; `dead` made a dead letter. */
  attempted(sink: string, outcome: 'delivered' | 'retry' | 'dead'): void;
  /** To judge one message took longer than it should. */
  slow(source: string): void;
}
