import assert from 'node:assert/strict';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { FileSinkSettings } from '../../../src/config.ts';
import { openFileSink } from '../../../src/deliver/sinks/file.ts';
import { firstAttempt, storedEvent } from '../../support/claims.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { delivery } from './events.ts';

const file = (path: string): FileSinkSettings => ({
  type: 'file',
  path,
  delivery,
});

const dataOf = (path: string): unknown[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).data);

/** What all file handles share, so that a test can count their syncs or let their writes fail. */
async function handles(): Promise<{
  datasync: () => Promise<void>;
  appendFile: (text: string) => Promise<void>;
  truncate: (bytes: number) => Promise<void>;
}> {
  const own = await open(import.meta.filename);
  await own.close();
  return Object.getPrototypeOf(own);
}

test('each event is a line of JSON, and the folder is made', async (t) => {
  const path = join(temporaryFolder(t), 'deep/er/events.ndjson');
  const sink = await openFileSink('ledger', file(path));
  assert.deepEqual(await sink.deliver(storedEvent(0, 'two\nlines ☕'), firstAttempt), {
    kind: 'delivered',
    detail: path,
  });
  await sink.close();
  assert.equal(readFileSync(path, 'utf8'), `${JSON.stringify(storedEvent(0, 'two\nlines ☕').envelope)}\n`);
});

test('events that come while a sync is under way share the next one', async (t) => {
  const path = join(temporaryFolder(t), 'events.ndjson');
  const sink = await openFileSink('ledger', file(path));
  const syncs = t.mock.method(await handles(), 'datasync');
  const attempts = await Promise.all(
    Array.from({ length: 100 }, (_, index) => sink.deliver(storedEvent(index), firstAttempt)),
  );
  await sink.close();
  assert.ok(attempts.every(({ kind }) => kind === 'delivered'));
  assert.equal(syncs.mock.callCount(), 2);
  assert.deepEqual(
    dataOf(path),
    Array.from({ length: 100 }, (_, index) => `number ${index}`),
  );
});

test('nothing is delivered before its sync has ended', async (t) => {
  const sink = await openFileSink('ledger', file(join(temporaryFolder(t), 'events.ndjson')));
  let synced = false;
  t.mock.method(await handles(), 'datasync', async () => {
    for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
    synced = true;
  });
  await sink.deliver(storedEvent(0), firstAttempt);
  assert.equal(synced, true);
  await sink.close();
});

for (const [name, before, after] of [
  ['half a line', '{"data":1}\n{"dat', '{"data":1}\n'],
  ['nothing but half a line', '{"dat', ''],
  ['half a line longer than what is read at once', `{"data":1}\n${'x'.repeat(200_000)}`, '{"data":1}\n'],
  ['a newline at the edge of what is read at once', `${'x'.repeat(99)}\n${'y'.repeat(65_536)}`, `${'x'.repeat(99)}\n`],
  ['whole lines', '{"data":1}\n{"data":2}\n', '{"data":1}\n{"data":2}\n'],
] as const) {
  test(`a file that ends in ${name} is opened at its last whole line`, async (t) => {
    const path = join(temporaryFolder(t), 'events.ndjson');
    writeFileSync(path, before);
    const sink = await openFileSink('ledger', file(path));
    await sink.deliver(storedEvent(0), firstAttempt);
    await sink.close();
    assert.equal(readFileSync(path, 'utf8'), `${after}${JSON.stringify(storedEvent(0).envelope)}\n`);
  });
}

test('a disk that takes half of a batch: it fails, leaves no half line, and the retry is written whole', async (t) => {
  const path = join(temporaryFolder(t), 'events.ndjson');
  const sink = await openFileSink('ledger', file(path));
  await sink.deliver(storedEvent(0), firstAttempt);
  const shared = await handles();
  const { appendFile } = shared;
  const full = t.mock.method(shared, 'appendFile', async function (this: typeof shared, text: string) {
    await appendFile.call(this, text.slice(0, 20));
    throw new Error('ENOSPC: no space left on device');
  });
  const attempted = await sink.deliver(storedEvent(1), firstAttempt);
  assert.deepEqual(attempted, { kind: 'failed', detail: `${path}: ENOSPC: no space left on device` });
  assert.deepEqual(dataOf(path), ['number 0']);
  assert.ok(readFileSync(path, 'utf8').endsWith('\n'));
  full.mock.restore();
  assert.equal((await sink.deliver(storedEvent(1), firstAttempt)).kind, 'delivered');
  await sink.close();
  assert.deepEqual(dataOf(path), ['number 0', 'number 1']);
});

test('while half a line cannot be taken away nothing is written behind it', async (t) => {
  const path = join(temporaryFolder(t), 'events.ndjson');
  const sink = await openFileSink('ledger', file(path));
  const shared = await handles();
  const { appendFile } = shared;
  const full = t.mock.method(shared, 'appendFile', async function (this: typeof shared, text: string) {
    await appendFile.call(this, text.slice(0, 20));
    throw new Error('ENOSPC');
  });
  const stuck = t.mock.method(shared, 'truncate', () => Promise.reject(new Error('EIO')));
  assert.equal((await sink.deliver(storedEvent(0), firstAttempt)).kind, 'failed');
  full.mock.restore();
  assert.deepEqual(await sink.deliver(storedEvent(0), firstAttempt), { kind: 'failed', detail: `${path}: EIO` });
  stuck.mock.restore();
  assert.equal((await sink.deliver(storedEvent(0), firstAttempt)).kind, 'delivered');
  await sink.close();
  assert.deepEqual(dataOf(path), ['number 0']);
});

test('a file that was emptied by a log rotation goes on at its start', async (t) => {
  const path = join(temporaryFolder(t), 'events.ndjson');
  const sink = await openFileSink('ledger', file(path));
  await sink.deliver(storedEvent(0), firstAttempt);
  truncateSync(path);
  const failing = t.mock.method(await handles(), 'datasync', () => Promise.reject(new Error('EIO')));
  assert.equal((await sink.deliver(storedEvent(1), firstAttempt)).kind, 'failed');
  failing.mock.restore();
  await sink.deliver(storedEvent(1), firstAttempt);
  await sink.close();
  assert.deepEqual(dataOf(path), ['number 1']);
});

test('a path that cannot be written refuses to open', async (t) => {
  await assert.rejects(openFileSink('ledger', file(temporaryFolder(t))), /EISDIR/);
});
