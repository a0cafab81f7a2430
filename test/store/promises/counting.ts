import assert from 'node:assert/strict';
import type { Replayed, Store, WorkEnd } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import { claimOne, completion, identity, newEvent, newMessage, processed } from '../messages.ts';

const HOUR_MS = 3_600_000;

/** Each as `source state verdict: count`, by how many hours after `sinceMs` its step begins. */
async function counted(store: Store, sinceMs: number, parts: { stepMs?: number; source?: string } = {}) {
  const fromMs = Math.floor(sinceMs / HOUR_MS) * HOUR_MS;
  const counts = await store.countMessages({ fromMs, toMs: fromMs + 48 * HOUR_MS, stepMs: HOUR_MS, ...parts });
  return counts.map(({ atMs, source, state, verdict, count }) => [
    (atMs - fromMs) / HOUR_MS,
    [source, state, ...(verdict === undefined ? [] : [verdict])].join(' '),
    count,
  ]);
}

/** The same by looking at every message. */
async function listed(store: Store, sinceMs: number) {
  const fromMs = Math.floor(sinceMs / HOUR_MS) * HOUR_MS;
  const times = new Map<string, number>();
  for (const { receivedAtMs, source, state, verdict } of (await store.listMessages({}, { limit: 100 })).items) {
    const hour = Math.floor((receivedAtMs - fromMs) / HOUR_MS);
    const key = JSON.stringify([hour, [source, state, ...(verdict === undefined ? [] : [verdict])].join(' ')]);
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return [...times].map(([key, count]) => [...JSON.parse(key), count]);
}

const sorted = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();

export const counting: Promises = {
  'messages are counted by the hour in which they came, by source, and by the state and verdict that they have now':
    async ({ store, clock }) => {
      const sinceMs = clock.now();
      await processed(store, clock.now());
      await processed(store, clock.now());
      await store.append(newMessage(clock.now(), { source: 'returns' }));
      assert.deepEqual(await counted(store, sinceMs), [
        [0, 'returns received', 1],
        [0, 'shipping processed match', 2],
      ]);
      const claim = await claimOne(store, clock.now());
      clock.advance(HOUR_MS);
      // It is counted where it came, not where it ended.
      await store.settleWork(claim, { end: { kind: 'fail', reason: 'It cannot be read.' } });
      await store.append(newMessage(clock.now()));
      assert.deepEqual(await counted(store, sinceMs), [
        [0, 'returns failed', 1],
        [0, 'shipping processed match', 2],
        [1, 'shipping received', 1],
      ]);
      assert.deepEqual(await counted(store, sinceMs, { source: 'returns' }), [[0, 'returns failed', 1]]);
    },

  'a repeat is not counted again; a conflict, a recorded message and one that is retried are counted as what they are':
    async ({ store, clock }) => {
      const sinceMs = clock.now();
      const first = newMessage(clock.now(), { identities: [identity('one')] });
      await store.append(first);
      await store.append(newMessage(clock.now(), { identities: [identity('one')] }));
      await store.append(newMessage(clock.now(), { identities: [identity('one', { binding: 'other' })] }));
      const record = { kind: 'record', reason: 'A test.', group: 'test', most: 3, perMinute: 9 } as const;
      await store.append(newMessage(clock.now(), { disposition: record }));
      await store.settleWork(await claimOne(store, clock.now()), { end: { kind: 'fail', reason: 'No.' } });
      await store.retryMessage(first.id, clock.now());
      assert.deepEqual(await counted(store, sinceMs), [
        [0, 'shipping quarantined', 1],
        [0, 'shipping received', 1],
        [0, 'shipping recorded', 1],
      ]);
      const drift = { ...completion([newEvent(first.id)]), verdict: 'drift' } as const;
      const claim = await claimOne(store, clock.now());
      await store.settleWork(claim, { end: { kind: 'complete', completion: drift, nowMs: clock.now() } });
      assert.deepEqual((await counted(store, sinceMs)).at(0), [0, 'shipping processed drift', 1]);
    },

  'whatever becomes of messages, they are counted as they are listed': async ({ store, clock }) => {
    const sinceMs = clock.now();
    const agree = async () =>
      assert.deepEqual(sorted(await counted(store, sinceMs)), sorted(await listed(store, sinceMs)));
    const end = async (end: WorkEnd) => void (await store.settleWork(await claimOne(store, clock.now()), { end }));
    const again = newMessage(clock.now(), { identities: [identity('again')] });
    await store.append(again);
    await end({ kind: 'fail', reason: 'It cannot be read.' });
    await agree();
    clock.advance(HOUR_MS);
    await store.append(newMessage(clock.now(), { identities: [identity('again')] }));
    await agree();
    const held = { ...completion([]), state: 'quarantined', verdict: 'violation', reason: 'A rule.' } as const;
    await end({ kind: 'complete', completion: held, nowMs: clock.now() });
    await agree();
    assert.equal(await store.retryMessage(again.id, clock.now()), 'due');
    await agree();
    await end({ kind: 'await_result', reason: 'Somebody decides.' });
    await store.completeResult(again.id, { final: true, value: {} }, clock.now());
    await end({ kind: 'complete', completion: completion([newEvent(again.id)]), nowMs: clock.now() });
    await agree();
    await store.append(newMessage(clock.now(), { source: 'returns' }));
    await end({ kind: 'fail', reason: 'No.' });
    const request = { filter: {}, mode: 'derived', perSecond: 1_000 } as const;
    const replay = await store.createReplay(request, clock.now());
    const { items } = await store.nextReplayed(replay.id, 10, clock.now());
    const reopened = items.map(({ place, message }) => ({
      place,
      replayed: message.source === 'returns' ? { kind: 'reopen' } : { kind: 'skip', reason: 'It is well.' },
    })) satisfies readonly { place: string | number; replayed: Replayed }[];
    await store.addReplayed(replay.id, reopened, clock.now());
    await agree();
    assert.deepEqual((await counted(store, sinceMs)).at(-1), [1, 'returns received', 1]);
  },

  'a write that fails is not counted, and what was written beside it is counted once': async ({ store, clock }) => {
    const sinceMs = clock.now();
    const first = newMessage(clock.now());
    await store.append(first);
    const claim = await claimOne(store, clock.now());
    const wrong = { ...completion([]), deliveries: [{ eventId: 'of nobody', sink: 'ledger' }] };
    const [, failed] = await Promise.allSettled([
      store.append(newMessage(clock.now())),
      store.settleWork(claim, { end: { kind: 'complete', completion: wrong, nowMs: clock.now() } }),
      store.append(newMessage(clock.now(), { source: 'returns' })),
    ]);
    assert.equal(failed.status, 'rejected');
    assert.deepEqual(await counted(store, sinceMs), [
      [0, 'returns received', 1],
      [0, 'shipping received', 2],
    ]);
    const right = completion([newEvent(first.id)]);
    await store.settleWork(claim, { end: { kind: 'complete', completion: right, nowMs: clock.now() } });
    assert.deepEqual((await counted(store, sinceMs)).at(1), [0, 'shipping processed match', 1]);
  },

  'counts of several hours are added up in steps, and survive the messages that they counted': async ({
    store,
    clock,
  }) => {
    const sinceMs = Math.ceil(clock.now() / (24 * HOUR_MS)) * 24 * HOUR_MS;
    clock.advance(sinceMs - clock.now());
    for (let hour = 0; hour < 3; hour += 1) {
      await processed(store, clock.now(), []);
      clock.advance(HOUR_MS);
    }
    const all = [[0, 'shipping processed match', 3]];
    assert.deepEqual(await counted(store, sinceMs, { stepMs: 24 * HOUR_MS }), all);
    const { messages } = await store.prune({ nowMs: clock.now() + 1, ages: { messagesMs: 1 }, limit: 100 });
    assert.equal(messages, 3);
    assert.deepEqual(await counted(store, sinceMs, { stepMs: 24 * HOUR_MS }), all);
  },
};
