import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { pushdock } from '../support/command.ts';
import { readLines, startTryGateway } from '../support/try-gateway.ts';

test('sinks test sends one marked event, says what the sink answered, and leaves nothing in the store', async (t) => {
  const got: { path: string; body: string; id: string }[] = [];
  let status = 204;
  const receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      got.push({ path: request.url ?? '', body, id: String(request.headers['webhook-id']) });
      response.writeHead(status).end(status === 204 ? undefined : 'unknown secret');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  t.after(() => receiver.close());
  const address = receiver.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const gateway = await startTryGateway({
    mocks: false,
    configure: (text) =>
      text.replace(
        'sinks:',
        `sinks:\n  orders: { type: http, url: "http://127.0.0.1:${port}/events", secrets: [whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw], events: [com.zettle.*] }`,
      ),
  });
  t.after(() => gateway.stop());
  const asked = (name: string, ...more: string[]) =>
    pushdock(['sinks', 'test', name, '--url', gateway.operatorUrl, ...more]);

  const taken = await asked('orders');
  assert.equal(taken.code, 0, taken.stderr);
  assert.match(taken.stdout, /^orders took the event test-\S+ in \d+ ms: /);
  const { type, data, id, subject } = JSON.parse(got[0]?.body ?? '{}');
  assert.deepEqual(
    [type, data, subject, got[0]?.id],
    ['com.pushdock.sink.test', { sink: 'orders', test: true }, 'orders', id],
  );

  status = 401;
  const refused = await asked('orders', '--json');
  assert.equal(refused.code, 1);
  const said = JSON.parse(refused.stdout);
  assert.deepEqual([said.outcome, said.status, said.answer], ['refused', 401, 'unknown secret']);
  assert.match(refused.stderr, /orders did not take the event/);

  // Paused or not, and of every kind.
  assert.equal((await pushdock(['sinks', 'pause', 'ledger', '--url', gateway.operatorUrl])).code, 0);
  assert.equal((await asked('ledger')).code, 0);
  assert.equal(readLines(`${gateway.folder}/data/events.ndjson`)[0]?.type, 'com.pushdock.sink.test');

  const unknown = await asked('legder');
  assert.equal(unknown.code, 5);
  assert.match(unknown.stderr, /ledger/);
  for (const list of ['events', 'deliveries', 'messages']) {
    assert.match(await (await fetch(`${gateway.operatorUrl}/api/${list}`)).text(), /"items":\[\]/, list);
  }
});
