/** Topics have no index by age, so retention looks through all of them, in portions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { heldClock } from './held-clock.ts';
import { start } from './in-this-thread.ts';
import { newMessage, statusIdentity } from './messages.ts';
import { temporaryPath } from './test-store.ts';

const DAY_MS = 86_400_000;
// Two portions and a part of a third, as many as the module looks through at once being 10,000.
const OLD = 25_000;

test('every topic that is older than all messages is forgotten in one pass, and no other', async (t) => {
  const path = temporaryPath(t);
  const clock = heldClock();
  const open = () => openSqliteStore({ path, clock, ...start });
  const status = (barcode: string) =>
    newMessage(clock.now(), { source: 'b', identities: [statusIdentity(barcode, 'SENT')] });
  const earlier = await open();
  await earlier.append(status('of the first'));
  await earlier.append(status('of the second'));
  await earlier.close();

  const db = new Database(path);
  t.after(() => db.close());
  // As if all their messages had been forgotten before: sources before and after that of the message.
  db.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${OLD})
    INSERT INTO topics (source, topic, value, changed_at_sequence) SELECT char(97 + i % 3), 'old ' || i, 'SENT', 0 FROM n`);
  const left = db.prepare<[], string>('SELECT topic FROM topics ORDER BY topic').pluck();
  assert.equal(left.all().length, OLD + 2);

  const store = await open();
  t.after(() => store.close());
  clock.advance(DAY_MS);
  for (let cursor: string | undefined = 'messages:0'; cursor !== undefined; )
    ({ nextCursor: cursor } = await store.prune({
      nowMs: clock.now(),
      ages: { messagesMs: 30 * DAY_MS },
      limit: 500,
      cursor,
    }));
  assert.deepEqual(left.all(), ['of the first', 'of the second']);
});
