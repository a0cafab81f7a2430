import assert from 'node:assert/strict';
import type { Store } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import { claimOne, completion, identity, LEASE_MS, newMessage, standing } from '../messages.ts';

const yes = { final: true, value: { success: true, accountIdentifier: 'acc-1' } } as const;
const other = { final: true, value: { success: true, accountIdentifier: 'acc-2' } } as const;
const passing = { final: false, value: { success: false, errorCode: 'UNKNOWN_ERROR' } } as const;

const CENTURY_MS = 100 * 365 * 86_400_000;

export const awaiting: Promises = {
  'a connection whose result is deferred hears so at once, and so does each that comes later, also after a restart':
    async ({ store, clock, reopen }) => {
      const message = newMessage(clock.now());
      await store.append(message);
      const waiting = store.resultOf(message.id, 5_000);
      const claim = await claimOne(store, clock.now());
      assert.equal(await store.settleWork(claim, { answerOwed: true }), 'done');
      assert.equal(await waiting, undefined); // The clock stands still: no budget ended.
      assert.equal(await store.resultOf(message.id, 5_000), undefined);
      const again = await reopen();
      assert.equal(await again.resultOf(message.id, 5_000), undefined);
      assert.equal((await claimOne(again, clock.now())).answerOwed, true);
    },

  'a result that is there is not deferred': async ({ store, clock }) => {
    const message = newMessage(clock.now());
    await store.append(message);
    const claim = await claimOne(store, clock.now());
    await store.settleWork(claim, { result: yes });
    assert.equal(await store.settleWork(claim, { answerOwed: true }), 'done');
    assert.deepEqual(await standing(store, message.id), { result: yes, answerOwed: false });
  },

  'work that awaits its result is claimed by nobody, is no backlog and is not forgotten, also after a restart': async ({
    store,
    clock,
    reopen,
  }) => {
    const message = newMessage(clock.now());
    await store.append(message);
    const claim = await claimOne(store, clock.now());
    await store.settleWork(claim, {
      document: { name: 'event', mediaType: 'text/plain', bytes: Buffer.from('x'), fetchedAtMs: clock.now() },
    });
    await store.settleWork(claim, { answerOwed: true });
    assert.equal(await store.settleWork(claim, { end: { kind: 'await_result', reason: 'somebody decides' } }), 'done');
    const rests = async (one: Store) => {
      assert.deepEqual(await one.claimWork({ nowMs: clock.now() + CENTURY_MS, leaseMs: LEASE_MS, limit: 9 }), []);
      assert.deepEqual(await one.backlog(), { work: 0, deliveries: 0 });
    };
    await rests(store);
    const again = await reopen();
    await rests(again);
    const ages = { messagesMs: 1, eventsMs: 1, bodiesMs: 1 };
    for (let cursor: string | undefined = 'messages:0'; cursor !== undefined; )
      ({ nextCursor: cursor } = await again.prune({ nowMs: clock.now() + CENTURY_MS, ages, limit: 9, cursor }));
    const shown = await again.showMessage(message.id);
    assert.deepEqual([shown?.message.state, shown?.message.reason], ['received', 'somebody decides']);
    assert.equal(shown?.documents.length, 1);
  },

  'a completed result makes the work due at once, as if it had never been tried, and stays': async ({
    store,
    clock,
    reopen,
  }) => {
    const message = newMessage(clock.now(), { identities: [identity('token')] });
    await store.append(message);
    await store.settleWork(await claimOne(store, clock.now()), {
      end: { kind: 'retry', dueAtMs: clock.now(), reason: 'nobody was there' },
    });
    const claim = await claimOne(store, clock.now());
    await store.settleWork(claim, { answerOwed: true });
    await store.settleWork(claim, { end: { kind: 'await_result', reason: 'somebody decides' } });
    assert.deepEqual(await store.completeResult(message.id, yes, clock.now()), { outcome: 'completed', result: yes });
    const again = await reopen();
    assert.deepEqual(await again.completeResult(message.id, other, clock.now()), {
      outcome: 'already_completed',
      result: yes,
    });
    const next = await claimOne(again, clock.now());
    assert.deepEqual([next.attempt, next.result, next.answerOwed], [1, yes, true]);
    assert.equal(next.message.reason, undefined);
    await again.settleWork(next, { answered: true });
    assert.deepEqual(await standing(again, message.id), { result: yes, answerOwed: false });
    const repeat = await again.append(newMessage(clock.now(), { identities: [identity('token')] }));
    assert.equal(repeat.outcome, 'duplicate');
  },

  'whoever decides while another is asked is heard at once, and the other settles nothing': async ({
    store,
    clock,
  }) => {
    const message = newMessage(clock.now());
    await store.append(message);
    const asking = await claimOne(store, clock.now());
    const waiting = store.resultOf(message.id, 5_000);
    await store.healthy();
    await store.completeResult(message.id, yes, clock.now());
    assert.deepEqual(await waiting, yes);
    assert.equal(await store.settleWork(asking, { result: other }), 'fenced');
    assert.equal(await store.settleWork(asking, { end: { kind: 'await_result', reason: 'too late' } }), 'fenced');
    assert.equal(await store.settleWork(asking, { answerOwed: true }), 'fenced');
    assert.equal(
      await store.settleWork(asking, { end: { kind: 'complete', completion: completion([]), nowMs: clock.now() } }),
      'fenced',
    );
    assert.deepEqual((await claimOne(store, clock.now())).result, yes);
  },

  'of many completions at once exactly one stands': async ({ store, clock }) => {
    const message = newMessage(clock.now());
    await store.append(message);
    const results = [1, 2, 3, 4, 5].map((number) => ({ final: true, value: { success: true, number } }));
    const done = await Promise.all(results.map((result) => store.completeResult(message.id, result, clock.now())));
    assert.equal(done.filter((one) => one?.outcome === 'completed').length, 1);
    const standing = await store.showMessage(message.id);
    for (const one of done) assert.deepEqual(one && 'result' in one && one.result, standing?.result);
  },

  'after a completion that is not final the same identity is new work': async ({ store, clock }) => {
    const push = () => newMessage(clock.now(), { identities: [identity('token')] });
    const message = push();
    await store.append(message);
    await store.completeResult(message.id, passing, clock.now());
    assert.deepEqual(await store.completeResult(message.id, yes, clock.now()), {
      outcome: 'already_completed',
      result: passing,
    });
    assert.equal((await store.append(push())).outcome, 'stored');
  },

  'what was given up while its result was owed can still be completed': async ({ store, clock }) => {
    const message = newMessage(clock.now());
    await store.append(message);
    const claim = await claimOne(store, clock.now());
    await store.settleWork(claim, { answerOwed: true });
    await store.settleWork(claim, { end: { kind: 'fail', reason: 'given up' } });
    assert.equal((await store.listMessages({ resultOwed: true }, { limit: 9 })).items[0]?.state, 'failed');
    assert.equal((await store.completeResult(message.id, yes, clock.now()))?.outcome, 'completed');
    const next = await claimOne(store, clock.now());
    assert.deepEqual([next.message.id, next.message.state, next.result], [message.id, 'received', yes]);
  },

  'what has been processed, and what is only recorded, is owed no result': async ({ store, clock }) => {
    const done = newMessage(clock.now());
    await store.append(done);
    await store.settleWork(await claimOne(store, clock.now()), {
      end: { kind: 'complete', completion: completion([]), nowMs: clock.now() },
    });
    const disposition = { kind: 'record', reason: 'a test', group: 'tests', most: 9, perMinute: 9 } as const;
    const recorded = newMessage(clock.now(), { disposition });
    await store.append(recorded);
    for (const { id } of [done, recorded])
      assert.deepEqual(await store.completeResult(id, yes, clock.now()), { outcome: 'not_owed' });
    const nobody = '00000000-0000-7000-8000-000000000000';
    assert.equal(await store.completeResult(nobody, yes, clock.now()), undefined);
    assert.equal(await store.showMessage(nobody), undefined);
  },

  'owed results are listed newest first, in pages and by source, until they are given': async ({ store, clock }) => {
    const messages = ['market', 'market', 'other', 'market'].map((source) => newMessage(clock.now(), { source }));
    for (const message of messages) {
      await store.append(message);
      await store.settleWork(await claimOne(store, clock.now()), { answerOwed: true });
    }
    await store.append(newMessage(clock.now(), { source: 'market' })); // Nobody was promised anything here.
    const [first, second, third, fourth] = messages.map(({ id }) => id);
    const page = await store.listMessages({ resultOwed: true }, { limit: 3 });
    assert.deepEqual(
      page.items.map(({ id }) => id),
      [fourth, third, second],
    );
    const rest = await store.listMessages({ resultOwed: true }, { limit: 3, cursor: page.nextCursor ?? '' });
    assert.deepEqual([rest.items.map(({ id }) => id), rest.nextCursor], [[first], undefined]);
    await store.completeResult(second ?? '', yes, clock.now());
    const ofMarket = await store.listMessages({ resultOwed: true, source: 'market' }, { limit: 9 });
    assert.deepEqual(
      ofMarket.items.map(({ id }) => id),
      [fourth, first],
    );
    await assert.rejects(store.listMessages({ resultOwed: true }, { limit: 3, cursor: 'nonsense' }), RangeError);
  },
};
