import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { OpenedStore } from '../../src/store/store.ts';
import { heldClock } from '../store/held-clock.ts';
import { processed } from '../store/messages.ts';
import { openEnding, openTestStore } from '../store/test-store.ts';
import { ask, assertIs, assertProblem, openOperatorListener } from '../support/operator.ts';
import { passing } from '../support/until.ts';

const startMs = Date.parse('2026-11-21T05:04:00.123Z');
const DAY_MS = 86_400_000;

describe('pulling events through the operator API', () => {
  const ending = openEnding();
  let store: OpenedStore;
  let listener: Awaited<ReturnType<typeof openOperatorListener>>;

  before(async () => {
    ({ store } = await openTestStore(ending));
  });
  after(async () => {
    await ending.end();
  });
  beforeEach(async () => {
    listener = await openOperatorListener(store);
  });
  afterEach(() => listener.stop(0));

  const make = async (nowMs = startMs): Promise<string> => (await processed(store, nowMs, [])).event.id;
  const pull = async (query: string) => {
    const { status, body } = await ask(listener.url, `/api/events?${query}`);
    assert.equal(status, 200, JSON.stringify(body));
    assertIs('EventPage', body);
    return body;
  };
  const ids = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);
  const acknowledge = async (name: string, cursor: string) =>
    ask(listener.url, `/api/consumers/${name}/ack?cursor=${cursor}`, { method: 'POST' });

  test('a consumer gets events oldest first with their envelopes, the same until it acknowledges them', async () => {
    const made = [await make(), await make(), await make()];
    const first = await pull('consumer=billing&limit=2');
    assert.deepEqual(ids(first), made.slice(0, 2));
    assert.equal(first.items[0].envelope.id, made[0]);
    assert.deepEqual(ids(await pull('consumer=billing&limit=2')), made.slice(0, 2));
    const acknowledged = await acknowledge('billing', first.nextCursor);
    assert.equal(acknowledged.status, 200);
    assertIs('Consumer', acknowledged.body);
    assert.equal(acknowledged.body.waiting, 1);
    const second = await pull('consumer=billing&limit=2');
    assert.deepEqual(ids(second), made.slice(2));
    assert.deepEqual(ids(await pull(`after=${first.nextCursor}`)), made.slice(2));
    assert.deepEqual(ids(await pull('after=oldest&type=com.other')), []);
    const newestFirst = await pull('limit=2');
    assert.deepEqual([ids(newestFirst), newestFirst.items[0].envelope], [made.slice(1).reverse(), undefined]);

    const { body } = await ask(listener.url, '/api/consumers');
    assertIs('ConsumerList', body);
    assert.deepEqual(
      body.items.map(({ name, cursor }: { name: string; cursor: string }) => [name, cursor]),
      [['billing', first.nextCursor]],
    );
    const gone = await ask(listener.url, '/api/consumers/billing', { method: 'DELETE' });
    assert.deepEqual([gone.status, gone.body.name], [200, 'billing']);
    assertProblem(await ask(listener.url, '/api/consumers/billing', { method: 'DELETE' }), 404, 'unknown-item');
  });

  test('a pull that waits answers with the next event that fits', async () => {
    const { nextCursor } = await pull('after=newest');
    const waiting = pull(`after=${nextCursor}&waitSeconds=30&source=${encodeURIComponent('/paazl/shipping')}`);
    const made = await make();
    assert.deepEqual(ids(await waiting), [made]);
  });

  test('a pull that waits answers with nothing when its time is over, and has passed what did not fit', async (t) => {
    const clock = heldClock(startMs);
    const { url, stop } = await openOperatorListener(store, { clock });
    t.after(() => stop(0));
    const { nextCursor } = await pull('after=newest');
    const waiting = ask(url, `/api/events?after=${nextCursor}&waitSeconds=30&type=com.other`);
    await make();
    // However late it begins to wait, its seconds pass.
    const { body } = await passing(clock, waiting, { otherwise: 'the pull is not answered' });
    assert.deepEqual(ids(body), []);
    assert.deepEqual(ids(await pull(`after=${body.nextCursor}`)), []);
  });

  test('all that wait are answered at once when the gateway stops', async (t) => {
    // Nobody moves its clock, so the time of the wait is never over.
    const { url, stop, stopping } = await openOperatorListener(store, { clock: heldClock(startMs) });
    t.after(() => stop(0));
    const { nextCursor } = await pull('after=newest');
    const waiting = ask(url, `/api/events?after=${nextCursor}&waitSeconds=30`);
    setImmediate(() => stopping.abort());
    assert.deepEqual(ids((await waiting).body), []);
  });

  test('a consumer that retention overtook is told until when events are missing, in every page until it has passed them', async () => {
    const first = await pull('after=oldest&limit=1');
    await acknowledge('report', first.nextCursor);
    const lost = await make();
    const nowMs = startMs + 2 * DAY_MS;
    const young = await make(nowMs);
    let cursor: string | undefined;
    do {
      const pruned = await store.prune({
        nowMs,
        ages: { messagesMs: DAY_MS },
        limit: 100,
        ...(cursor !== undefined && { cursor }),
      });
      cursor = pruned.nextCursor;
    } while (cursor !== undefined);
    assert.equal(await store.showEvent(lost), undefined);
    const overtaken = await pull('consumer=report');
    assert.deepEqual([ids(overtaken), overtaken.forgottenUntil], [[young], '2026-11-21T05:04:00.123Z']);
    const { body } = await ask(listener.url, '/api/consumers');
    assert.equal(body.items[0].forgottenUntil, '2026-11-21T05:04:00.123Z');
    assert.equal((await acknowledge('report', overtaken.nextCursor)).body.forgottenUntil, undefined);
    assert.equal((await pull('consumer=report')).forgottenUntil, undefined);
  });

  test('parameters that contradict each other are refused and not ignored', async () => {
    const { nextCursor } = await pull('limit=1');
    for (const [query, detail] of [
      ['waitSeconds=5', /waitSeconds: only a pull waits/],
      [`after=oldest&cursor=${nextCursor}`, /cursor: a pull does not use a cursor/],
      ['after=oldest&consumer=billing', /after: cannot be combined with consumer/],
      ['after=nonsense', /operator API/],
      [`after=${nextCursor}`, /operator API/],
      ['consumer=Not%20A%20Name', /consumer/],
      ['after=oldest&waitSeconds=31', /waitSeconds/],
    ] as const) {
      const answer = await ask(listener.url, `/api/events?${query}`);
      assertProblem(answer, 400, 'parameter-invalid');
      assert.match(answer.body.detail, detail, query);
    }
    assertProblem(await acknowledge('billing', 'nonsense'), 400, 'parameter-invalid');
  });
});
