/** Our requests and Zettle's answers, held against the contract by a second opinion: Prism, as a validating proxy before the mock. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createLogger } from '@stoplight/prism-core';
import { getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { createServer } from '@stoplight/prism-http-server';
import { developmentClient } from '../../../../src/providers/zettle/simulate/mock.ts';
import { packageRoot } from '../../../../src/running/package-root.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { specFolder } from '../../../spec/contract-documents.ts';
import { contactEmail } from './managed.ts';
import { type Bench, openBench, value } from './source.ts';

async function openProxy(t: TestContext, { mock }: Bench): Promise<string> {
  const operations = await getHttpOperationsFromSpec(join(packageRoot(), 'generated/bundles/zettle-api.json'));
  const server = createServer(operations, {
    cors: false,
    config: {
      isProxy: true,
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: true,
      upstream: new URL(mock.url),
      upstreamProxy: undefined,
      mock: { dynamic: false },
    },
    components: { logger: createLogger('prism', { level: 'silent' }) },
  });
  t.after(() => server.close());
  return server.listen(0, '127.0.0.1');
}

test('the proxy refuses what departs from the contract', async (t) => {
  const url = await openProxy(t, await openBench(t));
  const answer = await fetch(`${url}/organizations/self/subscriptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer development-token' },
    body: JSON.stringify({ uuid: 'not-a-uuid' }),
  });
  assert.equal(answer.status, 422);
  assert.match(await answer.text(), /contactEmail/);
});

test('every call that we make passes', async (t) => {
  // Prism holds the destination against the contract as well, so it is https; the mock could not reach it, and answers with the example.
  const destination = 'https://hooks.example.com/push/zettle/pos';
  const bench = await openBench(t);
  const { mock } = bench;
  const url = await openProxy(t, bench);
  const settings = { pusherBase: url, oauthBase: url };
  const { subscribing } = await bench.start({ settings });
  await value(subscribing.identity());

  const example = join(specFolder, 'providers/zettle/examples/createSubscription.response.json');
  mock.answerNext({ status: 200, contentType: 'application/json', body: readFileSync(example, 'utf8') });
  await value(subscribing.create({ events: ['PurchaseCreated'], destination, contactEmail }));
  const uuid = 'f02f80f8-8f35-11eb-8dcd-0242ac130003';
  mock.subscriptions.clear();
  mock.subscriptions.add({ uuid, transportName: 'WEBHOOK', eventNames: [], destination, contactEmail });
  const fields = { events: ['ProductCreated'], destination, contactEmail };
  assert.deepEqual((await value(subscribing.update(uuid, fields))).events, ['ProductCreated']);
  assert.equal((await value(subscribing.list())).length, 1);
  assert.equal((await value(subscribing.remove(uuid))).uuid, uuid);

  const app = { apiKey: undefined, clientSecret: Secret.of(developmentClient.clientSecret) };
  const merchant = await bench.start({ settings: { ...settings, ...app } });
  const redirectUri = 'https://hooks.example.com/back';
  await value(merchant.subscribing.authorise({ code: mock.tokens.issueCode(), redirectUri }));
  assert.ok(mock.calls().filter(({ path }) => path === '/token').length >= 3, 'all three grants were used');
});
