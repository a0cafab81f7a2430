/** Every operation that can answer personal data masks it for viewers, and notes who reads it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { readBundle } from '../../src/contracts/bundle.ts';
import { fieldsOf, maskers } from '../../src/operator/masking/maskers.ts';
import { maskPlans } from '../../src/operator/masking/plan.ts';
import { heldClock } from '../store/held-clock.ts';
import { openSecureGateway, send } from '../support/secure-gateway.ts';
import { until } from '../support/until.ts';

/** A property of this name, or of any shape, may hold what a provider or a stranger sent. */
const mayBePersonal =
  /address|answer|body|content|data$|detail|email|envelope|from$|headers|names|params|payload|person|phone|question|reason|recipient|sample|seen|subject|target|text|user/i;

/** Why a property that looks so is not marked. */
const notPersonal: Readonly<Record<string, string>> = {
  '*.detail': 'a sentence of ours; of what a sink or a provider said it holds the status and no words of a message',
  '*.reason': 'a sentence of ours, or of an operator who paused or held',
  '*.subject': 'the business object: the reference of an order, the uuid of a product',
  'Finding.seen': 'findings show of personal and of unknown values the kind only (src/contracts/seen.ts)',
  'LostPush.names': 'the reference of an order or a shipment',
  'SinkTest.answer':
    'what a sink says to a test event or to an edited copy, to the operator who sent it; the call is in the audit log',
  'Contract.*': 'this API itself',
  'Consumer.name': 'its own choice',
  'Gap*.from': 'a time',
  '*.from': 'a time or an age',
  'ProviderIdentity.userUuid': 'asked for by an operator about his own credentials',
  'Body.encoding': 'how to read it',
  'MessageSummary.bodyBytes': 'a number',
  'MessageSummary.bodyForgotten': 'a flag',
  'MessageSummary.deadLetters': 'a count',
  'Message.bodyBytes': 'a number',
  'Message.bodyForgotten': 'a flag',
  'Message.deadLetters': 'a count',
  'Message.body': 'its content is marked',
  'FetchedDocument.body': 'its content is marked',
  'FailingPush.names': 'the reference of an order or a shipment',
  'AlertTested.target': 'a name of the configuration',
  'Source.pushPolicy': 'words of a contract',
  'Source.rules': 'names of rules',
};

const bundle = readBundle('gateway') as { readonly components: unknown; readonly paths: unknown };

type Place = { readonly place: string; readonly described: Readonly<Record<string, unknown>> };

/** Every property that an answer of an operation can have. */
function placesOf(contract: typeof bundle): readonly (Place & { readonly operationId: string })[] {
  const components = fieldsOf(fieldsOf(contract.components).schemas);
  return operationsOf(contract).flatMap(({ operationId, responses }) => {
    const found: Place[] = [];
    const seen = new Set<string>();
    const walk = (schema: Readonly<Record<string, unknown>>, name: string): void => {
      for (const word of ['oneOf', 'allOf', 'anyOf', 'not'])
        assert.equal(schema[word], undefined, `${name} has ${word}, which masking does not follow`);
      const component = /^#\/components\/schemas\/(.+)$/.exec(String(schema.$ref ?? ''))?.[1];
      if (component !== undefined) {
        if (!seen.has(component)) walk(fieldsOf(components[seen.add(component) && component]), component);
        return;
      }
      if (schema.items !== undefined) walk(fieldsOf(schema.items), name);
      for (const [property, described] of Object.entries(fieldsOf(schema.properties))) {
        found.push({ place: `${name}.${property}`, described: fieldsOf(described) });
        walk(fieldsOf(described), `${name}.${property}`);
      }
    };
    const content = fieldsOf(fieldsOf(fieldsOf(responses)['200']).content);
    walk(fieldsOf(fieldsOf(content['application/json']).schema), operationId);
    return found.map((one) => ({ ...one, operationId }));
  });
}

