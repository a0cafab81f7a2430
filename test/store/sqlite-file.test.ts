import assert from 'node:assert/strict';
import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { openForWriting } from '../../src/store/sqlite/file/connection.ts';
import { APPLICATION_ID, migrate } from '../../src/store/sqlite/file/migrate.ts';
import { migrations } from '../../src/store/sqlite/migrations/list.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { newMessage } from './messages.ts';
import { temporaryPath } from './test-store.ts';

const fatal = (sentence: RegExp) => (error: unknown) =>
  error instanceof StoreUnavailable && error.fatal && sentence.test(error.message);

test('synchronous is FULL on a new file and on one that is opened again', (t) => {
  const path = temporaryPath(t);
  for (const round of ['new', 'again']) {
    const db = openForWriting(path);
    assert.equal(db.pragma('synchronous', { simple: true }), 2, round);
    assert.equal(db.pragma('journal_mode', { simple: true }), 'wal', round);
    assert.equal(db.pragma('auto_vacuum', { simple: true }), 2, round);
    assert.equal(db.pragma('foreign_keys', { simple: true }), 1, round);
    assert.equal(db.pragma('application_id', { simple: true }), APPLICATION_ID, round);
    db.close();
  }
});

test('a file that cannot be opened as safely as the ack promises is refused', (t) => {
  const path = temporaryPath(t);
  // Made without auto_vacuum: its pages could never be given back.
  const db = new Database(path);
  db.pragma(`application_id = ${APPLICATION_ID}`);
  migrate(db);
  db.close();
  assert.throws(() => openForWriting(path), fatal(/auto_vacuum = 0 instead of 2/));
});

test('folder and files are made readable by their owner only', async (t) => {
  const path = join(dirname(temporaryPath(t)), 'new', 'deeper', 'pushdock.db');
  const store = await openSqliteStore({ path });
  await store.append(newMessage(Date.UTC(2026, 0, 15)));
  for (const file of [path, `${path}-wal`, `${path}-shm`, `${path}.lock`]) {
    assert.equal(statSync(file).mode & 0o777, 0o600, file);
  }
  assert.equal(statSync(dirname(path)).mode & 0o777, 0o700);
  await store.close();
  assert.equal(existsSync(`${path}-wal`), false);
});

test('a second owner is refused by the name of the file, also through another name of it', async (t) => {
  const path = temporaryPath(t);
  const store = await openSqliteStore({ path });
  const alias = join(dirname(path), 'alias');
  mkdirSync(alias);
  symlinkSync(path, join(alias, 'other.db'));
  for (const name of [path, join(alias, 'other.db')]) {
    await assert.rejects(openSqliteStore({ path: name }), fatal(/pushdock\.db is in use by another process/));
  }
  await store.healthy();
  await store.close();
  await (await openSqliteStore({ path })).close();
});

test('a newer schema, another program and a file that is no database are refused, and left as they were', async (t) => {
  const path = temporaryPath(t);
  await (await openSqliteStore({ path })).close();
  const set = (pragma: string) => {
    const db = new Database(path);
    db.pragma(pragma);
    db.close();
  };
  set('user_version = 999');
  await assert.rejects(openSqliteStore({ path }), fatal(/schema 999.*Start a newer one/));
  set(`user_version = ${migrations.at(-1)?.number}`);
  set('application_id = 7');
  await assert.rejects(openSqliteStore({ path }), fatal(/another program/));
  set(`application_id = ${APPLICATION_ID}`);
  // Each refusal gave the file free again.
  await (await openSqliteStore({ path })).close();

  const text = `${path}.txt`;
  writeFileSync(text, 'not a database, although long enough to be taken for one '.repeat(20));
  await assert.rejects(openSqliteStore({ path: text }), fatal(/SQLITE_NOTADB/));
});

test('migrations stand in the order of their numbers, each with its own, and run once each', (t) => {
  const numbers = migrations.map(({ number }) => number);
  assert.deepEqual(
    numbers,
    [...new Set(numbers)].toSorted((one, other) => one - other),
  );
  const db = new Database(temporaryPath(t));
  const steps = [
    { number: 1, name: 'one', sql: 'CREATE TABLE one (x)' },
    { number: 2, name: 'two', sql: 'CREATE TABLE two (x)' },
  ];
  migrate(db, steps.slice(0, 1));
  migrate(db, steps);
  migrate(db, steps);
  assert.equal(db.pragma('user_version', { simple: true }), 2);
  assert.throws(() => migrate(db, [...steps, { number: 3, name: 'bad', sql: 'CREATE TABLE three (x); nonsense' }]));
  assert.equal(db.pragma('user_version', { simple: true }), 2);
  assert.equal(db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'three'").get(), undefined);
  db.close();
});
