import assert from 'node:assert/strict';
import type { Pulled, PullFrom, Store } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import { claimOne, completion, hearing, newEvent, newMessage, processed } from '../messages.ts';

const DAY_MS = 86_400_000;

async function make(store: Store, nowMs: number, count: number, sinks: readonly string[] = []): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push((await processed(store, nowMs, sinks)).event.id);
  return ids;
}

const ids = ({ items }: Pulled): string[] => items.map(({ id }) => id);
const pull = (store: Store, from: PullFrom, limit = 2) => store.pullEvents({}, from, limit);

/** Everything that is old goes, in one batch of each kind. */
async function forget(store: Store, nowMs: number): Promise<void> {
  let cursor: string | undefined;
  do {
    const ages = { messagesMs: DAY_MS };
    const pruned = await store.prune({ nowMs, ages, limit: 100, ...(cursor !== undefined && { cursor }) });
    cursor = pruned.nextCursor;
  } while (cursor !== undefined);
}

export const pulling: Promises = {
  'events are pulled oldest first, page by page, each once, while new ones arrive': async ({ store, clock }) => {
    const made = await make(store, clock.now(), 5);
    const first = await pull(store, { after: 'oldest' });
    assert.deepEqual([ids(first), first.more], [made.slice(0, 2), true]);
    made.push(...(await make(store, clock.now(), 1)));
    const second = await pull(store, { cursor: first.cursor });
    const third = await pull(store, { cursor: second.cursor });
    assert.deepEqual([ids(second), ids(third), third.more], [made.slice(2, 4), made.slice(4), false]);
    const nothing = await pull(store, { cursor: third.cursor });
    assert.deepEqual([ids(nothing), nothing.cursor, nothing.more], [[], third.cursor, false]);
    assert.deepEqual(ids(await pull(store, { cursor: first.cursor })), made.slice(2, 4));
  },

  'from the newest only what comes later is pulled': async ({ store, clock }) => {
    const empty = await pull(store, { after: 'newest' });
    await make(store, clock.now(), 3);
    const { items, cursor } = await pull(store, { after: 'newest' });
    assert.deepEqual(items, []);
    const later = await make(store, clock.now(), 1);
    assert.deepEqual(ids(await pull(store, { cursor })), later);
    assert.equal(ids(await pull(store, { cursor: empty.cursor }, 10)).length, 4);
  },

  'what a pull leaves out for its filters lies behind its cursor': async ({ store, clock }) => {
    await make(store, clock.now(), 3);
    const other = newMessage(clock.now(), { provider: 'zettle', source: 'pos' });
    await store.append(other);
    const sold = newEvent(other.id, 0, { type: 'com.zettle.purchase.created', source: '/zettle/pos' });
    await store.settleWork(await claimOne(store, clock.now()), {
      end: { kind: 'complete', completion: completion([sold], []), nowMs: clock.now() },
    });
    await make(store, clock.now(), 2);
    for (const filter of [
      { type: sold.type },
      { source: sold.source },
      { provider: 'zettle' },
      { search: { text: other.id } },
    ]) {
      const { items, cursor } = await store.pullEvents(filter, { after: 'oldest' }, 5);
      assert.deepEqual([items[0]?.id, items.length], [sold.id, 1]);
      assert.deepEqual(ids(await pull(store, { cursor })), []);
    }
  },

  'without an acknowledgement the same events come again; with one they do not, over a restart too': async ({
    store,
    clock,
    reopen,
  }) => {
    const made = await make(store, clock.now(), 3);
    const first = await pull(store, { consumer: 'billing' });
    assert.deepEqual(ids(await pull(store, { consumer: 'billing' })), ids(first));
    clock.advance(1_000);
    await store.acknowledge('billing', first.cursor, clock.now());
    assert.deepEqual(ids(await pull(store, { consumer: 'billing' })), made.slice(2));
    assert.deepEqual(ids(await pull(store, { consumer: 'report' })), made.slice(0, 2));
    const again = await reopen();
    assert.deepEqual(ids(await pull(again, { consumer: 'billing' })), made.slice(2));
  },

  'consumers are listed with what waits, a late acknowledgement changes nothing, and one that is deleted begins anew':
    async ({ store, clock }) => {
      const startMs = clock.now();
      const made = await make(store, startMs, 4);
      const early = await pull(store, { after: 'oldest' }, 1);
      const later = await pull(store, { after: 'oldest' }, 3);
      await store.acknowledge('report', later.cursor, clock.now());
      clock.advance(5_000);
      await store.acknowledge('billing', later.cursor, clock.now());
      clock.advance(5_000);
      const late = await store.acknowledge('billing', early.cursor, clock.now());
      assert.deepEqual(late, {
        name: 'billing',
        cursor: later.cursor,
        createdAtMs: startMs + 5_000,
        acknowledgedAtMs: startMs + 10_000,
        waiting: 1,
        oldestWaitingAtMs: startMs,
      });
      assert.deepEqual(
        (await store.listConsumers()).map(({ name }) => name),
        ['billing', 'report'],
      );
      assert.deepEqual(await store.deleteConsumer('billing'), late);
      assert.equal(await store.deleteConsumer('billing'), undefined);
      assert.deepEqual(ids(await pull(store, { consumer: 'billing' })), made.slice(0, 2));
    },

  'no more than a hundred consumers are kept; those there are go on': async ({ store, clock }) => {
    await make(store, clock.now(), 1);
    const { cursor } = await pull(store, { after: 'oldest' });
    const names = Array.from({ length: 100 }, (_, index) => `consumer-${index}`);
    await Promise.all(names.map((name) => store.acknowledge(name, cursor, clock.now())));
    assert.equal(await store.acknowledge('one-more', cursor, clock.now()), 'too_many');
    assert.notEqual(await store.acknowledge('consumer-7', cursor, clock.now()), 'too_many');
    assert.equal((await store.listConsumers()).length, 100);
  },

  'a cursor that no pull gave is a RangeError, for a pull and for an acknowledgement': async ({
    store,
    clock,
    another,
  }) => {
    await make(store, clock.now(), 2);
    const listed = await store.listEvents({}, { limit: 1 });
    const fuller = await another();
    await make(fuller, clock.now(), 9);
    const ahead = (await pull(fuller, { after: 'newest' })).cursor;
    for (const cursor of ['', 'x', listed.nextCursor ?? '', ahead]) {
      await assert.rejects(pull(store, { cursor }), RangeError, cursor);
      await assert.rejects(store.acknowledge('billing', cursor, clock.now()), RangeError, cursor);
    }
    assert.deepEqual(await store.listConsumers(), []);
  },

  'a consumer that forgetting overtook hears until when, and one that it did not hears nothing': async ({
    store,
    clock,
  }) => {
    const startMs = clock.now();
    await make(store, startMs, 1);
    const first = await pull(store, { after: 'oldest' });
    await store.acknowledge('behind', first.cursor, clock.now());
    await make(store, startMs + 1_000, 2);
    const third = await pull(store, { cursor: first.cursor });
    await store.acknowledge('ahead', third.cursor, clock.now());
    clock.advance(2 * DAY_MS);
    const young = await make(store, clock.now(), 1);
    await forget(store, clock.now());

    const overtaken = await pull(store, { consumer: 'behind' });
    assert.deepEqual([ids(overtaken), overtaken.forgottenUntilMs], [young, startMs + 1_000]);
    assert.equal((await pull(store, { cursor: first.cursor })).forgottenUntilMs, startMs + 1_000);
    for (const from of [
      { consumer: 'ahead' },
      { cursor: third.cursor },
      { consumer: 'new' },
      { after: 'oldest' as const },
    ]) {
      const pulled = await pull(store, from);
      assert.deepEqual([ids(pulled), pulled.forgottenUntilMs], [young, undefined]);
    }
    assert.deepEqual(
      (await store.listConsumers()).map(({ name, forgottenUntilMs }) => [name, forgottenUntilMs]),
      [
        ['ahead', undefined],
        ['behind', startMs + 1_000],
      ],
    );
    await store.acknowledge('behind', overtaken.cursor, clock.now());
    assert.equal((await pull(store, { consumer: 'behind' })).forgottenUntilMs, undefined);
  },

  'listeners hear of events after their commit, also of those that no sink gets, until they stop': async ({
    store,
    clock,
  }) => {
    const heard = hearing(store);
    await make(store, clock.now(), 1);
    assert.ok((await heard.since()).includes('events'));
    await store.append(newMessage(clock.now()));
    await store.settleWork(await claimOne(store, clock.now()), {
      end: { kind: 'complete', completion: completion([]), nowMs: clock.now() },
    });
    assert.ok(!(await heard.since()).includes('events'));
    heard.stop();
    await make(store, clock.now(), 1);
    assert.deepEqual(await heard.since(), []);
  },
};
