import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { openReplay } from '../../src/deliver/replay.ts';
import { type Sink, sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import { heldClock } from '../store/held-clock.ts';
import { LEASE_MS, processed } from '../store/messages.ts';
import { openTestStore } from '../store/test-store.ts';
import { ask, assertIs, assertProblem, openOperatorListener } from '../support/operator.ts';
import { recordingLog } from '../support/recording-log.ts';
import { listed, openToyGateway, type ToyGateway } from '../support/toy-gateway.ts';
import { until } from '../support/until.ts';

const post = { method: 'POST' };

/** A gateway that has delivered two messages of two events each and one of one, and holds one that nobody can read. */
async function openDelivered(t: TestContext) {
  const gateway = await openToyGateway(t);
  for (const [id, toys] of [
    ['a', ['ball', 'car']],
    ['b', ['kite', 'doll']],
    ['c', ['top']],
  ])
    assert.equal((await gateway.push(JSON.stringify({ id, toys }))).status, 200);
  await gateway.push('not json');
  await gateway.events(5);
  await until(async () => (await listed(gateway, { state: 'quarantined' })).length === 1);
  await until(async () => (await gateway.store.backlog()).deliveries === 0);
  return { gateway, url: gateway.operatorUrl };
}

const done = async ({ operatorUrl }: ToyGateway, id: string) => {
  await until(async () => {
    const { body } = await ask(operatorUrl, `/api/replays/${id}`);
    return body.state !== 'running' && body.deliveries.due === 0;
  });
  const { body } = await ask(operatorUrl, `/api/replays/${id}`);
  assertIs('Replay', body);
  return body;
};

test('a plan counts and changes nothing', async (t) => {
  const { gateway, url } = await openDelivered(t);
  const { status, body } = await ask(url, '/api/replay-plan?perSecond=2');
  assert.equal(status, 200);
  assertIs('ReplayPlan', body);
  assert.deepEqual(body, {
    messages: 4,
    unprocessed: 1,
    withoutBytes: 0,
    sinks: [{ sink: 'ledger', deliveries: 5, atMost: false }],
    seconds: 2,
  });
  assert.equal((await gateway.events(5)).length, 5);
  assert.deepEqual((await ask(url, '/api/replays')).body, { items: [] });
});

test('delivered events are delivered again under the same ids, marked as a replay, whatever deduplication knows', async (t) => {
  const { gateway, url } = await openDelivered(t);
  const before = await gateway.events(5);
  const started = await ask(url, '/api/replays?source=box&state=processed', post);
  assert.equal(started.status, 200);
  assertIs('Replay', started.body);
  const { messages, walked, skipped, deliveries } = await done(gateway, started.body.id);
  assert.deepEqual([messages, walked, skipped, deliveries], [3, 3, 0, { due: 0, delivered: 5, dead: 0 }]);
  const again = (await gateway.events(10)).slice(5);
  assert.deepEqual(again.map(({ id }) => id).sort(), before.map(({ id }) => id).sort());
  for (const event of again) assert.equal(event.pushdockreplay, started.body.id);
  for (const event of before) assert.equal(event.pushdockreplay, undefined);
  // And once more: a replay is no repeat of the replay before it.
  const second = await ask(url, '/api/replays?source=box&state=processed', post);
  assert.equal((await done(gateway, second.body.id)).deliveries.delivered, 5);
  assert.deepEqual(
    (await ask(url, '/api/replays')).body.items.map(({ id }: { id: string }) => id),
    [second.body.id, started.body.id],
  );
});

test('a replay of one message, as it was sent', async (t) => {
  const { gateway, url } = await openDelivered(t);
  const one = (await gateway.events(5)).find(({ data }) => JSON.stringify(data) === '{"toy":"top"}');
  const query = `message=${String(one?.pushdockmessage).toUpperCase()}&mode=as_sent&sink=ledger`;
  const { body } = await ask(url, `/api/replays?${query}`, post);
  assert.deepEqual([body.mode, body.sinks, body.filter], ['as_sent', ['ledger'], { messages: [one?.pushdockmessage] }]);
  await done(gateway, body.id);
  const again = (await gateway.events(6))[5];
  assert.deepEqual(again, { ...one, pushdockreplay: body.id });
});

test('each filter narrows the plan', async (t) => {
  const { gateway, url } = await openDelivered(t);
  const found = async (query: string) => {
    const { status, body } = await ask(url, `/api/replay-plan?${query}`);
    assert.equal(status, 200, query);
    return [body.messages, body.sinks[0]?.deliveries];
  };
  const ids = (await listed(gateway, { state: 'processed' })).map(({ id }) => id);
  const time = new Date(Date.now() + 1_000).toISOString();
  assert.deepEqual(await found('provider=toy'), [4, 5]);
  assert.deepEqual(await found('provider=other'), [0, 0]);
  assert.deepEqual(await found('source=other'), [0, 0]);
  assert.deepEqual(await found('type=com.toy.moved'), [3, 5]);
  assert.deepEqual(await found('type=com.toy'), [0, 0]);
  assert.deepEqual(await found('state=quarantined'), [1, 0]);
  assert.deepEqual(await found('verdict=match'), [3, 5]);
  assert.deepEqual(await found(`receivedTo=${time}`), [4, 5]);
  assert.deepEqual(await found(`receivedFrom=${time}`), [0, 0]);
  assert.deepEqual(await found(`receivedFrom=${encodeURIComponent('2026-01-01T00:00:00+02:00')}`), [4, 5]);
  assert.deepEqual(await found('dead=true'), [0, 0]);
  assert.deepEqual(await found('dead=false'), [4, 5]);
  const many = [...ids, ...Array.from({ length: 197 }, (_, index) => ids[0]?.replace(/...$/, String(100 + index)))];
  assert.deepEqual((await found(many.map((id) => `message=${id}`).join('&')))[0], 3);
});

test('a wrong filter, rate or time is refused, and no replay begins', async (t) => {
  const { url } = await openDelivered(t);
  for (const query of [
    'perSecond=0',
    'perSecond=10001',
    'mode=again',
    'state=received',
    'message=019',
    'message=shipping',
    'receivedFrom=yesterday',
    'receivedTo=2016-12-31T23:59:60Z',
    'dead=maybe',
    'surce=box',
    Array.from({ length: 201 }, () => 'message=019aa4d2-7c1e-7b3a-9f04-5d2c8e6a1b37').join('&'),
  ])
    assertProblem(await ask(url, `/api/replays?${query}`, post), 400, 'parameter-invalid');
  const nothing = await ask(url, '/api/replays?message=019aa4d2', post);
  assertProblem(nothing, 422, 'replay-refused');
  assert.match(nothing.body.detail, /^No message has an id that begins or ends with 019aa4d2\. /);
  const refused = await ask(url, '/api/replays?sink=ledgers', post);
  assertProblem(refused, 422, 'replay-refused');
  assert.match(refused.body.detail, /^No sink is named ledgers\. Did you mean ledger\? Correct what the detail names/);
  const planned = await ask(url, '/api/replay-plan?sink=warehouse');
  assertProblem(planned, 422, 'replay-refused');
  assert.match(planned.body.detail, /^No sink is named warehouse\. There are .*ledger.*\. Correct what/);
  assert.deepEqual((await ask(url, '/api/replays')).body, { items: [] });
});

test('a replay is stopped half-way, and what is still due is taken back', async (t) => {
  const { gateway, url } = await openDelivered(t);
  await ask(url, '/api/sinks/ledger/pause', post);
  const { body } = await ask(url, '/api/replays?state=processed&perSecond=0.01', post);
  await until(async () => (await ask(url, `/api/replays/${body.id}`)).body.deliveries.due === 2);
  const stopped = await ask(url, `/api/replays/${body.id}/stop`, post);
  assertIs('Replay', stopped.body);
  const { state, walked, deliveries, endedAt } = stopped.body;
  assert.deepEqual([state, walked, deliveries], ['stopped', 1, { due: 0, delivered: 0, dead: 0 }]);
  assert.ok(endedAt);
  await ask(url, '/api/sinks/ledger/resume', post);
  await gateway.push('{"id":"d","toys":["robot"]}');
  const [, , , , , last, ...more] = await gateway.events(6);
  assert.deepEqual([last?.subject, more], ['d', []]);
  for (const path of ['/api/replays/99', '/api/replays/99/stop'])
    assertProblem(await ask(url, path, path.endsWith('stop') ? post : {}), 404, 'unknown-item');
});

test('replays page by page', async (t) => {
  const { url } = await openDelivered(t);
  for (let times = 0; times < 3; times += 1) await ask(url, '/api/replays?state=failed', post);
  const first = await ask(url, '/api/replays?limit=2');
  assertIs('ReplayPage', first.body);
  const second = await ask(url, `/api/replays?limit=2&cursor=${first.body.nextCursor}`);
  const ids = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id);
  assert.deepEqual([ids, second.body.nextCursor], [['3', '2', '1'], undefined]);
  assertProblem(await ask(url, '/api/replays?cursor=bogus'), 400, 'parameter-invalid');
});

