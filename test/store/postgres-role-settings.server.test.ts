/** What ALTER ROLE and ALTER DATABASE set is meant for people, and must not end what a gateway does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { postgresPlace } from '../support/engine.ts';
import { noPostgres, postgresBinaries, sharedPostgres } from '../support/postgres-server.ts';
import { ask } from '../support/postgres-standby.ts';
import { recordingLog } from '../support/recording-log.ts';
import { until } from '../support/until.ts';
import { claimOne, newMessage } from './messages.ts';

const skip = postgresBinaries() === undefined && noPostgres;

const settings = {
  statement_timeout: '1s',
  lock_timeout: '1s',
  idle_in_transaction_session_timeout: '1s',
  idle_session_timeout: '1s',
  default_transaction_read_only: 'on',
  default_transaction_isolation: 'serializable',
  bytea_output: 'escape',
};

test('under timeouts, a read-only default and other settings of an administrator a schema is migrated and a message kept, byte by byte', {
  skip,
}, async (t) => {
  const server = await sharedPostgres();
  const database = 'with_settings';
  await ask(server.url(), `CREATE DATABASE ${database}`);
  for (const [name, value] of Object.entries(settings))
    await ask(server.url(), `ALTER DATABASE ${database} SET ${name} = '${value}'`);
  const url = server.url(database);
  const place = await postgresPlace({ url, direct: url });
  await (await openPostgresStore({ place })).close();

  // As version 3 left it, while somebody holds what a migration needs for longer than any of these timeouts.
  const { schema } = place;
  const holder = new pg.Client({ connectionString: url });
  await holder.connect();
  await holder.query('SET default_transaction_read_only = off; SET idle_in_transaction_session_timeout = 0');
  await holder.query(
    `UPDATE ${schema}.schema_version SET version = 3; DROP INDEX ${schema}.events_by_subject; ALTER TABLE ${schema}.work DROP COLUMN first_of`,
  );
  await holder.query(`BEGIN ISOLATION LEVEL READ COMMITTED; SELECT 1 FROM ${schema}.schema_version FOR UPDATE`);
  const log = recordingLog();
  const opening = openPostgresStore({ place, log });
  const longAs = (what: string) => async () =>
    (
      await ask(
        server.url(),
        `SELECT 1 FROM pg_stat_activity WHERE datname = '${database}' AND ${what} AND clock_timestamp() - state_change > interval '2 s'`,
      )
    ).length > 0;
  try {
    await until(longAs(`wait_event_type = 'Lock'`), { everyMs: 100, otherwise: 'the migration does not wait' });
  } finally {
    await holder.query('COMMIT');
    await holder.end();
  }
  const store = await opening;
  t.after(() => store.close());

  await until(longAs(`application_name = 'pushdock hints'`), { everyMs: 100, otherwise: 'nobody listens for hints' });
  assert.deepEqual(log.of('store.hints_lost'), []);
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const message = newMessage(Date.now(), { bytes });
  assert.equal((await store.append(message)).outcome, 'stored');
  const claim = await claimOne(store, Date.now());
  assert.deepEqual([...claim.message.bytes], [...bytes]);
});
