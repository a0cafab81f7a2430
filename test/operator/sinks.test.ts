/** What the operator hears of the sinks of a running gateway: circuits and throughput, wherever it delivers. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createGateway } from '../../generated/gateway/client/client.ts';
import { checkConfiguration } from '../../src/config.ts';
import { type GatewayParts, openGateway } from '../../src/gateway.ts';
import { type Clock, systemClock } from '../../src/running/clock.ts';
import { openSinkActivity } from '../../src/running/sink-activity.ts';
import { heldClock } from '../store/held-clock.ts';
import { recordingLog } from '../support/recording-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const token = 'test-only-token-of-paazl-0123';

/** A receiver that answers as it is told. */
async function openReceiver(t: TestContext) {
  const answer = { status: 503 };
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(answer.status).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return { answer, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders` };
}

/** A gateway with the sink `orders`, which `answer` rules. */
async function openWithSink(t: TestContext, parts: Pick<GatewayParts, 'clock' | 'delivering'>) {
  const { answer, url } = await openReceiver(t);
  const configuration = checkConfiguration(
    {
      development: true,
      listen: { public: '127.0.0.1:0', admin: '127.0.0.1:0' },
      store: `sqlite:${temporaryFolder(t)}/pushdock.db`,
      sources: { shipping: { provider: 'paazl', auth: { bearer: [token] } } },
      sinks: { orders: { type: 'http', url, secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] } },
    },
    { PUSHDOCK_NODE: 'gateway-7' },
  );
  const gateway = await openGateway(configuration, { log: recordingLog(), ...parts });
  t.after(() => gateway.close());
  const operator = createGateway({ baseUrl: gateway.operatorUrl });
  const body = (index: number) =>
    JSON.stringify({ orderReference: `A-${index}`, webshop: 1, barcode: `3S${index}`, status: 'CREATED' });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    answer,
    operator,
    push: async (count: number) => {
      for (let index = 0; index < count; index += 1)
        await fetch(`${gateway.publicUrl}/push/paazl/shipping`, { method: 'POST', headers, body: body(index) });
    },
    sink: async () => {
      const listed = await operator.listSinks({});
      assert.equal(listed.status, 200);
      return listed.status === 200 ? listed.body.items[0] : undefined;
    },
    metric: async () => {
      const page = await fetch(`${gateway.operatorUrl}/metrics`);
      return /^pushdock_sink_circuit_open\{sink="orders"\} (\d)$/m.exec(await page.text())?.[1];
    },
  };
}

for (const delivering of ['thread', 'here'] as const)
  test(`a sink that is away says since when, why and until when, of which gateway, and that it is back (delivering ${delivering === 'here' ? 'on the main thread' : 'on a thread of its own'})`, async (t) => {
    const { answer, push, sink, metric } = await openWithSink(t, { delivering });
    await until(async () => (await sink())?.circuit?.state === 'closed');
    assert.equal(await metric(), '0');
    const beforeMs = Date.now();
    await push(12);
    await until(async () => (await sink())?.circuit?.state === 'open');
    const away = await sink();
    const { circuit, node, throughput } = away ?? {};
    assert.deepEqual([node, circuit?.reason], ['gateway-7', 'answered 503']);
    assert.ok(Date.parse(circuit?.since ?? '') >= beforeMs - 1_000);
    assert.ok(Date.parse(circuit?.until ?? '') > Date.parse(circuit?.since ?? ''));
    assert.equal(await metric(), '1');
    assert.equal(throughput?.stepSeconds, 60);

    answer.status = 204;
    await until(async () => (await sink())?.throughput?.delivered.reduce((sum, count) => sum + count) === 12);
    const back = await sink();
    assert.deepEqual(back?.circuit, { state: 'closed' });
    assert.ok((back?.throughput?.failed.reduce((sum, count) => sum + count) ?? 0) >= 10);
    assert.equal(await metric(), '0');
  });

test('a sink that is away for a minute is a condition with its page of the guide, until it has been back for two', async (t) => {
  let aheadMs = 0;
  const clock: Clock = {
    now: () => systemClock.now() + aheadMs,
    monotonic: () => systemClock.monotonic() + aheadMs,
    sleep: systemClock.sleep,
  };
  const { answer, push, sink, operator } = await openWithSink(t, { delivering: 'here', clock });
  const conditions = async () => {
    const listed = await operator.listConditions({});
    return listed.status === 200 ? listed.body.items : [];
  };
  await push(12);
  await until(async () => (await sink())?.circuit?.state === 'open');
  assert.deepEqual(await conditions(), []);
  aheadMs += 61_000;
  const [condition, ...others] = await conditions();
  assert.deepEqual([condition?.kind, condition?.about, others], ['sink-away', 'sink orders', []]);
  assert.match(condition?.detail ?? '', /answered 503/);
  assert.match(condition?.link ?? '', /conditions\.html#sink-away$/);
  answer.status = 204;
  await until(async () => (await sink())?.circuit?.state === 'closed');
  // Two minutes by a clock that goes on by itself: half of them for a machine that is slow here.
  aheadMs += 60_000;
  assert.equal((await conditions()).length, 1);
  aheadMs += 61_000;
  assert.deepEqual(await conditions(), []);
});

test('the throughput of a sink is counted by the minute, forgets what is older than an hour, and begins with the first report', () => {
  const clock = heldClock();
  const activity = openSinkActivity(clock);
  const metrics = activity.beside({ attempted: () => {} } as never);
  metrics.attempted('orders', 'delivered');
  assert.equal(activity.of('orders'), undefined);
  metrics.circuit('orders', { state: 'closed' });
  metrics.attempted('orders', 'delivered');
  clock.advance(60_000);
  metrics.attempted('orders', 'delivered');
  metrics.attempted('orders', 'retry');
  metrics.attempted('orders', 'dead');
  const shown = activity.of('orders');
  assert.deepEqual(
    [shown?.delivered.slice(-3), shown?.failed.slice(-3)],
    [
      [0, 1, 1],
      [0, 0, 2],
    ],
  );
  clock.advance(59 * 60_000);
  assert.deepEqual(activity.of('orders')?.delivered.slice(0, 2), [1, 0]);
  clock.advance(3 * 3_600_000);
  assert.deepEqual(new Set(activity.of('orders')?.delivered), new Set([0]));
});

test('the last hour of a sink begins at the same instant at each look within a minute, however its two clocks are read', () => {
  const clock = heldClock();
  let read = 0;
  const activity = openSinkActivity({ now: () => clock.now() + (read++ % 2), monotonic: clock.monotonic });
  activity.beside({ attempted: () => {} } as never).circuit('orders', { state: 'closed' });
  const first = activity.of('orders')?.fromMs;
  assert.equal(activity.of('orders')?.fromMs, first);
  clock.advance(60_000);
  assert.ok(Number(activity.of('orders')?.fromMs) >= Number(first) + 60_000);
});
