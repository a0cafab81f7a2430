/**
 * How late the event loop of a thread comes to what is new. It is measured at each turn of the loop, whatever woke it: the time of a turn in which the loop did not wait. A timer that is due every
 * 10 ms, as that of `monitorEventLoopDelay`, measures the same and wakes an idle gateway a hundred times a second in each thread.
 */
import { performance } from 'node:perf_hooks';
import { type LoopLag, openLagRecord } from './lag-record.ts';

/** Measures from now on. What is returned says it of the time since it was last asked. */
export function watchLoopLag(): () => LoopLag {
  const record = openLagRecord();
  let atMs = performance.now();
  let waitedMs = performance.nodeTiming.idleTime;

  function turn(): void {
    const nowMs = performance.now();
    const nowWaitedMs = performance.nodeTiming.idleTime;
    const waitMs = nowWaitedMs - waitedMs;
    record.turned(waitMs, nowMs - atMs - waitMs);
    atMs = nowMs;
    waitedMs = nowWaitedMs;
    next();
  }
  // Without its reference it runs when the loop turns, and does not make it turn: 0.2 µs a turn.
  const next = () => setImmediate(turn).unref();
  next();
  return record.take;
}
