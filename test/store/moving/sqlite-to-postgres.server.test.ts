/** A move to PostgreSQL that is interrupted, and goes on. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import Database from 'better-sqlite3';
import pg from 'pg';
import { sqliteToPostgres } from '../../../src/store/moving/sqlite-to-postgres.ts';
import type { PostgresPlace } from '../../../src/store/postgres/connection/settings.ts';
import { inspectPostgres } from '../../../src/store/postgres/inspect.ts';
import { openPostgresStore } from '../../../src/store/postgres/open.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { postgresPlace } from '../../support/engine.ts';
import { noPostgres, postgresBinaries } from '../../support/postgres-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { pushdockProgram } from '../../support/try-gateway.ts';
import { until } from '../../support/until.ts';
import { identity, newMessage } from '../messages.ts';
import { fillStore, LONG_KEY, shownOf } from './full-store.ts';

const skip = postgresBinaries() === undefined && noPostgres;
const MANY = 15_000;

/** A store with something of everything, and where told with enough to be interrupted in. */
async function source(t: TestContext, many = 0) {
  const path = join(temporaryFolder(t), 'pushdock.db');
  const store = await openSqliteStore({ path });
  await fillStore(store, Date.now());
  const shown = await shownOf(store);
  await store.close();
  const db = new Database(path);
  db.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many})
    INSERT INTO messages (id, provider, source, operation, received_at_ms, method, target, body_bytes, state)
    SELECT printf('00000000-0000-7000-8000-%012d', i), 'paazl', 'old', 'receive', 1700000000000 + i, 'POST', '/', 2, 'processed' FROM n WHERE i <= ${many};
    INSERT INTO contents (message_sequence, headers, bytes) SELECT sequence, '{}', x'7b7d' FROM messages WHERE source = 'old'`);
  db.close();
  return { path, shown };
}

async function asked<Row extends pg.QueryResultRow>(
  { url, schema }: PostgresPlace,
  sql: string,
): Promise<readonly Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(sql.replaceAll('pushdock.', `${schema}.`))).rows;
  } finally {
    await client.end();
  }
}

function withOption(url: string, options: string): string {
  const changed = new URL(url);
  changed.searchParams.set('options', options);
  return changed.toString();
}

/** How many rows of messages an incomplete store has; `undefined`: the move has not begun, or is at its end. */
const reached = async (place: PostgresPlace): Promise<number | undefined> => {
  const found = await asked<{ rows: string }>(place, `SELECT rows FROM pushdock.moving WHERE name = 'messages'`).catch(
    () => [],
  );
  return found[0] && Number(found[0].rows);
};

/** Ended by SIGKILL once some of the messages are there. */
async function killedMove(path: string, place: PostgresPlace): Promise<number> {
  const words = ['migrate', 'sqlite-to-postgres', '--from', path, '--to', place.url, '--schema', place.schema ?? ''];
  const child = spawn(process.execPath, [...pushdockProgram(), ...words], { stdio: 'ignore' });
  const ended = once(child, 'close');
  await until(async () => ((await reached(place)) ?? 0) > 0);
  child.kill('SIGKILL');
  await ended;
  const rows = await reached(place);
  assert.ok(rows !== undefined && rows > 0 && rows < MANY, `it was in the middle: ${rows}`);
  return rows;
}

test('what a store on SQLite shows, the moved one shows; a repeat under a very long name stays a repeat', {
  skip,
}, async (t) => {
  const { path, shown } = await source(t);
  const place = await postgresPlace();
  await sqliteToPostgres(path, place);
  const store = await openPostgresStore({ place });
  t.after(() => store.close());
  assert.deepEqual(await shownOf(store), shown);
  const long = [identity(LONG_KEY, { kind: 'token' })];
  assert.equal((await store.append(newMessage(Date.now(), { identities: long }))).outcome, 'duplicate');
});

test('messages whose names differ only in a NUL, and in the symbol for one, are moved as two', { skip }, async (t) => {
  const path = join(temporaryFolder(t), 'pushdock.db');
  const lite = await openSqliteStore({ path });
  const names = ['k\0', 'k␀'];
  for (const name of names) await lite.append(newMessage(Date.now(), { identities: [identity(name)] }));
  await lite.close();
  const place = await postgresPlace();
  await sqliteToPostgres(path, place);
  const store = await openPostgresStore({ place });
  t.after(() => store.close());
  for (const name of names)
    assert.equal((await store.append(newMessage(Date.now(), { identities: [identity(name)] }))).outcome, 'duplicate');
});

test('a move that was killed goes on where it was, and no gateway starts before it is whole', { skip }, async (t) => {
  const { path, shown } = await source(t, MANY);
  const place = await postgresPlace();
  const there = await killedMove(path, place);
  await assert.rejects(
    openPostgresStore({ place }),
    /is incomplete: pushdock migrate sqlite-to-postgres fills it now, or was interrupted/,
  );
  assert.match((await inspectPostgres(place))[0]?.text ?? '', /is incomplete/, 'doctor says so too');
  const steps: number[] = [];
  const { counts } = await sqliteToPostgres(path, place, { onProgress: (rows) => steps.push(rows) });
  assert.equal(steps[0], there, 'it begins with what is there');
  assert.equal(counts.messages, MANY + 8);
  const store = await openPostgresStore({ place });
  t.after(() => store.close());
  const { messages: _, ...rest } = await shownOf(store);
  const { messages: __, ...wanted } = shown;
  assert.deepEqual(rest, wanted);
  const [found] = await asked(
    place,
    'SELECT count(*)::int AS messages, count(DISTINCT id)::int AS ids FROM pushdock.messages',
  );
  assert.deepEqual(found, { messages: MANY + 8, ids: MANY + 8 });
});

test('the store is made whole without time limits, and then gets its statistics, so that a large one is not given up at the end', {
  skip,
}, async (t) => {
  const { path } = await source(t);
  const place = await postgresPlace();
  // The mark of an incomplete store is dropped in the last transaction; what applies there then is noted. Each schema has its own name, so other tests are not in it.
  await asked(
    place,
    `CREATE TABLE noted_limits (statement text, idle text);
     CREATE FUNCTION note_limits() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
       IF EXISTS (SELECT 1 FROM pg_event_trigger_dropped_objects() WHERE object_identity = '${place.schema}.moving') THEN
         INSERT INTO public.noted_limits VALUES (current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout'));
       END IF; END $$;
     CREATE EVENT TRIGGER note_limits ON sql_drop EXECUTE FUNCTION note_limits()`,
  );
  // As an administrator sets it for every session; with one digit, 12 ms would be read back as 10.
  const limited = { ...place, url: withOption(place.url, '-c statement_timeout=20s -c extra_float_digits=-15') };
  const moved = await sqliteToPostgres(path, limited);
  assert.equal(moved.notAnalyzed, undefined);
  assert.deepEqual(await asked(place, 'SELECT * FROM noted_limits'), [{ statement: '0', idle: '0' }]);
  const analyzed = await asked<{ name: string }>(
    place,
    `SELECT relname AS name FROM pg_class WHERE relnamespace = '${place.schema}'::regnamespace AND relname IN ('messages', 'deliveries', 'attempts') AND reltuples > 0 ORDER BY 1`,
  );
  assert.deepEqual(
    analyzed.map(({ name }) => name),
    ['attempts', 'deliveries', 'messages'],
  );
});

test('a file that was changed in between is refused, until the move begins again', { skip }, async (t) => {
  const { path } = await source(t, MANY);
  const place = await postgresPlace();
  const there = await killedMove(path, place);
  const db = new Database(path);
  db.exec(`UPDATE messages SET target = '/other' WHERE sequence = 1`);
  db.close();
  await assert.rejects(
    sqliteToPostgres(path, place),
    /the file has changed since that move began.*Nothing more was moved.*--restart/s,
  );
  assert.equal(await reached(place), there);
  const { counts } = await sqliteToPostgres(path, place, { restart: true });
  assert.equal(counts.messages, MANY + 8);
  await assert.rejects(sqliteToPostgres(path, place, { restart: true }), /has a store with messages in it already/);
});