const operationsOf = (contract: typeof bundle) =>
  Object.values(fieldsOf(contract.paths)).flatMap((path) =>
    Object.entries(fieldsOf(path)).map(([method, described]) => {
      const { operationId, parameters, responses } = fieldsOf(described);
      return { method, operationId: String(operationId), parameters, responses };
    }),
  );

const isExcused = (place: string): boolean =>
  Object.keys(notPersonal).some((pattern) =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(place),
  );

function faultsOf(contract: typeof bundle): readonly string[] {
  const plans = maskPlans(contract);
  const open = ({ type, properties, additionalProperties }: Place['described']) =>
    type === 'object' &&
    (properties === undefined || (additionalProperties !== undefined && additionalProperties !== false));
  const unmarked = placesOf(contract)
    .filter(
      ({ place, described }) =>
        (mayBePersonal.test(place.split('.').at(-1) ?? '') || open(described)) && described['x-pii'] !== true,
    )
    .filter(
      ({ place, described }) => described.format !== 'date-time' && described.type !== 'integer' && !isExcused(place),
    )
    .map(
      ({ operationId, place }) =>
        `${operationId}: ${place} may be personal data: mark it x-pii, or say here why it is not`,
    );
  const unasked = operationsOf(contract)
    .filter(({ method, operationId }) => method === 'get' && plans.has(operationId))
    .filter(
      ({ parameters, responses }) =>
        (!JSON.stringify(parameters ?? []).includes('masked') &&
          !JSON.stringify(parameters ?? []).includes('Masked')) ||
        fieldsOf(responses)['403'] === undefined,
    )
    .map(({ operationId }) => `${operationId} answers personal data, and has no parameter masked or no 403`);
  return [...new Set([...unmarked, ...unasked])];
}

test('every answer that can hold personal data is marked in the contract, masked, and offers masked', () => {
  assert.deepEqual(faultsOf(bundle), []);
});

test('every masker is for a property that the contract marks', () => {
  const marked = new Set(
    placesOf(bundle)
      .filter(({ described }) => described['x-pii'] === true)
      .map(({ place }) => place),
  );
  assert.deepEqual(
    Object.keys(maskers).filter((place) => !marked.has(place)),
    [],
  );
});

test('an operation that is added is caught: one that answers messages without masked, one with an address that nobody marked, one that nothing masks', () => {
  const added = (schema: unknown) => {
    const answer = { '200': { content: { 'application/json': { schema } } } };
    return {
      ...bundle,
      paths: { ...fieldsOf(bundle.paths), '/api/new': { get: { operationId: 'listNew', responses: answer } } },
    };
  };
  assert.match(faultsOf(added({ $ref: '#/components/schemas/MessagePage' })).join(), /listNew .*no parameter masked/);
  assert.match(
    faultsOf(added({ type: 'object', properties: { senderAddress: { type: 'string' } } })).join(),
    /listNew\.senderAddress may be/,
  );
  assert.match(
    faultsOf(added({ type: 'object', properties: { row: { type: 'object' } } })).join(),
    /listNew\.row may be/,
  );
  assert.throws(
    () => maskPlans(added({ type: 'object', properties: { mail: { type: 'string', 'x-pii': true } } })),
    /listNew\.mail/,
  );
});

const operator = 'test-only-operator-token-that-is-long';
const viewer = 'test-only-viewer-token-that-is-long';
const hash = `sha256:${createHash('sha256').update(viewer).digest('hex')}`;

