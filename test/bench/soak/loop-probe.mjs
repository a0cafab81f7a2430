// Preloaded into the gateway (`node --import`): how late the thread is that receives. At SIGUSR2 it adds a line of JSON to LOOP_PROBE and starts
// over. `/metrics` has such a figure too, which does not count the time for which the thread waits for the processor.
import { appendFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const file = process.env.LOOP_PROBE;
if (isMainThread && file) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  process.on('SIGUSR2', () => {
    appendFileSync(file, `${JSON.stringify({ p99Ms: delay.percentile(99) / 1e6, worstMs: delay.max / 1e6 })}\n`);
    delay.reset();
  });
}
