/** How long to wait before trying again. */
import { httpDateMs } from './http-date.ts';

export type Backoff = {
  /** Before the second try, in milliseconds. */
  readonly firstMs: number;
  /** By how much each wait is longer than the one before. */
  readonly factor: number;
  /** No wait is longer, in milliseconds. */
  readonly capMs: number;
  /**
   * `full` (default): anything between 0 and the computed wait, so that what failed together does not come back together
   * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). `none`: exactly the computed wait.
   */
  readonly jitter?: 'full' | 'none';
};

/**
 * The wait after failed attempt number `attempt` (1 = the first one), in whole milliseconds.
 * `random` gives numbers from 0 up to but not including 1.
 */
export function waitMs(backoff: Backoff, attempt: number, random: () => number = Math.random): number {
  // The power overflows to Infinity for large attempts, which the cap turns back into a number.
  const ceilingMs = Math.min(backoff.capMs, backoff.firstMs * backoff.factor ** Math.max(0, attempt - 1));
  return Math.round(backoff.jitter === 'none' ? ceilingMs : ceilingMs * random());
}

// Who asks for more than a day is not obeyed: the next try would come after everybody has forgotten the message.
export const retryAfterMsMax = 86_400_000;

/**
 * What a Retry-After header asks for (RFC 9110 §10.2.3: seconds or an HTTP date), in milliseconds from `nowMs`, at most a
 * day. Undefined if it is absent or has neither form.
 */
export function retryAfterMs(header: string | null | undefined, nowMs: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, retryAfterMsMax);
  const atMs = httpDateMs(text, nowMs);
  return atMs === undefined ? undefined : Math.min(Math.max(0, atMs - nowMs), retryAfterMsMax);
}
