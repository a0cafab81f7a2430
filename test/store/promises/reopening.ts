import assert from 'node:assert/strict';
import { UNFINISHED_MAX } from '../../../src/deliver/alone.ts';
import type { Promises } from '../conformance.ts';
import { claimOne, completion, hearing, identity, LEASE_MS, newEvent, newMessage } from '../messages.ts';

const order = { identities: [identity('token', { kind: 'token' })] };

export const reopening: Promises = {
  'a repeat of a message that failed is work again with fresh attempts, durable with its receipt': async ({
    store,
    clock,
    reopen,
  }) => {
    const first = newMessage(clock.now(), order);
    await store.append(first);
    await store.settleWork(await claimOne(store, clock.now()), {
      end: { kind: 'retry', dueAtMs: clock.now(), reason: 'down' },
    });
    await store.settleWork(await claimOne(store, clock.now()), { end: { kind: 'fail', reason: 'given up' } });
    clock.advance(1_000);
    const heard = hearing(store);
    const repeat = await store.append(newMessage(clock.now(), order));
    assert.deepEqual(repeat, { outcome: 'duplicate', messageId: first.id, reopened: true });
    assert.deepEqual(await heard.since(), ['work'], 'workers hear of it');

    const open = await reopen();
    const claim = await claimOne(open, clock.now());
    assert.deepEqual([claim.message.id, claim.attempt, claim.unfinished], [first.id, 1, 0]);
    assert.deepEqual([claim.message.state, claim.message.receipts], ['received', 2]);
    assert.equal(
      await open.settleWork(claim, {
        end: { kind: 'complete', completion: completion([newEvent(first.id)]), nowMs: clock.now() },
      }),
      'done',
    );
    assert.deepEqual(await open.append(newMessage(clock.now(), order)), { outcome: 'duplicate', messageId: first.id });
  },

  'of many repeats of a failed message at once one makes it work, and it is worked on once': async ({
    store,
    clock,
  }) => {
    await store.append(newMessage(clock.now(), order));
    await store.settleWork(await claimOne(store, clock.now()), { end: { kind: 'fail', reason: 'given up' } });
    const repeats = await Promise.all(Array.from({ length: 9 }, () => store.append(newMessage(clock.now(), order))));
    assert.equal(repeats.filter((one) => one.outcome === 'duplicate' && one.reopened).length, 1);
    const request = { nowMs: clock.now(), leaseMs: LEASE_MS, limit: 9 };
    assert.equal((await store.claimWork(request)).length, 1);
  },

  'a message that was given up for its unfinished claims is taken with the others once it came again': async ({
    store,
    clock,
    reopen,
  }) => {
    await store.append(newMessage(clock.now(), order));
    let open = store;
    for (let ends = 0; ends < 3; ends += 1) {
      await claimOne(open, clock.now());
      open = await reopen();
      clock.advance(60_000);
    }
    const request = { nowMs: clock.now(), leaseMs: LEASE_MS, limit: 1, suspects: 'only' } as const;
    const [suspect] = await open.claimWork(request);
    assert.ok(suspect && suspect.unfinished < UNFINISHED_MAX);
    await open.settleWork(suspect, { end: { kind: 'fail', reason: 'given up' } });
    await open.append(newMessage(clock.now(), order));
    assert.equal((await claimOne(open, clock.now())).unfinished, 0);
  },

  'a failed message whose body was forgotten is processed from the bytes that came again': async ({ store, clock }) => {
    const first = newMessage(clock.now(), order);
    await store.append(first);
    await store.settleWork(await claimOne(store, clock.now()), { end: { kind: 'fail', reason: 'given up' } });
    clock.advance(10_000);
    const ages = { bodiesMs: 1_000 };
    for (let cursor: string | undefined = 'messages:0'; cursor !== undefined; )
      ({ nextCursor: cursor } = await store.prune({ nowMs: clock.now(), ages, limit: 9, cursor }));
    assert.equal((await store.showMessage(first.id))?.message.bodyForgotten, true);

    const bytes = new TextEncoder().encode('<NewOrder><Token>token</Token></NewOrder>');
    await store.append(newMessage(clock.now(), { ...order, bytes, headers: { 'content-type': 'text/xml' } }));
    const { message } = await claimOne(store, clock.now());
    assert.equal(message.id, first.id);
    assert.deepEqual(Uint8Array.from(message.bytes), bytes);
    assert.deepEqual(message.headers, { 'content-type': 'text/xml' });
    assert.equal(message.bodyForgotten, undefined);
    const listed = (await store.listMessages({}, { limit: 1 })).items[0];
    assert.equal(listed?.bodyBytes, bytes.byteLength);
  },

  'a repeat of a message in quarantine, of one in work or of one that became its event is no work': async ({
    store,
    clock,
  }) => {
    const of = (key: string) => newMessage(clock.now(), { identities: [identity(key)] });
    await store.append(of('quarantined'));
    const verdict = { ...completion([]), state: 'quarantined', verdict: 'violation', reason: 'Not XML.' } as const;
    await store.settleWork(await claimOne(store, clock.now()), {
      end: { kind: 'complete', completion: verdict, nowMs: clock.now() },
    });
    await store.append(of('processed'));
    await store.settleWork(await claimOne(store, clock.now()), {
      end: { kind: 'complete', completion: completion([]), nowMs: clock.now() },
    });
    await store.append(of('in work'));
    const held = await claimOne(store, clock.now());
    for (const key of ['quarantined', 'processed', 'in work']) {
      const repeat = await store.append(of(key));
      assert.ok(repeat.outcome === 'duplicate' && repeat.reopened === undefined, key);
    }
    assert.deepEqual(await store.claimWork({ nowMs: clock.now(), leaseMs: LEASE_MS, limit: 9 }), []);
    assert.equal(
      await store.settleWork(held, { end: { kind: 'complete', completion: completion([]), nowMs: clock.now() } }),
      'done',
    );
  },
};
