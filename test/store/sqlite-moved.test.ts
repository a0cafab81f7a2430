import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { type OpenedStore, StoreUnavailable } from '../../src/store/store.ts';
import { recordingLog } from '../support/recording-log.ts';
import { newMessage } from './messages.ts';
import { temporaryPath } from './test-store.ts';

const fatal = (sentence: RegExp) => (error: unknown) =>
  error instanceof StoreUnavailable && error.fatal && sentence.test(error.message);

async function appended(store: OpenedStore, count: number): Promise<string[]> {
  const messages = Array.from({ length: count }, () => newMessage(Date.now()));
  for (const message of messages) await store.append(message);
  return messages.map(({ id }) => id);
}

async function idsIn(path: string): Promise<string[]> {
  const store = await openSqliteStore({ path });
  const { items } = await store.listMessages({}, { limit: 100 });
  await store.close();
  return items.map(({ id }) => id).toReversed();
}

/** A store in `<folder>/data/` with three messages, and another one, of before, in `<folder>/backup.db` with one. */
async function opened(t: TestContext) {
  const folder = dirname(temporaryPath(t));
  const backup = join(folder, 'backup.db');
  const old = await openSqliteStore({ path: backup });
  const [before] = await appended(old, 1);
  await old.close();
  const data = join(folder, 'data');
  const path = join(data, 'pushdock.db');
  const log = recordingLog();
  const store = await openSqliteStore({ path, log });
  const ids = await appended(store, 3);
  return { folder, data, path, backup, before, store, ids, log };
}

type Opened = Awaited<ReturnType<typeof opened>>;

const gone: Readonly<Record<string, (at: Opened) => void>> = {
  'the file is deleted': ({ path }) => unlinkSync(path),
  'the file is moved away': ({ path }) => renameSync(path, `${path}.old`),
  'the folder is deleted': ({ data }) => rmSync(data, { recursive: true }),
  'the folder is renamed': ({ data }) => renameSync(data, `${data}-old`),
  'the folder is hidden by an empty one': ({ data }) => {
    renameSync(data, `${data}-under`);
    mkdirSync(data);
  },
  'another file takes its place': ({ path, backup }) => renameSync(backup, path),
};

for (const [what, happens] of Object.entries(gone)) {
  test(`${what}: nothing more is acknowledged, and what the store held is saved beside it`, async (t) => {
    const at = await opened(t);
    happens(at);
    await assert.rejects(
      at.store.append(newMessage(Date.now())),
      fatal(/pushdock\.db has been (deleted or moved away|replaced by another file)/),
    );
    assert.match((await at.store.failed).message, /while the store was open/);
    await assert.rejects(at.store.append(newMessage(Date.now())), fatal(/while the store was open/));
    await at.store.close();
    assert.ok(
      at.log.lines.some(
        ({ event, fields }) => event === 'store.moved' && /saved in .*saved-1/.test(String(fields?.detail)),
      ),
    );
    const saved = `${at.path}.saved-1`;
    assert.equal(statSync(saved).mode & 0o777, 0o600);
    assert.deepEqual((await idsIn(saved)).slice(0, 3), at.ids);
  });
}

test('a restored file is opened at the next start without the log of the one before', async (t) => {
  const { path, backup, before, store } = await opened(t);
  renameSync(backup, path);
  await assert.rejects(store.append(newMessage(Date.now())));
  await store.close();
  assert.deepEqual(await idsIn(path), [before]);
});

test('a restored file that brought a log of its own keeps that', async (t) => {
  const { path, folder, store } = await opened(t);
  const other = join(folder, 'other.db');
  const writing = await openSqliteStore({ path: other });
  const ids = await appended(writing, 2);
  // As after kill -9: file and log, copied while they are open.
  for (const end of ['', '-wal']) {
    copyFileSync(other + end, `${path}${end}.new`);
    renameSync(`${path}${end}.new`, path + end);
  }
  await writing.close();
  await assert.rejects(store.append(newMessage(Date.now())), fatal(/replaced by another file/));
  await store.close();
  assert.deepEqual(await idsIn(path), ids);
});

test('a backup that is copied over the open file is noticed before the next ack', async (t) => {
  const { path, backup, store } = await opened(t);
  await store.close();
  const again = await openSqliteStore({ path });
  t.after(() => again.close());
  await appended(again, 200);
  await again.close();
  const third = await openSqliteStore({ path });
  t.after(() => third.close());
  copyFileSync(backup, path);
  await assert.rejects(third.append(newMessage(Date.now())), fatal(/overwritten by another program/));
});

