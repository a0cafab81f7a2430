/** Stopping is bounded, whatever a sink waits for: a disk that hangs, a pipe that nobody reads, a broker that is half gone. */
import type { Clock } from '../../running/clock.ts';
import type { Attempted, Sink } from './sink.ts';

// Beside the 5 s that attempts have: supervisors give 30 s for everything.
const CLOSE_MS_MAX = 2_000;

/** The sink, with attempts that end when their signal aborts and a `close` that ends in time. What goes on behind them nobody waits for. */
export function bounded(sink: Sink, clock: Clock): Sink {
  return {
    ...sink,
    deliver: (event, context) => untilAborted(sink.deliver(event, context), context.signal),
    close: async () => {
      const closed = new AbortController();
      const closing = sink.close().finally(() => closed.abort());
      await Promise.race([closing, clock.sleep(CLOSE_MS_MAX, closed.signal)]);
      closing.catch(() => undefined); // Too late for anybody to hear of it.
    },
  };
}

/** Rejects with the signal's reason when that aborts first: an attempt that was broken off, of which the sink may still keep the event. */
function untilAborted(attempt: Promise<Attempted>, signal: AbortSignal): Promise<Attempted> {
  return new Promise((resolve, reject) => {
    const aborted = () => reject(signal.reason);
    if (signal.aborted) aborted();
    signal.addEventListener('abort', aborted, { once: true });
    attempt.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}
