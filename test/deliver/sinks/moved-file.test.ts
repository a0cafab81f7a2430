/** What logrotate, archive jobs, editors and people do to an events file while the gateway writes to it. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { FileSinkSettings } from '../../../src/config.ts';
import { openFileSink } from '../../../src/deliver/sinks/file.ts';
import { openSinks } from '../../../src/deliver/sinks/open.ts';
import { manualClock } from '../../outbound/manual-clock.ts';
import { firstAttempt, storedEvent } from '../../support/claims.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { delivery } from './events.ts';

async function openLedger(t: TestContext, rotate?: FileSinkSettings['rotate']) {
  const path = join(temporaryFolder(t), 'data/events.ndjson');
  const log = recordingLog();
  const clock = manualClock(Date.UTC(2026, 10, 21, 10, 15));
  const settings: FileSinkSettings = { type: 'file', path, delivery, ...(rotate && { rotate }) };
  const sink = await openFileSink('ledger', settings, { clock, log });
  t.after(() => sink.close());
  const deliver = async (n: number) => await sink.deliver(storedEvent(n), firstAttempt);
  assert.equal((await deliver(0)).kind, 'delivered');
  return { path, folder: dirname(path), sink, deliver, clock, log, settings };
}

const dataOf = (path: string): unknown[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).data);

const permissions = (path: string) => statSync(path).mode & 0o777;

for (const [how, move] of [
  ['moved away', (path: string) => renameSync(path, `${path}.1`)],
  [
    'moved away, and made again with other permissions',
    (path: string) => {
      renameSync(path, `${path}.1`);
      writeFileSync(path, '', { mode: 0o640 });
    },
  ],
  ['compressed and deleted', (path: string) => execFileSync('gzip', [path])],
  ['deleted', (path: string) => unlinkSync(path)],
  [
    'emptied by copytruncate',
    (path: string) => {
      copyFileSync(path, `${path}.1`);
      truncateSync(path);
    },
  ],
  ['moved away, with its folder deleted', (path: string) => rmSync(dirname(path), { recursive: true })],
  ['moved away with its folder', (path: string) => renameSync(dirname(path), `${dirname(path)}.old`)],
  [
    'replaced by a link to another file',
    (path: string) => {
      renameSync(path, `${path}.1`);
      symlinkSync(`${path}.new`, path);
    },
  ],
  [
    'deleted, while a hard link still holds it',
    (path: string) => {
      linkSync(path, `${path}.link`);
      unlinkSync(path);
    },
  ],
] as const)
  test(`a file that is ${how} is at its path again with the next event`, async (t) => {
    const { path, deliver } = await openLedger(t);
    move(path);
    assert.equal((await deliver(1)).kind, 'delivered');
    assert.deepEqual(dataOf(path), ['number 1']);
    if (existsSync(`${path}.1`)) assert.deepEqual(dataOf(`${path}.1`), ['number 0']);
  });

test('an editor that saves the file under its name, without the last newline, loses no line and tears none', async (t) => {
  const { path, deliver } = await openLedger(t);
  writeFileSync(`${path}~`, readFileSync(path, 'utf8').trimEnd());
  renameSync(`${path}~`, path);
  assert.equal((await deliver(1)).kind, 'delivered');
  assert.deepEqual(dataOf(path), ['number 0', 'number 1']);
});

for (const [what, put, said] of [
  ['a folder', (path: string) => mkdirSync(path), /a folder \(EISDIR\)/],
  ['a FIFO', (path: string) => execFileSync('mkfifo', [path]), /a FIFO/],
  ['a device', (path: string) => symlinkSync('/dev/null', path), /a device/],
  [
    'a link that leads nowhere that can be made',
    (path: string) => symlinkSync('/proc/nowhere/x', path),
    /ENOENT|EACCES|EPERM/,
  ],
] as const)
  test(`${what} in the file's place fails the attempt with its reason, and a file is written again afterwards`, async (t) => {
    const { path, deliver } = await openLedger(t);
    renameSync(path, `${path}.1`);
    put(path);
    const attempted = await deliver(1);
    assert.equal(attempted.kind, 'failed');
    assert.match(attempted.detail, said);
    rmSync(path, { recursive: true });
    assert.equal((await deliver(1)).kind, 'delivered');
    assert.deepEqual(dataOf(path), ['number 1']);
  });

test('a file in the place of its folder fails the attempt with the reason', async (t) => {
  const { folder, deliver } = await openLedger(t);
  renameSync(folder, `${folder}.old`);
  writeFileSync(folder, '');
  const attempted = await deliver(1);
  assert.equal(attempted.kind, 'failed');
  assert.match(attempted.detail, /ENOTDIR|EEXIST/);
});

test('new files are readable by their user only, and a file that is rotated hands its permissions on', async (t) => {
  const { path, deliver, clock } = await openLedger(t, { ageMs: 1_000, keep: 5 });
  assert.equal(permissions(path), 0o600);
  renameSync(path, `${path}.1`);
  await deliver(1);
  assert.equal(permissions(path), 0o600);
  execFileSync('chmod', ['640', path]);
  clock.advance(1_000);
  await deliver(2);
  assert.deepEqual(dataOf(path), ['number 2']);
  assert.equal(permissions(path), 0o640);
});

test('a file that was moved away before it was due for rotation is begun again, and later rotations work', async (t) => {
  const { path, folder, deliver, clock } = await openLedger(t, { ageMs: 1_000, keep: 5 });
  renameSync(path, `${path}.1`);
  clock.advance(1_000);
  assert.equal((await deliver(1)).kind, 'delivered');
  assert.deepEqual(dataOf(path), ['number 1']);
  clock.advance(1_000);
  assert.equal((await deliver(2)).kind, 'delivered');
  assert.deepEqual(dataOf(path), ['number 2']);
  assert.deepEqual(dataOf(join(folder, 'events.2026-11-21T10-15-02-000Z.ndjson')), ['number 1']);
});

test('a rotated link stays a link: the file that it leads to is renamed', async (t) => {
  const { path, folder, deliver, clock } = await openLedger(t, { ageMs: 1_000, keep: 5 });
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  renameSync(path, join(disk, 'real.ndjson'));
  symlinkSync(join(disk, 'real.ndjson'), path);
  clock.advance(1_000);
  assert.equal((await deliver(1)).kind, 'delivered');
  assert.deepEqual(dataOf(join(disk, 'real.ndjson')), ['number 1']);
  assert.deepEqual(dataOf(join(disk, 'real.2026-11-21T10-15-01-000Z.ndjson')), ['number 0']);
});

for (const [what, meddle] of [
  ['deleted', (path: string) => unlinkSync(path)],
  ['moved away', (path: string) => renameSync(path, `${path}.1`)],
  ['emptied', (path: string) => truncateSync(path)],
] as const)
  test(`a file that is ${what} between the write and its sync: the event is written again, to the file at the path`, async (t) => {
    const { path, deliver } = await openLedger(t);
    const own = await open(import.meta.filename);
    const shared: { datasync: () => Promise<void> } = Object.getPrototypeOf(own);
    await own.close();
    const synced = t.mock.method(shared, 'datasync', async () => {
      if (synced.mock.callCount() === 0) meddle(path);
    });
    assert.equal((await deliver(1)).kind, 'delivered');
    assert.deepEqual(dataOf(path), ['number 1']);
  });

test('a file that somebody takes away during each write is a failed attempt that says so', async (t) => {
  const { path, deliver } = await openLedger(t);
  const own = await open(import.meta.filename);
  const shared: { datasync: () => Promise<void> } = Object.getPrototypeOf(own);
  await own.close();
  t.mock.method(shared, 'datasync', async () => unlinkSync(path));
  assert.deepEqual(await deliver(1), {
    kind: 'failed',
    detail: `${path}: another program moved or emptied the file during each of 3 writes`,
  });
});

test('a half line never stays behind in a file that is moved away after a failed write, nor fills an emptied one with NULs', async (t) => {
  const { path, deliver } = await openLedger(t);
  const own = await open(import.meta.filename);
  const shared: { appendFile: (text: string) => Promise<void>; truncate: () => Promise<void> } =
    Object.getPrototypeOf(own);
  await own.close();
  const { appendFile } = shared;
  const full = t.mock.method(shared, 'appendFile', async function (this: typeof shared, text: string) {
    truncateSync(path); // As copytruncate does, in the middle of the write.
    await appendFile.call(this, text.slice(0, 20));
    throw new Error('ENOSPC');
  });
  assert.equal((await deliver(1)).kind, 'failed');
  full.mock.restore();
  assert.equal(readFileSync(path, 'utf8'), '');
  assert.equal((await deliver(1)).kind, 'delivered');
  assert.deepEqual(dataOf(path), ['number 1']);
});

test('a reload closes a file that was moved away, before any event comes', async (t) => {
  const { path, sink } = await openLedger(t);
  renameSync(path, `${path}.1`);
  await sink.reopen?.();
  assert.equal(readFileSync(path, 'utf8'), '');
  assert.equal(permissions(path), 0o600);
});

test('a path that cannot be opened at the start is said in the log, and written once it can be', async (t) => {
  const folder = join(temporaryFolder(t), 'data');
  writeFileSync(folder, 'a file where the folder belongs');
  const log = recordingLog();
  const path = join(folder, 'events.ndjson');
  const [sink] = await openSinks({ ledger: { type: 'file', path, delivery } }, { log, openLater: true });
  assert.ok(sink);
  t.after(() => sink.close());
  assert.equal(log.of('sink.not_opened')[0]?.fields?.path, path);
  assert.equal((await sink.deliver(storedEvent(0), firstAttempt)).kind, 'failed');
  unlinkSync(folder);
  assert.equal((await sink.deliver(storedEvent(0), firstAttempt)).kind, 'delivered');
  assert.deepEqual(dataOf(path), ['number 0']);
});

test('a sink below a folder that nobody can make is open at once: the log says why, and each event fails', {
  skip: existsSync('/proc/self') ? false : 'there is no /proc here',
  timeout: 60_000,
}, async (t) => {
  const log = recordingLog();
  const path = '/proc/pushdock-nowhere/events.ndjson';
  const [sink] = await openSinks({ ledger: { type: 'file', path, delivery } }, { log, openLater: true });
  assert.ok(sink);
  t.after(() => sink.close());
  assert.match(String(log.of('sink.not_opened')[0]?.fields?.reason), /ENOENT.*\/proc\/pushdock-nowhere'/);
  assert.equal((await sink.deliver(storedEvent(0), firstAttempt)).kind, 'failed');
});
