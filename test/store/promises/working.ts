import assert from 'node:assert/strict';
import type { Promises } from '../conformance.ts';
import { claimOne, completion, identity, LEASE_MS, newEvent, newMessage } from '../messages.ts';

export const working: Promises = {
  'work is claimed oldest first, and held by one claim at a time': async ({ store, clock }) => {
    const messages = [newMessage(clock.now()), newMessage(clock.now() + 1), newMessage(clock.now() + 2)];
    for (const message of messages) await store.append(message);
    const claim = () => store.claimWork({ nowMs: clock.now() + 10, leaseMs: LEASE_MS, limit: 2 });
    const [first, second] = await Promise.all([claim(), claim()]);
    assert.deepEqual(
      [...first, ...second].map(({ message }) => message.id),
      messages.map(({ id }) => id),
    );
    assert.equal(first.length, 2);
    assert.deepEqual(await claim(), []);
  },

  'a claim holds the whole message, whether it was stored a moment ago or before a restart, and knows its repeats':
    async ({ store, clock, reopen }) => {
      const headers = { 'content-type': 'application/json', 'x-name': 'Käse' };
      const parts = { headers, identities: [identity('one')] };
      const message = newMessage(clock.now(), parts);
      await store.append(message);
      const fresh = await claimOne(store, clock.now());
      const { identities: _, proofs, disposition: __, ...kept } = message;
      assert.deepEqual(fresh.message, {
        ...kept,
        state: 'received',
        findings: [],
        receipts: 1,
        credentials: proofs.map(({ credential }) => credential),
      });
      assert.deepEqual(
        { ...fresh.message, bytes: [...fresh.message.bytes] },
        { ...fresh.message, bytes: [...message.bytes] },
      );
      await store.settleWork(fresh, { end: { kind: 'retry', dueAtMs: clock.now(), reason: 'once more' } });
      await store.append(newMessage(clock.now(), parts));
      const later = await claimOne(await reopen(), clock.now());
      assert.deepEqual(later.message, { ...fresh.message, receipts: 2, reason: 'once more' });
    },

  'the trace of a message comes with its claim, however it is stored and after a restart': async ({
    store,
    clock,
    reopen,
  }) => {
    const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01 vendor=state`;
    const nonce = { key: 'one', expiresAtMs: clock.now() + 60_000 };
    const proofs = [{ credential: 'oauth1:5d2c8e6a', nonce }];
    await store.append(newMessage(clock.now(), { trace }));
    await store.append(newMessage(clock.now() + 1, { trace, proofs }));
    await store.append(newMessage(clock.now() + 2));
    const traces = async (from: typeof store) =>
      (await from.claimWork({ nowMs: clock.now() + 2, leaseMs: LEASE_MS, limit: 3 })).map(
        ({ message }) => message.trace,
      );
    assert.deepEqual(await traces(store), [trace, trace, undefined]);
    const again = await reopen();
    clock.advance(LEASE_MS);
    assert.deepEqual(await traces(again), [trace, trace, undefined]);
  },

  'a message that came twice before it is claimed says so': async ({ store, clock }) => {
    const parts = { identities: [identity('one')] };
    await store.append(newMessage(clock.now(), parts));
    await store.append(newMessage(clock.now(), parts));
    assert.equal((await claimOne(store, clock.now())).message.receipts, 2);
  },

  'a document that was kept comes with the next claim, and a hold is seen': async ({ store, clock }) => {
    const message = newMessage(clock.now());
    await store.append(message);
    await store.holdMessage(message.id, 'a dispute');
    const first = await claimOne(store, clock.now());
    assert.equal(first.message.legalHold, 'a dispute');
    const document = { name: 'order', mediaType: 'text/xml', bytes: new Uint8Array([1]), fetchedAtMs: clock.now() };
    await store.settleWork(first, { document });
    clock.advance(LEASE_MS);
    assert.deepEqual((await claimOne(store, clock.now())).documents, [document]);
  },

  'many large bodies come in several claims and none is left out': async ({ store, clock }) => {
    const bytes = new Uint8Array(1_048_576);
    const ids = Array.from({ length: 40 }, () => newMessage(clock.now(), { bytes }));
    await Promise.all(ids.map((message) => store.append(message)));
    const sizes: number[] = [];
    for (;;) {
      const claims = await store.claimWork({ nowMs: clock.now(), leaseMs: LEASE_MS, limit: 100 });
      if (claims.length === 0) break;
      sizes.push(claims.length);
    }
    assert.ok(Math.max(...sizes) < 40, 'no claim holds all of them');
    assert.equal(
      sizes.reduce((sum, size) => sum + size),
      40,
    );
  },

  'work is due from the moment its message was received': async ({ store, clock }) => {
    await store.append(newMessage(clock.now() + 1));
    assert.deepEqual(await store.claimWork({ nowMs: clock.now(), leaseMs: LEASE_MS, limit: 1 }), []);
  },

  'when a lease has passed to another worker the first one settles nothing': async ({ store, clock }) => {
    const message = newMessage(clock.now());
    await store.append(message);
    const stale = await claimOne(store, clock.now());
    clock.advance(LEASE_MS);
    const held = await claimOne(store, clock.now());
    assert.equal(held.workId, stale.workId);
    assert.equal(held.attempt, 1);
    assert.ok(held.fence > stale.fence);

    const document = { name: 'order', mediaType: 'text/xml', bytes: new Uint8Array([1]), fetchedAtMs: clock.now() };
    const done = completion([newEvent(message.id)]);
    assert.equal(await store.settleWork(stale, { document }), 'fenced');
    assert.equal(await store.settleWork(stale, { result: { final: true, value: 'stale' } }), 'fenced');
    assert.equal(await store.settleWork(stale, { answered: true }), 'fenced');
    assert.equal(
      await store.settleWork(stale, { end: { kind: 'retry', dueAtMs: clock.now(), reason: 'stale' } }),
      'fenced',
    );
    assert.equal(await store.settleWork(stale, { end: { kind: 'fail', reason: 'stale' } }), 'fenced');
    assert.equal(
      await store.settleWork(stale, { end: { kind: 'complete', completion: done, nowMs: clock.now() } }),
      'fenced',
    );

    const shown = await store.showMessage(message.id);
    assert.equal(shown?.message.state, 'received');
    assert.deepEqual(shown?.documents, []);
    assert.deepEqual(shown?.eventIds, []);
    assert.equal(
      await store.settleWork(held, { end: { kind: 'complete', completion: done, nowMs: clock.now() } }),
      'done',
    );
  },

  'a lease that ended while nobody else asked still settles': async ({ store, clock }) => {
    await store.append(newMessage(clock.now()));
    const claim = await claimOne(store, clock.now());
    clock.advance(LEASE_MS * 2);
    assert.equal(
      await store.settleWork(claim, { end: { kind: 'complete', completion: completion([]), nowMs: clock.now() } }),
      'done',
    );
  },

  'work given back is due at the time asked for, with its documents, and its old claim settles nothing': async ({
    store,
    clock,
  }) => {
    const message = newMessage(clock.now());
    await store.append(message);
    const first = await claimOne(store, clock.now());
    const document = { name: 'order', mediaType: 'text/xml', bytes: new Uint8Array([1]), fetchedAtMs: clock.now() };
    await store.settleWork(first, { document });
    await store.settleWork(first, { document: { ...document, bytes: new Uint8Array([2]) } });
    const dueAtMs = clock.now() + 30_000;
    assert.equal(
      await store.settleWork(first, { end: { kind: 'retry', dueAtMs, reason: 'The order could not be fetched.' } }),
      'done',
    );
    assert.equal(
      await store.settleWork(first, { end: { kind: 'complete', completion: completion([]), nowMs: clock.now() } }),
      'fenced',
    );
    assert.equal((await store.showMessage(message.id))?.message.reason, 'The order could not be fetched.');

    assert.deepEqual(await store.claimWork({ nowMs: dueAtMs - 1, leaseMs: LEASE_MS, limit: 1 }), []);
    const second = await claimOne(store, dueAtMs);
    assert.equal(second.attempt, 2);
    assert.equal(second.documents.length, 1);
    assert.deepEqual(Uint8Array.from(second.documents[0]?.bytes ?? []), new Uint8Array([2]));
  },

  'completing keeps verdict, findings, events and deliveries, and twice is once': async ({ store, clock }) => {
    const message = newMessage(clock.now());
    await store.append(message);
    const claim = await claimOne(store, clock.now());
    const events = [newEvent(message.id, 0), newEvent(message.id, 1)];
    const finding = {
      rule: 'unknown-field',
      path: '/reference',
      severity: 'drift',
      expected: 'absent',
      seen: 'x',
    } as const;
    const done = { ...completion(events, ['ledger', 'orders']), verdict: 'drift', findings: [finding] } as const;
    assert.equal(
      await store.settleWork(claim, { end: { kind: 'complete', completion: done, nowMs: clock.now() } }),
      'done',
    );
    assert.equal(
      await store.settleWork(claim, { end: { kind: 'complete', completion: done, nowMs: clock.now() } }),
      'done',
    );

    const shown = await store.showMessage(message.id);
    assert.equal(shown?.message.state, 'processed');
    assert.equal(shown?.message.verdict, 'drift');
    assert.deepEqual(shown?.message.findings, [finding]);
    assert.deepEqual(
      shown?.eventIds,
      events.map(({ id }) => id),
    );
    for (const { id } of events) assert.equal((await store.showEvent(id))?.deliveries.length, 2);
    assert.deepEqual(await store.claimWork({ nowMs: clock.now() + LEASE_MS, leaseMs: 1, limit: 1 }), []);
  },

  'work given up and work quarantined leave their reasons, no event and nothing to do': async ({ store, clock }) => {
    const [failed, held] = [newMessage(clock.now()), newMessage(clock.now())];
    await store.append(failed);
    assert.equal(
      await store.settleWork(await claimOne(store, clock.now()), {
        end: { kind: 'fail', reason: 'The order does not exist.' },
      }),
      'done',
    );
    await store.append(held);
    const verdict = { ...completion([]), state: 'quarantined', verdict: 'violation', reason: 'Not XML.' } as const;
    assert.equal(
      await store.settleWork(await claimOne(store, clock.now()), {
        end: { kind: 'complete', completion: verdict, nowMs: clock.now() },
      }),
      'done',
    );

    const shown = await Promise.all([store.showMessage(failed.id), store.showMessage(held.id)]);
    assert.deepEqual(
      shown.map((one) => [one?.message.state, one?.message.reason]),
      [
        ['failed', 'The order does not exist.'],
        ['quarantined', 'Not XML.'],
      ],
    );
    assert.deepEqual(await store.backlog(), { work: 0, deliveries: 0 });
  },
};
