/** How sinks stand, from the rows that both engines find. */
import type { Lane, SinkGlance, SinkStanding } from '../store.ts';
import { oldestDue } from './oldest-due.ts';

export const lanes: readonly Lane[] = ['live', 'retry', 'replay'];

export type GlanceRow = {
  readonly sink: string;
  readonly lane: Lane | 'behind';
  readonly count: number;
  readonly oldest: number | null;
};
export type PausedRow = { readonly name: string; readonly paused_at_ms: number | null; readonly reason: string | null };

export type CountRow = { readonly sink: string; readonly count: number };

export const behindRow = (one: CountRow): GlanceRow => ({ ...one, lane: 'behind', oldest: null });

/** Of every sink that has deliveries or was paused once, by name. */
export function standings(
  rows: readonly GlanceRow[],
  dead: readonly CountRow[],
  paused: readonly PausedRow[],
  toCaller?: (ms: number) => number,
): readonly SinkStanding[] {
  const names = new Set([...rows, ...dead].map(({ sink }) => sink).concat(paused.map(({ name }) => name)));
  return [...names].sort().map((sink) => ({
    ...glance(sink, rows, paused, toCaller),
    dead: dead.find((one) => one.sink === sink)?.count ?? 0,
  }));
}

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
