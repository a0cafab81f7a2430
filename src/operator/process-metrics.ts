/** Metrics of the process, whatever gateways it runs: memory, CPU, event loop, garbage collection. Made once, because their observers cannot be removed. */
import type { LoopLag } from '../running/lag-record.ts';
import { watchLoopLag } from '../running/loop-lag.ts';
import { collectProcessMetrics, Gauge, Registry } from './prom-client.ts';

let ofProcess: Registry | undefined;

export function processRegistry(): Registry {
  if (ofProcess === undefined) {
    ofProcess = new Registry();
    for (const collect of collectProcessMetrics()) collect(ofProcess);
    // Gauges that are called as counters are: `promtool check metrics` takes them for faults. They are the sums of what stays.
    for (const kind of ['handles', 'requests', 'resources'])
      ofProcess.removeSingleMetric(`nodejs_active_${kind}_total`);
    openLoopGauges(ofProcess);
  }
  return ofProcess;
}

const ofLoop: Readonly<Record<keyof LoopLag, string>> = {
  min: 'The shortest',
  max: 'The longest',
  mean: 'The mean',
  stddev: 'The standard deviation of the',
  p50: 'For half of the time no longer',
  p90: 'For 90 % of the time no longer',
  p99: 'For 99 % of the time no longer',
};

/** Under the names of prom-client, whose own wake an idle process a hundred times a second. */
function openLoopGauges(register: Registry): void {
  const take = watchLoopLag();
  const registers = [register];
  // The first one collects for all of them.
  const now = new Gauge({
    ...{ name: 'nodejs_eventloop_lag_seconds', help: 'Lag of the event loop at the scrape before.', registers },
    collect() {
      const atMs = performance.now();
      setImmediate(() => now.set((performance.now() - atMs) / 1_000));
      const lag = take();
      for (const [key, gauge] of gauges) gauge.set(lag[key]);
    },
  });
  const gauges = (Object.keys(ofLoop) as (keyof LoopLag)[]).map((key) => {
    const help = `${ofLoop[key]} lag of the event loop since the last scrape: how long it looked at nothing new; 0 while it waits.`;
    return [key, new Gauge({ name: `nodejs_eventloop_lag_${key}_seconds`, help, registers })] as const;
  });
}
