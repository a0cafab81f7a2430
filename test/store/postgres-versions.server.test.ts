/** Nodes are replaced one by one: the version before runs beside the schema of the next one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { migrations } from '../../src/store/postgres/migrations/list.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { postgresPlace } from '../support/engine.ts';
import { noPostgres, postgresBinaries } from '../support/postgres-server.ts';
import { ask } from '../support/postgres-standby.ts';
import { until } from '../support/until.ts';
import { claimOne, completion, identity, LEASE_MS, newEvent, newMessage, processed } from './messages.ts';

const skip = postgresBinaries() === undefined && noPostgres;

// What takes away or changes something that the version before uses. A column that must be given has to have a default.
const breaking =
  /\bDROP (TABLE|COLUMN|VIEW|SCHEMA)\b|\bRENAME\b|\bTRUNCATE\b|\bDELETE FROM\b|\bALTER COLUMN\b|ADD COLUMN(?:(?!DEFAULT)[^;,])*NOT NULL(?:(?!DEFAULT)[^;,])*[;,]/i;
// What a trigger does later is not what the migration does.
const withoutBodies = (sql: string) => sql.replace(/\$\$[\s\S]*?\$\$/g, '');

test('a migration after the first one only adds, so that the version before goes on beside it', () => {
  for (const { number, name, sql } of migrations.slice(1))
    assert.doesNotMatch(`${withoutBodies(sql)};`, breaking, `migration ${number}, ${name}`);
  assert.match('ALTER TABLE x ADD COLUMN y integer NOT NULL;', breaking);
  assert.doesNotMatch('ALTER TABLE x ADD COLUMN y integer NOT NULL DEFAULT 0;', breaking);
  assert.match('ALTER TABLE x DROP COLUMN y;', breaking);
});

test('while a newer version has added a column to every table, a gateway that runs goes on with all it does, and one that starts is refused', {
  skip,
}, async (t) => {
  const place = await postgresPlace();
  const store = await openPostgresStore({ place });
  t.after(() => store.close());
  const now = () => Date.now();
  const replayed = await processed(store, now());
  const { schema, url } = place;
  const tables = await ask<{ name: string }>(
    url,
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = '${schema}' AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
  );
  assert.ok(tables.length > 15, `${tables.length} tables`);
  const newest = migrations.at(-1)?.number ?? 0;
  // Under load, as a node that is replaced does it.
  let loading = true;
  const load = (async () => {
    while (loading) await store.append(newMessage(now()));
  })();
  // One after the other, as migrations do: a transaction that locks several tables may wait for a push in a circle.
  for (const { name } of tables)
    await ask(
      url,
      `SET lock_timeout = '20s'; ALTER TABLE ${schema}.${name} ADD COLUMN later integer NOT NULL DEFAULT 7`,
    );
  await ask(
    url,
    `CREATE TABLE ${schema}.later (id bigint PRIMARY KEY); UPDATE ${schema}.schema_version SET version = ${newest + 1}`,
  );
  loading = false;
  await load;
  await assert.rejects(openPostgresStore({ place }), new RegExp(`has schema ${newest + 1}`));

  const push = { identities: [identity('one')] };
  const message = newMessage(now(), push);
  assert.equal((await store.append(message)).outcome, 'stored');
  assert.equal((await store.append(newMessage(now(), push))).outcome, 'duplicate');
  for (;;) {
    const claim = await claimOne(store, now()).catch(() => undefined);
    if (claim === undefined) break;
    const event = newEvent(claim.message.id);
    const deliveries = [{ eventId: event.id, sink: 'orders', orderKey: 'a' }];
    const done = { ...completion([event]), deliveries };
    await store.settleWork(claim, { end: { kind: 'complete', completion: done, nowMs: now() } });
  }
  let delivered = 0;
  await until(async () => {
    const [claim] = await store.claimDeliveries({ sink: 'orders', nowMs: now(), leaseMs: LEASE_MS, limit: 1 });
    if (claim === undefined) return (await store.listSinks()).every(({ waiting }) => (waiting.behind ?? 0) === 0);
    assert.equal(await store.settleDelivery(claim, { kind: 'delivered', detail: '' }, now()), 'done');
    delivered += 1;
    return false;
  });
  assert.ok(delivered > 0);
  assert.ok((await store.pullEvents({}, { after: 'oldest' }, 10)).items.length > 1);
  assert.equal(await store.keep('test', 'a', { value: new Uint8Array([1]), version: 0 }), 'kept');
  assert.equal(await store.lease('job', { holder: 'a', nowMs: now(), forMs: 1_000 }), true);
  assert.equal((await store.showMessage(replayed.message.id))?.message.id, replayed.message.id);
  const { id } = await store.createReplay({ filter: {}, mode: 'as_sent', perSecond: 100 }, now());
  assert.ok((await store.nextReplayed(id, 1, now())).items.length > 0);
  await store.healthy();
  assert.equal((await store.nodes?.list())?.length, 1);
});

test('each migration is a transaction of its own: one that waits for its table keeps none of the others', {
  skip,
}, async () => {
  const place = await postgresPlace();
  const { schema, url } = place;
  await (await openPostgresStore({ place })).close();
  // As version 3 left it.
  await ask(
    url,
    `UPDATE ${schema}.schema_version SET version = 3; DROP INDEX ${schema}.events_by_subject; ALTER TABLE ${schema}.work DROP COLUMN first_of`,
  );
  const holder = new pg.Client({ connectionString: url });
  await holder.connect();
  await holder.query(`BEGIN; SELECT 1 FROM ${schema}.work`);
  const opening = openPostgresStore({ place });
  const versionNow = async () =>
    (await ask<{ version: number }>(url, `SELECT version FROM ${schema}.schema_version`))[0]?.version;
  try {
    await until(async () => (await versionNow()) === 4);
  } finally {
    await holder.end();
    await (await opening).close();
  }
  assert.equal(await versionNow(), migrations.at(-1)?.number);
});
