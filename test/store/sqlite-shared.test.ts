/** Two halves on one store, in one process: what one does, the other hears of. That every promise holds through what `share` gave: `sqlite-joined.test.ts`. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { silentLog } from '../../src/log.ts';
import { joinStore } from '../../src/store/open.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import type { OpenedStore } from '../../src/store/store.ts';
import { heldClock } from './held-clock.ts';
import { start } from './in-this-thread.ts';
import { claimOne, completion, newEvent, newMessage } from './messages.ts';
import { temporaryPath } from './test-store.ts';

async function two(t: TestContext) {
  const clock = heldClock();
  const owner = await openSqliteStore({ path: temporaryPath(t), clock, ...start });
  const other = await joinStore(owner.share(), { clock, log: silentLog });
  t.after(async () => {
    await other.close();
    await owner.close();
  });
  return { clock, owner, other };
}

const changed = (store: OpenedStore, wanted: 'work' | 'events') =>
  new Promise<void>((resolve) => void store.onChange((what) => what === wanted && resolve()));

test('what one half appends, the other hears of and claims, whole', async (t) => {
  const { clock, owner, other } = await two(t);
  const due = changed(other, 'work');
  const bytes = new TextEncoder().encode('{"status":"SCANNED"}');
  const message = newMessage(clock.now(), { bytes });
  await owner.append(message);
  await due;
  const { message: claimed } = await claimOne(other, clock.now());
  assert.equal(claimed.id, message.id);
  assert.deepEqual([...claimed.bytes], [...bytes]);
  assert.deepEqual(claimed.headers, message.headers);
});

test('a connection of one half is answered as soon as the other has the result', async (t) => {
  const { clock, owner, other } = await two(t);
  const message = newMessage(clock.now());
  await owner.append(message);
  const answer = owner.resultOf(message.id, 10_000);
  const claim = await claimOne(other, clock.now());
  await other.settleWork(claim, { result: { final: true, value: { success: true } } });
  assert.deepEqual((await answer)?.value, { success: true });
});

test('events that one half makes are announced in the other', async (t) => {
  const { clock, owner, other } = await two(t);
  const told = changed(owner, 'events');
  const message = newMessage(clock.now());
  await owner.append(message);
  const claim = await claimOne(other, clock.now());
  const end = { kind: 'complete', completion: completion([newEvent(message.id)]), nowMs: clock.now() } as const;
  assert.equal(await other.settleWork(claim, { end }), 'done');
  await told;
  assert.equal((await owner.listEvents({}, { limit: 10 })).items.length, 1);
});

test('both halves at once: each gets its own answers, and nothing is lost or claimed twice', async (t) => {
  const { clock, owner, other } = await two(t);
  const messages = Array.from({ length: 300 }, () => newMessage(clock.now()));
  const claimed: string[] = [];
  const claiming = (async () => {
    while (claimed.length < messages.length) {
      const claims = await other.claimWork({ nowMs: clock.now(), leaseMs: 60_000, limit: 7 });
      claimed.push(...claims.map((claim) => claim.message.id));
      await Promise.all(claims.map((claim) => other.settleWork(claim, { end: { kind: 'fail', reason: 'a test' } })));
    }
  })();
  const appended = await Promise.all(messages.map((message) => owner.append(message)));
  await claiming;
  assert.ok(appended.every(({ outcome }) => outcome === 'stored'));
  assert.deepEqual(claimed.sort(), messages.map(({ id }) => id).sort());
});

test('what a half had asked for when it died is not claimed after the take-over, although the writer looks at it later', async (t) => {
  const { clock, owner, other } = await two(t);
  const message = newMessage(clock.now());
  await owner.append(message);
  const taken = owner.takeOver();
  const request = { nowMs: clock.now(), leaseMs: 90_000, limit: 1 };
  const asked = assert.rejects(other.claimWork(request), 'who has died gets nothing more');
  await taken;
  assert.equal((await claimOne(owner, clock.now())).message.id, message.id);
  await asked;
});

test('a half that goes away leaves the store open for the other, which takes its claims over', async (t) => {
  const { clock, owner, other } = await two(t);
  const message = newMessage(clock.now());
  await owner.append(message);
  await claimOne(other, clock.now());
  await other.close();
  assert.deepEqual(await owner.claimWork({ nowMs: clock.now(), leaseMs: 1_000, limit: 1 }), [], 'it is under a lease');
  await owner.takeOver();
  assert.equal((await claimOne(owner, clock.now())).message.id, message.id);
});
