/** What a database may lack, and what stands there already: each is refused at the start and by `doctor`, in one sentence with what to do. */
import assert from 'node:assert/strict';
import { chownSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { inspectPostgres } from '../../src/store/postgres/inspect.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { noPostgres, postgresBinaries, sharedPostgres, startPostgres } from '../support/postgres-server.ts';
import { ask } from '../support/postgres-standby.ts';
import { newMessage } from './messages.ts';

const skip = postgresBinaries() === undefined && noPostgres;

/** A database in which these statements were run, by the address of `user`. */
async function database(name: string, options: string, prepare: readonly string[] = [], user = 'app') {
  const server = await sharedPostgres();
  for (const role of ['app', 'guest'])
    await ask(server.url(), `DO $$ BEGIN CREATE ROLE ${role} LOGIN; EXCEPTION WHEN duplicate_object THEN END $$`);
  await ask(server.url(), `CREATE DATABASE ${name} ${options}`);
  const url = server.url(name);
  for (const statement of prepare) await ask(url, statement);
  return { engine: 'postgres', url: url.replace('user=pushdock', `user=${user}`), schema: 'pushdock' } as const;
}

type Place = Parameters<typeof inspectPostgres>[0];

async function refused(place: Place, said: RegExp): Promise<void> {
  await assert.rejects(openPostgresStore({ place }), (error) => {
    assert.ok(error instanceof StoreUnavailable, String(error));
    assert.match(error.message, said);
    return true;
  });
  const [first] = await inspectPostgres(place);
  assert.equal(first?.level, 'fault');
  assert.match(first.text, said);
}

async function opens(t: TestContext, place: Place): Promise<void> {
  const store = await openPostgresStore({ place });
  t.after(() => store.close());
  assert.equal((await store.append(newMessage(Date.now()))).outcome, 'stored');
}

test('a database that does not exist, or that takes no connections, is refused with what to check', {
  skip,
}, async () => {
  const there = await database('closed', 'ALLOW_CONNECTIONS false');
  await refused(there, /55000 .*Check/);
  await refused({ ...there, url: there.url.replace('closed', 'nowhere') }, /"nowhere".*CREATE DATABASE/);
  await refused(
    { ...there, url: `${there.url.replace('closed', 'postgres')}&options=-c%20nonsense%3D1` },
    /"nonsense".*store\.url/,
  );
});

test('a database that asks for a password of which there is none is refused with where to set it', {
  skip,
}, async (t) => {
  const server = await startPostgres();
  t.after(() => server.end());
  const hba = join(server.data, 'pg_hba.conf');
  writeFileSync(hba, 'local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n');
  const { uid, gid } = statSync(server.data);
  chownSync(hba, uid, gid);
  await ask(server.url(), `ALTER ROLE pushdock PASSWORD 'right'`);
  await ask(server.url(), 'SELECT pg_reload_conf()');
  const place = { engine: 'postgres', url: server.tcpUrl() } as const;
  await refused(place, /asks for a password. Set store\.password/);
  await refused({ ...place, password: 'wrong' }, /28P01.*Check the user/);
  await opens(t, { ...place, password: 'right' });
});

test('a user who may not make the schema, or tables in it, is refused with what an administrator runs', {
  skip,
}, async (t) => {
  await refused(await database('no_right', ''), /no schema pushdock.*GRANT CREATE ON DATABASE "no_right" TO "app"/);
  const theirs = await database('of_another', 'OWNER app', ['CREATE SCHEMA pushdock']);
  await refused(theirs, /ALTER SCHEMA "pushdock" OWNER TO "app"/);
  // What such an administrator does; the user has no right beyond this schema.
  await opens(t, await database('in_its_schema', '', ['CREATE SCHEMA pushdock AUTHORIZATION app']));
});

test('tables that belong to another user, or are not those of a store, are refused and not first noticed at midnight', {
  skip,
}, async () => {
  const place = await database('granted', 'OWNER app');
  await (await openPostgresStore({ place })).close();
  const server = await sharedPostgres();
  for (const what of ['SCHEMA pushdock', 'ALL TABLES IN SCHEMA pushdock', 'ALL SEQUENCES IN SCHEMA pushdock'])
    await ask(server.url('granted'), `GRANT ALL ON ${what} TO guest`);
  await refused({ ...place, url: place.url.replace('user=app', 'user=guest') }, /do not belong to the user guest/);
  const strange = await database('strange', 'OWNER app');
  await ask(strange.url, 'CREATE SCHEMA pushdock');
  await ask(strange.url, 'CREATE TABLE pushdock.schema_version (name text)');
  await refused(strange, /42703 .*store\.schema/);
});

test('a database whose encoding or settings cannot keep every text is refused, before it refuses a push for ever', {
  skip,
}, async () => {
  const locale = `LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`;
  await refused(await database('latin', `OWNER app ENCODING 'LATIN1' ${locale}`), /encoding LATIN1.*ENCODING 'UTF8'/);
  await refused(
    await database('nulls', 'OWNER app', ['ALTER DATABASE nulls SET array_nulls = off']),
    /Set array_nulls = on/,
  );
});

test('a store opens in a schema that is named by a word of SQL, and where all names in messages are quoted', {
  skip,
}, async (t) => {
  const place = await database('words', 'OWNER app', ['ALTER DATABASE words SET quote_all_identifiers = on']);
  await opens(t, { ...place, schema: 'select', direct: place.url });
});