async function opened(t: TestContext) {
  const sink = createServer((_request, response) => response.writeHead(400).end('no account of Ada Lovelace'));
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  t.after(() => sink.close());
  const clock = heldClock(Date.parse('2026-11-21T05:00:00Z'));
  const gateway = await openSecureGateway(
    t,
    '',
    `admin: { tokens: [ { name: on-call, secret: ${operator} }, { name: support, role: viewer, hash: '${hash}' } ] }
sources: { shipping: { provider: paazl, auth: { bearer: [development-paazl-token] } } }
sinks: { out: { type: http, url: 'http://127.0.0.1:${(sink.address() as AddressInfo).port}/', secrets: [whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw] } }
`,
    { clock },
  );
  const push = (bearer: string) =>
    fetch(`${gateway.publicUrl}/push/paazl/shipping?channel=ada`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', 'x-from': 'ada@example.com' },
      body: '{"orderReference":"1001","webshop":1234,"barcode":"3STEST1","status":"DELIVERED","trackTraceURL":"https://t.example.com/?to=Ada"}',
    });
  assert.equal((await push('development-paazl-token')).status, 200);
  assert.equal((await push('a token of nobody')).status, 401);
  await until(async () => {
    clock.advance(1_000);
    return (await gateway.store.listDeliveries({ state: 'dead' }, { limit: 1 })).items.length === 1;
  });
  const [delivery] = (await gateway.store.listDeliveries({}, { limit: 1 })).items;
  const event = delivery?.event.id ?? '';
  const ask = async (path: string, token: string) => {
    clock.advance(1); // Entries of one millisecond have no order.
    const { status, body } = await send(`${gateway.operatorUrl}${path}`, {
      method: 'GET',
      headers: { authorization: `Bearer ${token}` },
    });
    // Of the gateway itself, not of a caller.
    return { status, text: body.replace(/"host":"[^"]*"/, '') };
  };
  const paths = {
    listMessages: '/api/messages',
    getMessage: `/api/messages/${delivery?.event.messageId}`,
    listEvents: '/api/events?after=oldest',
    getEvent: `/api/events/${event}`,
    listDeliveries: '/api/deliveries',
    getDelivery: `/api/deliveries/${delivery?.deliveryId}`,
    listRefused: '/api/refused',
    listAudit: '/api/audit',
    getGap: '/api/health/shipping/gap?from=2026-11-21T06%3A00%3A00Z',
  };
  return { clock, ask, paths, log: gateway.log };
}

/** What is personal in what was sent and answered. */
// As a word of its own: an id in hexadecimal may well hold these three letters.
const personal = /Ada|\bada\b|127\.0\.0\.1|::1/;
const withMasked = (path: string, value: boolean) => `${path}${path.includes('?') ? '&' : '?'}masked=${value}`;

test('a viewer is answered nothing personal, asked with masked or without, and is refused what is not masked', async (t) => {
  const { ask, paths } = await opened(t);
  for (const path of [...Object.values(paths), ...Object.values(paths).map((one) => withMasked(one, true))]) {
    const { status, text } = await ask(path, viewer);
    assert.equal(status, 200, `${path} ${text}`);
    assert.doesNotMatch(text, personal, path);
  }
  for (const path of Object.values(paths)) {
    const { status, text } = await ask(withMasked(path, false), viewer);
    assert.deepEqual([path, status, JSON.parse(text).type], [path, 403, 'urn:pushdock:problem:role-insufficient']);
  }
  const { text } = await ask('/api/audit', operator);
  assert.deepEqual(JSON.parse(text).items, []);
});

test('an operator reads masked without a trace, and each reading of personal data is in the audit log before he has it', async (t) => {
  const { ask, paths } = await opened(t);
  for (const path of Object.values(paths))
    assert.doesNotMatch((await ask(withMasked(path, true), operator)).text, personal, path);
  assert.deepEqual(JSON.parse((await ask(withMasked(paths.listAudit, true), operator)).text).items, []);
  const { listAudit, ...others } = paths;
  for (const [operation, path] of Object.entries(others)) {
    const { status, text } = await ask(path, operator);
    assert.equal(status, 200, path);
    assert.match(text, personal, path);
    const [latest] = JSON.parse((await ask(withMasked(listAudit, true), operator)).text).items;
    assert.deepEqual([latest?.action, latest?.target, latest?.name, latest?.status], [operation, path, 'on-call', 200]);
  }
  await ask(listAudit, operator);
  assert.equal(JSON.parse((await ask(withMasked(listAudit, true), operator)).text).items[0].action, 'listAudit');
});

