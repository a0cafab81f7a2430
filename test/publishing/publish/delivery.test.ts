/** "How our events reach you": the page shows what the http sink sends, and does what it says of answers and retries. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { CloudEvent, HTTP } from 'cloudevents';
import { openHttpSink } from '../../../src/deliver/sinks/http.ts';
import { sinkDefaults } from '../../../src/deliver/sinks/sink.ts';
import { waitMs } from '../../../src/outbound/backoff.ts';
import { defaultRetries } from '../../../src/publishing/publish/retries.ts';
import { answers } from '../../../src/publishing/publish/site/pages/delivery-answers.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { checkStandardWebhook, readWebhookKey } from '../../../src/trust/schemes/standard-webhooks.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { delivery, eventOf } from '../../deliver/sinks/events.ts';
import { serve } from '../../deliver/sinks/serve.ts';
import { readTree, specFolder } from '../../spec/contract-documents.ts';
import { faultsOf, schemaAt } from '../../spec/schemas.ts';
import { firstAttempt } from '../../support/claims.ts';
import { paths, publish, root, textOf } from './published.ts';

const files = publish();
const page = textOf(files, 'events/delivery.html');
const secret = Secret.of('whsec_ZGV2ZWxvcG1lbnQtd2ViaG9vay1zZWNyZXQtMDAwMQ==');
const envelopeFile = join(specFolder, 'events/envelope.json');

function readRequest(path: string) {
  const text = textOf(files, path);
  const end = text.indexOf('\r\n\r\n');
  const [line, ...lines] = text.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(lines.map((one) => one.split(/: (.*)/s).slice(0, 2)));
  return { line, headers, body: text.slice(end + 4) };
}

describe('every example of an event is a whole request', () => {
  const examples = paths(files, /^events\/examples\//).map((path) =>
    path.replace(/^events\/examples\/(.*)\.json$/, '$1'),
  );
  const read = readWebhookKey(secret);
  assert.ok(read.ok);
  for (const name of examples)
    for (const mode of ['structured', 'binary'])
      test(`${name}, ${mode}: signed, a CloudEvent, and within the schema of the envelope`, () => {
        const path = `requests/${name}.${mode}.http`;
        const { line, headers, body } = readRequest(`events/${path}`);
        assert.equal(line, 'POST /events HTTP/1.1');
        assert.equal(headers['content-length'], String(Buffer.byteLength(body)));
        assert.deepEqual(checkStandardWebhook(headers, Buffer.from(body), [read.key], 1_700_000_000_000), {
          ok: true,
          id: headers['webhook-id'],
        });
        const event = HTTP.toEvent<unknown>({ headers, body });
        assert.ok(event instanceof CloudEvent);
        assert.ok(event.validate());
        const envelope = JSON.parse(JSON.stringify(event));
        assert.deepEqual(faultsOf(schemaAt(envelopeFile), envelope), []);
        assert.deepEqual(envelope.data, JSON.parse(textOf(files, `events/examples/${name}.json`)));
        assert.ok(page.includes(`href="${path}"`), 'the page has no link to it');
      });
});

test('the batch is a whole request: signed, read by the cloudevents package, each event within the schema, with an id of its own', () => {
  const { line, headers, body } = readRequest('events/requests/batch.http');
  assert.equal(line, 'POST /events HTTP/1.1');
  assert.equal(headers['content-length'], String(Buffer.byteLength(body)));
  const read = readWebhookKey(secret);
  assert.ok(read.ok);
  assert.deepEqual(checkStandardWebhook(headers, Buffer.from(body), [read.key], 1_700_000_000_000), {
    ok: true,
    id: headers['webhook-id'],
  });
  const events = HTTP.toEvent<unknown>({ headers, body });
  assert.ok(Array.isArray(events) && events.length === 3);
  for (const event of events) assert.deepEqual(faultsOf(schemaAt(envelopeFile), JSON.parse(JSON.stringify(event))), []);
  assert.equal(new Set(events.map(({ id }) => id)).size, 3);
  assert.ok(page.includes('href="requests/batch.http"') && page.includes('application/cloudevents-batch+json'));
});

test('the page has a place for every attribute of the schema', () => {
  const { properties } = readTree(envelopeFile);
  for (const name of Object.keys(Object(properties))) assert.ok(page.includes(`id="envelope--${name}"`), name);
});

describe('what the page says of an answer is what the http sink does', () => {
  for (const { statuses, outcome } of answers)
    for (const status of statuses)
      test(`${status}: ${outcome}`, async (t) => {
        const { url } = await serve(t, (response) => response.writeHead(Number(status)).end());
        const sink = openHttpSink(
          'shop',
          { type: 'http', url, secrets: [secret], mode: 'structured', timeoutMs: 10_000, reach: 'any', delivery },
          { clock: systemClock },
        );
        t.after(() => sink.close());
        const attempted = await sink.deliver(eventOf('com.toy.moved', {}), firstAttempt);
        assert.equal(attempted.kind, outcome);
        assert.match(page, new RegExp(`>${status}</span>`));
      });
});

test('the drawn retries are the waits of a sink that is configured by default, without their jitter', () => {
  const { retry } = sinkDefaults;
  const { attempts, waits } = defaultRetries(root);
  assert.equal(attempts, retry.attempts);
  const seconds = waits.map((one) => one.seconds);
  const expected = Array.from({ length: retry.attempts - 1 }, (_, index) =>
    waitMs({ ...retry, jitter: 'none' }, index + 1),
  );
  assert.deepEqual(
    seconds.slice(1).map((at, index) => (at - (seconds[index] ?? 0)) * 1000),
    expected,
  );
  assert.equal(page.match(/<circle /g)?.length, retry.attempts);
});
