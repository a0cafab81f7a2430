/** A sink at a glance, from the rows that both engines find. */
import type { Lane, SinkGlance } from '../store.ts';
import { oldestDue } from './oldest-due.ts';

export const lanes: readonly Lane[] = ['live', 'retry', 'replay'];

export type GlanceRow = {
  readonly sink: string;
  readonly lane: Lane | 'behind';
  readonly count: number;
  readonly oldest: number | null;
};
export type PausedRow = { readonly name: string; readonly paused_at_ms: number | null; readonly reason: string | null };

export function glance(
  sink: string,
  rows: readonly GlanceRow[],
  paused: readonly PausedRow[],
  toCaller?: (ms: number) => number,
): SinkGlance {
  const mine = rows.filter((one) => one.sink === sink);
  const countOf = (lane: Lane | 'behind') => mine.find((one) => one.lane === lane)?.count ?? 0;
  const pause = paused.find(({ name }) => name === sink);
  const waiting = mine.flatMap(({ lane, oldest }) => (lane === 'behind' || oldest === null ? [] : [{ lane, oldest }]));
  return {
    sink,
    ...(typeof pause?.paused_at_ms === 'number' && {
      paused: { sinceMs: pause.paused_at_ms, reason: pause.reason ?? '' },
    }),
    waiting: {
      live: countOf('live'),
      retry: countOf('retry'),
      replay: countOf('replay'),
      behind: countOf('behind'),
    },
    ...oldestDue(waiting, toCaller),
  };
}
