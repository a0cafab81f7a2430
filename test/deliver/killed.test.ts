import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { startChild } from '../store/child-process.ts';
import { newMessage } from '../store/messages.ts';
import { temporaryPath } from '../store/test-store.ts';

/** More in `make crash`. */
const KILLS = Number(process.env.DELIVERY_KILLS ?? 3);
/** Enough that every kill finds deliveries under way. */
const EVENTS = KILLS * 600;
const SUBJECTS = 100;

test('kill -9 at random points of delivering thousands of events: all arrive, repeats carry the same id, and subjects stay in order', async (t) => {
  const path = temporaryPath(t);
  const file = `${path}.delivered`;
  const messages = Array.from({ length: EVENTS }, (_, index) =>
    newMessage(Date.now(), { target: `/push/plain/s${index % SUBJECTS}` }),
  );
  const filled = await openSqliteStore({ path });
  await Promise.all(messages.map((message) => filled.append(message)));
  await filled.close();

  let kills = 0;
  for (;;) {
    const child = startChild('../deliver/deliver-child.ts', [path, file]);
    const exited = once(child.process, 'exit');
    let done = false;
    for await (const line of child.lines) {
      if (line === 'done') done = true;
      // While events go out. Not so soon that a message is under way at three ends in a row: from then on it is taken by itself and may come
      // after later ones.
      else if (kills < KILLS) void wait(200 + Math.random() * 300).then(() => child.process.kill('SIGKILL'));
    }
    await exited;
    if (done) break;
    kills += 1;
    assert.ok(kills <= KILLS, 'the child ended by itself without having delivered all');
  }
  assert.ok(kills > 0 && existsSync(file));

  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const expected = messages.map(({ id }) => `${id}-0`);
  const delivered = lines.map((line) => line.split(' ')[1] ?? '');
  assert.deepEqual([...new Set(delivered)].sort(), [...expected].sort());
  t.diagnostic(`${kills} kills, ${delivered.length - EVENTS} repeats`);

  // A repeat is the event that was under way, so it never comes after a later one of its subject.
  const position = new Map(expected.map((id, index) => [id, index]));
  const last = new Map<string, number>();
  for (const line of lines) {
    const [subject = '', id = ''] = line.split(' ');
    const at = position.get(id) ?? -1;
    assert.ok(at >= (last.get(subject) ?? -1), `${line} came after a later event of its subject`);
    last.set(subject, at);
  }

  const store = await openSqliteStore({ path });
  t.after(() => store.close());
  assert.deepEqual((await store.listDeliveries({ state: 'dead' }, { limit: 1 })).items, []);
});
