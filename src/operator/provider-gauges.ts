/** The metrics of the provider-health clock, set for each page. */
import { stateNames } from '../health/judge.ts';
import type { SourceReport } from '../health/report.ts';
import type { LabelOf, MetricName } from './metrics-table.ts';

type Gauge<Label extends string> = {
  reset(): void;
  set(labels: Partial<Record<Label, string>>, value: number): void;
};
type MakeGauge = <Name extends MetricName<'gauge'>>(name: Name) => Gauge<LabelOf<Name>>;

export function openProviderGauges(gauge: MakeGauge): { set(reports: readonly SourceReport[]): void } {
  const state = gauge('pushdock_provider_state');
  const givesUp = gauge('pushdock_provider_gives_up_timestamp_seconds');
  const failing = gauge('pushdock_provider_failing_pushes');
  const retries = gauge('pushdock_provider_retries_used');
  const lastAccepted = gauge('pushdock_provider_last_accepted_timestamp_seconds');
  const strangers = gauge('pushdock_provider_strangers');
  const ack = gauge('pushdock_provider_ack_seconds');

  function setOne(report: SourceReport): void {
    const { name: source, judged, part } = report;
    for (const one of stateNames) state.set({ source, state: one }, one === judged.state ? 1 : 0);
    failing.set({ source }, judged.waiting.length + judged.expired.length);
    strangers.set({ source }, report.strangers.count);
    if (judged.givesUpAtMs !== undefined) givesUp.set({ source }, judged.givesUpAtMs / 1000);
    if (judged.oldest !== undefined) retries.set({ source }, judged.oldest.forecast.used - 1);
    if (part.lastAcceptedMs !== undefined) lastAccepted.set({ source }, part.lastAcceptedMs / 1000);
    for (const [share, ms] of [
      ['0.5', report.ack.p50Ms],
      ['0.99', report.ack.p99Ms],
      ['1', report.ack.worstMs],
    ] as const)
      if (ms !== undefined) ack.set({ source, share }, ms / 1_000);
  }

  return {
    set: (reports) => {
      for (const one of [state, givesUp, failing, retries, lastAccepted, strangers, ack]) one.reset();
      for (const report of reports) setOne(report);
    },
  };
}
