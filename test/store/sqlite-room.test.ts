/** Retention gives the room of what it forgot back to the file system. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { startRetention } from '../../src/deliver/retention.ts';
import { calm, waitFor } from '../deliver/delivering.ts';
import { recordingLog } from '../support/recording-log.ts';
import { heldClock } from './held-clock.ts';
import { newMessage } from './messages.ts';
import { openStoreAt, temporaryPath } from './test-store.ts';

const DAY_MS = 86_400_000;

test('the file gives back the room of what was forgotten', async (t) => {
  const path = temporaryPath(t);
  const clock = heldClock();
  const store = await openStoreAt({ path }, { clock });
  const bytes = new Uint8Array(100_000).fill(120);
  const disposition = { kind: 'record', reason: 'test', group: 'test', most: 1_000, perMinute: 1_000 } as const;
  for (let index = 0; index < 100; index += 1) await store.append(newMessage(clock.now(), { bytes, disposition }));
  const pages = () => {
    const db = new Database(path, { readonly: true });
    const count = Number(db.pragma('page_count', { simple: true }));
    db.close();
    return count;
  };
  const full = pages();
  clock.advance(2 * DAY_MS);
  const retention = startRetention({ store, ages: { messagesMs: DAY_MS }, clock, log: recordingLog() });
  let passed = false;
  void retention.pass().then(({ messages }) => {
    assert.equal(messages, 100);
    passed = true;
  });
  await waitFor(clock, () => passed, { stepMs: 10 });
  assert.ok(pages() < full / 10, `${pages()} of ${full} pages are left`);
  await calm();
  await retention.stop();
  await store.close();
});
