/** Whether the database keeps what it has committed: read back, because an ack is a promise. */
import { StoreUnavailable } from '../store.ts';
import type { Session } from './connection/session.ts';

type Row = {
  readonly synchronous_commit: string;
  readonly fsync: string;
  readonly full_page_writes: string;
  readonly replica: boolean;
  readonly version: string;
  readonly standbys: string;
};

const VERSION_MIN = 140_000;

/** Throws `StoreUnavailable` where a commit is not durable. `standbys`: whether commits wait for one. */
export async function mustBeDurable(session: Session, place: string): Promise<{ readonly standbys: boolean }> {
  const [row] = await session.rows<Row>(
    `SELECT current_setting('synchronous_commit') AS synchronous_commit, current_setting('fsync') AS fsync,
       current_setting('full_page_writes') AS full_page_writes, pg_catalog.pg_is_in_recovery() AS replica,
       current_setting('server_version_num') AS version, current_setting('synchronous_standby_names') AS standbys`,
  );
  if (!row) throw new Error('Settings are a row');
  const refuse = (why: string) => {
    throw new StoreUnavailable(`The store ${place} ${why}`, { fatal: true });
  };
  if (Number(row.version) < VERSION_MIN) refuse(`runs PostgreSQL ${row.version}. Version 14 or later is needed.`);
  if (row.replica) refuse('is a replica that takes no writes. Give the address of the primary.');
  for (const name of ['synchronous_commit', 'fsync', 'full_page_writes'] as const) {
    if (row[name] === 'off')
      refuse(`has ${name} off, so a crash of the database loses messages that were acknowledged. Set ${name} = on.`);
  }
  return { standbys: row.standbys !== '' };
}
