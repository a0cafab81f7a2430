import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { createGateway } from '../../generated/gateway/client/client.ts';
import { checkConfiguration } from '../../src/config.ts';
import { openGateway } from '../../src/gateway.ts';
import { type Hole, holesIn } from '../../src/health/holes.ts';
import type { StoredEvent } from '../../src/store/store.ts';
import { heldClock } from '../store/held-clock.ts';
import { recordingLog } from '../support/recording-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const token = 'test-only-token-of-paazl-0123';
const status = (orderReference: string, barcode: string, name: string) =>
  JSON.stringify({ orderReference, webshop: 1, barcode, status: name });

async function openShipping(t: TestContext) {
  const clock = heldClock();
  const folder = temporaryFolder(t);
  const file = `${folder}/health.ndjson`;
  const configuration = checkConfiguration(
    {
      development: true,
      listen: { public: '127.0.0.1:0', admin: '127.0.0.1:0' },
      store: `sqlite:${folder}/pushdock.db`,
      sources: { shipping: { provider: 'paazl', auth: { bearer: [token] } } },
      sinks: {
        health: { type: 'file', path: file, events: ['com.pushdock.source.health'] },
        everything: { type: 'file', path: `${folder}/all.ndjson` },
      },
    },
    {},
  );
  const log = recordingLog();
  const gateway = await openGateway(configuration, { log, clock });
  t.after(() => gateway.close());
  const lines = (path: string) => {
    try {
      return readFileSync(path, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
    } catch {
      return [];
    }
  };
  return {
    ...gateway,
    clock,
    log,
    operator: createGateway({ baseUrl: gateway.operatorUrl }),
    events: () => lines(file),
    all: () => lines(`${folder}/all.ndjson`),
    push: (body: string, bearer = token) =>
      fetch(`${gateway.publicUrl}/push/paazl/shipping`, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      }),
    settled: () => until(async () => (await gateway.store.backlog()).work === 0),
  };
}

test('after an outage the gap report names the window, what came around it, the lost pushes, and shipments whose status jumped', async (t) => {
  const gateway = await openShipping(t);
  await gateway.push(status('ORD-1', '3SAAAA1', 'CREATED'));
  const lastBefore = new Date(gateway.clock.now()).toISOString();
  await gateway.settled();
  gateway.clock.advance(600_000);
  for (const name of ['READY_TO_POST', 'SCANNED'])
    assert.equal((await gateway.push(status('ORD-1', '3SAAAA1', name), 'test-only-wrong-token-of-paazl')).status, 401);
  const open = await gateway.operator.getGap({ path: { name: 'shipping' } });
  assert.equal(open.status === 200 && open.body.window?.to, undefined);
  gateway.clock.advance(86_400_000);
  await gateway.push(status('ORD-1', '3SAAAA1', 'DELIVERED'));
  const firstAfter = new Date(gateway.clock.now()).toISOString();
  await gateway.settled();

  const answer = await gateway.operator.getGap({ path: { name: 'shipping' } });
  assert.equal(answer.status, 200);
  if (answer.status !== 200) return;
  const { window, before, after, lost, holes, ask } = answer.body;
  assert.deepEqual(window, { from: lastBefore, to: firstAfter, kind: 'refused', code: 'proof_mismatch' });
  assert.deepEqual([before.length, after.length], [1, 1]);
  assert.deepEqual(
    lost.map(({ names }) => names),
    ['order ORD-1, barcode 3SAAAA1, READY_TO_POST', 'order ORD-1, barcode 3SAAAA1, SCANNED'],
  );
  assert.deepEqual(
    holes.map(({ kind, about }) => [kind, about]),
    [['status-jumped', 'shipment 3SAAAA1']],
  );
  assert.match(holes[0]?.detail ?? '', /READY_TO_POST, SCANNED never came/);
  assert.match(ask.join(' '), /Ask Paazl/);
});

test('a lost push that comes after all is taken out of the gap report', async (t) => {
  const gateway = await openShipping(t);
  await gateway.push(status('ORD-1', '3SAAAA1', 'CREATED'));
  const late = status('ORD-2', '3SAAAA2', 'SCANNED');
  gateway.clock.advance(60_000);
  await gateway.push(late, 'test-only-wrong-token-of-paazl');
  gateway.clock.advance(60_000);
  await gateway.push(status('ORD-3', '3SAAAA3', 'CREATED'));
  const lostOf = async () => {
    const answer = await gateway.operator.getGap({ path: { name: 'shipping' } });
    return answer.status === 200 ? answer.body.lost.map(({ waiting }) => waiting) : undefined;
  };
  assert.deepEqual(await lostOf(), [true]);
  await gateway.push(late);
  assert.deepEqual(await lostOf(), []);
});

test('each change of state is one event to the sinks that name it, and no other sink gets it', async (t) => {
  const gateway = await openShipping(t);
  await gateway.push(status('ORD-1', '3SAAAA1', 'CREATED'));
  await until(() => {
    gateway.clock.advance(1_000);
    return gateway.all().length === 1;
  });
  await gateway.push(status('ORD-2', '3SAAAA2', 'CREATED'), 'test-only-wrong-token-of-paazl');
  await until(() => {
    gateway.clock.advance(1_000);
    return gateway.events().length >= 1;
  });
  await gateway.push(status('ORD-2', '3SAAAA2', 'CREATED'));
  await until(() => {
    gateway.clock.advance(1_000);
    return gateway.events().length >= 2;
  });
  const [refusing, healthy] = gateway.events();
  assert.deepEqual(
    [refusing.type, refusing.subject, refusing.data.before, refusing.data.state, refusing.data.reason],
    ['com.pushdock.source.health', 'shipping', 'healthy', 'refusing', 'proof_mismatch'],
  );
  assert.equal(refusing.source, '/pushdock/shipping');
  assert.deepEqual([healthy.data.before, healthy.data.state], ['refusing', 'healthy']);
  assert.ok(gateway.all().every(({ type }) => !type.startsWith('com.pushdock.')));
});

test('numbers that a provider counts up are missed between the last one before an outage and the latest after it', () => {
  const event = (number: number, createdAtMs: number): StoredEvent => ({
    ...{ id: String(number), type: 'com.x.sold', source: '/x/y', messageId: 'm', createdAtMs, sequence: number },
    envelope: { data: { number } },
  });
  const events = [event(7, 10), event(8, 20), event(11, 200), event(13, 210), event(12, 220)];
  const holes: readonly Hole[] = holesIn(
    events,
    { numbered: { type: 'com.x.sold', field: 'number', noun: 'sale' }, ask: '' },
    100,
    150,
  );
  assert.deepEqual(
    holes.map(({ about }) => about),
    ['sales 9 to 10'],
  );
});
