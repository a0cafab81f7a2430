/** Batches of an http sink under the worker: the order of subjects, dead letters, retries and the breaker are those of single events. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { openHttpSink } from '../../src/deliver/sinks/http.ts';
import { systemClock } from '../../src/running/clock.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { until } from '../support/until.ts';
import { calm, delivered, down, openDelivering, waitFor } from './delivering.ts';
import { delivery } from './sinks/events.ts';
import { serve } from './sinks/serve.ts';

type Sent = { readonly id: string; readonly subject: string };

/** A receiver of batches, and a sink that sends to it; `status`: what it answers to these events. */
async function openBatching(t: TestContext, status: (events: readonly Sent[], request: number) => number) {
  const requests: (readonly Sent[])[] = [];
  const { url } = await serve(t, (response, { body }) => {
    const events: readonly Sent[] = JSON.parse(body.toString());
    requests.push(events);
    response.writeHead(status(events, requests.length)).end();
  });
  const sink = openHttpSink(
    'orders',
    {
      ...{
        type: 'http',
        url,
        secrets: [Secret.of(`whsec_${Buffer.from('not-a-real-secret-batch-0001').toString('base64')}`)],
      },
      ...{ mode: 'structured', timeoutMs: 10_000, reach: 'any', delivery },
      batch: { size: 10, bytes: 1_048_576, waitMs: 0, requests: 2 },
    },
    { clock: systemClock },
  );
  t.after(() => sink.close());
  return { sink, requests };
}

test('with order subject no batch has two events of a subject, and each subject arrives in the order of its messages although requests fail', async (t) => {
  const { clock, start, arrive, count } = await openDelivering(t);
  const taken: Sent[] = [];
  const { sink, requests } = await openBatching(t, (events, request) => {
    if (request % 3 === 0) return 503;
    taken.push(...events);
    return 204;
  });
  const subjects = Array.from({ length: 60 }, (_, index) => 'abcdefghijkl'[index % 12] ?? '');
  const messages = await arrive(...subjects);
  start((event, attempt, signal) => sink.deliver(event, { deliveryId: event.id, attempt, signal }), {
    order: 'subject',
    concurrency: 20,
  });
  await until(async () => {
    clock.advance(250);
    await calm();
    return (await count('delivered')) === 60;
  });
  for (const events of requests)
    assert.equal(new Set(events.map(({ subject }) => subject)).size, events.length, 'two events of one subject');
  assert.ok(
    requests.some(({ length }) => length > 1),
    'nothing went together',
  );
  for (const subject of new Set(subjects))
    assert.deepEqual(
      taken.filter((one) => one.subject === subject).map(({ id }) => id),
      messages.filter((_, index) => subjects[index] === subject).map((id) => `${id}-0`),
    );
});

test('one event that is refused becomes a dead letter with one attempt, and the others of its batch are delivered', async (t) => {
  const { clock, store, start, arrive, count } = await openDelivering(t);
  const { sink } = await openBatching(t, (events) => (events.some(({ subject }) => subject === 's3') ? 422 : 204));
  await arrive(...Array.from({ length: 10 }, (_, index) => `s${index}`));
  start((event, attempt, signal) => sink.deliver(event, { deliveryId: event.id, attempt, signal }), {
    concurrency: 20,
  });
  await until(async () => {
    clock.advance(250);
    await calm();
    return (await count('delivered')) === 9 && (await count('dead')) === 1;
  });
  const [dead] = (await store.listDeliveries({ state: 'dead' }, { limit: 10 })).items;
  const shown = await store.showDelivery(dead?.deliveryId ?? '');
  assert.deepEqual(
    shown?.attempts.map(({ status }) => status),
    [422],
  );
});

test('a request that fails for twenty events counts once for the circuit breaker', async (t) => {
  const { clock, start, arrive, count } = await openDelivering(t);
  let failed = 0;
  const { log } = start(
    (_event, attempt) => {
      if (attempt > 1) return delivered;
      failed += 1;
      return failed === 1 ? down : { ...down, counted: true };
    },
    { concurrency: 20 },
  );
  await arrive(...Array.from({ length: 20 }, (_, index) => `s${index}`));
  await waitFor(clock, async () => (await count('delivered')) === 20);
  assert.equal(failed, 20);
  assert.deepEqual(log.of('sink.away'), []);
  assert.equal(log.of('delivery.attempted').length, 40, 'and each event has a line for each attempt');
});
