import assert from 'node:assert/strict';
import { AmbiguousId } from '../../../src/store/shared/named-items.ts';
import type { NewMessage, Store } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import { claimOne, newMessage, processed } from '../messages.ts';

async function appendMany(store: Store, nowMs: number, count: number, parts: Partial<NewMessage> = {}) {
  const messages = Array.from({ length: count }, () => newMessage(nowMs, parts));
  await Promise.all(messages.map((message) => store.append(message)));
  return messages.map(({ id }) => id);
}

const named = async (store: Store, id: string) => (await store.listMessages({ id }, { limit: 1 })).items[0]?.id;

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

  'a message is found by four or more characters with which its id alone begins or ends, in capitals or not': async ({
    store,
    clock,
  }) => {
    const id = (beginning: string, end: string) => `${beginning}-7c1e-7b3a-9f04-${end}`;
    const [first, second, other] = [
      id('019aa4d2', '5d2c8e6a1b37'),
      id('019aa4d2', '5d2c8e6a1c37'),
      id('029b0000', '00005d2c8e6a'),
    ];
    for (const one of [first, second, other]) await store.append(newMessage(clock.now(), { id: one }));
    const found = async (text: string) => (await store.showMessage(text))?.message.id;
    for (const text of [first, first.toUpperCase(), first.slice(0, -2).slice(1), '1b37', '1B37', first.slice(-20)])
      assert.equal(await found(text), text.startsWith('19') ? undefined : first, text);
    assert.equal(await found('029b'), other);
    assert.equal(await found(second.slice(0, 34)), second);
    assert.equal(await named(store, '1c37'), second);
    for (const text of ['', '37', 'b37', 'ffff', '%%%%', '____', `${first}0`, `0${first}`])
      assert.equal(await found(text), undefined, text);
  },

  'what several ids begin or end with is ambiguous, and the error names them': async ({ store, clock }) => {
    const ids = ['5d2c8e6a1b37', '5d2c8e6aaaaa', '5d2c8eeeaaaa', '5d2c8e000000'].map(
      (end) => `019aa4d2-7c1e-7b3a-9f04-${end}`,
    );
    for (const id of ids) await store.append(newMessage(clock.now(), { id }));
    // It begins as they end.
    await store.append(newMessage(clock.now(), { id: '1b370000-7c1e-7b3a-9f04-5d2c8e6a0001' }));
    const naming =
      (...named: string[]) =>
      (error: unknown) =>
        error instanceof AmbiguousId && named.every((id) => error.message.includes(id));
    await assert.rejects(store.showMessage('019aa4d2'), naming(...ids));
    await assert.rejects(store.showMessage('aaaa'), naming(...ids.slice(1, 3)));
    await assert.rejects(store.showMessage('1b37'), naming(ids[0] ?? '', '1b370000-7c1e-7b3a-9f04-5d2c8e6a0001'));
    await assert.rejects(named(store, '019a'), RangeError);
    const many = await appendMany(store, Date.parse('2030-01-01T00:00:00Z'), 8);
    await assert.rejects(store.showMessage(many[0]?.slice(0, 9) ?? ''), /and others begin or end like this/);
  },

  'an id that ends a million messages ago is found as the newest is': async ({ store, clock }) => {
    const [oldest = ''] = await appendMany(store, clock.now(), 1);
    // More than a block of the index by endings.
    await appendMany(store, clock.now(), 5_000);
    const [newest = ''] = await appendMany(store, clock.now(), 1);
    for (const id of [oldest, newest]) assert.equal(await named(store, id.slice(-12)), id);
  },

  'an event is found by how its id begins or ends': async ({ store, clock }) => {
    const { event } = await processed(store, clock.now(), [], { id: '019aa4d2-7c1e-7b3a-9f04-5d2c8e6a1b37' });
    const other = await processed(store, clock.now(), [], { id: '019aa4d2-7c1e-7b3a-9f04-5d2c8e6a1c37' });
    const found = async (text: string) => (await store.showEvent(text))?.event.id;
    for (const text of [event.id, event.id.toUpperCase(), '1b37.0', event.id.slice(-14), event.id.slice(0, 36)])
      assert.equal(await found(text), event.id, text);
    for (const text of ['b37.0', '1b37', '1b37.1', '1b37.', '.0', 'ffff.0'])
      assert.equal(await found(text), undefined, text);
    await assert.rejects(store.showEvent('019aa4d2'), (error: Error) => error.message.includes(other.event.id));
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
