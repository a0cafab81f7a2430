/** Since when the deliveries of a sink wait, from the oldest of each lane. */
import type { Lane, SinkStanding } from '../store.ts';

export function oldestDue(
  lanes: readonly { readonly lane: Lane; readonly oldest: number }[],
  toCaller: (ms: number) => number = (ms) => ms,
): Pick<SinkStanding, 'oldestDueAtMs' | 'oldestNewDueAtMs'> {
  const fresh = lanes.filter(({ lane }) => lane !== 'replay');
  const oldest = (of: typeof lanes) => toCaller(Math.min(...of.map((one) => one.oldest)));
  return {
    ...(lanes.length > 0 && { oldestDueAtMs: oldest(lanes) }),
    ...(fresh.length > 0 && { oldestNewDueAtMs: oldest(fresh) }),
  };
}
