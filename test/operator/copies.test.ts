/** A message tried under the contract of now, and edited copies of it: what a sink gets of one, and what is kept. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pushdock } from '../support/command.ts';
import { openSecureGateway } from '../support/secure-gateway.ts';
import { until } from '../support/until.ts';

const body = (status: string) =>
  `{"orderReference":"1001","webshop":1234,"barcode":"3STEST1","status":${JSON.stringify(status)}}`;

async function opened(t: TestContext) {
  const heard: Record<string, unknown>[] = [];
  const sink = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      heard.push(JSON.parse(text));
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  t.after(() => sink.close());
  const url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/`;
  const gateway = await openSecureGateway(
    t,
    '',
    `sources:
  shipping: { provider: paazl, auth: { bearer: [development-paazl-token] } }
  partner: { provider: paazl, sandbox: true, auth: { bearer: [development-paazl-token] } }
sinks:
  orders: { type: http, url: '${url}', mode: structured, secrets: [whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw] }
  files: { type: file, path: ./out.ndjson }
`,
  );
  const pushed = await fetch(`${gateway.publicUrl}/push/paazl/shipping`, {
    method: 'POST',
    headers: { authorization: 'Bearer development-paazl-token', 'content-type': 'application/json' },
    body: body('DELIVERED'),
  });
  assert.equal(pushed.status, 200);
  await until(() => heard.length === 1);
  const [{ id = '' } = {}] = (await gateway.store.listMessages({}, { limit: 1 })).items;
  return { gateway, heard, id };
}

test('an edited copy goes to the chosen sink alone, marked, under an id of its own, and nothing of it is stored', async (t) => {
  const { gateway, heard, id } = await opened(t);
  const { operator, store } = gateway;
  const answer = await operator.sendEditedCopy({
    path: { id },
    query: { sink: 'orders' },
    body: { content: body('RETURNED_TO_SENDER') },
  });
  assert.equal(answer.status, 200);
  if (answer.status !== 200) return;
  const { copy, message, sent, events } = answer.body;
  assert.match(copy, /^copy-[0-9a-f-]{36}$/);
  assert.deepEqual([message, events.length], [id, 1]);
  assert.deepEqual(
    sent.map(({ sink, outcome, event }) => [sink, outcome, event]),
    [['orders', 'delivered', `${copy}-0`]],
  );
  const [own, edited] = heard;
  assert.equal(own?.pushdockedited, undefined);
  assert.deepEqual(
    [edited?.id, edited?.pushdockedited, edited?.pushdockmessage, edited?.subject],
    [`${copy}-0`, copy, id, '1001'],
  );
  assert.match(JSON.stringify(edited?.data), /RETURNED_TO_SENDER/);
  assert.equal((await store.listEvents({}, { limit: 10 })).items.length, 1);
  assert.equal((await store.listMessages({}, { limit: 10 })).items.length, 1);
  assert.equal((await store.listDeliveries({ sink: 'orders' }, { limit: 10 })).items.length, 1);
  assert.match(Buffer.from((await store.showMessage(id))?.message.bytes ?? []).toString(), /"DELIVERED"/);
  const audit = await operator.listAudit({ query: { masked: true } });
  assert.ok(audit.status === 200);
  const [entry] = audit.body.items;
  assert.deepEqual(
    [entry?.action, entry?.target, entry?.status],
    ['sendEditedCopy', `/api/messages/${id}/edited-copy?sink=orders`, 200],
  );
});

test('a copy without a sink is judged and goes nowhere, as its source or as a sandbox of its provider', async (t) => {
  const { gateway, heard, id } = await opened(t);
  for (const query of [{}, { sandbox: 'partner' }]) {
    const answer = await gateway.operator.sendEditedCopy({
      path: { id },
      query,
      body: { content: '{"orderReference":1}' },
    });
    assert.ok(answer.status === 200);
    const tried = answer.body;
    assert.deepEqual([tried.verdict, tried.sent, tried.source], ['violation', [], query.sandbox ?? 'shipping']);
    assert.ok(tried.findings.length > 0);
  }
  assert.equal(heard.length, 1);
});

test('what a copy names and is not there is refused by its name', async (t) => {
  const { gateway, heard, id } = await opened(t);
  const send = (query: { sink?: string; sandbox?: string }) =>
    gateway.operator.sendEditedCopy({ path: { id }, query, body: { content: body('DELIVERED') } });
  for (const [query, status, said] of [
    [{ sink: 'order' }, 404, /No sink is named order\. .*orders/],
    [{ sandbox: 'shipping' }, 404, /No source is named shipping/],
    [{ sink: 'orders', sandbox: 'partner' }, 400, /give one of the two/],
  ] as const) {
    const refused = await send(query);
    assert.equal(refused.status, status);
    assert.match(JSON.stringify('body' in refused && refused.body), said);
  }
  assert.equal(heard.length, 1);
});

test('the command tries a message by the contract of now, and sends an edited copy', async (t) => {
  const { gateway, heard, id } = await opened(t);
  const url = ['--url', gateway.operatorUrl];
  const tried = await pushdock(['messages', 'try', id, ...url]);
  assert.equal(tried.code, 0, tried.stderr);
  assert.match(tried.stdout, /As shipping receives it now: match\n {2}event com\.paazl\.shipment\.status 1001/);
  assert.equal(heard.length, 1);
  const file = join(gateway.folder, 'edited.json');
  writeFileSync(file, body('CREATED'));
  const sent = await pushdock(['messages', 'try', id, '--edited', file, '--sink', 'orders', ...url]);
  assert.equal(sent.code, 0, sent.stderr);
  assert.match(sent.stdout, /^copy-\S+-0 delivered in \d+ ms: /m);
  assert.match(JSON.stringify(heard[1]), /CREATED.*pushdockedited/);
  assert.equal((await pushdock(['messages', 'try', id, '--sink', 'orders', ...url])).code, 2);
});
