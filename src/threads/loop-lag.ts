/** The delay of this thread's event loop, measured as prom-client measures that of the main thread (`nodejs_eventloop_lag_…`), so that both can be compared. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { LoopLag } from '../running/metrics.ts';

const EVERY_MS = 10;
const NS_PER_S = 1e9;

/** Measures from now on. What is returned says it of the time since it was last asked. */
export function watchLoopLag(): () => LoopLag {
  const delay = monitorEventLoopDelay({ resolution: EVERY_MS });
  delay.enable();
  return () => {
    const since = {
      p50: delay.percentile(50) / NS_PER_S,
      p99: delay.percentile(99) / NS_PER_S,
      max: delay.max / NS_PER_S,
    };
    delay.reset();
    return since;
  };
}
