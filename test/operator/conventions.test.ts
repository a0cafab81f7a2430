/** What tools expect of an HTTP service without reading its manual. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBundle } from '../../src/contracts/bundle.ts';
import { openOperatorListener } from '../support/operator.ts';
import { storeWith } from '../support/toy-receiving.ts';

const idle = storeWith({ healthy: async () => {}, backlog: async () => ({ work: 0, deliveries: 0 }) });

test('health answers under the names that load balancers and Kubernetes use, without a token', async (t) => {
  const { url, stop, stopping } = await openOperatorListener(idle, { development: false });
  t.after(() => stop(0));
  const statuses = () =>
    Promise.all(['healthz', 'livez', 'readyz'].map(async (name) => (await fetch(`${url}/${name}`)).status));
  assert.deepEqual(await statuses(), [200, 200, 200]);
  stopping.abort();
  assert.deepEqual(await statuses(), [200, 200, 503]);
});

test('/openapi.json is the contract of the operator API, for everybody, with HEAD and 304', async (t) => {
  const { url, stop } = await openOperatorListener(idle, { development: false });
  t.after(() => stop(0));
  const got = await fetch(`${url}/openapi.json`);
  assert.equal(got.status, 200);
  assert.equal(got.headers.get('content-encoding'), 'gzip'); // Over plain http, fetch asks for no Brotli.
  assert.deepEqual(await got.json(), readBundle('gateway'));
  const head = await fetch(`${url}/openapi.json`, { method: 'HEAD' });
  assert.deepEqual([head.status, head.headers.get('etag')], [200, got.headers.get('etag')]);
  const again = await fetch(`${url}/openapi.json`, { headers: { 'if-none-match': got.headers.get('etag') ?? '' } });
  assert.equal(again.status, 304);
});

test('the id that a proxy gave a request is on every answer, and what no line should repeat is not', async (t) => {
  const { url, stop } = await openOperatorListener(idle, { development: false });
  t.after(() => stop(0));
  const given = async (path: string, id: string) =>
    (await fetch(`${url}${path}`, { headers: { 'x-request-id': id } })).headers.get('x-request-id');
  // Health is answered without the API's packages, the next three by the API: a refusal, the contract, and what is not there.
  for (const path of ['/readyz', '/api/messages', '/openapi.json', '/nothing'])
    assert.deepEqual([await given(path, 'proxy-1/a:b='), await given(path, '<script>')], ['proxy-1/a:b=', null], path);
});
