import assert from 'node:assert/strict';
import type { Store } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import { claimOne, completion, newEvent, newMessage, statusIdentity } from '../messages.ts';

async function about(store: Store, reference: string): Promise<readonly string[]> {
  return (await store.listMessages({ reference }, { limit: 50 })).items.map(({ id }) => id);
}

async function shipped(store: Store, nowMs: number, subject: string, barcode: string, status: string) {
  const message = newMessage(nowMs, { identities: [statusIdentity(`barcode ${barcode}`, status)] });
  await store.append(message);
  const done = completion([newEvent(message.id, 0, { subject })], []);
  await store.settleWork(await claimOne(store, nowMs), { end: { kind: 'complete', completion: done, nowMs } });
  return message.id;
}

export const referring: Promises = {
  'messages are found by the order that their events are about, and by a barcode, in capitals or not': async ({
    store,
    clock,
  }) => {
    const first = await shipped(store, clock.now(), 'ORDER-77', '3STEST1', 'CREATED');
    clock.advance(1_000);
    const second = await shipped(store, clock.now(), 'ORDER-77', '3STEST1', 'DELIVERED');
    const other = await shipped(store, clock.now(), 'ORDER-78', '3STEST2', 'CREATED');
    for (const reference of ['ORDER-77', 'order-77', '3STEST1', '3stest1'])
      assert.deepEqual(await about(store, reference), [second, first], reference);
    assert.deepEqual(await about(store, 'order-78'), [other]);
    for (const reference of ['ORDER-7', '77', 'nobody', `x${'y'.repeat(300)}`])
      assert.deepEqual(await about(store, reference), [], reference);
    const failed = await store.listMessages({ reference: 'ORDER-77', state: 'failed' }, { limit: 50 });
    assert.deepEqual(failed.items, []);
  },
};