for (const end of ['-wal', '-shm']) {
  test(`only its ${end} is deleted: nothing more is acknowledged, and the next start finds everything`, async (t) => {
    const { path, store, ids, log } = await opened(t);
    unlinkSync(path + end);
    await assert.rejects(
      store.append(newMessage(Date.now())),
      fatal(new RegExp(`pushdock\\.db${end} has been deleted`)),
    );
    await store.close();
    assert.match(String(log.lines.at(-1)?.fields?.detail), /Everything is in .* itself\. Start the gateway again/);
    assert.deepEqual((await idsIn(path)).slice(0, 3), ids);
    assert.deepEqual(
      readdirSync(dirname(path)).filter((name) => name.includes('saved')),
      [],
    );
  });
}

test('a configured link that leads elsewhere is a difference too', async (t) => {
  const folder = dirname(temporaryPath(t));
  for (const name of ['one', 'two']) mkdirSync(join(folder, name));
  const current = join(folder, 'current');
  symlinkSync(join(folder, 'one'), current);
  const store = await openSqliteStore({ path: join(current, 'pushdock.db') });
  await appended(store, 1);
  unlinkSync(current);
  symlinkSync(join(folder, 'two'), current);
  await assert.rejects(
    store.append(newMessage(Date.now())),
    fatal(/current\/pushdock\.db has been deleted or moved away/),
  );
  await store.close();
  assert.deepEqual(readdirSync(join(folder, 'one')).toSorted(), ['pushdock.db', 'pushdock.db.lock']);
});

test('a gateway at rest notices by its claims', async (t) => {
  const { path, store } = await opened(t);
  unlinkSync(path);
  await assert.rejects(store.claimWork({ nowMs: Date.now(), leaseMs: 1000, limit: 1 }), fatal(/has been deleted/));
  await store.close();
});

test('a store that was deleted while nothing ran says at the next start that it is younger than its lock, once', async (t) => {
  const { path, store, data } = await opened(t);
  await store.close();
  const quiet = await openSqliteStore({ path });
  assert.deepEqual(quiet.found.remarks, []);
  await quiet.close();
  twoSecondsAgo(`${path}.lock`);
  unlinkSync(path);
  const log = recordingLog();
  const young = await openSqliteStore({ path, log });
  assert.match(
    young.found.remarks.join(),
    /pushdock\.db is younger than .*pushdock\.db\.lock: the store before it was deleted/,
  );
  assert.deepEqual(
    log.lines.map(({ event }) => event),
    ['store.younger'],
  );
  await young.close();
  assert.deepEqual((await openedAgain(path)).found.remarks, []);
  assert.ok(existsSync(data));
});

/** The clock of the file system cannot be held, but what it wrote can be changed. */
function twoSecondsAgo(path: string): void {
  const seconds = Date.now() / 1000 - 2;
  utimesSync(path, seconds, seconds);
}

async function openedAgain(path: string): Promise<OpenedStore> {
  const store = await openSqliteStore({ path });
  await store.close();
  return store;
}

test('a store in an empty folder says that the events which were delivered are older', async (t) => {
  const { path, store, folder, data } = await opened(t);
  await store.close();
  const events = join(folder, 'events.ndjson');
  copyFileSync(path, events);
  twoSecondsAgo(events);
  rmSync(data, { recursive: true });
  const young = await openSqliteStore({ path, witnesses: [events, join(folder, 'none.ndjson')] });
  assert.match(young.found.remarks.join(), /younger than .*events\.ndjson: the store before it/);
  await young.close();
});

test('an event file whose folder is a file does not keep the store from opening: that is the trouble of its sink', async (t) => {
  const { path, store, folder } = await opened(t);
  await store.close();
  const file = join(folder, 'a-file');
  copyFileSync(path, file);
  const again = await openSqliteStore({ path, witnesses: [join(file, 'events.ndjson')] });
  assert.deepEqual(again.found.remarks, []);
  await again.close();
});

test('the log of a deleted store is kept under another name', async (t) => {
  const { path, store } = await opened(t);
  copyFileSync(`${path}-wal`, `${path}-wal.kept`);
  await store.close();
  renameSync(`${path}-wal.kept`, `${path}-wal`);
  unlinkSync(path);
  await openedAgain(path);
  assert.ok(statSync(`${path}-wal.of-lost-store-1`).size > 0);
});
