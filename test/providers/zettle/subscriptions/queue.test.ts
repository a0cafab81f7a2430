/** Subscriptions whose pushes go into a queue: made where they are declared so, with keys that vouch for what the queue holds. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type TestContext, test } from 'node:test';
import { v1 } from 'uuid';
import { listen } from '../../../../src/running/listening.ts';
import { contactEmail } from './managed.ts';
import { type Bench, openBench, value } from './source.ts';

const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/zettle';
const transport = { sqs: { queueUrl, region: 'eu-west-1', timeoutMs: 10_000, visibilitySeconds: 60 } };
const declared = { name: 'stock', events: ['InventoryBalanceChanged'], destination: queueUrl, contactEmail };
const prune = false;
const signatureAttribute = 'X-iZettle-Signature';

/** Zettle as it is to a selected client: the mock, which lets nobody have SQS, but for the creation of such a subscription. */
async function selected(t: TestContext, { mock }: Bench) {
  const created: unknown[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    if (request.method === 'POST' && text.includes('"SQS"')) {
      const fields = JSON.parse(text);
      created.push(fields);
      const made = JSON.stringify(mock.subscriptions.add(fields));
      return response.writeHead(200, { 'content-type': 'application/json' }).end(made);
    }
    const answer = await fetch(`${mock.url}${request.url}`, {
      method: request.method ?? '',
      headers: { 'content-type': 'application/json', authorization: String(request.headers.authorization) },
      ...(text !== '' && { body: text }),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    return response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(body);
  });
  const { url, stop } = await listen(server, { host: '127.0.0.1', port: 0 });
  t.after(() => stop(0));
  return { url, created };
}

test('a subscription that is declared with SQS is made so, once, and its key vouches for what the queue holds', async (t) => {
  const bench = await openBench(t, () => []);
  const zettle = await selected(t, bench);
  const subscriptions = [{ ...declared, transport: 'SQS' }];
  const source = await bench.start({
    settings: { pusherBase: zettle.url, transport, signatureAttribute, subscriptions },
  });
  const { steps } = await value(source.subscribing.plan({ prune }));
  assert.deepEqual(
    steps.map(({ action, detail }) => [action, detail]),
    [['create', `InventoryBalanceChanged → ${queueUrl}, transport SQS, ${contactEmail}`]],
  );
  await value(source.subscribing.sync({ prune }));
  assert.deepEqual(
    zettle.created.map((one) => ({ ...Object(one), uuid: '' })),
    [
      {
        ...{ uuid: '', transportName: 'SQS', eventNames: ['InventoryBalanceChanged'] },
        ...{ destination: queueUrl, contactEmail },
      },
    ],
  );
  const [made] = bench.mock.subscriptions.all();
  assert.ok(made);
  const { headers, body } = bench.mock.pushOf(bench.mock.compose('InventoryBalanceChanged'), made);
  assert.equal((await fetch(bench.pushUrl, { method: 'POST', headers, body })).status, 200);
  const again = await value(source.subscribing.plan({ prune: true }));
  assert.deepEqual(
    again.steps.map(({ action }) => action),
    ['nothing'],
  );
});

test('one that exists with SQS is adopted where it is declared so, and left where the declaration pushes to a URL', async (t) => {
  const bench = await openBench(t, () => []);
  const fields = { uuid: v1(), eventNames: declared.events, destination: queueUrl, contactEmail };
  const there = bench.mock.subscriptions.add({ ...fields, transportName: 'SQS' });
  const source = await bench.start({
    settings: { transport, signatureAttribute, subscriptions: [{ ...declared, transport: 'SQS' }] },
  });
  const actions = async () =>
    (await value(source.subscribing.plan({ prune: true }))).steps.map(({ action, uuid }) => [action, uuid]);
  assert.deepEqual(await actions(), [['nothing', there.uuid]]);
  const other = await bench.reopen({
    transport,
    signatureAttribute,
    subscriptions: [{ ...declared, transport: 'WEBHOOK' }],
  });
  const { steps } = await value(other.subscribing.plan({ prune: true }));
  assert.deepEqual(
    steps.map(({ action, uuid }) => [action, uuid]),
    [
      ['create', undefined],
      ['leave', there.uuid],
    ],
  );
});
