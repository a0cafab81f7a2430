/** What breaks when several nodes share one database. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import type { NewMessage, Store, WorkClaim } from '../../src/store/store.ts';
import { postgresPlace } from '../support/engine.ts';
import { noPostgres, postgresBinaries } from '../support/postgres-server.ts';
import { ask } from '../support/postgres-standby.ts';
import { until } from '../support/until.ts';
import { heldClock } from './held-clock.ts';
import { claimOne, completion, identity, LEASE_MS, newEvent, newMessage, processed } from './messages.ts';
import { openPostgresTestStore } from './postgres-store.ts';

const skip = postgresBinaries() === undefined && noPostgres;

const asSent = (place: number) => ({ place, replayed: { kind: 'skip', reason: 'of this test' } as const });

test('two walkers of one replay step on each other, and it goes to its end all the same', { skip }, async (t) => {
  const clock = heldClock();
  const { store, second } = await openPostgresTestStore(t, clock);
  const other = await second();
  for (let index = 0; index < 30; index += 1) await processed(store, clock.now());
  const { id } = await store.createReplay({ filter: {}, mode: 'as_sent', perSecond: 100 }, clock.now());
  const fenced: string[] = [];
  const walk = async (walker: Store) => {
    for (;;) {
      const { items } = await walker.nextReplayed(id, 3, clock.now());
      if (items.length === 0) return;
      const added = await walker.addReplayed(
        id,
        items.map(({ place }) => asSent(place)),
        clock.now(),
      );
      if (added === 'fenced') fenced.push(id);
    }
  };
  await Promise.all([walk(store), walk(other)]);
  const [replay] = (await store.listReplays({ id }, { limit: 1 })).items;
  assert.deepEqual([replay?.state, replay?.walked, replay?.total], ['done', 30, 30]);
  assert.ok(fenced.length > 0, 'they did step on each other');
});

test('while two nodes make events a consumer that pulls all the time misses none and sees none twice', {
  skip,
}, async (t) => {
  const clock = heldClock();
  const { store, second } = await openPostgresTestStore(t, clock);
  const nodes = [store, await second()];
  const count = 120;
  for (let index = 0; index < count; index += 1) await store.append(newMessage(clock.now()));
  const made: string[] = [];
  const work = async (node: Store) => {
    for (;;) {
      const claims = await node.claimWork({ nowMs: clock.now(), leaseMs: LEASE_MS, limit: 7 });
      if (claims.length === 0) return;
      await Promise.all(
        claims.map(async (claim) => {
          const event = newEvent(claim.message.id);
          made.push(event.id);
          const end = { kind: 'complete', completion: completion([event], []), nowMs: clock.now() } as const;
          assert.equal(await node.settleWork(claim, { end }), 'done');
        }),
      );
    }
  };
  const seen: string[] = [];
  let cursor: string | undefined;
  const pull = async () => {
    const { items, cursor: next } = await store.pullEvents(
      {},
      cursor === undefined ? { after: 'oldest' } : { cursor },
      11,
    );
    seen.push(...items.map(({ id }) => id));
    cursor = next;
  };
  let working = true;
  const all = Promise.all([...nodes, ...nodes].map(work)).then(() => {
    working = false;
  });
  while (working) await pull();
  await all;
  for (let before = -1; before !== seen.length; ) {
    before = seen.length;
    await pull();
  }
  assert.equal(made.length, count);
  assert.deepEqual([...seen].sort(), [...made].sort());
});

test('an order key that two nodes feed while a third delivers is delivered to its end, one at a time', {
  skip,
}, async (t) => {
  const clock = heldClock();
  const { store, second } = await openPostgresTestStore(t, clock);
  const nodes = [store, await second(), await second()] as const;
  const count = 60;
  for (let index = 0; index < count; index += 1) await store.append(newMessage(clock.now()));
  const feed = async (node: Store) => {
    for (;;) {
      const [claim] = await node.claimWork({ nowMs: clock.now(), leaseMs: LEASE_MS, limit: 1 });
      if (!claim) return;
      const event = newEvent(claim.message.id);
      const deliveries = [{ eventId: event.id, sink: 'orders', orderKey: 'a' }];
      const done = { ...completion([event]), deliveries };
      await node.settleWork(claim, { end: { kind: 'complete', completion: done, nowMs: clock.now() } });
    }
  };
  let [feeding, delivered, held] = [true, 0, 0];
  const deliver = async (node: Store) => {
    while (feeding || delivered < count) {
      const claims = await node.claimDeliveries({ sink: 'orders', nowMs: clock.now(), leaseMs: LEASE_MS, limit: 5 });
      held += claims.length;
      assert.ok(held <= 1, 'one of the key is held at a time');
      for (const claim of claims) {
        held -= 1;
        assert.equal(await node.settleDelivery(claim, { kind: 'delivered', detail: '' }, clock.now()), 'done');
        delivered += 1;
      }
      if (!feeding && claims.length === 0 && delivered < count) {
        const [sink] = await node.listSinks();
        const { live = 0, behind = 0 } = sink?.waiting ?? {};
        assert.ok(live > 0 || behind === 0, `${behind} stand behind nobody`);
      }
    }
  };
  const fed = Promise.all([feed(nodes[0]), feed(nodes[1]), feed(nodes[0])]).then(() => {
    feeding = false;
  });
  await Promise.all([fed, deliver(nodes[2])]);
  assert.equal(delivered, count);
});

test('a node whose clock is ahead takes no lease from another, and one that is behind gets its work in time', {
  skip,
}, async (t) => {
  const place = await postgresPlace();
  const startMs = Date.UTC(2026, 0, 15, 12);
  let passedMs = 0;
  const databaseNow = () => startMs + passedMs;
  const clocks = [0, 300_000, -300_000].map((skewMs) => heldClock(startMs + skewMs));
  const nodes = await Promise.all(clocks.map((clock) => openPostgresStore({ place, clock, databaseNow })));
  t.after(async () => void (await Promise.all(nodes.map((node) => node.close()))));
  const [right, ahead, behind] = nodes;
  assert.ok(right && ahead && behind);
  const claimBy = (index: number) =>
    nodes[index]?.claimWork({ nowMs: clocks[index]?.now() ?? 0, leaseMs: 60_000, limit: 9 });
  await right.append(newMessage(clocks[0]?.now() ?? 0));
  assert.equal((await claimBy(0))?.length, 1);
  assert.deepEqual([await claimBy(1), await claimBy(2)], [[], []]);
  assert.equal(await right.lease('job', { holder: 'a', nowMs: clocks[0]?.now() ?? 0, forMs: 60_000 }), true);
  assert.equal(await ahead.lease('job', { holder: 'b', nowMs: clocks[1]?.now() ?? 0, forMs: 60_000 }), false);
  // What the node ahead received is due at once for the one that is behind.
  await ahead.append(newMessage(clocks[1]?.now() ?? 0));
  assert.equal((await claimBy(2))?.length, 1);
  passedMs = 1;
});

test('the claims and leases of a node that is silent for 15 s are another node’s, and it settles nothing more', {
  skip,
}, async (t) => {
  const place = await postgresPlace();
  const silent = heldClock();
  const startMs = silent.now();
  const alive = heldClock();
  const dead = await openPostgresStore({ place, clock: silent, databaseNow: () => startMs + silent.monotonic() });
  const other = await openPostgresStore({ place, clock: alive, databaseNow: () => startMs + alive.monotonic() });
  t.after(async () => void (await Promise.all([dead.close(), other.close()])));
  await dead.append(newMessage(startMs));
  const lost = await claimOne(dead, startMs);
  await dead.lease('walk', { holder: 'dead', nowMs: startMs, forMs: 3_600_000 });
  // Somebody holds the notes of counts, which nobody must wait for.
  const counting = new pg.Client({ connectionString: place.url });
  await counting.connect();
  t.after(() => counting.end());
  await counting.query(`BEGIN; SELECT 1 FROM ${place.schema}.message_count_notes FOR UPDATE`);
  alive.advance(14_000);
  assert.deepEqual(await other.claimWork({ nowMs: alive.now(), leaseMs: LEASE_MS, limit: 1 }), []);
  alive.advance(2_000);
  await until(async () => {
    alive.advance(3_000);
    return (await other.nodes?.list())?.[0]?.state === 'gone';
  });
  // Listed as gone by its silence; what it held is free at the next sign of life of a node that lives.
  await until(() => {
    alive.advance(3_000);
    return other.lease('walk', { holder: 'other', nowMs: alive.now(), forMs: 1_000 });
  });
  const again = await claimOne(other, alive.now());
  assert.deepEqual([again.message.id, again.attempt, again.unfinished], [lost.message.id, 1, 1]);
  assert.equal(await dead.settleWork(lost, { end: { kind: 'fail', reason: 'too late' } }), 'fenced');
  // Its clock went faster than its signs of life; it gets time for the next.
  await until(async () => {
    alive.advance(500);
    const states = (await other.nodes?.list())?.map(({ state, own }) => [state, own]);
    return isDeepStrictEqual(states, [
      ['gone', false],
      ['up', true],
    ]);
  });
});

test('an ordered event waits while a node that is silent holds an earlier message of its source; other sources and a retry hold up nobody', {
  skip,
}, async (t) => {
  const place = await postgresPlace();
  const startMs = Date.UTC(2026, 0, 15, 12);
  const [still, alive] = [heldClock(startMs), heldClock(startMs)];
  const dead = await openPostgresStore({ place, clock: still, databaseNow: () => startMs });
  const other = await openPostgresStore({ place, clock: alive, databaseNow: () => startMs + alive.monotonic() });
  t.after(async () => void (await Promise.all([dead.close(), other.close()])));
  const process = async (claim: WorkClaim, ordered = true) => {
    const event = newEvent(claim.message.id);
    const deliveries = [{ eventId: event.id, sink: 'orders', ...(ordered && { orderKey: 'a' }) }];
    const done = { ...completion([event]), deliveries };
    await other.settleWork(claim, { end: { kind: 'complete', completion: done, nowMs: alive.now() } });
  };
  const delivered = async () => {
    const claims = await other.claimDeliveries({ sink: 'orders', nowMs: alive.now(), leaseMs: LEASE_MS, limit: 10 });
    for (const claim of claims) await other.settleDelivery(claim, { kind: 'delivered', detail: '' }, alive.now());
    return claims.map(({ event }) => event.messageId);
  };
  const append = async (parts: Partial<NewMessage> = {}) => {
    const message = newMessage(alive.now(), parts);
    await other.append(message);
    return message.id;
  };
  const retried = await append();
  const retry = { kind: 'retry', dueAtMs: alive.now() + 60_000, reason: 'its API is away' } as const;
  await other.settleWork(await claimOne(other, alive.now()), { end: retry });
  const first = await append();
  assert.equal((await claimOne(dead, startMs)).message.id, first);
  const [second, unordered, elsewhere] = [await append(), await append(), await append({ source: 'returns' })];
  await process(await claimOne(other, alive.now()));
  await process(await claimOne(other, alive.now()), false);
  await process(await claimOne(other, alive.now()), false);
  assert.deepEqual((await delivered()).sort(), [unordered, elsewhere].sort());
  assert.deepEqual(await delivered(), []);

  alive.advance(16_000);
  await until(async () => {
    alive.advance(3_000);
    return (await other.nodes?.list())?.[0]?.state === 'gone';
  });
  assert.deepEqual(await delivered(), []);
  let again: WorkClaim | undefined;
  await until(async () => {
    alive.advance(3_000);
    [again] = await other.claimWork({ nowMs: alive.now(), leaseMs: LEASE_MS, limit: 1 });
    return again !== undefined;
  });
  assert.ok(again?.message.id === first && retried !== first);
  await process(again);
  assert.deepEqual(await delivered(), [first]);
  assert.deepEqual(await delivered(), [second]);
});

test('the partition of a day in which retention left nothing is dropped, and those of the next days are there', {
  skip,
}, async (t) => {
  const clock = heldClock();
  const { store, place } = await openPostgresTestStore(t, clock);
  const partitions = async () =>
    (
      await ask<{ name: string }>(
        place.url,
        `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = '${place.schema}' AND c.relkind = 'r' ORDER BY 1`,
      )
    ).map(({ name }) => name);
  const { message } = await processed(store, clock.now());
  const [delivery] = await store.claimDeliveries({ sink: 'ledger', nowMs: clock.now(), leaseMs: LEASE_MS, limit: 1 });
  assert.ok(delivery);
  await store.settleDelivery(delivery, { kind: 'delivered', detail: '' }, clock.now());
  const day = Math.floor(clock.now() / 86_400_000);
  assert.ok((await partitions()).includes(`delivered_${day}`));
  clock.advance(40 * 86_400_000);
  const request = { nowMs: clock.now(), ages: { messagesMs: 1 }, limit: 100 };
  assert.equal((await store.prune(request)).messages, 1);
  assert.equal(await store.showMessage(message.id), undefined);
  await until(
    async () => {
      clock.advance(3_600_000);
      const found = await partitions();
      return (
        !found.includes(`contents_${day}`) &&
        !found.includes(`delivered_${day}`) &&
        found.includes(`contents_${day + 42}`)
      );
    },
    { everyMs: 100 },
  );
});

test('names with a NUL, and names longer than an index allows, are kept and known again', { skip }, async (t) => {
  const clock = heldClock();
  const { store } = await openPostgresTestStore(t, clock);
  for (const key of ['a\0b', 'half of \ud800', 'x'.repeat(20_000)]) {
    const push = () =>
      newMessage(clock.now(), { target: '/a\0', identities: [identity(key, { binding: key.slice(0, 99) })] });
    const first = push();
    assert.equal((await store.append(first)).outcome, 'stored');
    assert.deepEqual(await store.append(push()), { outcome: 'duplicate', messageId: first.id });
    const found = await store.listMessages({ identity: { kind: 'body', key } }, { limit: 5 });
    assert.deepEqual(
      found.items.map(({ id }) => id),
      [first.id],
    );
  }
});
