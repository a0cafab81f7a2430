/** A test notification that the operator asks for: from the command line, through the operator API and 1ShoppingCart's, back as a push. */

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Configuration } from '../../../src/config.ts';
import { openGateway } from '../../../src/gateway.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { pushdock } from '../../support/command.ts';
import { freePorts } from '../../support/free-ports.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { toyConfiguration } from '../../support/toy-gateway.ts';
import { until } from '../../support/until.ts';
import { type ApiAnswer, openAccount } from './account.ts';

const merchantKey = 'development-merchant-key';
const pathKey = 'development-shop-key';

/** A gateway with one account at the mock that it runs itself. */
async function openShop(t: TestContext, key = merchantKey) {
  const log = recordingLog();
  const mocks = await freePorts(6);
  const sources: Configuration['sources'] = {
    shop: {
      provider: 'oneshoppingcart',
      key: Secret.of(pathKey),
      merchantId: '118303',
      merchantKey: Secret.of(key),
      apiBase: `http://127.0.0.1:${mocks + 4}`,
    },
    till: { provider: 'paazl', auth: 'none', dedupeWindowMs: 0 },
  };
  const configuration = toyConfiguration(temporaryFolder(t), { sources, sinks: {}, mocks });
  const gateway = await openGateway(configuration, { log });
  t.after(() => gateway.close());
  const run = (...args: string[]) => pushdock([...args, '--url', gateway.operatorUrl]);
  return { gateway, log, run };
}

test('pushdock oneshoppingcart test asks for a test, which arrives as a push and becomes an event', async (t) => {
  const { gateway, log, run } = await openShop(t);
  const asked = await run('oneshoppingcart', 'test', 'shop');
  assert.deepEqual([asked.code, asked.stderr], [0, '']);
  assert.match(asked.stdout, /^1ShoppingCart accepted the request/);
  await until(async () => (await gateway.store.listEvents({}, { limit: 9 })).items.length === 1);
  const [event] = (await gateway.store.listEvents({}, { limit: 9 })).items;
  assert.equal(event?.type, 'com.1shoppingcart.test');
  const written = JSON.stringify(log.lines);
  for (const secret of [merchantKey, pathKey]) assert.ok(!written.includes(secret), secret);
});

test("a key that is not the account's is said so, and is nowhere repeated", async (t) => {
  const wrong = 'not-the key&of+this-account';
  const { log, run } = await openShop(t, wrong);
  const asked = await run('oneshoppingcart', 'test', 'shop');
  assert.notEqual(asked.code, 0);
  assert.match(asked.stderr, /did not accept the request.*\n.*answered without success: Invalid merchant key/);
  const written = asked.stderr + JSON.stringify(log.lines);
  for (const form of [wrong, encodeURIComponent(wrong), 'not-the+key']) assert.ok(!written.includes(form), form);
});

test('a source that does not exist, and one whose provider offers no tests, are refused', async (t) => {
  const { run } = await openShop(t);
  assert.equal((await run('oneshoppingcart', 'test', 'shpo')).code, 5);
  assert.match((await run('oneshoppingcart', 'test', 'till')).stderr, /offers no test notification/);
});

const failures: Readonly<Record<string, readonly [ApiAnswer, RegExp]>> = {
  'cuts the connection': [{}, /did not answer/],
  'answers 403': [{ status: 403, body: '' }, /answered HTTP 403; compare merchantId, merchantKey and apiBase/],
  'answers 503': [{ status: 503, body: '' }, /answered HTTP 503$/],
  'quotes the key as it stood in the URL': [
    { body: '<Response success="false"><Error>Invalid key test-only-merchant-key-0001</Error></Response>' },
    /Invalid key \*\*\*$/,
  ],
};
for (const [name, [answer, expected]] of Object.entries(failures))
  test(`an API that ${name} is a reason for the operator, without the key`, async (t) => {
    const { source, calls } = await openAccount(t, { answer: () => answer });
    const asked = await source.capabilities?.testPush?.request();
    assert.ok(asked && !asked.ok);
    assert.match(asked.reason, expected);
    assert.match(calls[0]?.url ?? '', /^\/API\/118303\/Notifications\/TEST\?key=test-only-merchant-key-0001$/);
  });

for (const [status, advice] of [
  [400, true],
  [401, true],
  [404, true],
  [408, false],
  [429, false],
  [500, false],
] as const)
  test(`an order that the API answers ${status} is asked for again${advice ? ', and the reason says what to compare' : ''}`, async (t) => {
    const account = await openAccount(t, { answer: () => ({ status, body: '' }) });
    const processed = await account.process('<NewOrder><Token>T-1</Token></NewOrder>');
    assert.ok(processed.kind === 'retry');
    assert.equal(/compare merchantId, merchantKey and apiBase/.test(processed.reason), advice, processed.reason);
  });
