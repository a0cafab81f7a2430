import assert from 'node:assert/strict';
import { request } from 'node:http';
import { type TestContext, test } from 'node:test';
import { silentLog } from '../../src/log.ts';
import { providers } from '../../src/providers/list.ts';
import { startMocks, type UpOptions } from '../../src/simulate/up.ts';
import { until } from '../support/until.ts';
import { declaredBy } from './declared.ts';
import { type Hearing, hearing } from './engine/hearing.ts';

const declared = declaredBy('mock');

type Control = {
  readonly url: string;
  readonly gateway: Hearing;
  /** What was answered, held against spec/mock.yaml. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
};

async function openControlled(
  t: TestContext,
  over: Partial<UpOptions> = {},
  answer: Parameters<typeof hearing>[1] = () => ({ status: 200 }),
): Promise<Control> {
  const gateway = await hearing(t, answer);
  const started = await startMocks({
    from: providers,
    providers: ['paazl', 'zettle'],
    gateway: gateway.url,
    timeScale: 1,
    seed: 'control',
    prism: false,
    anyPort: true,
    log: silentLog,
    ...over,
  });
  t.after(() => started.close());
  const { url } = started.control;
  return {
    url,
    gateway,
    call: async (method, path, body) => {
      const init =
        body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const answer = await fetch(url + path, { method, ...init });
      const text = await answer.text();
      declared({ method, path: path.replace(/\?.*/, ''), status: answer.status, text });
      return { status: answer.status, body: JSON.parse(text) };
    },
  };
}

const attempted = async ({ call }: Control, message: string) => {
  let item: { state: string; deliveries: { attempts: unknown[] }[] } | undefined;
  await until(async () => {
    const { body } = await call('GET', `/__mock/log?message=${message}`);
    [item] = body.items as (typeof item)[];
    return item?.state !== 'waiting';
  });
  return item;
};

test('every answer of the control port is declared in its contract', async (t) => {
  const control = await openControlled(t);
  const { call, gateway } = control;
  const { body: status } = await call('GET', '/__mock/status');
  assert.deepEqual(
    (status.providers as { name: string }[]).map(({ name }) => name),
    ['paazl', 'zettle'],
  );
  const emitted = await call('POST', '/__mock/emit', {
    provider: 'paazl',
    event: 'shipment-status',
    variant: 'created',
  });
  assert.deepEqual(emitted, { status: 200, body: { messages: ['paazl-1'] } });
  const logged = await attempted(control, 'paazl-1');
  assert.equal(logged?.state, 'succeeded');
  assert.equal(gateway.heard.length, 1);

  assert.equal((await call('POST', '/__mock/faults', { provider: 'paazl', fault: { kind: 'drop' } })).status, 200);
  assert.deepEqual((await call('GET', '/__mock/faults')).body.items, [{ provider: 'paazl', fault: { kind: 'drop' } }]);
  await call('POST', '/__mock/emit', { provider: 'paazl', event: 'shipment-status' });
  assert.equal((await attempted(control, 'paazl-2'))?.state, 'dropped');
  assert.equal((await call('DELETE', '/__mock/faults')).status, 200);

  assert.equal((await call('GET', '/__mock/calls?provider=zettle')).status, 200);
  assert.equal((await call('POST', '/__mock/time', { seconds: 3600 })).status, 200);
  assert.ok(Date.parse(String((await call('GET', '/__mock/status')).body.now)) > Date.now() + 3_500_000);
  assert.equal((await call('POST', '/__mock/providers/paazl/actions/disable')).status, 200);
  assert.equal((await call('POST', '/__mock/providers/paazl/actions/dance')).status, 404);
  assert.equal((await call('POST', '/__mock/providers/toy/actions/enable')).status, 404);
  assert.equal((await call('POST', '/__mock/reset')).status, 200);
  assert.deepEqual((await call('GET', '/__mock/log')).body.items, []);
});

test('a step waits for an attempt that is under way, however slow the receiver is', async (t) => {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const { call, gateway } = await openControlled(t, { timeScale: 0 }, async () => {
    await answered;
    return { status: 200 };
  });
  await call('POST', '/__mock/emit', { provider: 'zettle', event: 'PurchaseCreated' });
  await until(() => gateway.heard.length === 1);
  const stepped = call('POST', '/__mock/step').then(() => call('GET', '/__mock/log?message=zettle-1'));
  // By then a step that does not wait is over.
  for (let asked = 0; asked < 5; asked += 1) await call('GET', '/__mock/status');
  answer();
  assert.deepEqual(
    ((await stepped).body.items as { state: string }[]).map(({ state }) => state),
    ['succeeded'],
  );
});

test('events that a gateway posts to the mocks can be read by scenarios', async (t) => {
  const { url, call } = await openControlled(t);
  const event = { id: '1', type: 'com.paazl.shipment.status', source: '/paazl/shipping', data: { status: 'CREATED' } };
  const posted = await fetch(`${url}/__mock/sink`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
    body: JSON.stringify(event),
  });
  assert.equal(posted.status, 200);
  assert.deepEqual(await (await fetch(`${url}/__mock/sink`)).json(), { items: [event] });
  assert.equal((await call('POST', '/__mock/sink', { id: '1' })).status, 400);
});

