import assert from 'node:assert/strict';
import type { ReplayItem, ReplayRequest, Store } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import { claimOne, identity, LEASE_MS, newMessage, processed } from '../messages.ts';

const request = (changes: Partial<ReplayRequest> = {}): ReplayRequest => ({
  filter: {},
  mode: 'as_sent',
  perSecond: 100,
  ...changes,
});

const claim = (store: Store, nowMs: number, sink = 'ledger') =>
  store.claimDeliveries({ sink, nowMs, leaseMs: LEASE_MS, limit: 10 });

/** Delivers or kills everything that is due to a sink. */
async function settleAll(store: Store, nowMs: number, kind: 'delivered' | 'dead', sink = 'ledger') {
  for (const one of await claim(store, nowMs, sink)) await store.settleDelivery(one, { kind, detail: kind }, nowMs);
}

const asSent = ({ place, events }: ReplayItem, sink = 'ledger') => ({
  place,
  replayed: { kind: 'events' as const, events, deliveries: events.map(({ id }) => ({ eventId: id, sink })) },
});

const next = async (store: Store, id: string, limit: number, nowMs: number) =>
  (await store.nextReplayed(id, limit, nowMs)).items;
const shown = async (store: Store, id: string) => (await store.listReplays({ id }, { limit: 1 })).items[0];

