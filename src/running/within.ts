/** One time for an attempt that is made of several steps. */
import type { Clock } from './clock.ts';

export type Bounds = { readonly timeoutMs: number; readonly clock: Clock; readonly signal: AbortSignal };

/**
 * The outcome of `work`, or of `late` when that takes longer. Rejects with the signal's reason when it aborts. What `work` still does
 * afterwards is not waited for; its signal tells it to end.
 */
export async function within<T>(
  { timeoutMs, clock, signal }: Bounds,
  work: (signal: AbortSignal) => Promise<T>,
  late: () => T,
): Promise<T> {
  signal.throwIfAborted();
  const over = new AbortController();
  const ended = new AbortController();
  const tooLong = clock.sleep(timeoutMs, ended.signal).then(() => {
    if (!ended.signal.aborted) over.abort(new Error(`longer than ${timeoutMs} ms`));
    return late();
  });
  const aborted = new Promise<never>((_, reject) => {
    // Listens until the end only: many attempts may share one signal.
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: ended.signal });
  });
  const working = work(AbortSignal.any([signal, over.signal]));
  working.catch(() => {}); // It may fail after its time is over; its outcome counts until then, and `race` gets it.
  try {
    return await Promise.race([working, tooLong, aborted]);
  } finally {
    ended.abort();
  }
}
