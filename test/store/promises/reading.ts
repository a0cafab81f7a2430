import assert from 'node:assert/strict';
import type { NewMessage, Store } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import { claimOne, newMessage, processed } from '../messages.ts';

async function appendMany(store: Store, nowMs: number, count: number, parts: Partial<NewMessage> = {}) {
  const messages = Array.from({ length: count }, () => newMessage(nowMs, parts));
  await Promise.all(messages.map((message) => store.append(message)));
  return messages.map(({ id }) => id);
}

export const reading: Promises = {
  'pages are newest first, without bodies, and stay in place while new messages arrive': async ({ store, clock }) => {
    const ids = await appendMany(store, clock.now(), 7);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.listMessages({}, { limit: 3, ...(cursor && { cursor }) });
      for (const item of page.items) {
        assert.ok(!('bytes' in item) && item.bodyBytes > 0);
        seen.push(item.id);
      }
      cursor = page.nextCursor;
      await appendMany(store, clock.now(), 2);
    } while (cursor);
    assert.deepEqual(seen, ids.reverse());
  },

  'the last page names no next one': async ({ store, clock }) => {
    await appendMany(store, clock.now(), 3);
    assert.equal((await store.listMessages({}, { limit: 3 })).nextCursor, undefined);
    assert.notEqual((await store.listMessages({}, { limit: 2 })).nextCursor, undefined);
  },

  'a cursor that it did not give is a RangeError': async ({ store, clock }) => {
    await appendMany(store, clock.now(), 2);
    const { nextCursor } = await store.listMessages({}, { limit: 1 });
    for (const cursor of ['', 'x', 'bTA', 'bS0x', `${nextCursor}=`, `${nextCursor}A`, '../../etc/passwd']) {
      await assert.rejects(store.listMessages({}, { limit: 1, cursor }), RangeError, cursor);
    }
    await assert.rejects(store.listEvents({}, { limit: 1, cursor: nextCursor ?? '' }), RangeError);
    await assert.rejects(store.listMessages({}, { limit: 0 }), RangeError);
  },

  'filters narrow a listing, together and alone': async ({ store, clock }) => {
    const { message } = await processed(store, clock.now(), []);
    const [other] = await appendMany(store, clock.now(), 1, { provider: 'zettle', source: 'pos' });
    const ids = async (filter: Parameters<Store['listMessages']>[0]) =>
      (await store.listMessages(filter, { limit: 10 })).items.map(({ id }) => id);
    assert.deepEqual(await ids({ provider: 'paazl' }), [message.id]);
    assert.deepEqual(await ids({ source: 'pos' }), [other]);
    assert.deepEqual(await ids({ state: 'processed', verdict: 'match' }), [message.id]);
    assert.deepEqual(await ids({ provider: 'zettle', state: 'received' }), [other]);
    assert.deepEqual(await ids({ provider: 'zettle', verdict: 'match' }), []);
  },

  'an unambiguous beginning of an id finds its message': async ({ store, clock }) => {
    const [first = '', second = ''] = await appendMany(store, clock.now(), 2);
    const [later = ''] = await appendMany(store, clock.now() + 3_600_000, 1);
    assert.equal((await store.showMessage(first))?.message.id, first);
    assert.equal((await store.showMessage(second.slice(0, 24)))?.message.id, second);
    assert.equal((await store.showMessage(later.slice(0, 8)))?.message.id, later);
    assert.equal(await store.showMessage(later.slice(0, 7)), undefined);
    assert.equal(await store.showMessage('ffffffff'), undefined);
    assert.equal(await store.showMessage('%%%%%%%%'), undefined);
    await assert.rejects(store.showMessage(first.slice(0, 8)), RangeError);
  },

  'events are listed and shown with their messages and deliveries': async ({ store, clock }) => {
    const first = await processed(store, clock.now());
    const second = await processed(store, clock.now());
    const page = await store.listEvents({}, { limit: 1 });
    assert.deepEqual(
      page.items.map(({ id }) => id),
      [second.event.id],
    );
    const next = await store.listEvents({}, { limit: 1, cursor: page.nextCursor ?? '' });
    assert.equal(next.items[0]?.id, first.event.id);
    assert.equal(next.nextCursor, undefined);

    const count = async (filter: Parameters<Store['listEvents']>[0]) =>
      (await store.listEvents(filter, { limit: 10 })).items.length;
    assert.equal(await count({ messageId: first.message.id }), 1);
    assert.equal(await count({ type: 'com.paazl.shipment.status', source: '/paazl/shipping' }), 2);
    assert.equal(await count({ type: 'com.other' }), 0);
    assert.equal((await store.showEvent(first.event.id))?.event.messageId, first.message.id);
    assert.equal(await store.showEvent('nothing'), undefined);
  },

  'the backlog counts what is not yet settled, held or not, and names the oldest': async ({ store, clock }) => {
    assert.deepEqual(await store.backlog(), { work: 0, deliveries: 0 });
    const startMs = clock.now();
    await processed(store, startMs);
    clock.advance(1_000);
    await appendMany(store, clock.now(), 2);
    assert.deepEqual(await store.backlog(), { work: 2, deliveries: 1, oldestDueAtMs: startMs });
    await claimOne(store, clock.now());
    await store.claimDeliveries({ sink: 'ledger', nowMs: clock.now(), leaseMs: 1_000, limit: 1 });
    assert.deepEqual(await store.backlog(), { work: 2, deliveries: 1, oldestDueAtMs: startMs });
  },
};
