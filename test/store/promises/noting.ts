import assert from 'node:assert/strict';
import type { Departure, Finding, FindingEntry, Store } from '../../../src/store/store.ts';
import { FINDINGS_MAX } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import { claimOne, completion, newEvent, newMessage } from '../messages.ts';

const finding = (path: string, parts: Partial<Finding> = {}): Finding => ({
  rule: 'unknown_field',
  path,
  severity: 'drift',
  expected: 'no such field',
  seen: '(string, 4 characters)',
  contract: { name: 'paazl-push', version: '1.0.0', schema: 'LabelStatusNotification', path },
  ...parts,
});

const departure = (path: string, parts: Partial<Departure> = {}): Departure => ({
  event: 'com.paazl.shipment.status',
  path,
  finding: finding(path),
  times: 1,
  alert: false,
  ...parts,
});

/** A message that is judged with these departures; its id. */
async function judged(store: Store, nowMs: number, departures: readonly Departure[], provider = 'paazl') {
  const message = newMessage(nowMs, { provider });
  await store.append(message);
  const claim = await claimOne(store, nowMs);
  const done = {
    ...completion([newEvent(message.id)], []),
    verdict: 'drift',
    findings: departures.map((one) => one.finding),
    departures,
  } as const;
  assert.equal(await store.settleWork(claim, { end: { kind: 'complete', completion: done, nowMs: nowMs } }), 'done');
  return { message, claim, done };
}

const all = async (store: Store): Promise<readonly FindingEntry[]> =>
  (await store.listFindings({}, { limit: 1000 })).items;

const shown = async (store: Store, id: string) => (await store.listFindings({ id }, { limit: 1 })).items[0];

async function only(store: Store): Promise<FindingEntry> {
  const [entry, ...others] = await all(store);
  assert.ok(entry !== undefined && others.length === 0, 'there is one entry');
  return entry;
}

/** What a departure announces: an event, and its delivery to a sink. */
const announced = (messageId: string) => {
  const event = newEvent(messageId, 7, { type: 'com.pushdock.contract.finding' });
  return { event, deliveries: [{ eventId: event.id, sink: 'alarms' }] };
};
const waiting = async (store: Store) => (await store.listDeliveries({ sink: 'alarms' }, { limit: 10 })).items.length;

const toAlert = { state: 'new', alert: true } as const;

