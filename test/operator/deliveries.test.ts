import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { OpenedStore } from '../../src/store/store.ts';
import { LEASE_MS, processed } from '../store/messages.ts';
import { openEnding, openTestStore } from '../store/test-store.ts';
import { ask, assertIs, assertProblem, openOperatorListener } from '../support/operator.ts';

const startMs = Date.parse('2026-11-21T05:04:00.123Z');
const post = { method: 'POST' };

describe('the operator API on a store with a delivered, a dead and two waiting deliveries', () => {
  const ending = openEnding();
  let store: OpenedStore;
  let url: string;
  let close: () => Promise<void>;
  let deadEvent: string;

  before(async () => {
    ({ store } = await openTestStore(ending));
    await processed(store, startMs, ['ledger']);
    const [first] = await claim('ledger');
    assert.ok(first);
    const away = { dueAtMs: startMs, detail: 'the sink answered 503', status: 503, tookMs: 12 };
    await store.settleDelivery(first, { kind: 'retry', ...away }, startMs);
    const [again] = await claim('ledger');
    assert.ok(again);
    await store.settleDelivery(again, { kind: 'delivered', detail: 'written' }, startMs + 1);
    deadEvent = (await processed(store, startMs, ['ledger'])).event.id;
    const [dying] = await claim('ledger');
    assert.ok(dying);
    const refused = { detail: 'the sink answered 400', status: 400, answer: 'no such order' };
    await store.settleDelivery(dying, { kind: 'dead', ...refused }, startMs + 2);
    await processed(store, startMs, ['ledger']);
    await processed(store, startMs, ['former']);
    const listener = await openOperatorListener(store);
    url = listener.url;
    close = () => listener.stop(0);
  });
  after(async () => {
    await close();
    await ending.end();
  });

  const claim = (sink: string) => store.claimDeliveries({ sink, nowMs: startMs, leaseMs: LEASE_MS, limit: 1 });
  const listed = async (query: string) => {
    const { status, body } = await ask(url, `/api/deliveries${query}`);
    assert.equal(status, 200);
    assertIs('DeliveryPage', body);
    return body.items;
  };
  const sinkNamed = async (name: string) => {
    const { body } = await ask(url, '/api/sinks');
    assertIs('SinkList', body);
    return body.items.find((sink: { name: string }) => sink.name === name);
  };

  test('deliveries newest first, by sink, state and type, page by page', async () => {
    const states = (items: { state: string }[]) => items.map(({ state }) => state);
    assert.deepEqual(states(await listed('')), ['due', 'due', 'dead', 'delivered']);
    assert.deepEqual(states(await listed('?sink=ledger&state=delivered')), ['delivered']);
    assert.equal((await listed('?type=com.paazl.shipment.status')).length, 4);
    assert.deepEqual(await listed('?type=com.paazl'), []);
    const { body } = await ask(url, '/api/deliveries?limit=3');
    assert.deepEqual(states(await listed(`?cursor=${body.nextCursor}`)), ['delivered']);
    assertProblem(await ask(url, '/api/deliveries?cursor=bogus'), 400, 'parameter-invalid');
  });

  test('a dead letter with its event, its reason and what the sink answered', async () => {
    const [dead] = await listed('?state=dead');
    assert.equal(dead.event.id, deadEvent);
    assert.deepEqual([dead.detail, dead.status, dead.answer], ['the sink answered 400', 400, 'no such order']);
  });

  test('one delivery with every attempt, oldest first', async () => {
    const [{ id }] = await listed('?state=delivered');
    const { body } = await ask(url, `/api/deliveries/${id}`);
    assertIs('DeliveryHistory', body);
    assert.deepEqual(
      body.attempts.map(({ outcome, status, tookMs }: { [name: string]: unknown }) => [outcome, status, tookMs]),
      [
        ['retry', 503, 12],
        ['delivered', undefined, undefined],
      ],
    );
    assertProblem(await ask(url, '/api/deliveries/999999'), 404, 'unknown-item');
    assertProblem(await ask(url, '/api/deliveries/x'), 400, 'parameter-invalid');
  });

  test('sinks: what waits, what is dead, one that nothing came for, and one that is configured no more', async () => {
    const ledger = await sinkNamed('ledger');
    assert.deepEqual([ledger.configured, ledger.waiting.live, ledger.dead, ledger.paused], [true, 1, 1, undefined]);
    // This gateway delivers nothing.
    assert.deepEqual([ledger.node, ledger.circuit, ledger.throughput], [undefined, undefined, undefined]);
    const quiet = await sinkNamed('quiet');
    assert.deepEqual([quiet.configured, quiet.waiting.live, quiet.dead], [true, 0, 0]);
    const former = await sinkNamed('former');
    assert.deepEqual([former.configured, former.waiting.live], [false, 1]);
  });

  test('a paused sink gets nothing and says since when and why; resumed, it gets what waited', async () => {
    const paused = await ask(url, '/api/sinks/ledger/pause?reason=disk%20change', post);
    assertIs('Sink', paused.body);
    assert.equal(paused.body.paused.reason, 'disk change');
    assert.deepEqual(await claim('ledger'), []);
    await ask(url, '/api/sinks/ledger/pause?reason=another', post);
    assert.equal((await sinkNamed('ledger')).paused.reason, 'disk change');
    const resumed = await ask(url, '/api/sinks/ledger/resume', post);
    assert.deepEqual([resumed.status, resumed.body.paused], [200, undefined]);
    assert.equal((await claim('ledger')).length, 1);
  });

  test('a sink that nobody knows can be neither paused nor resumed', async () => {
    for (const verb of ['pause', 'resume'])
      assertProblem(await ask(url, `/api/sinks/legder/${verb}`, post), 404, 'unknown-item');
    assert.equal(await sinkNamed('legder'), undefined);
  });

  test('a dead letter is due again in a replay of its own, once', async () => {
    const [{ id }] = await listed('?state=dead');
    const { status, body } = await ask(url, `/api/deliveries/${id}/redeliver`, post);
    assert.equal(status, 200);
    assertIs('Redelivery', body);
    const [again] = await listed(`?replay=${body.replay}`);
    assert.deepEqual([again.id, again.state, again.lane], [id, 'due', 'replay']);
    assertProblem(await ask(url, `/api/deliveries/${id}/redeliver`, post), 409, 'not-dead');
    assertProblem(await ask(url, '/api/deliveries/999999/redeliver', post), 404, 'unknown-item');
  });
});
