/** Whether the database keeps what it has committed: read back, because an ack is a promise. */
import { StoreUnavailable } from '../store.ts';
import type { Session } from './connection/session.ts';

export type Durability = {
  readonly synchronous_commit: string;
  readonly fsync: string;
  readonly full_page_writes: string;
};

/** One row of `Durability`. */
export const durabilitySql = `SELECT pg_catalog.current_setting('synchronous_commit') AS synchronous_commit, pg_catalog.current_setting('fsync') AS fsync,
  pg_catalog.current_setting('full_page_writes') AS full_page_writes`;

/** Which setting makes a commit that a crash loses, as a sentence; `undefined` where none does. */
export function whyNotDurable(row: Durability): string | undefined {
  const off = (['synchronous_commit', 'fsync', 'full_page_writes'] as const).find((name) => row[name] === 'off');
  return off && `has ${off} off, so a crash of the database loses messages that were acknowledged. Set ${off} = on.`;
}

type Row = Durability & {
  readonly replica: boolean;
  readonly version: string;
  readonly encoding: string;
  readonly array_nulls: string;
};

const VERSION_MIN = 140_000;

/** Others cannot keep every text that a push may have, and refuse it each time that it comes. SQL_ASCII keeps what it is given. */
const encodings = ['UTF8', 'SQL_ASCII'];

/** Throws `StoreUnavailable` where a commit is not durable, or a push may not be kept as it came. */
export async function mustBeDurable(session: Session, place: string): Promise<void> {
  const [row] = await session.rows<Row>(
    `${durabilitySql}, pg_catalog.pg_is_in_recovery() AS replica, pg_catalog.current_setting('server_version_num') AS version,
      pg_catalog.current_setting('server_encoding') AS encoding, pg_catalog.current_setting('array_nulls') AS array_nulls`,
  );
  if (!row) throw new Error('Settings are a row');
  const refuse = (why: string) => {
    throw new StoreUnavailable(`The store ${place} ${why}`, { fatal: true });
  };
  if (Number(row.version) < VERSION_MIN) refuse(`runs PostgreSQL ${row.version}. Version 14 or later is needed.`);
  if (row.replica) refuse('is a replica that takes no writes. Give the address of the primary.');
  const why = whyNotDurable(row);
  if (why !== undefined) refuse(why);
  if (!encodings.includes(row.encoding))
    refuse(
      `has the encoding ${row.encoding}, which cannot keep every text. Make a database for it: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.`,
    );
  if (row.array_nulls === 'off')
    refuse('has array_nulls off, which makes a text of what is absent. Set array_nulls = on.');
}