test('dead letters are planned and replayed where they died; the replay of a single one says which it is', async (t) => {
  const clock = heldClock();
  const { store } = await openTestStore(t, clock);
  for (const sink of ['ledger', 'quiet', 'ledger']) {
    await processed(store, clock.now(), [sink]);
    const [claim] = await store.claimDeliveries({ sink, nowMs: clock.now(), leaseMs: LEASE_MS, limit: 1 });
    assert.ok(claim);
    await store.settleDelivery(claim, { kind: 'dead', detail: 'the sink answered 400' }, clock.now());
  }
  const sinks = ['ledger', 'quiet'].map(
    (name): Sink => ({ name, settings: sinkDefaults, deliver: () => assert.fail(), close: async () => {} }),
  );
  const parts = { store, clock, log: recordingLog(), source: () => undefined };
  const replaying = await openReplay({ ...parts, sinks: () => sinks });
  t.after(() => replaying.close());
  const { url, stop } = await openOperatorListener(store, { replaying });
  t.after(() => stop(0));

  const { body } = await ask(url, '/api/replay-plan?dead=true&sink=quiet&mode=as_sent');
  assert.deepEqual([body.messages, body.sinks], [1, [{ sink: 'quiet', deliveries: 1, atMost: false }]]);
  const [dead] = (await ask(url, '/api/deliveries?state=dead&sink=ledger')).body.items;
  const { replay } = (await ask(url, `/api/deliveries/${dead.id}/redeliver`, post)).body;
  const shown = await ask(url, `/api/replays/${replay}`);
  assertIs('Replay', shown.body);
  assert.deepEqual(
    [shown.body.state, shown.body.filter, shown.body.deliveries.due],
    ['done', { dead: true, delivery: dead.id }, 1],
  );
  const all = (await ask(url, '/api/replays?dead=true&mode=as_sent', post)).body;
  assert.equal(all.messages, 2);
  await until(async () => (await ask(url, `/api/replays/${all.id}`)).body.deliveries.due === 2);
  assert.deepEqual((await ask(url, '/api/deliveries?state=dead')).body.items, []);
  await ask(url, `/api/replays/${all.id}/stop`, post);
  assert.equal((await ask(url, '/api/deliveries?state=dead')).body.items.length, 2);
});
