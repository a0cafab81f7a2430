/** What earlier versions wrote twice is read as what is written once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { heldClock } from './held-clock.ts';
import { start } from './in-this-thread.ts';
import { identity, LEASE_MS, newMessage, processed } from './messages.ts';
import { temporaryPath } from './test-store.ts';

test('the attempt that delivered is shown once, and a digest is known again, by whichever version they were written', async (t) => {
  const path = temporaryPath(t);
  const clock = heldClock();
  const open = () => openSqliteStore({ path, clock, ...start });
  const digest = 'd'.repeat(64);
  const push = () => newMessage(clock.now(), { identities: [identity(digest, { binding: digest })] });
  const first = await open();
  const { message } = await processed(first, clock.now(), ['ledger'], push());
  const due = { sink: 'ledger', nowMs: clock.now(), leaseMs: LEASE_MS, limit: 1 };
  const [failing] = await first.claimDeliveries(due);
  assert.ok(failing);
  const failed = { kind: 'retry', detail: '503', status: 503, tookMs: 7, dueAtMs: clock.now() } as const;
  await first.settleDelivery(failing, failed, clock.now());
  const [claim] = await first.claimDeliveries(due);
  assert.ok(claim);
  clock.advance(1_000);
  await first.settleDelivery(claim, { kind: 'delivered', detail: '200 OK', status: 200, tookMs: 3 }, clock.now());
  const shown = await first.showDelivery(claim.deliveryId);
  assert.deepEqual(shown?.attempts, [
    { outcome: 'retry', endedAtMs: clock.now() - 1_000, tookMs: 7, status: 503, detail: '503' },
    { outcome: 'delivered', endedAtMs: clock.now(), tookMs: 3, status: 200, detail: '200 OK' },
  ]);
  await first.close();

  const db = new Database(path);
  const changed = (sql: string) => assert.equal(db.prepare(sql).run().changes, 1, sql);
  changed(`INSERT INTO attempts (delivery_id, outcome, ended_at_ms, took_ms, status, detail)
    SELECT id, state, settled_at_ms, took_ms, status, detail FROM deliveries`);
  changed('UPDATE deliveries SET took_ms = NULL');
  changed('UPDATE identities SET binding = key');
  db.close();

  const second = await open();
  t.after(() => second.close());
  assert.deepEqual(await second.showDelivery(claim.deliveryId), shown);
  assert.deepEqual(await second.append(push()), { outcome: 'duplicate', messageId: message.id });
});

test('a binding that an earlier version wrote as it is means the same after the upgrade, also where it begins as those of today', async (t) => {
  const path = temporaryPath(t);
  const clock = heldClock();
  const open = () => openSqliteStore({ path, clock, ...start });
  const push = () => newMessage(clock.now(), { identities: [identity('order', { binding: '=2' })] });
  const first = await open();
  const stored = await first.append(push());
  await first.close();

  const db = new Database(path);
  db.exec(`UPDATE identities SET binding = '=2'; ALTER TABLE deliveries DROP COLUMN took_ms;
    CREATE INDEX topics_by_change ON topics (changed_at_sequence); DROP TABLE identity_index;
    CREATE INDEX identities_by_message ON identities (message_sequence);
    ALTER TABLE intake DROP COLUMN identities_indexed_until; PRAGMA user_version = 22`);
  db.close();

  const second = await open();
  t.after(() => second.close());
  assert.equal(stored.outcome, 'stored');
  assert.deepEqual(await second.append(push()), { outcome: 'duplicate', messageId: stored.messageId });
});
