/** A finding's entry as both engines keep it, and as the interface shows it. */
import type { FindingEntry, FindingState } from '../store.ts';

export type FindingRow = {
  readonly sequence: number;
  readonly provider: string;
  readonly source: string;
  readonly event: string;
  readonly path: string;
  readonly rule: string;
  readonly message_id: string;
  readonly finding: string;
  readonly state: FindingState;
  readonly state_since_ms: number;
  readonly first_seen_at_ms: number;
  readonly last_seen_at_ms: number;
  readonly count: number;
  readonly alert: number;
};

export const findingOf = (row: FindingRow): FindingEntry => ({
  id: String(row.sequence),
  provider: row.provider,
  source: row.source,
  event: row.event,
  path: row.path,
  rule: row.rule,
  state: row.state,
  stateSinceMs: row.state_since_ms,
  firstSeenAtMs: row.first_seen_at_ms,
  lastSeenAtMs: row.last_seen_at_ms,
  count: row.count,
  alert: row.alert === 1,
  messageId: row.message_id,
  finding: JSON.parse(row.finding),
});
