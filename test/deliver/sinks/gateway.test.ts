/** The whole way: a push to a running gateway, and what its sinks get. */

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { HTTP } from 'cloudevents';
import { checkStandardWebhook, readWebhookKey } from '../../../src/index.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startTryGateway } from '../../support/try-gateway.ts';
import { serve } from './serve.ts';

test('a push becomes a signed, filtered and mapped event over HTTP, a line on standard output and a call of a module', async (t) => {
  let failures = 1;
  const { url, received } = await serve(t, (response) => response.writeHead(failures-- > 0 ? 503 : 200).end());
  const folder = temporaryFolder(t);
  const [module, called] = [join(folder, 'handlers.mjs'), join(folder, 'called')];
  writeFileSync(
    module,
    `import { appendFileSync } from 'node:fs';
     export const h = { type: 'com.paazl.*', handle: (event) => appendFileSync(${JSON.stringify(called)}, event.data.orderReference) };`,
  );
  const secret = `whsec_${Buffer.from('not-a-real-secret-of-a-sink').toString('base64')}`;
  const gateway = await startTryGateway({
    mocks: false,
    env: { ORDERS_SECRET: secret },
    configure: (text) =>
      text.replace(
        'sinks:\n',
        `sinks:
  orders:
    type: http
    url: ${url}
    secrets: [{ env: ORDERS_SECRET }]
    where: { source: [shipping], data: { status: [CREATED] } }
    map: { pick: [orderReference], rename: { orderReference: reference }, constant: { system: paazl } }
    retry: { first: 1s, cap: 1s, jitter: none }
  pipe: { type: stdout }
  code: { type: module, path: '${module}' }
`,
      ),
  });
  t.after(() => gateway.stop());
  const push = (status: string) =>
    fetch(`${gateway.publicUrl}/push/paazl/shipping`, {
      method: 'POST',
      headers: { authorization: 'Bearer development-paazl-token', 'content-type': 'application/json' },
      body: JSON.stringify({ orderReference: `order-${status}`, webshop: 1, barcode: `b-${status}`, status }),
    });
  assert.equal((await push('DELIVERED')).status, 200);
  assert.equal((await push('CREATED')).status, 200);
  await gateway.eventually(() => received.length === 2, 'the event did not arrive after its retry');
  await gateway.eventually(() => gateway.idle(), 'something is still owed');

  assert.equal(received.length, 2);
  const [first, second] = received;
  assert.ok(first !== undefined && second !== undefined);
  assert.deepEqual(first.body, second.body);
  const key = readWebhookKey(Secret.of(secret));
  assert.ok(key.ok);
  assert.ok(checkStandardWebhook(second.headers, second.body, [key.key], Date.now()).ok);
  const event = HTTP.toEvent<unknown>({ headers: second.headers, body: second.body.toString() });
  assert.ok(!Array.isArray(event));
  assert.deepEqual(event.data, { reference: 'order-CREATED', system: 'paazl' });
  assert.equal(event.id, first.headers['webhook-id']);
  assert.equal(readFileSync(called, 'utf8'), 'order-DELIVEREDorder-CREATED');
  const printed = gateway
    .log()
    .split('\n')
    .filter((line) => line.includes('"specversion"'));
  assert.deepEqual(
    printed.map((line) => JSON.parse(line).data.orderReference),
    ['order-DELIVERED', 'order-CREATED'],
  );
});
