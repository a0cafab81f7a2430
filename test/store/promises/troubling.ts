import assert from 'node:assert/strict';
import type { Promises } from '../conformance.ts';
import { claimOne, completion, LEASE_MS, newEvent, newMessage, processed } from '../messages.ts';

const HOUR_MS = 3_600_000;
const yes = { final: true, value: { success: true } } as const;

export const troubling: Promises = {
  'an operator has work done again now: what failed, what is quarantined and what waits, each with fresh attempts':
    async ({ store, clock }) => {
      const [failed, quarantined, waiting] = [0, 1, 2].map(() => newMessage(clock.now()));
      assert.ok(failed && quarantined && waiting);
      await store.append(failed);
      await store.settleWork(await claimOne(store, clock.now()), { end: { kind: 'fail', reason: 'given up' } });
      await store.append(quarantined);
      const verdict = { ...completion([]), state: 'quarantined', verdict: 'violation', reason: 'Not XML.' } as const;
      await store.settleWork(await claimOne(store, clock.now()), {
        end: { kind: 'complete', completion: verdict, nowMs: clock.now() },
      });
      await store.append(waiting);
      const retry = { dueAtMs: clock.now() + HOUR_MS, reason: 'down' };
      await store.settleWork(await claimOne(store, clock.now()), { end: { kind: 'retry', ...retry } });

      for (const { id } of [failed, quarantined, waiting]) {
        assert.equal(await store.retryMessage(id, clock.now()), 'due');
        const claim = await claimOne(store, clock.now());
        assert.deepEqual([claim.message.id, claim.message.state, claim.attempt], [id, 'received', 1]);
        assert.equal(await store.retryMessage(id, clock.now()), 'in_work');
        assert.equal(
          await store.settleWork(claim, { end: { kind: 'complete', completion: completion([]), nowMs: clock.now() } }),
          'done',
        );
        assert.equal(await store.retryMessage(id, clock.now()), 'done');
      }
      assert.equal(await store.retryMessage('00000000-0000-7000-8000-000000000000', clock.now()), undefined);
    },

  'what awaits its result, and what is only recorded, is not made due': async ({ store, clock }) => {
    const message = newMessage(clock.now());
    await store.append(message);
    const claim = await claimOne(store, clock.now());
    await store.settleWork(claim, { answerOwed: true });
    await store.settleWork(claim, { end: { kind: 'await_result', reason: 'somebody decides' } });
    assert.equal(await store.retryMessage(message.id, clock.now()), 'awaits_result');
    const disposition = { kind: 'record', reason: 'a test', group: 'tests', most: 9, perMinute: 9 } as const;
    const recorded = newMessage(clock.now(), { disposition });
    await store.append(recorded);
    assert.equal(await store.retryMessage(recorded.id, clock.now()), 'done');
    assert.deepEqual(await store.claimWork({ nowMs: clock.now(), leaseMs: LEASE_MS, limit: 9 }), []);
  },

  'work may go on after its events were made, until its answer is brought or nobody brings it; then it can be brought again':
    async ({ store, clock, reopen }) => {
      const message = newMessage(clock.now());
      await store.append(message);
      const claim = await claimOne(store, clock.now());
      await store.settleWork(claim, { answerOwed: true });
      await store.settleWork(claim, { result: yes });
      const event = newEvent(message.id);
      const done = { ...completion([event]), reason: 'it is still owed', againAtMs: clock.now() + HOUR_MS };
      assert.equal(
        await store.settleWork(claim, { end: { kind: 'complete', completion: done, nowMs: clock.now() } }),
        'done',
      );
      const shown = await store.showMessage(message.id);
      assert.deepEqual([shown?.message.state, shown?.message.reason], ['processed', 'it is still owed']);
      assert.equal(
        (await store.claimDeliveries({ sink: 'ledger', nowMs: clock.now(), leaseMs: 1, limit: 9 })).length,
        1,
      );

      clock.advance(HOUR_MS);
      const open = await reopen();
      const again = await claimOne(open, clock.now());
      assert.deepEqual(
        [again.message.state, again.attempt, again.answerOwed, again.resultSinceMs],
        ['processed', 2, true, clock.now() - HOUR_MS],
      );
      const given = { ...completion([]), reason: 'nobody took it' };
      assert.equal(
        await open.settleWork(again, { end: { kind: 'complete', completion: given, nowMs: clock.now() } }),
        'done',
      );
      const request = { sinceMs: 0, unfinished: 3, limit: 9 };
      assert.deepEqual((await open.troubles(request)).undelivered, [
        { source: 'shipping', count: 1, messageId: message.id },
      ]);
      assert.deepEqual((await open.showMessage(message.id))?.eventIds, [event.id]);

      clock.advance(HOUR_MS);
      assert.equal(await open.retryMessage(message.id, clock.now()), 'due');
      const sent = await claimOne(open, clock.now());
      assert.deepEqual([sent.attempt, sent.resultSinceMs], [1, clock.now()]);
      await open.settleWork(sent, { answered: true });
      await open.settleWork(sent, { end: { kind: 'complete', completion: completion([]), nowMs: clock.now() } });
      assert.deepEqual((await open.troubles(request)).undelivered, []);
      assert.equal(await open.retryMessage(message.id, clock.now()), 'done');
    },

  'troubles are counted since a time: failed messages by source, dead letters by sink, and what ended the process':
    async ({ store, clock, reopen }) => {
      const sinceMs = clock.now();
      const none = { failed: [], dead: [], undelivered: [], suspects: [] };
      assert.deepEqual(await store.troubles({ sinceMs, unfinished: 3, limit: 9 }), none);
      await store.append(newMessage(clock.now()));
      await store.settleWork(await claimOne(store, clock.now()), { end: { kind: 'fail', reason: 'given up' } });
      await processed(store, clock.now());
      const [delivery] = await store.claimDeliveries({ sink: 'ledger', nowMs: clock.now(), leaseMs: 1, limit: 1 });
      assert.ok(delivery);
      await store.settleDelivery(delivery, { kind: 'dead', detail: '422' }, clock.now());
      const poison = newMessage(clock.now());
      await store.append(poison);
      let open = store;
      for (let ends = 0; ends < 3; ends += 1) {
        await open.claimWork({ nowMs: clock.now(), leaseMs: LEASE_MS, limit: 9 });
        open = await reopen();
      }
      assert.deepEqual(await open.troubles({ sinceMs, unfinished: 3, limit: 9 }), {
        failed: [{ source: 'shipping', count: 1 }],
        dead: [{ sink: 'ledger', count: 1 }],
        undelivered: [],
        suspects: [{ messageId: poison.id, unfinished: 3 }],
      });
      const later = await open.troubles({ sinceMs: sinceMs + 1, unfinished: 4, limit: 9 });
      assert.deepEqual(later, none);
    },
};
