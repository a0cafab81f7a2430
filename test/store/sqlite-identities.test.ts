/** Identities of the embedded store while they go from the writer's memory into their index, whatever ends the process in between. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import Database from 'better-sqlite3';
import { openForReading, openForWriting } from '../../src/store/sqlite/file/connection.ts';
import { migrate } from '../../src/store/sqlite/file/migrate.ts';
import { identities } from '../../src/store/sqlite/messages/identities.ts';
import { holdersOf } from '../../src/store/sqlite/messages/identity-index.ts';
import { migrations } from '../../src/store/sqlite/migrations/list.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { start } from './in-this-thread.ts';
import { identity, newMessage } from './messages.ts';
import { temporaryPath } from './test-store.ts';

const NOW_MS = 1_700_000_000_000;
const SOURCE = 'shipping';
// A turn through all hashes is some thirty appends.
const limits = { recent_max: 12, portion: 4 };

function openWriter(t: TestContext, path: string) {
  const db = openForWriting(path);
  t.after(() => db.close());
  const known = identities(db, limits);
  const insert = db.prepare(
    `INSERT INTO messages (id, provider, source, operation, received_at_ms, method, target, body_bytes, state)
     VALUES (?, 'paazl', '${SOURCE}', 'receiveShipmentStatus', ${NOW_MS}, 'POST', '/', 2, 'received')`,
  );
  return {
    db,
    judge: (key: string) => known.judge(SOURCE, [identity(key)], NOW_MS),
    append: (key: string, commits = true) => {
      db.exec('BEGIN');
      const found = known.judge(SOURCE, [identity(key)], NOW_MS);
      assert.ok(found.kind === 'new');
      const sequence = Number(insert.run(`id of ${key}`).lastInsertRowid);
      known.take(SOURCE, [identity(key)], found.found, sequence, NOW_MS);
      db.exec(commits ? 'COMMIT' : 'ROLLBACK');
    },
    bind: (key: string, sequence: number) => known.bind(SOURCE, [identity(key)], sequence, NOW_MS),
    indexed: () => Number(db.prepare('SELECT identities_indexed_until FROM intake').pluck().get()),
  };
}

test('a process that ends after any append loses no identity and doubles none, and neither does a transaction that is rolled back', (t) => {
  const path = temporaryPath(t);
  const keys: string[] = [];
  let writer = openWriter(t, path);
  const ofReader = openForReading(path);
  t.after(() => ofReader.close());
  const seen = { between: 0, whole: 0 };
  for (let n = 1; n <= 90; n += 1) {
    writer.append(`undone ${n}`, false);
    writer.append(`key ${n}`);
    keys.push(`key ${n}`);
    // A late name of an old message, as Zettle's signatures are. The next start does not read that message again.
    if (n % 20 === 0) {
      writer.bind(`late ${n}`, 1);
      keys.push(`late ${n}`);
    }
    // What was in memory is gone with a connection as it is with a process.
    const other = openWriter(t, path);
    for (const one of [writer, other])
      assert.deepEqual(
        keys.filter((key) => one.judge(key).kind !== 'duplicate'),
        [],
        `after ${n}`,
      );
    assert.equal(other.judge(`undone ${n}`).kind, 'new');
    assert.deepEqual(
      keys.filter((key) => holdersOf(ofReader)({ kind: 'body', key }).length !== 1),
      [],
    );
    const last = Number(other.db.prepare('SELECT count(*) FROM identity_index').pluck().get());
    if (last < keys.length) seen.between += 1;
    if (other.indexed() > 0) seen.whole += 1;
    other.db.close();
    // Every third of the turns is ended where it is.
    if (n % 11 === 0) {
      writer.db.close();
      writer = openWriter(t, path);
    }
  }
  assert.ok(seen.between > 30 && seen.whole > 30, JSON.stringify(seen));
  assert.ok(writer.indexed() > 45);
});

test('identities go with their message, from memory and from the index', (t) => {
  const writer = openWriter(t, temporaryPath(t));
  for (let n = 1; n <= 60; n += 1) writer.append(`key ${n}`);
  const rows = (table: string) => Number(writer.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  assert.ok(rows('identity_index') > 0 && rows('recent_identities') > 0);
  writer.db.exec('DELETE FROM messages WHERE sequence % 2 = 0');
  assert.equal(rows('identities'), 30);
  assert.equal(rows('identity_index') + rows('recent_identities'), 30);
  assert.equal(writer.judge('key 2').kind, 'new');
  assert.equal(writer.judge('key 3').kind, 'duplicate');
});

test('a store of an older version knows its repeats and conflicts after the upgrade, and finds them by identity', async (t) => {
  const path = temporaryPath(t);
  const old = new Database(path);
  old.pragma('auto_vacuum = INCREMENTAL');
  migrate(
    old,
    migrations.filter(({ number }) => number < 26),
  );
  const ids = ['one', 'two', 'three'].map((key) => {
    const { id } = newMessage(NOW_MS);
    const row = old.prepare(
      `INSERT INTO messages (id, provider, source, operation, received_at_ms, method, target, body_bytes, state)
       VALUES (?, 'paazl', ?, 'receiveShipmentStatus', ${NOW_MS}, 'POST', '/', 2, 'processed')`,
    );
    const sequence = row.run(id, newMessage(NOW_MS).source).lastInsertRowid;
    old.prepare(`INSERT INTO contents VALUES (?, '{}', x'7b7d')`).run(sequence);
    old
      .prepare(`INSERT INTO identities VALUES (?, 'body', ?, '=', ?, NULL)`)
      .run(newMessage(NOW_MS).source, key, sequence);
    return id;
  });
  old.close();

  const store = await openSqliteStore({ path, ...start });
  t.after(() => store.close());
  const push = (key: string, binding = key) =>
    store.append(newMessage(NOW_MS, { identities: [identity(key, { binding })] }));
  assert.deepEqual(await push('two'), { outcome: 'duplicate', messageId: ids[1] });
  const conflict = await push('three', 'another');
  assert.ok(conflict.outcome === 'conflict');
  assert.equal(conflict.conflictsWith, ids[2]);
  const { items } = await store.listMessages({ identity: { kind: 'body', key: 'three' } }, { limit: 10 });
  assert.deepEqual(items.map(({ id }) => id).toSorted(), [ids[2], conflict.messageId].toSorted());
});
