import assert from 'node:assert/strict';
import type { RetentionAges, Store } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import type { HeldClock } from '../held-clock.ts';
import { claimOne, identity, LEASE_MS, newMessage, processed } from '../messages.ts';

const DAY_MS = 86_400_000;
const month: RetentionAges = { messagesMs: 30 * DAY_MS, eventsMs: 30 * DAY_MS, bodiesMs: 30 * DAY_MS };

async function settleAll(store: Store, clock: HeldClock, kind: 'delivered' | 'dead') {
  const request = { sink: 'ledger', nowMs: clock.now(), leaseMs: LEASE_MS, limit: 100 };
  for (const one of await store.claimDeliveries(request))
    await store.settleDelivery(one, { kind, detail: kind }, clock.now());
}

/** All batches of one pass. */
async function prune(store: Store, clock: HeldClock, ages: RetentionAges, limit = 2) {
  const sum = { messages: 0, events: 0, bodies: 0, batches: 0 };
  let cursor: string | undefined;
  do {
    const { nextCursor, ...pruned } = await store.prune({
      nowMs: clock.now(),
      ages,
      limit,
      ...(cursor !== undefined && { cursor }),
    });
    assert.ok(pruned.messages + pruned.events + pruned.bodies <= limit);
    for (const kind of ['messages', 'events', 'bodies'] as const) sum[kind] += pruned[kind];
    sum.batches += 1;
    cursor = nextCursor;
  } while (cursor !== undefined);
  return sum;
}

