/** A replay as both engines keep it, and as the interface shows it. */
import type { Replay, ReplayState } from '../store.ts';

export type ReplayRow = {
  readonly id: number;
  readonly sequence: number;
  readonly request: string;
  readonly state: ReplayState;
  readonly created_at_ms: number;
  readonly ended_at_ms: number | null;
  readonly total: number;
  readonly walked: number;
  readonly skipped: number;
  readonly reopened: number;
  readonly last_skip: string | null;
  readonly unfinished: number;
};

export const replayOf = (row: ReplayRow, deliveries: Replay['deliveries']): Replay => ({
  ...JSON.parse(row.request),
  id: String(row.id),
  state: row.state,
  createdAtMs: row.created_at_ms,
  ...(row.ended_at_ms !== null && { endedAtMs: row.ended_at_ms }),
  total: row.total,
  walked: row.walked,
  skipped: row.skipped,
  ...(row.last_skip !== null && { lastSkip: row.last_skip }),
  reopened: row.reopened,
  deliveries,
  unfinished: row.unfinished,
});
