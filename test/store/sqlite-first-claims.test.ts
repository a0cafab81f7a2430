import assert from 'node:assert/strict';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { migrate } from '../../src/store/sqlite/file/migrate.ts';
import { migrations } from '../../src/store/sqlite/migrations/list.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { claimOne, completion, LEASE_MS, newEvent, newMessage, processed } from './messages.ts';
import { openTestStore, temporaryPath } from './test-store.ts';

const NOW_MS = 1_700_000_000_000;

test('what waits in a store of an older version is claimed once after the upgrade, before what arrives then', async (t) => {
  const path = temporaryPath(t);
  const [waiting, settled, failed] = [newMessage(NOW_MS), newMessage(NOW_MS), newMessage(NOW_MS)];
  const db = new Database(path);
  db.pragma('auto_vacuum = INCREMENTAL');
  migrate(
    db,
    migrations.filter(({ number }) => number < 18),
  );
  const insert = db.prepare(
    `INSERT INTO messages (id, provider, source, operation, received_at_ms, method, target, body_bytes, state)
     VALUES (?, 'paazl', 'shipping', 'receiveShipmentStatus', ?, 'POST', '/push/paazl/shipping', 2, ?)`,
  );
  const work = db.prepare('INSERT INTO work (message_sequence, due_at_ms, since_ms) VALUES (?, ?, ?)');
  for (const [{ id }, state] of [
    [waiting, 'received'],
    [settled, 'processed'],
    [failed, 'failed'],
  ] as const) {
    const { lastInsertRowid: sequence } = insert.run(id, NOW_MS, state);
    db.prepare(`INSERT INTO contents VALUES (?, '{}', x'7b7d')`).run(sequence);
    work.run(sequence, state === 'received' ? NOW_MS : null, NOW_MS);
  }
  db.close();

  const store = await openSqliteStore({ path });
  t.after(() => store.close());
  const arrived = newMessage(NOW_MS);
  await store.append(arrived);
  assert.equal((await store.backlog()).work, 2);
  const claims = await store.claimWork({ nowMs: NOW_MS, leaseMs: LEASE_MS, limit: 10 });
  assert.deepEqual(
    claims.map(({ message }) => message.id),
    [waiting.id, arrived.id],
  );
  assert.equal(await store.retryMessage(settled.id, NOW_MS), 'done');
  assert.equal(await store.retryMessage(failed.id, NOW_MS), 'due');
  assert.equal((await claimOne(store, NOW_MS)).message.id, failed.id);
});

test('a message that its first claim settles is written to no table of waiting work', async (t) => {
  const path = temporaryPath(t);
  const store = await openSqliteStore({ path });
  for (let count = 0; count < 3; count += 1) await processed(store, NOW_MS);
  await store.append(newMessage(NOW_MS));
  await store.close();
  const db = new Database(path, { readonly: true });
  t.after(() => db.close());
  assert.equal(db.prepare('SELECT count(*) FROM work').pluck().get(), 0);
});

test('a first claim whose completion was rolled back is held as before, and completes afterwards', async (t) => {
  const { store } = await openTestStore(t);
  await store.append(newMessage(NOW_MS));
  const claim = await claimOne(store, NOW_MS);
  const complete = (event: string) =>
    store.settleWork(claim, {
      end: {
        kind: 'complete',
        completion: {
          ...completion([newEvent(claim.message.id)]),
          deliveries: [{ eventId: event, sink: 'ledger' }],
        },
        nowMs: NOW_MS,
      },
    });
  await assert.rejects(complete('none'), /names the event none, which does not exist/);
  assert.deepEqual(await store.claimWork({ nowMs: NOW_MS, leaseMs: LEASE_MS, limit: 1 }), []);
  assert.equal(await complete(newEvent(claim.message.id).id), 'done');
  assert.equal((await store.backlog()).work, 0);
});

test('a message that is dated ahead of the clock waits for its time, and keeps no later one from being claimed', async (t) => {
  const { store } = await openTestStore(t);
  const [ahead, due] = [newMessage(NOW_MS + 60_000), newMessage(NOW_MS)];
  await store.append(ahead);
  await store.append(due);
  assert.equal((await claimOne(store, NOW_MS)).message.id, due.id);
  assert.deepEqual(await store.claimWork({ nowMs: NOW_MS, leaseMs: LEASE_MS, limit: 1 }), []);
  assert.equal((await claimOne(store, NOW_MS + 60_000)).message.id, ahead.id);
});
