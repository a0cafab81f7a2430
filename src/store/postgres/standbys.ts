/** Whether the database's commits wait for a synchronous standby, and whether one is there. */
import type { Concern } from '../types/opened.ts';
import type { Session } from './connection/session.ts';

type Row = {
  readonly names: string;
  readonly commits: string;
  readonly serving: number;
  readonly connected: number;
  /** Without the role pg_read_all_stats only the number of standbys is seen. */
  readonly hidden: number;
  readonly waiting: number;
};

// A standby that is there answers within milliseconds.
const WAITING_S = 5;

const ask = `SELECT pg_catalog.current_setting('synchronous_standby_names') AS names, pg_catalog.current_setting('synchronous_commit') AS commits,
    (SELECT count(*) FROM pg_catalog.pg_stat_replication WHERE sync_state IN ('sync', 'quorum')) AS serving,
    (SELECT count(*) FROM pg_catalog.pg_stat_replication) AS connected,
    (SELECT count(*) FROM pg_catalog.pg_stat_replication WHERE sync_state IS NULL) AS hidden,
    (SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE wait_event = 'SyncRep'
       AND state_change < pg_catalog.clock_timestamp() - interval '${WAITING_S} s') AS waiting`;

/** How many standbys a commit waits for, as `synchronous_standby_names` says: `ANY 2 (…)`, `FIRST 1 (…)`, `2 (…)` or a list of names, of which one. */
const standbysNeeded = (names: string): number =>
  names.trim() === '' ? 0 : Number(/^\s*(?:(?:FIRST|ANY)\s+)?(\d+)\s*\(/i.exec(names)?.[1] ?? 1);

export const noStandby =
  'no synchronous standby is configured, so messages that were acknowledged are lost with the disk of the database; set synchronous_standby_names, or trust the disk and say so: store: { standby: none }';

/** What a person should know; `undefined`: all is well. */
export async function standbyConcern(session: Session, expected: boolean): Promise<Concern | undefined> {
  const [row] = await session.rows<Row>(ask);
  if (!row) throw new Error('Settings are a row');
  const { names, commits, serving, connected, hidden, waiting } = row;
  const needed = standbysNeeded(names);
  if (needed > 0 && commits === 'local') return expected ? notWaiting(names) : undefined;
  if (needed === 0)
    return expected ? { kind: 'standby-unconfigured', about: 'store', detail: unconfigured } : undefined;
  const known = hidden === 0;
  if (waiting === 0 && connected >= needed && (!known || serving >= needed)) return undefined;
  const there = known ? serving : connected;
  return {
    kind: 'standby-missing',
    about: 'store',
    detail: `The database waits for ${needed} of the synchronous standbys ${names}, and ${waiting > 0 && there >= needed ? 'they do not answer' : `${there} are there`}. Until then pushes are answered 503. Start the standby, or take it out of synchronous_standby_names.`,
  };
}

const notWaiting = (names: string): Concern => ({
  kind: 'standby-unconfigured',
  about: 'store',
  detail: `The database has the synchronous standbys ${names}, and its commits do not wait for them, because synchronous_commit is local: messages that were acknowledged are lost with the disk of the database. Set synchronous_commit = on.`,
});

export const unconfigured = `${noStandby.charAt(0).toUpperCase()}${noStandby.slice(1)}.`;