export const sendingAgain: Promises = {
  'a replay delivers again what was delivered, in its own lane and with its own progress': async ({ store, clock }) => {
    const first = await processed(store, clock.now(), undefined, { identities: [identity('a')] });
    await processed(store, clock.now());
    await settleAll(store, clock.now(), 'delivered');
    const replay = await store.createReplay(request(), clock.now());
    assert.deepEqual([replay.state, replay.total, replay.walked], ['running', 2, 0]);
    await processed(store, clock.now()); // Came later: not part of it.

    const items = await next(store, replay.id, 10, clock.now());
    assert.equal(items.length, 2);
    assert.equal(items[0]?.message.id, first.message.id);
    assert.equal(
      await store.addReplayed(
        replay.id,
        items.map((item) => asSent(item)),
        clock.now(),
      ),
      'done',
    );
    assert.deepEqual(await next(store, replay.id, 10, clock.now()), []);
    assert.deepEqual(await next(store, replay.id, 10, clock.now()), []);

    const [sink] = await store.listSinks();
    assert.ok((sink?.oldestNewDueAtMs ?? 0) >= (sink?.oldestDueAtMs ?? Number.POSITIVE_INFINITY));
    const claims = await claim(store, clock.now());
    assert.deepEqual(
      claims.map(({ lane, replay: of }) => [lane, of]),
      [
        ['live', undefined],
        ['replay', replay.id],
        ['replay', replay.id],
      ],
    );
    const again = claims.find(({ event }) => event.id === first.event.id);
    assert.deepEqual([again?.attempt, again?.event.envelope], [1, first.event.envelope]);
    assert.ok(again);
    await store.settleDelivery(again, { kind: 'delivered', detail: '' }, clock.now());
    const ended = await shown(store, replay.id);
    assert.deepEqual([ended?.state, ended?.walked, ended?.deliveries], ['done', 2, { due: 1, delivered: 1, dead: 0 }]);
    assert.equal((await store.listDeliveries({ replay: replay.id }, { limit: 10 })).items.length, 2);
    assert.equal((await store.listReplays({}, { limit: 1 })).items[0]?.id, replay.id);
  },

  'a batch of a replay that is added twice makes its deliveries once': async ({ store, clock }) => {
    await processed(store, clock.now());
    await settleAll(store, clock.now(), 'delivered');
    const replay = await store.createReplay(request(), clock.now());
    const batch = (await next(store, replay.id, 10, clock.now())).map((item) => asSent(item));
    assert.equal(await store.addReplayed(replay.id, batch, clock.now()), 'done');
    assert.equal(await store.addReplayed(replay.id, batch, clock.now()), 'fenced');
    assert.equal((await claim(store, clock.now())).length, 1);
  },

  'an event that was derived anew goes out as it is now, and the stored one stays as it was sent': async ({
    store,
    clock,
  }) => {
    const { event } = await processed(store, clock.now());
    await settleAll(store, clock.now(), 'delivered');
    const replay = await store.createReplay(request({ mode: 'derived' }), clock.now());
    const [item] = await next(store, replay.id, 1, clock.now());
    assert.ok(item);
    const anew = { ...event, envelope: { ...event.envelope, data: { more: true } } };
    const added = { ...event, id: `${event.id}-added` };
    const deliveries = [anew, added].map(({ id }) => ({ eventId: id, sink: 'ledger' }));
    const replayed = { kind: 'events' as const, events: [anew, added], deliveries };
    await store.addReplayed(replay.id, [{ place: item.place, replayed }], clock.now());
    const claims = await claim(store, clock.now());
    assert.deepEqual(
      claims.map((one) => [one.event.id, one.event.envelope.data]),
      [
        [event.id, { more: true }],
        [added.id, {}],
      ],
    );
    assert.deepEqual((await store.showEvent(event.id))?.event.envelope, event.envelope);
  },

  'a replay finds messages by id, source, type, time and dead letters, and never records or conflicts': async ({
    store,
    clock,
  }) => {
    const startMs = clock.now();
    const held = identity('k', { binding: 'one' });
    const first = await processed(store, startMs, ['ledger'], { identities: [held] });
    await settleAll(store, startMs, 'dead');
    clock.advance(1_000);
    await processed(store, clock.now(), ['ledger'], { source: 'other' });
    const conflicting = newMessage(clock.now(), { identities: [{ ...held, binding: 'two' }] });
    assert.equal((await store.append(conflicting)).outcome, 'conflict');
    const record = { kind: 'record', reason: 'test', group: 'test', most: 5, perMinute: 5 } as const;
    await store.append(newMessage(clock.now(), { disposition: record }));

    const count = async (filter: ReplayRequest['filter']) => (await store.countReplay(filter)).messages;
    assert.equal(await count({}), 2);
    assert.equal(await count({ messageIds: [first.message.id, conflicting.id] }), 1);
    assert.equal(await count({ source: 'other', provider: 'paazl' }), 1);
    assert.equal(await count({ type: 'com.paazl.shipment.status' }), 2);
    assert.equal(await count({ type: 'com.other' }), 0);
    assert.equal(await count({ fromMs: startMs, toMs: startMs + 1_000 }), 1);
    assert.equal(await count({ fromMs: startMs + 1_000 }), 1);
    assert.deepEqual(await store.countReplay({ dead: true }), {
      messages: 1,
      unprocessed: 0,
      withoutBytes: 0,
      events: [{ type: 'com.paazl.shipment.status', source: '/paazl/shipping', count: 1 }],
      dead: [{ sink: 'ledger', count: 1 }],
    });
  },

  'a dead letter is due again with all its attempts, and is no dead letter any more': async ({ store, clock }) => {
    const { event, message } = await processed(store, clock.now());
    const deadLetters = async () => [
      (await store.listMessages({}, { limit: 1 })).items[0]?.deadLetters,
      (await store.showMessage(message.id))?.deadLetters,
    ];
    const [held] = await claim(store, clock.now());
    assert.ok(held);
    assert.equal(await store.redeliver(held.deliveryId, clock.now()), 'not_dead');
    assert.deepEqual(await deadLetters(), [undefined, undefined]);
    await store.settleDelivery(held, { kind: 'dead', detail: '422', status: 422 }, clock.now());
    assert.deepEqual(await deadLetters(), [1, 1], 'its message is processed, and says all the same what became of it');
    const made = await store.redeliver(held.deliveryId, clock.now());
    assert.ok(typeof made === 'object');
    assert.equal(await store.redeliver('999', clock.now()), undefined);
    assert.deepEqual((await store.listDeliveries({ state: 'dead' }, { limit: 10 })).items, []);
    assert.deepEqual(await deadLetters(), [undefined, undefined]);
    const [again] = await claim(store, clock.now());
    assert.deepEqual(
      [again?.event.id, again?.attempt, again?.replay, again?.lane],
      [event.id, 1, made.replay, 'replay'],
    );
    assert.equal(await store.settleDelivery(held, { kind: 'delivered', detail: '' }, clock.now()), 'fenced');
    assert.equal((await shown(store, made.replay))?.state, 'done');
  },

  'a replay of dead letters makes those same deliveries due, and only those': async ({ store, clock }) => {
    await processed(store, clock.now(), ['ledger', 'orders']);
    await settleAll(store, clock.now(), 'dead');
    await settleAll(store, clock.now(), 'delivered', 'orders');
    const replay = await store.createReplay(request({ filter: { dead: true } }), clock.now());
    const items = await next(store, replay.id, 10, clock.now());
    assert.equal(items[0]?.dead[0]?.sink, 'ledger');
    const both = items.flatMap((item) => {
      const { place, replayed } = asSent(item);
      const more = replayed.deliveries.flatMap((one) => [one, { ...one, sink: 'orders' }]);
      return [{ place, replayed: { ...replayed, deliveries: more } }];
    });
    await store.addReplayed(replay.id, both, clock.now());
    assert.equal((await claim(store, clock.now())).length, 1);
    assert.deepEqual(await claim(store, clock.now(), 'orders'), []);
    assert.equal((await store.listDeliveries({}, { limit: 10 })).items.length, 2);
  },

  'a replay opens the work of a message that failed, and leaves alone what is in work': async ({ store, clock }) => {
    const failed = newMessage(clock.now());
    await store.append(failed);
    await store.settleWork(await claimOne(store, clock.now()), { end: { kind: 'fail', reason: 'gave up' } });
    await store.append(newMessage(clock.now()));
    const replay = await store.createReplay(request(), clock.now());
    const items = await next(store, replay.id, 10, clock.now());
    const reopened = items.map(({ place }) => ({ place, replayed: { kind: 'reopen' as const } }));
    await store.addReplayed(replay.id, reopened, clock.now());
    const walk = await shown(store, replay.id);
    assert.deepEqual([walk?.walked, walk?.reopened, walk?.skipped], [2, 1, 1]);
    assert.equal(walk?.lastSkip, 'it is already being processed');
    const work = await store.claimWork({ nowMs: clock.now(), leaseMs: LEASE_MS, limit: 10 });
    assert.equal(work.find(({ message }) => message.id === failed.id)?.attempt, 1);
  },

  'a replay is of messages in a state, of a verdict, or dead at certain sinks': async ({ store, clock }) => {
    const { message } = await processed(store, clock.now(), ['ledger', 'other']);
    await settleAll(store, clock.now(), 'dead');
    await settleAll(store, clock.now(), 'delivered', 'other');
    const failing = newMessage(clock.now());
    await store.append(failing);
    await store.settleWork(await claimOne(store, clock.now()), { end: { kind: 'fail', reason: 'no such order' } });
    const found = async (filter: ReplayRequest['filter']) => {
      const { id, total } = await store.createReplay(request({ filter }), clock.now());
      const items = await next(store, id, 10, clock.now());
      assert.deepEqual([(await store.countReplay(filter)).messages, items.length], [total, total]);
      return items.map((item) => item.message.id);
    };
    assert.deepEqual(await found({ state: 'failed' }), [failing.id]);
    assert.deepEqual(await found({ state: 'processed' }), [message.id]);
    assert.deepEqual(await found({ verdict: 'match' }), [message.id]);
    assert.deepEqual(await found({ verdict: 'drift' }), []);
    assert.deepEqual(await found({ dead: true, deadAt: ['ledger', 'none'] }), [message.id]);
    assert.deepEqual(await found({ dead: true, deadAt: ['other'] }), []);
    assert.deepEqual((await store.countReplay({ dead: true, deadAt: ['other'] })).dead, []);
  },

  'a replay that is done is stopped by taking back what is still due': async ({ store, clock }) => {
    await processed(store, clock.now());
    await settleAll(store, clock.now(), 'delivered');
    const replay = await store.createReplay(request(), clock.now());
    const items = await next(store, replay.id, 10, clock.now());
    await store.addReplayed(
      replay.id,
      items.map((item) => asSent(item)),
      clock.now(),
    );
    assert.deepEqual(await next(store, replay.id, 10, clock.now()), []);
    assert.equal((await shown(store, replay.id))?.deliveries.due, 1);
    await store.stopReplay(replay.id, clock.now());
    const stopped = await shown(store, replay.id);
    assert.deepEqual([stopped?.state, stopped?.deliveries.due], ['done', 0]);
    assert.deepEqual(await claim(store, clock.now()), []);
  },

  'a stopped replay walks no further and takes back what nobody holds': async ({ store, clock }) => {
    for (let index = 0; index < 3; index += 1) await processed(store, clock.now());
    await settleAll(store, clock.now(), 'delivered');
    const replay = await store.createReplay(request(), clock.now());
    const items = await next(store, replay.id, 2, clock.now());
    await store.addReplayed(
      replay.id,
      items.map((item) => asSent(item)),
      clock.now(),
    );
    const [held] = await store.claimDeliveries({ sink: 'ledger', nowMs: clock.now(), leaseMs: LEASE_MS, limit: 1 });
    assert.ok(held);
    await store.stopReplay(replay.id, clock.now());
    assert.deepEqual(await next(store, replay.id, 10, clock.now()), []);
    assert.equal(
      await store.addReplayed(replay.id, [{ place: 9, replayed: { kind: 'reopen' } }], clock.now()),
      'fenced',
    );
    assert.deepEqual(await claim(store, clock.now()), []);
    assert.equal(await store.settleDelivery(held, { kind: 'delivered', detail: '' }, clock.now()), 'done');
    const stopped = await shown(store, replay.id);
    assert.deepEqual([stopped?.state, stopped?.deliveries], ['stopped', { due: 0, delivered: 1, dead: 0 }]);
  },

  'replayed deliveries with an order key go one after the other and hold up no live one': async ({ store, clock }) => {
    const events = [await processed(store, clock.now()), await processed(store, clock.now())];
    await settleAll(store, clock.now(), 'delivered');
    const replay = await store.createReplay(request(), clock.now());
    const items = (await next(store, replay.id, 10, clock.now())).map((item) => {
      const { place, replayed } = asSent(item);
      return {
        place,
        replayed: { ...replayed, deliveries: replayed.deliveries.map((one) => ({ ...one, orderKey: 'A-1' })) },
      };
    });
    await store.addReplayed(replay.id, items, clock.now());
    const first = await claim(store, clock.now());
    assert.deepEqual(
      first.map(({ event }) => event.id),
      [events[0]?.event.id],
    );
    const live = await processed(store, clock.now());
    assert.deepEqual(
      (await claim(store, clock.now())).map(({ event }) => event.id),
      [live.event.id],
    );
  },
};
