/** One push, received by one gateway and delivered by another on the same PostgreSQL, is one trace at the collector. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { startOtlpReceiver } from '../support/otlp-receiver.ts';
import { noPostgres, postgresBinaries, sharedPostgres } from '../support/postgres-server.ts';
import { startTryGateway } from '../support/try-gateway.ts';

const skip = postgresBinaries() === undefined && noPostgres;
const ours = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const traceparent = `00-${ours.traceId}-${ours.spanId}-01`;

test('a push is one trace from the request to the sink across two gateways, as a part of the sender’s only where the source says so', {
  skip,
}, async (t) => {
  const collector = await startOtlpReceiver(t);
  const sink = await startSink(t);
  const { url } = await sharedPostgres();
  const configure = (text: string) =>
    text
      .replace(/^store: .*$/m, `store: { url: "${url()}", schema: traces_${process.pid} }`)
      .replace(/^sinks:$/m, `sinks:\n  orders: { type: http, url: '${sink.url}', secrets: [whsec_${'A'.repeat(32)}] }`)
      .replace(
        /^ {2}pos:$/m,
        '  ours: { provider: paazl, traceparent: parent, auth: { bearer: [development-ours-token-1] } }\n  pos:',
      )
      .concat(`\ntelemetry: { otlp: '${collector.url}', headers: { x-key: a-secret-of-the-collector } }\n`);
  let publicUrl = '';
  for (const role of ['receive', 'deliver']) {
    const gateway = await startTryGateway({
      mocks: false,
      env: { PUSHDOCK_NODE: `${role}-1` },
      words: ['--role', role],
      configure,
    });
    t.after(gateway.stop);
    if (role === 'receive') publicUrl = gateway.publicUrl;
  }
  const push = async (source: string, token: string) => {
    const headers = { authorization: `Bearer ${token}`, traceparent, tracestate: 'vendor=1', baggage: 'who=stranger' };
    const body = JSON.stringify({ orderReference: source, status: 'delivered', webshop: 1, barcode: source });
    assert.equal((await fetch(`${publicUrl}/push/paazl/${source}`, { method: 'POST', headers, body })).status, 200);
  };
  await push('shipping', 'development-paazl-token');
  await push('shipping', 'not-the-token-of-this-source').catch(() => {});
  await push('ours', 'development-ours-token-1');

  // At the sink of this test and at the one of the configuration; judging is done in two pieces.
  const whole = { receive: 2, commit: 2, process: 2, judge: 4, attempt: 4 };
  await collector.eventually(
    (spans) =>
      Object.entries(whole).every(([name, count]) => spans.filter((span) => span.name === name).length === count),
    'two pushes have all their spans',
  );
  const [received, continued] = ['shipping', 'ours'].map((source) => {
    const first = collector
      .spans()
      .find(({ name, attributes }) => name === 'receive' && attributes['pushdock.source'] === source);
    assert.ok(first);
    return first;
  });
  assert.ok(received && continued);

  assert.deepEqual([received.parentId, received.links], ['', [ours]], 'a stranger’s trace is a link');
  assert.notEqual(received.traceId, ours.traceId);
  assert.deepEqual([continued.traceId, continued.parentId], [ours.traceId, ours.spanId]);

  for (const root of [received, continued]) {
    const spans = collector.spans().filter(({ traceId }) => traceId === root.traceId);
    const one = (name: string) => {
      const [found] = spans.filter((span) => span.name === name);
      assert.ok(found, name);
      return found;
    };
    const [commit, process, judge] = [one('commit'), one('process'), one('judge')];
    assert.equal(commit.parentId, root.spanId);
    assert.deepEqual(
      [process.parentId, process.links],
      [root.spanId, [{ traceId: root.traceId, spanId: root.spanId }]],
      'across the store: in the same trace, and linked',
    );
    assert.equal(judge.parentId, process.spanId);
    const attempts = spans.filter(({ name }) => name === 'attempt');
    assert.deepEqual(new Set(attempts.map(({ parentId }) => parentId)), new Set([process.spanId]));
    assert.deepEqual(
      [root, commit].map(({ resource }) => [
        resource['service.name'],
        resource['service.instance.id'],
        resource['thread.name'],
      ]),
      [
        ['pushdock', 'receive-1', 'main'],
        ['pushdock', 'receive-1', 'main'],
      ],
    );
    for (const { resource } of [process, judge, ...attempts])
      assert.deepEqual([resource['service.instance.id'], resource['thread.name']], ['deliver-1', 'delivering']);

    const got = sink.got.find(({ headers }) => String(headers.traceparent).includes(root.traceId));
    assert.ok(got, 'the sink is told the trace');
    const { headers, event } = got;
    const attempt = attempts.find(({ attributes }) => attributes['pushdock.sink'] === 'orders');
    assert.equal(headers.traceparent, `00-${root.traceId}-${attempt?.spanId}-01`);
    assert.equal(event.traceparent, `00-${root.traceId}-${process.spanId}-01`, 'the event names the span that made it');
    assert.equal(headers.tracestate, root === continued ? 'vendor=1' : undefined);
    assert.equal(attempt?.attributes['http.response.status_code'], 200);
    assert.equal(root.attributes['pushdock.message'], event.pushdockmessage);
  }
  assert.ok(sink.got.every(({ headers }) => headers.baggage === undefined));
  assert.ok(
    collector
      .requests()
      .every(({ path, headers }) => path === '/v1/traces' && headers['x-key'] === 'a-secret-of-the-collector'),
  );
  const told = JSON.stringify(collector.spans());
  for (const secret of ['development-paazl-token', 'a-secret-of-the-collector', 'stranger'])
    assert.ok(!told.includes(secret), `no span has ${secret}`);
});

type Got = { readonly headers: IncomingHttpHeaders; readonly event: Readonly<Record<string, unknown>> };

async function startSink(t: TestContext): Promise<{ readonly url: string; readonly got: readonly Got[] }> {
  const got: Got[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    got.push({ headers: request.headers, event: JSON.parse(Buffer.concat(chunks).toString()) });
    response.writeHead(200).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`, got };
}