test('a viewer is refused a search in payloads, which would tell that a text exists, and finds by reference all the same', async (t) => {
  const { ask } = await opened(t);
  for (const path of ['messages', 'events', 'deliveries'])
    for (const sought of ['text=Ada', 'field=%2Fstatus%3DDELIVERED', 'masked=true&text=nobody']) {
      const { status, text } = await ask(`/api/${path}?${sought}`, viewer);
      assert.deepEqual([status, JSON.parse(text).type], [403, 'urn:pushdock:problem:role-insufficient'], path);
      assert.match(JSON.parse(text).detail, /does not search in payloads/);
    }
  const { status, text } = await ask('/api/messages?reference=1001', viewer);
  assert.deepEqual([status, JSON.parse(text).items.length], [200, 1]);
  assert.equal((await ask('/api/messages?text=Ada', operator)).status, 200);
});

test('a pull that singles somebody out is in the audit log each time, and one by another filter has an entry of its own', async (t) => {
  const { ask } = await opened(t);
  const readings = async () =>
    JSON.parse((await ask('/api/audit?masked=true&limit=200', operator)).text).items.filter(
      ({ action }: { action: string }) => action === 'listEvents',
    ).length;
  const singled = ['text=Ada', 'field=%2Fstatus', 'createdFrom=2026-11-21T05:00:00Z', 'createdTo=2026-11-22T05:00:00Z'];
  for (const filter of singled)
    for (const times of [1, 2]) {
      const { text } = await ask(`/api/events?after=oldest&${filter}`, operator);
      assert.equal(JSON.parse(text).items.length, 1, `${filter} ${times}`);
    }
  assert.equal(await readings(), 2 * singled.length);
  for (const filter of ['consumer=books', 'consumer=books&provider=paazl', 'consumer=books&verdict=match'])
    for (const _ of [1, 2]) await ask(`/api/events?${filter}`, operator);
  assert.equal(await readings(), 2 * singled.length + 3);
});

test('what was searched for is in no line of the process log, however its parameter is written', async (t) => {
  const { ask, log } = await opened(t);
  for (const sought of [
    'text=Lovelace',
    'te%78t=Lovelace',
    'reference=Lovelace',
    'field=Lovelace',
    'limit=5&text=Lovelace',
  ])
    await ask(`/api/messages?${sought}`, operator);
  await ask('/api/events?after=oldest&text=3STEST1', operator);
  await ask('/api/events?after=oldest&%74ext=3STEST1', operator);
  assert.doesNotMatch(JSON.stringify(log.of('operator.acted')), /Lovelace|3STEST1/);
  assert.equal(log.of('operator.acted').filter(({ fields }) => String(fields.target).includes('ext=•••')).length, 2);
});

test('a part of a query that has no name is masked whole', () => {
  const masker = maskers['Message.target'];
  assert.deepEqual(masker?.mask({ target: '/push/x/y?Ada&status=1&channel=ada&status&' }, new Set(['status'])), {
    target: '/push/x/y?•••&status=1&channel=•••&status&',
  });
});

test('a program that pulls is in the audit log once an hour for each of its pulls', async (t) => {
  const { clock, ask } = await opened(t);
  const readings = async () =>
    JSON.parse((await ask('/api/audit?masked=true', operator)).text).items.filter(
      ({ action }: { action: string }) => action === 'listEvents',
    ).length;
  for (const path of ['?consumer=books', '?consumer=books', '?consumer=stock'])
    await ask(`/api/events${path}`, operator);
  assert.equal(await readings(), 2);
  clock.advance(3_600_000);
  await ask('/api/events?consumer=books', operator);
  assert.equal(await readings(), 3);
});