export const noting: Promises = {
  'a departure that comes again is one entry, counted, with the latest message as its sample': async ({
    store,
    clock,
    reopen,
  }) => {
    const first = clock.now();
    await judged(store, first, [departure('/courier', { times: 2 })]);
    clock.advance(60_000);
    const later = finding('/courier', { seen: '(number)' });
    const { message } = await judged(store, clock.now(), [departure('/courier', { finding: later })]);
    const entry = await only(await reopen());
    assert.deepEqual(
      { ...entry, id: '' },
      {
        id: '',
        provider: 'paazl',
        source: 'shipping',
        event: 'com.paazl.shipment.status',
        path: '/courier',
        rule: 'unknown_field',
        state: 'new',
        stateSinceMs: first,
        firstSeenAtMs: first,
        lastSeenAtMs: clock.now(),
        count: 3,
        alert: false,
        messageId: message.id,
        finding: later,
      },
    );
  },

  'another provider, event, place or rule is another entry': async ({ store, clock }) => {
    await judged(store, clock.now(), [
      departure('/courier'),
      departure('/carrier'),
      departure('/courier', { event: 'com.paazl.other' }),
      departure('/courier', { finding: finding('/courier', { rule: 'wrong_type' }) }),
    ]);
    await judged(store, clock.now(), [departure('/courier')], 'zettle');
    assert.equal((await all(store)).length, 5);
    assert.equal((await store.listFindings({ provider: 'zettle' }, { limit: 10 })).items.length, 1);
  },

  'work that is settled twice is counted once, and a fenced worker counts nothing': async ({ store, clock }) => {
    const { claim, done } = await judged(store, clock.now(), [departure('/courier')]);
    assert.equal(
      await store.settleWork(claim, { end: { kind: 'complete', completion: done, nowMs: clock.now() } }),
      'done',
    );
    assert.equal(
      await store.settleWork(
        { ...claim, fence: claim.fence + 1 },
        { end: { kind: 'complete', completion: done, nowMs: clock.now() } },
      ),
      'fenced',
    );
    assert.equal((await only(store)).count, 1);
  },

  'an acknowledged entry stays so when it comes again, a resolved one is new again': async ({ store, clock }) => {
    await judged(store, clock.now(), [departure('/courier')]);
    const { id } = await only(store);
    clock.advance(1_000);
    assert.equal(await store.settleFinding(id, 'acknowledged', clock.now()), true);
    const acknowledged = await shown(store, id);
    assert.deepEqual([acknowledged?.state, acknowledged?.stateSinceMs], ['acknowledged', clock.now()]);
    clock.advance(1_000);
    await judged(store, clock.now(), [departure('/courier')]);
    assert.equal((await only(store)).state, 'acknowledged');
    await store.settleFinding(id, 'resolved', clock.now());
    clock.advance(1_000);
    await judged(store, clock.now(), [departure('/courier')]);
    const back = await only(store);
    assert.deepEqual([back.id, back.state, back.stateSinceMs, back.count], [id, 'new', clock.now(), 3]);
  },

  'settling an entry again does not change since when, and one that is not there is not settled': async ({
    store,
    clock,
  }) => {
    await judged(store, clock.now(), [departure('/courier')]);
    const { id } = await only(store);
    const since = clock.now();
    await store.settleFinding(id, 'acknowledged', since);
    clock.advance(5_000);
    await store.settleFinding(id, 'acknowledged', clock.now());
    assert.equal((await shown(store, id))?.stateSinceMs, since);
    assert.equal(await store.settleFinding('999', 'resolved', clock.now()), false);
    assert.equal(await shown(store, '999'), undefined);
  },

  'an entry is announced when it becomes new, and not when it only comes again': async ({ store, clock }) => {
    const news = (index: number) => departure('/courier', { announcement: announced(`m${index}`) });
    await judged(store, clock.now(), [news(1)]);
    assert.equal(await waiting(store), 1);
    await judged(store, clock.now(), [news(2)]);
    assert.equal(await waiting(store), 1);
    await store.settleFinding((await only(store)).id, 'resolved', clock.now());
    await judged(store, clock.now(), [news(3)]);
    assert.equal(await waiting(store), 2);
  },

  'a provider has a bounded number of entries: the oldest resolved one makes room': async ({ store, clock }) => {
    const full = Array.from({ length: FINDINGS_MAX }, (_, index) => departure(`/f${index}`));
    await judged(store, clock.now(), full);
    await judged(store, clock.now(), [departure('/one')], 'zettle');
    const [newest] = (await store.listFindings({ provider: 'paazl' }, { limit: 1 })).items;
    await store.settleFinding(newest?.id ?? '', 'resolved', clock.now());
    await judged(store, clock.now(), [departure('/one')]);
    const kept = (await store.listFindings({ provider: 'paazl' }, { limit: 1000 })).items;
    assert.equal(kept.length, FINDINGS_MAX);
    assert.equal(kept[0]?.path, '/one');
    assert.ok(!kept.some(({ id }) => id === newest?.id));
    assert.deepEqual((await store.listFindings({}, { limit: 1 })).overflow, []);
  },

  'a ledger full of junk hides no real finding: the rarest new entry makes room, of several the oldest, and is counted':
    async ({ store, clock }) => {
      await judged(store, clock.now(), [departure('/real'), departure('/rare', { alert: true })]);
      await judged(store, clock.now(), [departure('/real')]);
      for (let junk = 0; junk < FINDINGS_MAX; junk += 1) {
        clock.advance(1);
        await judged(store, clock.now(), [departure(`/junk${junk}`)]);
      }
      clock.advance(1);
      await judged(store, clock.now(), [departure('/new', { announcement: announced('m1') })]);
      const { items: kept } = await store.listFindings({ provider: 'paazl' }, { limit: 1000 });
      assert.equal(kept.length, FINDINGS_MAX);
      const paths = kept.map(({ path }) => path);
      assert.deepEqual(paths.slice(-3), ['/junk3', '/rare', '/real'], 'the oldest junk went');
      assert.equal(paths[0], '/new');
      assert.equal(await waiting(store), 0, 'in place of a new one nothing is announced');
      assert.deepEqual((await store.listFindings({}, { limit: 1 })).overflow, [
        { provider: 'paazl', count: 3, lastSeenAtMs: clock.now() },
      ]);
    },

  'where every entry is acknowledged nothing makes room, and what finds none is counted': async ({ store, clock }) => {
    const full = Array.from({ length: FINDINGS_MAX }, (_, index) => departure(`/f${index}`));
    await judged(store, clock.now(), full);
    for (const { id } of (await store.listFindings({}, { limit: 1000 })).items)
      await store.settleFinding(id, 'acknowledged', clock.now());
    clock.advance(1_000);
    await judged(store, clock.now(), [departure('/one'), departure('/two', { times: 4 })]);
    assert.deepEqual((await store.listFindings({}, { limit: 1 })).overflow, [
      { provider: 'paazl', count: 5, lastSeenAtMs: clock.now() },
    ]);
  },

  'what stands: counts by provider and state, and the new entries that are to alert': async ({ store, clock }) => {
    await judged(store, clock.now(), [departure('/a', { alert: true }), departure('/b'), departure('/c')]);
    await judged(store, clock.now(), [departure('/a')]);
    const entries = await all(store);
    await store.settleFinding(entries.find(({ path }) => path === '/c')?.id ?? '', 'acknowledged', clock.now());
    const { counts, items: alerting } = await store.listFindings(toAlert, { limit: 10 });
    assert.deepEqual(counts, [
      { provider: 'paazl', state: 'acknowledged', count: 1 },
      { provider: 'paazl', state: 'new', count: 2 },
    ]);
    assert.deepEqual(
      alerting.map(({ path, count }) => [path, count]),
      [['/a', 2]],
    );
    await store.settleFinding(alerting[0]?.id ?? '', 'acknowledged', clock.now());
    assert.deepEqual((await store.listFindings(toAlert, { limit: 10 })).items, []);
  },

  'the ledger comes in pages, newest first, and a cursor of another listing is refused': async ({ store, clock }) => {
    await judged(
      store,
      clock.now(),
      ['/a', '/b', '/c'].map((path) => departure(path)),
    );
    const first = await store.listFindings({ state: 'new' }, { limit: 2 });
    assert.deepEqual(
      first.items.map(({ path }) => path),
      ['/c', '/b'],
    );
    assert.ok(first.nextCursor);
    const { nextCursor: cursor } = first;
    const second = await store.listFindings({ state: 'new' }, { limit: 2, cursor });
    assert.deepEqual([second.items.map(({ path }) => path), second.nextCursor], [['/a'], undefined]);
    await assert.rejects(store.listMessages({}, { limit: 2, cursor }), RangeError);
  },
};
