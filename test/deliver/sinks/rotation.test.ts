import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { FileSinkSettings } from '../../../src/config.ts';
import { openFileSink } from '../../../src/deliver/sinks/file.ts';
import { manualClock } from '../../outbound/manual-clock.ts';
import { firstAttempt } from '../../support/claims.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { delivery, eventOf } from './events.ts';

const lineBytes = Buffer.byteLength(`${JSON.stringify(eventOf('com.toy.moved', { n: 100 }).envelope)}\n`);
const numbered = (n: number) => eventOf('com.toy.moved', { n: 100 + n });
const settings = (path: string, rotate: FileSinkSettings['rotate']): FileSinkSettings => ({
  type: 'file',
  path,
  ...(rotate === undefined ? {} : { rotate }),
  delivery,
});
const numbersIn = (path: string): number[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).data.n - 100);

test('a file is renamed before it grows beyond its size, and no event is lost, split or written twice', async (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'events.ndjson');
  const clock = manualClock(Date.UTC(2026, 10, 21, 10, 15));
  const sink = await openFileSink('ledger', settings(path, { bytes: 3 * lineBytes, keep: 100 }), { clock });
  await Promise.all(Array.from({ length: 20 }, (_, n) => sink.deliver(numbered(n), firstAttempt)));
  for (let n = 20; n < 25; n += 1) await sink.deliver(numbered(n), firstAttempt);
  await sink.close();
  const renamed = readdirSync(folder)
    .filter((name) => name !== 'events.ndjson')
    .sort();
  assert.equal(renamed.includes('events.2026-11-21T10-15-00-000Z.ndjson'), true, renamed.join());
  const files = [...renamed, 'events.ndjson'].map((name) => numbersIn(join(folder, name)));
  assert.deepEqual(
    files.flat().sort((a, b) => a - b),
    Array.from({ length: 25 }, (_, n) => n),
  );
  for (const numbers of files) assert.ok(numbers.length >= 1 && numbers.length <= 3, `${numbers.length} in one file`);
});

test('an event larger than the whole file has one to itself', async (t) => {
  const path = join(temporaryFolder(t), 'events.ndjson');
  const sink = await openFileSink('ledger', settings(path, { bytes: 10, keep: 5 }));
  assert.equal((await sink.deliver(numbered(0), firstAttempt)).kind, 'delivered');
  assert.equal((await sink.deliver(numbered(1), firstAttempt)).kind, 'delivered');
  await sink.close();
  assert.deepEqual(numbersIn(path), [1]);
});

test('a file is renamed when it is old enough, and an empty one never', async (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'events.ndjson');
  const clock = manualClock(Date.UTC(2026, 10, 21));
  const sink = await openFileSink('ledger', settings(path, { ageMs: 3_600_000, keep: 5 }), { clock });
  clock.advance(7_200_000);
  await sink.deliver(numbered(0), firstAttempt);
  clock.advance(3_599_999);
  await sink.deliver(numbered(1), firstAttempt);
  assert.deepEqual(readdirSync(folder), ['events.ndjson']);
  clock.advance(1);
  await sink.deliver(numbered(2), firstAttempt);
  await sink.close();
  assert.deepEqual(numbersIn(path), [2]);
  assert.deepEqual(numbersIn(join(folder, 'events.2026-11-21T03-00-00-000Z.ndjson')), [0, 1]);
});

test('only so many renamed files are kept, the newest, and files of others stay', async (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'events.ndjson');
  writeFileSync(join(folder, 'events.backup.ndjson'), 'mine');
  const clock = manualClock(Date.UTC(2026, 10, 21));
  const sink = await openFileSink('ledger', settings(path, { bytes: lineBytes, keep: 2 }), { clock });
  for (let n = 0; n < 6; n += 1) {
    await sink.deliver(numbered(n), firstAttempt);
    clock.advance(1000);
  }
  await sink.close();
  const kept = readdirSync(folder).sort();
  assert.equal(kept.length, 4, kept.join());
  assert.ok(existsSync(join(folder, 'events.backup.ndjson')));
  assert.deepEqual(
    kept.filter((name) => /events\.2026/.test(name)).flatMap((name) => numbersIn(join(folder, name))),
    [3, 4],
  );
});

test('a folder that cannot be written to fails the attempt, and the old file goes on afterwards', async (t) => {
  if (process.getuid?.() === 0) return t.skip('root writes anywhere');
  const folder = temporaryFolder(t);
  const path = join(folder, 'events.ndjson');
  const sink = await openFileSink('ledger', settings(path, { bytes: lineBytes, keep: 2 }));
  await sink.deliver(numbered(0), firstAttempt);
  chmodSync(folder, 0o500);
  assert.equal((await sink.deliver(numbered(1), firstAttempt)).kind, 'failed');
  chmodSync(folder, 0o700);
  assert.equal((await sink.deliver(numbered(1), firstAttempt)).kind, 'delivered');
  await sink.close();
});
