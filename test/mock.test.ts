/** `pushdock/mock`, as somebody's test imports it: through the package's export map. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { ExpectationFailed, MockRefused, type StartOptions, startMocks } from '../src/mock.ts';
import { hearing } from './simulate/engine/hearing.ts';

async function started(t: TestContext, options: StartOptions = {}) {
  const mocks = await startMocks({ providers: ['paazl', 'zettle'], ...options });
  t.after(() => mocks.close());
  return mocks;
}

test('the package exports the mocks with their types', () => {
  const { exports, files } = JSON.parse(readFileSync('package.json', 'utf8'));
  assert.deepEqual(exports['./mock'], { types: './dist/src/mock.d.ts', default: './dist/src/mock.js' });
  assert.ok(files.includes('dist/src') && files.includes('dist/generated'));
});

test('a test sends own data, expects attempts, moves the clock and reads what the provider remembers', async (t) => {
  let status = 503;
  const receiver = await hearing(t, () => ({ status }));
  const mocks = await started(t);
  mocks.pushTo(`${receiver.url}/`);
  const [sale = ''] = mocks.emit('zettle', 'PurchaseCreated', { set: { amount: 4200 } });
  assert.equal((await mocks.expectAttempt(sale, { status: 503 })).success, false);
  assert.equal(JSON.parse(JSON.parse(String(receiver.heard[0]?.bytes)).payload).amount, 4200);
  status = 200;
  const before = mocks.now().getTime();
  await mocks.advance('60s');
  assert.equal(mocks.now().getTime() - before, 60_000);
  await mocks.expectAttempt(sale, { number: 2, success: true });
  assert.equal(mocks.message(sale).state, 'succeeded');
  const [subscription] = mocks.state('zettle').subscriptions as readonly { status: string; destination: string }[];
  assert.deepEqual([subscription?.status, subscription?.destination], ['ACTIVE', `${receiver.url}/push/zettle/pos`]);
  mocks.reset();
  assert.deepEqual(mocks.messages(), []);
});

test('what did not happen is said with what happened instead', async (t) => {
  const receiver = await hearing(t, () => ({ status: 500 }));
  const mocks = await started(t, { gateway: receiver.url });
  const [message = ''] = mocks.emit('paazl', 'shipment-status');
  await assert.rejects(mocks.expectAttempt(message, { status: 200 }), (error) => {
    assert.ok(error instanceof ExpectationFailed);
    assert.match(error.message, /^paazl-1: attempt 1 heard 500, expected 200$/);
    return true;
  });
  await assert.rejects(
    mocks.expectAttempt(message, { number: 2, withinMs: 1 }),
    /it is waiting, next attempt .*: advance it$/,
  );
  assert.throws(() => mocks.emit('paazl', 'shipment-status', { set: { barcod: '1' } }), MockRefused);
  await assert.rejects(mocks.advance('soon'), MockRefused);
});

test('two sets run side by side, each on ports of its own, and let them go', async (t) => {
  const [one, other] = [await started(t), await started(t)];
  assert.notEqual(one.url, other.url);
  assert.notEqual(one.apis.zettle, other.apis.zettle);
  assert.equal((await fetch(`${one.url}/__mock/status`)).status, 200);
  await one.close();
  await assert.rejects(fetch(`${one.url}/__mock/status`));
  assert.equal((await fetch(`${other.url}/__mock/status`)).status, 200);
});
