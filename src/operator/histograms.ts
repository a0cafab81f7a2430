/** How long things take, as histograms of Prometheus, with the trace of the latest one in each bucket where traces are recorded. */
import type { Metrics, Timing } from '../running/metrics.ts';
import { kept } from './kept-children.ts';
import type { LabelOf, MetricName } from './metrics-table.ts';
import { Histogram, type HistogramConfiguration } from './prom-client.ts';

type Label = LabelOf<MetricName<'histogram'>> | 'trace_id';
type Described = (
  name: MetricName<'histogram'>,
) => Pick<HistogramConfiguration<Label>, 'name' | 'help' | 'labelNames' | 'registers'>;

type Labels = Partial<Record<LabelOf<MetricName<'histogram'>>, string>>;

/**
 * A group commit takes 1 to 10 ms on an SSD. Zettle gives up after 10 s, and an answer that takes a tenth of a provider's patience is the
 * condition `ack-slow`: hence 1 and 10. AppDirect waits longer for a result.
 */
const ACK_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
// To judge a message takes 1 ms, a follow-up up to three calls of 10 s; a lease ends after 90 s. Sinks may take as long as their `timeoutMs`.
const WORK_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 90];
// From at once to the last of fifteen attempts, within a day.
const DELIVERY_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600, 21_600, 86_400];

export function openHistograms(described: Described): {
  answered(source: string, outcome: 'accepted' | 'refused' | 'failed', timing: Timing): void;
} & Pick<Metrics, 'committed' | 'worked' | 'tried' | 'arrived'> {
  function histogram(name: MetricName<'histogram'>, buckets: readonly number[]) {
    const made = new Histogram<Label>({ ...described(name), buckets: [...buckets], enableExemplars: true });
    // prom-client takes 3 µs to find a child by its labels, a map 0.1 µs. Its children know nothing of exemplars.
    const childOf = kept((labels: Labels) => made.labels(labels));
    return (key: string, labels: Labels, { seconds, traceId }: Timing) => {
      if (traceId === undefined) childOf(key, labels).observe(seconds);
      else made.observe({ labels, value: seconds, exemplarLabels: { trace_id: traceId } });
    };
  }

  const answers = histogram('pushdock_answer_seconds', ACK_SECONDS);
  const commits = histogram('pushdock_commit_seconds', ACK_SECONDS);
  const work = histogram('pushdock_processing_seconds', WORK_SECONDS);
  const attempts = histogram('pushdock_attempt_seconds', WORK_SECONDS);
  const deliveries = histogram('pushdock_delivery_seconds', DELIVERY_SECONDS);
  return {
    answered: (source, outcome, timing) => answers(`${source} ${outcome}`, { source, outcome }, timing),
    committed: (source, timing) => commits(source, { source }, timing),
    worked: (source, outcome, timing) => work(`${source} ${outcome}`, { source, outcome }, timing),
    tried: (sink, outcome, timing) => attempts(`${sink} ${outcome}`, { sink, outcome }, timing),
    arrived: (sink, timing) => deliveries(sink, { sink }, timing),
  };
}