test('a recording is lines of JSON, and can be played back over the same port', async (t) => {
  const control = await openControlled(t);
  await control.call('POST', '/__mock/emit', { provider: 'zettle', event: 'PurchaseCreated' });
  await attempted(control, 'zettle-1');
  const lines = await (await fetch(`${control.url}/__mock/recording`)).text();
  const messages = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(messages.length, 1);
  const { body } = await control.call('POST', '/__mock/replay', { messages });
  assert.deepEqual(body, { messages: ['zettle-2'] });
  await attempted(control, 'zettle-2');
  assert.equal(control.gateway.heard.length, 2);
  assert.deepEqual(control.gateway.heard[1]?.bytes, control.gateway.heard[0]?.bytes);
});

test('an impossible request is answered 400 with a sentence that says what is possible', async (t) => {
  const { call } = await openControlled(t);
  const detail = async (body: unknown) => {
    const answer = await call('POST', '/__mock/emit', body);
    assert.equal(answer.status, 400);
    return String(answer.body.detail);
  };
  assert.match(
    await detail({ provider: 'zettle', event: 'TeapotBoiled' }),
    /zettle has no event TeapotBoiled; it has PurchaseCreated/,
  );
  assert.match(await detail({ provider: 'zettle', event: 'PurchaseCreated', count: 0 }), /count/);
  assert.match(await detail({ provider: 'zettle' }), /event/);
  assert.match(await detail({ provider: 'zettle', event: 'PurchaseCreated', to: 'file:///etc/passwd' }), /http/);
});

test('a page of another origin cannot use the control port, and neither can another host name', async (t) => {
  const { url, gateway } = await openControlled(t);
  const { port } = new URL(url);
  const emission = JSON.stringify({ provider: 'paazl', event: 'shipment-status' });
  const post = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const asked = request({ port, host: '127.0.0.1', path: '/__mock/emit', method: 'POST', headers }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode));
      });
      asked.on('error', reject);
      asked.end(emission);
    });
  const json = { 'content-type': 'application/json' };
  assert.equal(await post({ ...json, host: 'rebound.example.com' }), 404);
  assert.equal(await post({ ...json, origin: 'https://evil.example.com' }), 404);
  assert.equal(await post({ ...json, origin: 'null' }), 404);
  assert.equal(await post({ ...json, origin: 'http://localhost:3000' }), 404);
  assert.equal(await post({ ...json, 'sec-fetch-site': 'cross-site' }), 404);
  assert.equal(await post({ ...json, 'sec-fetch-site': 'same-site' }), 404);
  assert.equal(await post({ 'content-type': 'text/plain' }), 400);
  assert.equal(gateway.heard.length, 0);
  assert.equal(await post({ ...json, origin: `http://127.0.0.1:${port}` }), 200);
});

test('the page is whole by itself: it loads nothing from elsewhere, and nobody can put it into a frame', async (t) => {
  const { url } = await openControlled(t);
  const answer = await fetch(url);
  assert.equal(answer.headers.get('x-frame-options'), 'DENY');
  const page = await answer.text();
  assert.match(page, /<h1>Pushdock mocks<\/h1>/);
  assert.doesNotMatch(page, /(src|href)="(https?:)?\/\//);
});

test('Prism answers for every API that we call and for the inbound side, from the contracts', async (t) => {
  const gateway = await hearing(t, () => ({ status: 200 }));
  const base = { providers: ['paazl'], gateway: gateway.url, timeScale: 1, seed: '1', anyPort: true, log: silentLog };
  const started = await startMocks({
    from: providers,
    ...base,
    prism: true,
  });
  t.after(() => started.close());
  const { all } = started.prism ?? assert.fail('Prism is not installed');
  const of = (bundle: string) => all.find(({ bundles }) => bundles.includes(bundle))?.url ?? assert.fail(bundle);
  const bearer = { authorization: 'Bearer anything' };
  const user = await fetch(`${of('zettle-api')}/users/self`, { headers: bearer });
  assert.deepEqual([user.status, Object.keys((await user.json()) as object)], [200, ['uuid', 'organizationUuid']]);
  const order = await fetch(`${of('oneshoppingcart-api')}/API/1/Orders/2/READ`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: '<Request><Key>k</Key></Request>',
  });
  assert.match(await order.text(), /<OrderInfo>/);
  const event = await fetch(`${of('appdirect-api')}/api/integration/v1/events/1`, {
    headers: { ...bearer, accept: 'application/json' },
  });
  assert.equal(((await event.json()) as { type: string }).type.length > 0, true);
  const push = (headers: Record<string, string>) =>
    fetch(`${of('paazl-push')}/push/paazl/shipping`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ orderReference: 'o', webshop: 1, barcode: 'b', status: 'CREATED' }),
    });
  assert.equal((await push(bearer)).status, 200);
  assert.equal((await push({ ...bearer, prefer: 'code=503' })).status, 503);
});
