/** What a database may do to a promise: commits that it cancels or loses, an end in the middle, a replica at its address. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { noPostgres, postgresBinaries, type ServerSettings, startPostgres } from '../support/postgres-server.ts';
import { ask, startStandby } from '../support/postgres-standby.ts';
import { openTcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';
import { heldClock } from './held-clock.ts';
import { identity, newMessage } from './messages.ts';

const skip = postgresBinaries() === undefined && noPostgres;

/** A server of its own, for what changes a server. */
async function ownServer(t: { after(end: () => Promise<void>): void }, settings: ServerSettings = {}) {
  const server = await startPostgres(settings);
  t.after(() => server.end());
  return server;
}

async function set(url: string, name: string, value: string | undefined): Promise<void> {
  await ask(url, value === undefined ? `ALTER SYSTEM RESET ${name}` : `ALTER SYSTEM SET ${name} = ${value}`);
  await ask(url, 'SELECT pg_reload_conf()');
  await until(async () => {
    const [row] = await ask<{ setting: string }>(url, `SELECT setting FROM pg_settings WHERE name = '${name}'`);
    return row?.setting === (value ?? '').replaceAll("'", '');
  });
}

test('a commit whose wait for the standby was cancelled fails the whole batch, and the resend is a repeat', {
  skip,
}, async (t) => {
  const server = await ownServer(t);
  const store = await openPostgresStore({ place: { engine: 'postgres', url: server.url() } });
  t.after(() => store.close());
  // Makes the partitions of this day.
  await store.append(newMessage(Date.now()));
  await set(server.url(), 'synchronous_standby_names', "'nobody'");
  const message = () => newMessage(Date.now(), { identities: [identity('one')] });
  const first = message();
  let settled = false;
  const both = Promise.allSettled([store.append(first), store.append(newMessage(Date.now()))]).finally(() => {
    settled = true;
  });
  const cancel = `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'`;
  while (!settled) await ask(server.url(), cancel);
  for (const one of await both) {
    assert.ok(one.status === 'rejected' && one.reason instanceof StoreUnavailable && !one.reason.fatal, one.status);
    assert.match(one.reason.message, /standby/);
  }
  await set(server.url(), 'synchronous_standby_names', undefined);
  assert.deepEqual(await store.append(message()), { outcome: 'duplicate', messageId: first.id });
});

test('while the database is gone a push is refused and may come again, and when it is back the same store goes on', {
  skip,
}, async (t) => {
  const server = await ownServer(t);
  const store = await openPostgresStore({ place: { engine: 'postgres', url: server.tcpUrl() } });
  t.after(() => store.close());
  const kept = newMessage(Date.now());
  await store.append(kept);
  await server.stop('immediate');
  for (const call of [
    () => store.append(newMessage(Date.now())),
    () => store.listMessages({}, { limit: 1 }),
    () => store.healthy(),
  ])
    await assert.rejects(call(), (error) => error instanceof StoreUnavailable && !error.fatal);
  await server.start();
  assert.equal((await store.append(newMessage(Date.now()))).outcome, 'stored');
  assert.ok(await store.showMessage(kept.id));
});

test('after the server has become one that takes no writes, every connection is opened again', { skip }, async (t) => {
  const server = await ownServer(t);
  const store = await openPostgresStore({ place: { engine: 'postgres', url: server.url() } });
  t.after(() => store.close());
  await store.append(newMessage(Date.now()));
  const pids = async () =>
    (
      await ask<{ pid: number }>(
        server.url(),
        `SELECT pid FROM pg_stat_activity WHERE application_name = 'pushdock' ORDER BY pid`,
      )
    ).map(({ pid }) => pid);
  const before = await pids();
  assert.ok(before.length > 0);
  // As a replica answers: each insertion fails with 25006.
  await ask(
    server.url(),
    `CREATE FUNCTION public.no_writes() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'cannot execute INSERT in a read-only transaction' USING ERRCODE = '25006'; END $$;
     CREATE TRIGGER no_writes BEFORE INSERT ON pushdock.messages EXECUTE FUNCTION public.no_writes()`,
  );
  await assert.rejects(store.append(newMessage(Date.now())), (error) => error instanceof StoreUnavailable);
  await ask(server.url(), 'DROP TRIGGER no_writes ON pushdock.messages');
  assert.equal((await store.append(newMessage(Date.now()))).outcome, 'stored');
  await until(async () => !(await pids()).some((pid) => before.includes(pid)));
});

test('while the address leads to a replica, writes are refused with a sentence that says so, and when it leads to the primary again the store goes on', {
  skip,
}, async (t) => {
  const primary = await ownServer(t);
  const standby = await startStandby(primary);
  t.after(() => standby.server.end());
  const proxy = await openTcpProxy(primary.port);
  t.after(proxy.end);
  const store = await openPostgresStore({
    place: { engine: 'postgres', url: `postgres://pushdock@127.0.0.1:${proxy.port}/postgres` },
  });
  t.after(() => store.close());
  await store.append(newMessage(Date.now()));
  proxy.leadTo(standby.server.port);
  proxy.cut();
  await until(async () => {
    const refused = await store.append(newMessage(Date.now())).catch((error: unknown) => error);
    assert.ok(refused instanceof StoreUnavailable && !refused.fatal, String(refused));
    return /is a replica.*leads to the primary/.test(refused.message);
  });
  // The connections to the replica are not broken by anybody.
  proxy.leadTo(primary.port);
  assert.equal((await store.append(newMessage(Date.now()))).outcome, 'stored');
});

test('a database whose commits are not durable, or whose schema is newer, is refused with a sentence', {
  skip,
}, async (t) => {
  const server = await ownServer(t);
  const place = { engine: 'postgres', url: server.url() } as const;
  await (await openPostgresStore({ place })).close();
  for (const name of ['fsync', 'full_page_writes']) {
    await set(server.url(), name, 'off');
    await assert.rejects(openPostgresStore({ place }), new RegExp(`${name} off`));
    await set(server.url(), name, 'on');
  }
  await ask(server.url(), 'ALTER ROLE pushdock SET synchronous_commit = off');
  await assert.rejects(openPostgresStore({ place }), /synchronous_commit off/);
  await ask(server.url(), 'ALTER ROLE pushdock RESET synchronous_commit');
  await ask(server.url(), 'UPDATE pushdock.schema_version SET version = 99');
  await assert.rejects(openPostgresStore({ place }), /has schema 99/);
});

test('while an administrator has made commits that a crash loses, no push is acknowledged; when he has put it back, the same store goes on', {
  skip,
}, async (t) => {
  const server = await ownServer(t);
  const place = { engine: 'postgres', url: server.url() } as const;
  const clock = heldClock(Date.UTC(2026, 0, 15, 12));
  const store = await openPostgresStore({ place, clock });
  t.after(() => store.close());
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    await set(server.url(), name, 'off');
    await assert.rejects(store.append(newMessage(clock.now())), (error) => {
      assert.ok(error instanceof StoreUnavailable && !error.fatal);
      assert.match(error.message, new RegExp(`${name} off`));
      return true;
    });
    await set(server.url(), name, 'on');
    assert.equal((await store.append(newMessage(clock.now()))).outcome, 'stored');
  }
});
