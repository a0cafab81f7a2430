/**
 * Copies a store from PostgreSQL into a new file of SQLite, beside gateways that go on. Everything is read in one read-only transaction, so the copy is what
 * the store was at one moment. The file gets its name when it is whole and every row was compared.
 */
import { writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { silentLog } from '../../log.ts';
import { whileOpening } from '../postgres/connection/failures.ts';
import { openConnections } from '../postgres/connection/pool.ts';
import type { Session } from '../postgres/connection/session.ts';
import { type PostgresPlace, settingsOf } from '../postgres/connection/settings.ts';
import { mustBeThisSchema } from '../postgres/migrations/migrate.ts';
import { examine } from '../sqlite/backup/examine.ts';
import { countAll } from '../sqlite/counts/writes.ts';
import { openForWriting } from '../sqlite/file/connection.ts';
import { explained } from '../sqlite/file/trouble.ts';
import { indexAll } from '../sqlite/messages/identity-index.ts';
import type { MessageFilter } from '../store.ts';
import { backTables, wholeTables } from './back-tables.ts';
import { type Chosen, chooseMessages } from './chosen-messages.ts';
import type { Row } from './digest.ts';
import { type Filling, openFilling } from './filling.ts';
import { newFile } from './new-file.ts';
import { continueFrom, promoteHeads } from './sqlite-numbers.ts';

export type CopyOrder = {
  /** A file that does not exist. */
  readonly to: string;
  /** Of the messages that are copied, with all that belongs to each. Absent: everything. */
  readonly filter?: MessageFilter;
  readonly onProgress?: (messages: number, ofMessages: number) => void;
  /** Called with the copy's name while it is not complete. Code that ends the process before then removes this file. */
  readonly onTemporary?: (path: string) => void;
};
export type Copied = {
  /** Rows of each table in SQLite. They were compared with PostgreSQL's, by a digest of their contents too. */
  readonly counts: Readonly<Record<string, number>>;
  readonly bytes: number;
  /** Deliveries that a gateway with this store would bring to its sinks. */
  readonly waiting: number;
};

const MESSAGES_AT_ONCE = 500;
// Bodies may have megabytes each.
const BYTES_AT_ONCE = 4_194_304;
const ROWS_AT_ONCE = 1_000;

/** Rejects with `StoreUnavailable`; then there is no new file. Durable when it resolves. PostgreSQL is as it was. */
export async function postgresToSqlite(place: PostgresPlace, order: CopyOrder): Promise<Copied> {
  const file = newFile(order.to);
  order.onTemporary?.(file.temporary);
  try {
    writeFileSync(file.temporary, '', { flag: 'wx', mode: 0o600 });
    const waiting = await fill(place, file.temporary, order);
    const { counts, bytes } = examine(file.temporary);
    file.place();
    return { counts, bytes, waiting };
  } catch (error) {
    throw error instanceof Database.SqliteError ? explained(order.to, error) : error;
  } finally {
    file.discard();
  }
}

async function fill(place: PostgresPlace, path: string, order: CopyOrder): Promise<number> {
  const settings = settingsOf(place);
  const connections = openConnections(settings, silentLog, async () => {});
  const db = openForWriting(path);
  try {
    // The file is synced as a whole before it gets its name.
    db.pragma('synchronous = OFF');
    // One snapshot.
    await connections.readUntimed(async (session) => {
      await mustBeThisSchema(session, settings.schema, connections.place);
      await copyAll(db, session, order);
    });
    db.pragma('wal_checkpoint(TRUNCATE)');
    return db.prepare<[], number>(`SELECT count(*) FROM deliveries WHERE state = 'due'`).pluck().get() ?? 0;
  } catch (error) {
    throw whileOpening(error, connections.place);
  } finally {
    db.close();
    await connections.close();
  }
}

async function copyAll(
  db: Database.Database,
  session: Session,
  { filter, onProgress = () => {} }: CopyOrder,
): Promise<void> {
  const chosen = await chooseMessages(session, filter);
  const filling = openFilling(db);
  let copied = 0;
  onProgress(0, chosen.sequences.length);
  for (const sequences of portions(chosen)) {
    const found = new Map<string, readonly Row[]>();
    for (const { to, select } of backTables) found.set(to, await session.rows<Row>(select, [sequences]));
    db.transaction(() => {
      for (const [to, rows] of found) filling.add(to, rows);
    })();
    copied += sequences.length;
    onProgress(copied, chosen.sequences.length);
  }
  await copyWhole(db, session, filling, filter !== undefined);
  filling.compare();
  await continueFrom(db, session);
  countAll(db);
  indexAll(db);
  if (filter !== undefined) promoteHeads(db);
}

async function copyWhole(db: Database.Database, session: Session, filling: Filling, some: boolean): Promise<void> {
  const sources = db.prepare<[], string>('SELECT DISTINCT source FROM messages').pluck().all();
  for (const { to, select, whenSome } of wholeTables) {
    if (some && whenSome === 'not at all') continue;
    const narrowed = some && whenSome === 'of these sources';
    await session.run(
      `DECLARE copied NO SCROLL CURSOR FOR ${select}${narrowed ? ' WHERE source = ANY($1::text[])' : ''}`,
      narrowed ? [sources] : [],
    );
    filling.empty(to);
    for (;;) {
      const rows = await session.rows<Row>(`FETCH ${ROWS_AT_ONCE} FROM copied`);
      db.transaction(() => filling.add(to, rows))();
      if (rows.length < ROWS_AT_ONCE) break;
    }
    await session.run('CLOSE copied');
  }
}

function* portions({ sequences, bytes }: Chosen): Iterable<readonly number[]> {
  for (let from = 0; from < sequences.length; ) {
    let sum = 0;
    let to = from;
    while (to < sequences.length && to - from < MESSAGES_AT_ONCE && (to === from || sum < BYTES_AT_ONCE))
      sum += bytes[to++] ?? 0;
    yield sequences.slice(from, to);
    from = to;
  }
}
