import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startRetention } from '../../src/deliver/retention.ts';
import type { RetentionAges, Store } from '../../src/store/store.ts';
import { calm, waitFor } from '../deliver/delivering.ts';
import { heldClock } from '../store/held-clock.ts';
import { LEASE_MS, processed } from '../store/messages.ts';
import { openTestStore } from '../store/test-store.ts';
import { ask, assertIs, assertProblem, openOperatorListener } from '../support/operator.ts';
import { recordingLog } from '../support/recording-log.ts';

const DAY_MS = 86_400_000;
const month: RetentionAges = { messagesMs: 30 * DAY_MS, bodiesMs: 7 * DAY_MS };
const put = { method: 'PUT' };
const post = { method: 'POST' };
const remove = { method: 'DELETE' };

/** A gateway's operator side with `count` delivered messages that are 31 days old. */
async function openOld(
  t: TestContext,
  { count = 3, ages = month, prune }: { count?: number; ages?: RetentionAges; prune?: Store['prune'] } = {},
) {
  const clock = heldClock();
  const { store } = await openTestStore(t, clock);
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push((await processed(store, clock.now())).message.id);
  for (;;) {
    const claims = await store.claimDeliveries({ sink: 'ledger', nowMs: clock.now(), leaseMs: LEASE_MS, limit: 500 });
    if (claims.length === 0) break;
    for (const claim of claims) await store.settleDelivery(claim, { kind: 'delivered', detail: '' }, clock.now());
  }
  clock.advance(31 * DAY_MS);
  const log = recordingLog();
  const retaining = startRetention({ store: prune ? { ...store, prune } : store, ages, clock, log });
  t.after(() => retaining.stop());
  const { url, stop } = await openOperatorListener(store, { retaining });
  t.after(() => stop(0));
  const ended = () =>
    waitFor(clock, async () => (await ask(url, '/api/retention')).body.pass?.state !== 'running', { stepMs: 50 });
  return { store, clock, ids, url, log, ended, retaining };
}

test('a plan says what would be deleted; a prune deletes it and reports its progress', async (t) => {
  const { store, url, ids, ended } = await openOld(t);
  const before = await ask(url, '/api/retention');
  assertIs('Retention', before.body);
  assert.deepEqual(before.body, { keeps: { messagesSeconds: 30 * 86_400, bodiesSeconds: 7 * 86_400 } });
  const plan = await ask(url, '/api/retention/plan');
  assertIs('Forgotten', plan.body);
  assert.deepEqual(plan.body, { messages: 3, events: 0, bodies: 0 });
  assert.ok(await store.showMessage(ids[0] ?? ''));

  const begun = await ask(url, '/api/retention/prune', post);
  assertIs('RetentionPass', begun.body);
  assert.deepEqual([begun.body.state, begun.body.expected], ['running', plan.body]);
  await ended();
  const after = await ask(url, '/api/retention');
  assertIs('Retention', after.body);
  assert.deepEqual([after.body.pass.state, after.body.pass.forgotten], ['done', plan.body]);
  assert.ok(after.body.pass.endedAt);
  for (const id of ids) assert.equal(await store.showMessage(id), undefined);
});

test('two requests start one pass; a stopped pass ends after its batch and leaves the rest', async (t) => {
  const { url } = await openOld(t, { count: 250 });
  const [one, other] = await Promise.all([
    ask(url, '/api/retention/prune', post),
    ask(url, '/api/retention/prune', post),
  ]);
  assert.equal(one?.body.startedAt, other?.body.startedAt);
  assert.deepEqual([one?.body.state, other?.body.state], ['running', 'running']);
  const stopped = await ask(url, '/api/retention/stop', post);
  const { state, expected, forgotten } = stopped.body.pass;
  assert.deepEqual([state, expected.messages], ['stopped', 250]);
  assert.ok(forgotten.messages < 250, `${forgotten.messages} are gone`);
  assert.deepEqual((await ask(url, '/api/retention/plan')).body.messages, 250 - forgotten.messages);
});

test('a pass that fails says why', async (t) => {
  const { url, ended } = await openOld(t, {
    prune: async (request) => {
      if ('dry' in request) return { messages: 3, events: 0, bodies: 0 };
      throw new Error('The disk is full.');
    },
  });
  await ask(url, '/api/retention/prune', post);
  await calm();
  await ended();
  const { pass } = (await ask(url, '/api/retention')).body;
  assert.deepEqual([pass.state, pass.reason], ['failed', 'The disk is full.']);
});

test('data that is kept for ever has no age and is never deleted', async (t) => {
  const { url } = await openOld(t, { ages: {} });
  assert.deepEqual((await ask(url, '/api/retention')).body, { keeps: {} });
  assert.deepEqual((await ask(url, '/api/retention/plan')).body, { messages: 0, events: 0, bodies: 0 });
});

test('a held message stays until it is released, is listed, and says why', async (t) => {
  const { store, url, ids, ended } = await openOld(t);
  const [id = ''] = ids;
  const held = await ask(url, `/api/messages/${id}/hold?reason=case%2017`, put);
  assert.equal(held.status, 200);
  assertIs('MessageSummary', held.body);
  assert.deepEqual([held.body.id, held.body.legalHold], [id, 'case 17']);
  const list = await ask(url, '/api/holds');
  assertIs('MessagePage', list.body);
  assert.deepEqual(list.body.items, [held.body]);
  assert.equal((await ask(url, `/api/messages/${id}`)).body.legalHold, 'case 17');
  await ask(url, '/api/retention/prune', post);
  await ended();
  assert.ok(await store.showMessage(id));
  assert.equal(await store.showMessage(ids[1] ?? ''), undefined);

  const released = await ask(url, `/api/messages/${id}/hold`, remove);
  assert.deepEqual([released.status, released.body.legalHold], [200, undefined]);
  assert.equal((await ask(url, `/api/messages/${id}/hold`, remove)).status, 200);
  assert.deepEqual((await ask(url, '/api/holds')).body, { items: [] });
  assert.equal((await ask(url, '/api/retention/plan')).body.messages, 1);
});

test('a hold needs a reason and a message', async (t) => {
  const { url, ids } = await openOld(t);
  assertProblem(await ask(url, `/api/messages/${ids[0]}/hold`, put), 400, 'parameter-invalid');
  assertProblem(await ask(url, `/api/messages/${ids[0]}/hold?reason=`, put), 400, 'parameter-invalid');
  const unknown = '/api/messages/019aa4d2-7c1e-7b3a-9f04-5d2c8e6a1b37/hold';
  assertProblem(await ask(url, `${unknown}?reason=x`, put), 404, 'unknown-item');
  assertProblem(await ask(url, unknown, remove), 404, 'unknown-item');
});
