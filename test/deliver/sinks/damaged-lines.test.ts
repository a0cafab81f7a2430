/** What power cuts leave in an events file: found when the sink is opened, and moved aside. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openFileSink } from '../../../src/deliver/sinks/file.ts';
import { manualClock } from '../../outbound/manual-clock.ts';
import { firstAttempt, storedEvent } from '../../support/claims.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { delivery } from './events.ts';

const line = (n: number) => `${JSON.stringify(storedEvent(n).envelope)}\n`;
const nuls = (count: number) => '\0'.repeat(count);

async function opened(t: TestContext, before: string) {
  const folder = temporaryFolder(t);
  const path = join(folder, 'events.ndjson');
  writeFileSync(path, before, { mode: 0o640 });
  const log = recordingLog();
  const clock = manualClock(Date.UTC(2026, 10, 21, 10, 15));
  const sink = await openFileSink('ledger', { type: 'file', path, delivery }, { clock, log });
  assert.equal((await sink.deliver(storedEvent(99), firstAttempt)).kind, 'delivered');
  await sink.close();
  const aside = readdirSync(folder).filter((name) => name !== 'events.ndjson');
  return {
    text: readFileSync(path, 'utf8'),
    mode: statSync(path).mode & 0o777,
    aside: aside.map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const),
    logged: log.of('sink.file_damaged').map(({ fields }) => [fields?.path === path, fields?.lines, fields?.moved_to]),
    path,
  };
}

const movedTo = 'events.ndjson.damaged-2026-11-21T10-15-00-000Z';

for (const [what, damaged, kept] of [
  ['a line of NULs', `${nuls(5000)}\n`, ''],
  ['NULs in the middle of a line', `${line(7).slice(0, 30)}${nuls(4096)}${line(7).slice(60)}`, ''],
  ['the end of a line whose beginning is lost', line(7).slice(40), ''],
  ['the beginning of a line whose end is lost', `${line(7).slice(0, 40)}\n`, ''],
  ['half a line and a whole one behind it', `${line(7).slice(0, 40)}${line(8)}`, line(8)],
  ['NULs and whole lines around them', `${line(7).trimEnd()}${nuls(10)}${line(8)}`, `${line(7)}${line(8)}`],
  ['more NULs than are read at once', `${nuls(200_000)}\n`, ''],
] as const)
  test(`${what} is moved aside, and every whole event stays, in its order`, async (t) => {
    const { text, aside, logged, mode, path } = await opened(t, `${line(0)}${damaged}${line(1)}${line(2)}`);
    assert.equal(text, `${line(0)}${kept}${line(1)}${line(2)}${line(99)}`);
    assert.deepEqual(aside, [[movedTo, damaged]]);
    assert.deepEqual(logged, [[true, 1, path.replace('events.ndjson', movedTo)]]);
    assert.equal(mode, 0o640);
  });

test('damage in many places of a large file is moved aside once, and nothing at the next start', async (t) => {
  const lines = Array.from({ length: 5_000 }, (_, n) => line(n));
  const isTorn = (n: number) => n % 250 === 7;
  const { text, logged, aside } = await opened(
    t,
    lines.map((one, n) => (isTorn(n) ? `${one.slice(10, 50)}${nuls(n)}\n` : one)).join(''),
  );
  assert.equal(text, `${lines.filter((_, n) => !isTorn(n)).join('')}${line(99)}`);
  assert.equal(logged[0]?.[1], 20);
  assert.equal(aside.length, 1);
  const again = await opened(t, text);
  assert.deepEqual(again.aside, []);
  assert.deepEqual(again.logged, []);
});

for (const [what, tail] of [
  ['NULs without a newline', nuls(9_000)],
  ['half a line and NULs', `${line(7).slice(0, 30)}${nuls(100)}`],
  ['text that is not JSON', 'no event of ours'],
] as const)
  test(`${what} at the end of the file are moved aside too`, async (t) => {
    const { text, aside } = await opened(t, `${line(0)}${tail}`);
    assert.equal(text, `${line(0)}${line(99)}`);
    assert.deepEqual(aside, [[movedTo, tail]]);
  });

test('whole lines, empty ones, lines of Windows and a byte order mark are no damage', async (t) => {
  const before = `\ufeff${line(0)}\n${line(1).replace('\n', '\r\n')}`;
  const { text, aside } = await opened(t, before);
  assert.equal(text, `${before}${line(99)}`);
  assert.deepEqual(aside, []);
});
