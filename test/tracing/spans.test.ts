/** What is traced of a push, and what is not, in one process. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { INVALID_SPAN_CONTEXT, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { silentLog } from '../../src/log.ts';
import { systemClock } from '../../src/running/clock.ts';
import { openTracing } from '../../src/tracing/open.ts';
import { openSdk, tracesUrl } from '../../src/tracing/sdk.ts';
import { heldClock } from '../store/held-clock.ts';
import { openConfiguredGateway } from '../support/configured-gateway.ts';
import { startOtlpReceiver } from '../support/otlp-receiver.ts';
import { passing, until } from '../support/until.ts';

const example = (name: string) =>
  readFileSync(new URL(`../../spec/providers/oneshoppingcart/examples/${name}`, import.meta.url), 'utf8');
const shop = (apiBase: string) =>
  `sources:\n  shop: { provider: oneshoppingcart, key: development-shop-key, merchantId: '118303', merchantKey: development-merchant-key, apiBase: '${apiBase}' }\n`;
const sinks = `sinks: { ledger: { type: file, path: ./data/events.ndjson } }\n`;
const push = '/push/oneshoppingcart/shop/development-shop-key';

test('a follow-up is a span of its push, a stranger’s request is none, and a replay is a trace of its own that names the first', async (t) => {
  const collector = await startOtlpReceiver(t);
  const account = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/xml' }).end(example('order.accepted.xml')),
  );
  await new Promise<void>((listening) => account.listen(0, '127.0.0.1', listening));
  t.after(() => {
    account.closeAllConnections();
    account.close();
  });
  const apiBase = `http://127.0.0.1:${(account.address() as AddressInfo).port}`;
  const gateway = await openConfiguredGateway(
    t,
    `${shop(apiBase)}${sinks}telemetry: { otlp: '${collector.url}/v1/traces', service: hooks }\n`,
  );
  assert.equal((await gateway.push('/push/oneshoppingcart/shop/not-this-key-but-one', '<a/>')).status, 404);
  const headers = { 'content-type': 'text/xml' };
  assert.equal((await gateway.push(push, example('notification.new-order.xml'), headers)).status, 200);
  await gateway.settled();
  await collector.eventually((spans) => spans.some(({ name }) => name === 'attempt'), 'it is delivered');
  const of = (name: string) => {
    const [found] = collector.spans().filter((span) => span.name === name);
    assert.ok(found, name);
    return found;
  };
  const [received, process, followUp] = [of('receive'), of('process'), of('follow-up')];
  assert.equal(collector.spans().filter(({ name }) => name === 'receive').length, 1);
  assert.deepEqual([followUp.parentId, followUp.kind], [process.spanId, 3], 'a client’s');
  assert.equal(new Set(collector.spans().map(({ traceId }) => traceId)).size, 1);
  assert.equal(received.resource['service.name'], 'hooks');
  assert.equal(received.kind, 2, 'a server’s');
  assert.ok(of('commit').tookMs <= received.tookMs);
  const line = gateway.log.of('message.received')[0];
  assert.equal(line?.fields?.trace_id, received.traceId, 'the log names the trace');

  const again = await fetch(`${gateway.operatorUrl}/api/replays?source=shop&state=processed`, { method: 'POST' });
  assert.ok(again.ok, await again.text());
  await collector.eventually(
    (spans) => spans.filter(({ name }) => name === 'attempt').length === 2,
    'it is sent again',
  );
  const replayed = collector.spans().filter(({ name }) => name === 'attempt')[1];
  assert.ok(replayed);
  assert.notEqual(replayed.traceId, received.traceId);
  assert.deepEqual(
    replayed.links,
    [{ traceId: received.traceId, spanId: received.spanId }],
    'what is derived again names the span that is stored',
  );
});

test('without telemetry no span is made, whatever the sender sends, and no event names one', async (t) => {
  const gateway = await openConfiguredGateway(t, `${shop('http://127.0.0.1:9')}${sinks}`);
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const headers = { 'content-type': 'text/xml', traceparent };
  assert.equal((await gateway.push(push, example('notification.test.xml'), headers)).status, 200);
  await gateway.settled();
  await until(() => gateway.log.of('delivery.attempted').length === 1);
  const [message] = (await gateway.store.listMessages({}, { limit: 1 })).items;
  assert.equal(message?.trace, undefined);
  assert.doesNotMatch(readFileSync(`${gateway.folder}/data/events.ndjson`, 'utf8'), /traceparent/);
});

test('a package that is not installed is named with the line that installs it', async () => {
  const load = () => Promise.reject(Object.assign(new Error('not there'), { code: 'ERR_MODULE_NOT_FOUND' }));
  const settings = { otlp: 'http://127.0.0.1:4318', sample: 1, service: 'pushdock' };
  const parts = { clock: systemClock, log: silentLog, version: '1', node: 'one', thread: 'main', load } as const;
  await assert.rejects(openSdk(settings, parts), {
    faults: [
      'telemetry.otlp: needs @opentelemetry/sdk-trace-node and @opentelemetry/exporter-trace-otlp-proto, which are not installed; run npm install @opentelemetry/sdk-trace-node @opentelemetry/exporter-trace-otlp-proto',
    ],
  });
});

test('the path of the receiver is completed where it is missing', () => {
  assert.equal(tracesUrl('http://127.0.0.1:4318'), 'http://127.0.0.1:4318/v1/traces');
  assert.equal(tracesUrl('http://127.0.0.1:4318/'), 'http://127.0.0.1:4318/v1/traces');
  assert.equal(tracesUrl('https://otlp.example.com/otlp/'), 'https://otlp.example.com/otlp/v1/traces');
  assert.equal(tracesUrl('https://otlp.example.com/v1/traces'), 'https://otlp.example.com/v1/traces');
});

test('a collector that is away is told of once a minute', async () => {
  const warnings: string[] = [];
  const log = { ...silentLog, warn: (event: string) => void warnings.push(event) };
  class Away extends OTLPTraceExporter {
    override export(...[, done]: Parameters<OTLPTraceExporter['export']>): void {
      done({ code: 1, error: new Error('connect ECONNREFUSED') });
    }
  }
  const load = async () => ({ ...(await import('@opentelemetry/sdk-trace-node')), OTLPTraceExporter: Away });
  const settings = { otlp: 'http://127.0.0.1:9', sample: 1, service: 'pushdock' };
  const parts = { clock: systemClock, log, version: '1.0.0', node: 'one', thread: 'main' } as const;
  const tracing = await openSdk(settings, { ...parts, load });
  // A batch has 512.
  for (let made = 0; made < 1_100; made += 1) tracing.tracer?.start('receive')?.end();
  await tracing.close();
  assert.deepEqual(warnings, ['traces.not_exported']);
});

test('a stop does not wait for a collector that is away', async () => {
  const settings = { otlp: 'http://127.0.0.1:9', sample: 1, service: 'pushdock' };
  const clock = heldClock();
  const tracing = await openTracing(settings, { clock, log: silentLog, node: 'one', thread: 'main' });
  tracing.tracer?.start('receive')?.end();
  await passing(clock, tracing.close());
});

test('an SDK around the gateway that throws costs no push its ack, and makes no event with an id of zeros', async (t) => {
  const warnings: string[] = [];
  const log = { ...silentLog, warn: (event: string) => void warnings.push(event) };
  const thrower = {
    onStart() {},
    onEnd() {
      throw new Error('out of order');
    },
    shutdown: async () => {},
    forceFlush: async () => {},
  };
  new NodeTracerProvider({ spanProcessors: [thrower] }).register();
  t.after(() => trace.disable());
  const parts = { clock: systemClock, log, node: 'one', thread: 'main' } as const;
  const tracing = await openTracing(undefined, parts);
  tracing.tracer?.start('receive')?.end();
  assert.deepEqual(warnings, ['traces.span_failed']);
  trace.disable();
  trace.setGlobalTracerProvider({
    getTracer: () => ({
      ...{ startActiveSpan: () => assert.fail(), startSpan: () => trace.wrapSpanContext(INVALID_SPAN_CONTEXT) },
    }),
  });
  assert.equal((await openTracing(undefined, parts)).tracer?.start('receive'), undefined);
});

test('a program around the gateway that has an SDK of its own gets the spans without telemetry in the configuration', async (t) => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  provider.register();
  t.after(() => trace.disable());
  const tracing = await openTracing(undefined, { clock: systemClock, log: silentLog, node: 'one', thread: 'main' });
  const span = tracing.tracer?.start('receive', { attributes: { source: 'shop' } });
  span?.child('commit')?.end();
  span?.end();
  const spans = exporter.getFinishedSpans();
  assert.deepEqual(
    spans.map(({ name }) => name),
    ['commit', 'receive'],
  );
  assert.equal(spans[0]?.parentSpanContext?.spanId, spans[1]?.spanContext().spanId);
  await tracing.close();
});