export const forgetting: Promises = {
  'messages older than their age go, in batches, with all that belongs to them': async ({ store, clock }) => {
    const old = [];
    for (let index = 0; index < 5; index += 1) old.push(await processed(store, clock.now()));
    await settleAll(store, clock, 'delivered');
    clock.advance(31 * DAY_MS);
    const young = await processed(store, clock.now());
    const { messages, batches } = await prune(store, clock, month);
    assert.equal(messages, 5);
    assert.ok(batches > 3);
    for (const { message, event } of old) {
      assert.equal(await store.showMessage(message.id), undefined);
      assert.equal(await store.showEvent(event.id), undefined);
    }
    assert.ok(await store.showMessage(young.message.id));
    assert.deepEqual((await store.listDeliveries({ state: 'delivered' }, { limit: 10 })).items, []);
  },

  'what is still owed is never forgotten: work, deliveries, and identities whose repeats are still told': async ({
    store,
    clock,
  }) => {
    const inWork = newMessage(clock.now());
    await store.append(inWork);
    await claimOne(store, clock.now());
    const owed = await processed(store, clock.now());
    const remembered = await processed(store, clock.now(), [], {
      identities: [identity('k', { windowMs: 90 * DAY_MS })],
    });
    clock.advance(31 * DAY_MS);
    const { messagesMs = 0, eventsMs = 0 } = month;
    const { batches: _, ...gone } = await prune(store, clock, { messagesMs, eventsMs });
    // Of the message that is remembered: its event went to nobody and is owed to nobody.
    assert.deepEqual(gone, { messages: 0, events: 1, bodies: 0 });
    for (const { id } of [inWork, owed.message, remembered.message]) assert.ok(await store.showMessage(id));
    await settleAll(store, clock, 'dead');
    assert.equal((await prune(store, clock, month)).messages, 1);
    clock.advance(60 * DAY_MS);
    assert.equal((await prune(store, clock, month)).messages, 1);
  },

  'a message under legal hold is kept with all that belongs to it until it is released': async ({ store, clock }) => {
    const { message, event } = await processed(store, clock.now());
    await settleAll(store, clock, 'delivered');
    assert.equal(await store.holdMessage(message.id, 'case 17'), true);
    assert.equal(await store.holdMessage('no such message', 'case 17'), false);
    clock.advance(31 * DAY_MS);
    const { batches: _, ...none } = await prune(store, clock, month);
    assert.deepEqual(none, { messages: 0, events: 0, bodies: 0 });
    const shown = await store.showMessage(message.id);
    assert.equal(shown?.message.legalHold, 'case 17');
    assert.ok(shown.message.bytes.byteLength > 0);
    assert.ok(await store.showEvent(event.id));
    await store.holdMessage(message.id, undefined);
    assert.equal((await prune(store, clock, month)).messages, 1);
  },

  'what would go is counted as it goes: a message with all that is its own once': async ({ store, clock }) => {
    for (let index = 0; index < 3; index += 1) await processed(store, clock.now());
    await settleAll(store, clock, 'delivered');
    clock.advance(10 * DAY_MS);
    for (let index = 0; index < 2; index += 1) await processed(store, clock.now());
    await settleAll(store, clock, 'delivered');
    await processed(store, clock.now()); // Still owed: only its body can go.
    clock.advance(10 * DAY_MS);
    for (const ages of [
      { messagesMs: 15 * DAY_MS, eventsMs: 5 * DAY_MS, bodiesMs: 5 * DAY_MS },
      { messagesMs: 15 * DAY_MS, eventsMs: 15 * DAY_MS },
      { eventsMs: 5 * DAY_MS },
      {},
    ]) {
      const nowMs = clock.now();
      const counted = await store.prune({ nowMs, ages, dry: true });
      if (ages.bodiesMs) assert.deepEqual(counted, { messages: 3, events: 2, bodies: 3 });
      const { batches: _, ...gone } = await prune(store, clock, ages);
      assert.deepEqual(counted, gone);
    }
  },

  'messages under legal hold are listed, newest first, page by page': async ({ store, clock }) => {
    const ids: string[] = [];
    for (let index = 0; index < 4; index += 1) ids.push((await processed(store, clock.now())).message.id);
    for (const id of [ids[0], ids[1], ids[3]]) await store.holdMessage(id ?? '', `case ${id}`);
    const first = await store.listMessages({ legalHold: true }, { limit: 2 });
    assert.deepEqual(
      first.items.map(({ id, legalHold }) => [id, legalHold]),
      [ids[3], ids[1]].map((id) => [id, `case ${id}`]),
    );
    const second = await store.listMessages({ legalHold: true }, { limit: 2, cursor: first.nextCursor ?? '' });
    assert.deepEqual([second.items.map(({ id }) => id), second.nextCursor], [[ids[0]], undefined]);
    await assert.rejects(store.listEvents({}, { limit: 2, cursor: first.nextCursor ?? '' }), RangeError);
    for (const id of ids) await store.holdMessage(id, undefined);
    assert.deepEqual((await store.listMessages({ legalHold: true }, { limit: 2 })).items, []);
  },

  'bodies may go before their messages, which then say so': async ({ store, clock }) => {
    const { message } = await processed(store, clock.now());
    await settleAll(store, clock, 'delivered');
    clock.advance(2 * DAY_MS);
    const { bodies, messages } = await prune(store, clock, { bodiesMs: DAY_MS });
    assert.deepEqual([bodies, messages], [1, 0]);
    const shown = await store.showMessage(message.id);
    assert.deepEqual([shown?.message.bodyForgotten, shown?.message.bytes.byteLength], [true, 0]);
    assert.equal((await store.countReplay({})).withoutBytes, 1);
    assert.equal((await prune(store, clock, { bodiesMs: DAY_MS })).bodies, 0);
  },

  'without an age nothing goes, and a cursor that it did not give is a RangeError': async ({ store, clock }) => {
    await processed(store, clock.now());
    await settleAll(store, clock, 'delivered');
    clock.advance(1_000 * DAY_MS);
    const { batches: _, ...none } = await prune(store, clock, {});
    assert.deepEqual(none, { messages: 0, events: 0, bodies: 0 });
    await assert.rejects(store.prune({ nowMs: 0, ages: {}, limit: 1, cursor: 'elsewhere:1' }), RangeError);
  },

  'a topic is forgotten with the last message that could ask for it': async ({ store, clock }) => {
    const status = (value: string) => ({
      identities: [identity(`b ${value}`, { windowMs: 1, unless: { topic: 'b', value } })],
    });
    await processed(store, clock.now(), [], status('sent'));
    clock.advance(31 * DAY_MS);
    assert.equal((await prune(store, clock, month)).messages, 1);
    assert.equal((await store.append(newMessage(clock.now(), status('sent')))).outcome, 'stored');
  },
};
