/** A copy of a store in PostgreSQL as a file of SQLite. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import Database from 'better-sqlite3';
import { postgresToSqlite } from '../../../src/store/moving/postgres-to-sqlite.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { postgresPlace } from '../../support/engine.ts';
import { noPostgres, postgresBinaries } from '../../support/postgres-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { LEASE_MS, newMessage, statusIdentity } from '../messages.ts';
import { openPostgresTestStore } from '../postgres-store.ts';
import { fillStore, shownOf } from './full-store.ts';

const skip = postgresBinaries() === undefined && noPostgres;

async function filled(t: TestContext) {
  const nowMs = Date.now();
  const { store, place } = await openPostgresTestStore(t);
  await fillStore(store, nowMs);
  return { store, place, nowMs, to: join(temporaryFolder(t), 'copy.db') };
}

async function opened(t: TestContext, path: string) {
  const store = await openSqliteStore({ path });
  t.after(() => store.close());
  return store;
}

test('a copy shows what the store in PostgreSQL shows, knows its repeats and gives no number again', {
  skip,
}, async (t) => {
  const { store, place, nowMs, to } = await filled(t);
  const wanted = await shownOf(store);
  const steps: number[] = [];
  const copied = await postgresToSqlite(place, { to, onProgress: (done) => steps.push(done) });
  assert.deepEqual([copied.counts.messages, copied.counts.events, copied.counts.deliveries], [8, 4, 8]);
  assert.deepEqual([steps.at(0), steps.at(-1), statSync(to).mode & 0o777], [0, 8, 0o600]);
  const copy = await opened(t, to);
  assert.deepEqual(await shownOf(copy), wanted);
  assert.deepEqual(await shownOf(store), wanted, 'PostgreSQL is as it was');
  const repeat = await copy.append(newMessage(nowMs, { identities: [statusIdentity('3S1', 'CREATED')] }));
  assert.equal(repeat.outcome, 'duplicate');
  const { items } = await copy.pullEvents({}, { consumer: 'till' }, 10);
  assert.equal(items.length, 2, 'a consumer goes on where it was');
  // The claim of a gateway there is not one of a gateway here.
  const claims = await copy.claimDeliveries({
    sink: 'ledger',
    nowMs: Date.now() + 1_000,
    leaseMs: LEASE_MS,
    limit: 10,
  });
  assert.deepEqual([claims.length, claims[0]?.unfinished, claims[0]?.attempt], [1, 1, 1]);
});

test('a copy of some messages has them with all that is theirs, and none of the secrets', { skip }, async (t) => {
  const { place, nowMs, to } = await filled(t);
  const filter = {
    source: 'returns',
    fromMs: nowMs - 10_000,
    search: { fields: [{ path: [{ name: 'status' }], value: 'SCANNED' }] },
  };
  const { counts, waiting } = await postgresToSqlite(place, { to, filter });
  assert.deepEqual([counts.messages, counts.events, counts.documents, counts.kept], [2, 2, 2, 0]);
  const copy = await opened(t, to);
  await copy.setSinkPause('orders', undefined);
  const due = await copy.claimDeliveries({ sink: 'orders', nowMs: Date.now() + 1_000, leaseMs: LEASE_MS, limit: 10 });
  assert.equal(due.length, 2, 'what stood behind a message that is not here is the first of its order key');
  assert.equal(waiting, 4);
  assert.deepEqual((await copy.listReplays({}, { limit: 10 })).items, [], 'no replay begins to run here');
});

test('a copy is of one moment while the gateways go on', { skip }, async (t) => {
  const { store, place, nowMs, to } = await filled(t);
  let arrived = 0;
  let more: Promise<unknown> = Promise.resolve();
  await postgresToSqlite(place, {
    to,
    onProgress: () => {
      more = more.then(() => store.append(newMessage(nowMs)));
      arrived += 1;
    },
  });
  await more;
  assert.ok(arrived >= 2);
  const db = new Database(to, { readonly: true });
  t.after(() => db.close());
  assert.deepEqual(db.prepare('SELECT count(*) AS messages, sum(receipts) AS receipts FROM messages').get(), {
    messages: 8,
    receipts: 8,
  });
});

test('a copy goes into no file that exists, and leaves none behind when it fails', { skip }, async (t) => {
  const { place, to } = await filled(t);
  for (const taken of [to, `${to}-wal`]) {
    writeFileSync(taken, 'mine');
    await assert.rejects(postgresToSqlite(place, { to }), /exists already/);
  }
  const folder = temporaryFolder(t);
  const empty = await postgresPlace();
  await assert.rejects(postgresToSqlite(empty, { to: join(folder, 'x.db') }), /has no store in the schema store_/);
  await assert.rejects(
    postgresToSqlite(place, {
      to: join(folder, 'y.db'),
      onProgress: () => {
        throw new Error('the disk is gone');
      },
    }),
    /the disk is gone/,
  );
  assert.deepEqual([existsSync(join(folder, 'y.db')), readdirSync(folder)], [false, []]);
});
