/** The contract's examples against the contract, and what becomes of them against `spec/events`. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Ajv } from 'ajv';
import { eventTypes } from '../../../generated/events/types.ts';
import { openContract } from '../../../src/contracts/contract.ts';
import { type MarketplaceEvent, readEvent } from '../../../src/providers/appdirect/event.ts';
import { missingParts, normalise } from '../../../src/providers/appdirect/normalise.ts';
import { unreadValues } from '../../../src/providers/appdirect/unread.ts';
import { eventData, eventExamples, example } from './example-files.ts';

const contract = openContract('appdirect-api');
after(() => contract.close());
const bundle = (await import('../../../generated/bundles/events.json', { with: { type: 'json' } })).default;
const ajv = new Ajv({ strict: false, allErrors: true }).addSchema(bundle, 'events');

function eventOf(bytes: Uint8Array, token = 'token-1'): MarketplaceEvent {
  const { event } = readEvent({ bytes }, token, contract);
  assert.ok(event);
  return event;
}

function assertValid(type: string, data: unknown) {
  const known = Object.entries(eventTypes).find(([name]) => name === type)?.[1] ?? eventTypes['com.appdirect.*'];
  assert.ok(ajv.validate(`events#/components/schemas/${known.schema}`, data), `${type}: ${ajv.errorsText()}`);
}

for (const file of eventExamples) {
  test(`${file} matches its contract and becomes a valid event`, () => {
    const { judgement, event } = readEvent({ bytes: example(file) }, 'token-1', contract);
    assert.equal(judgement.verdict, file.startsWith('unknown') ? 'unknown' : 'match', JSON.stringify(judgement));
    assert.ok(event);
    assert.deepEqual(missingParts(event), []);
    const { type, data } = normalise(event, 'token-1', { success: true });
    assertValid(type, data);
  });
}

test('JSON and XML of one event become equal data', () => {
  const twins = eventExamples.filter(
    (name) => name.endsWith('.json') && eventExamples.includes(name.replace('.json', '.xml')),
  );
  assert.ok(twins.length > 12);
  for (const json of twins) {
    const xml = json.replace('.json', '.xml');
    assert.deepEqual(normalise(eventOf(example(json)), 'token-1'), normalise(eventOf(example(xml)), 'token-1'), json);
  }
  const typical = normalise(eventOf(example('subscription-order.typical.xml')), 'token-1');
  assert.deepEqual(normalise(eventOf(example('subscription-order.shuffled.xml')), 'token-1'), typical);
});

for (const [file, published] of [
  ['subscription-order.typical.json', 'com.appdirect.subscription.order.typical.json'],
  ['subscription-order.development.xml', 'com.appdirect.subscription.order.development.json'],
  ['subscription-notice.closed.xml', 'com.appdirect.subscription.notice.closed.json'],
  ['user-assignment.typical.xml', 'com.appdirect.user.assignment.typical.json'],
  ['addon-bind.typical.json', 'com.appdirect.addon.bind.typical.json'],
  ['unknown-type.typical.json', 'com.appdirect.event.unknown-type.json'],
] as const) {
  test(`${file} becomes the published ${published}`, () => {
    const expected = eventData(published);
    const { data } = normalise(
      eventOf(example(file)),
      String(expected.eventToken),
      expected.result as { success: boolean },
    );
    assert.deepEqual(data, expected);
  });
}

const order = (payload: object) =>
  Buffer.from(JSON.stringify({ type: 'SUBSCRIPTION_ORDER', marketplace: { partner: 'A', baseUrl: 'b' }, payload }));
const payloadOf = (bytes: Uint8Array) =>
  (normalise(eventOf(bytes), 'token-1').data as { payload: Record<string, unknown> }).payload;

test('a configuration is a map of text, whichever way it was written', () => {
  for (const [configuration, expected] of [
    [null, {}],
    [[], {}],
    [{}, {}],
    [
      { seats: 3, on: true, empty: '', none: null },
      { seats: '3', on: 'true' },
    ],
    [{ deep: { a: [1] } }, { deep: '{"a":[1]}' }],
    [[{ key: 'a', value: 'b' }], { a: 'b' }],
    [{ entry: { key: 'a', value: 'b' } }, { a: 'b' }],
    [{ entry: [{ key: 'a', value: 'b' }, { key: 'a', value: 'c' }, { key: 'd' }] }, { a: 'c' }],
    [{ entry: 'my entry' }, { entry: 'my entry' }],
  ] as const)
    assert.deepEqual(payloadOf(order({ configuration })).configuration, expected, JSON.stringify(configuration));
  const named = Buffer.from(String(order({ configuration: { mark: 'x' } })).replace('"mark"', '"__proto__"'));
  assert.equal(JSON.stringify(payloadOf(named).configuration), '{"__proto__":"x"}');
});

test('quantities keep their digits', () => {
  const quantities = ['10', '10.50', '9007199254740993'];
  const text = (quantity: string) => `{"unit":"USER","quantity":${quantity}}`;
  const bytes = Buffer.from(String(order({ order: { items: ['x'] } })).replace('"x"', quantities.map(text).join(',')));
  assert.deepEqual(
    (payloadOf(bytes).order as { items: { quantity: string }[] }).items.map(({ quantity }) => quantity),
    quantities,
  );
});

test('an order without what was ordered is reported, and still a valid event', () => {
  const event = eventOf(order({ company: null }));
  assert.deepEqual(
    missingParts(event).map(({ path }) => path),
    ['/payload/company', '/payload/order'],
  );
  const { type, data, subject } = normalise(event, 'token-1', { success: true, accountIdentifier: 'ACC-7' });
  assertValid(type, data);
  assert.equal(subject, 'ACC-7');
});

test('a type that only looks like a known one does not come under its name', () => {
  for (const [type, expected] of [
    ['subscription_order', 'com.appdirect.event'],
    ['SUBSCRIPTION ORDER', 'com.appdirect.event'],
    ['💥', 'com.appdirect.event'],
    ['constructor', 'com.appdirect.constructor'],
    ['NEW-THING/2', 'com.appdirect.new.thing.2'],
    ['SUBSCRIPTION_TRANSFER', 'com.appdirect.subscription.transfer'],
  ]) {
    const bytes = Buffer.from(
      JSON.stringify({ type, marketplace: { partner: 'A', baseUrl: 'b' }, payload: { extra: [1] } }),
    );
    const event = normalise(eventOf(bytes), 'token-1');
    assert.equal(event.type, expected);
    assert.deepEqual((event.data as { payload: unknown }).payload, { extra: [1], configuration: {} });
    assertValid(event.type, event.data);
  }
});

test('an event in one wrapping, of JSON or of XML, is unwrapped with a finding; in another there is no event', () => {
  const read = (text: string) => readEvent({ bytes: Buffer.from(text) }, 'token-1', contract);
  const json = example('user-assignment.typical.json').toString();
  const xml = example('user-assignment.typical.xml')
    .toString()
    .replace(/<\?xml[^>]*\?>/, '');
  for (const [text, plain] of [
    [`{"event":${json}}`, json],
    [`<Envelope><Body>${xml}</Body></Envelope>`, xml],
  ] as const) {
    const { judgement, event } = read(text);
    assert.deepEqual(
      judgement.findings.map(({ rule }) => rule),
      ['wrapped_root'],
    );
    assert.deepEqual(event?.document, read(plain).event?.document);
  }
  for (const text of [`{"message":${json}}`, `[${json}]`, `<m>${xml}${xml}</m>`, '{}', '{"event":{}}', '<event/>'])
    assert.equal(read(text).event, undefined, text.slice(0, 40));
});

test('an event in the encoding that its answer names keeps its characters', () => {
  const text = '{"type":"USER_UPDATED","creator":{"firstName":"Ren\u00e9"}}';
  const bytes = Buffer.from(text, 'latin1');
  const { event } = readEvent({ bytes, mediaType: 'application/json; charset=ISO-8859-1' }, 'token-1', contract);
  assert.deepEqual(event?.document.creator, { firstName: 'Ren\u00e9' });
  assert.equal(readEvent({ bytes, mediaType: 'application/json' }, 'token-1', contract).event, undefined);
});

test('a value that the contract gives no type to, and that cannot be read, is a finding', () => {
  const findings = (payload: object) => unreadValues(JSON.parse(JSON.stringify({ payload }))).map(({ path }) => path);
  assert.deepEqual(findings({ order: { items: [{ quantity: 5 }, { quantity: '5' }, { quantity: null }] } }), []);
  assert.deepEqual(findings({ order: { items: [{ quantity: 5 }, { quantity: { value: 5 } }] } }), [
    '/payload/order/items/1/quantity',
  ]);
  for (const configuration of [
    {},
    [],
    null,
    '',
    { a: 'b' },
    [{ key: 'a', value: 'b' }],
    [{ a: 'b' }],
    { entry: { key: 'a' } },
  ])
    assert.deepEqual(findings({ configuration }), [], JSON.stringify(configuration));
  for (const [configuration, path] of [
    ['text', ''],
    [true, ''],
    [[{ value: 'b' }], '/0'],
    [['a'], '/0'],
    [
      {
        entry: [
          { key: 'a', value: 'b' },
          { key: null, value: 'c' },
        ],
      },
      '/entry/1',
    ],
    [{ entry: { key: { value: 'a' }, value: 'b' } }, '/entry/0'],
  ] as const)
    assert.deepEqual(findings({ configuration }), [`/payload/configuration${path}`], JSON.stringify(configuration));
});

test('blanks around a flag or the type of a notice are no part of them', () => {
  const text = '{"type":" SUBSCRIPTION_NOTICE ","flag":"\\n DEVELOPMENT ","payload":{"notice":{"type":" CLOSED\\n"}}}';
  const { event } = readEvent({ bytes: Buffer.from(text) }, 'token-1', contract);
  assert.ok(event);
  const { type, data } = normalise(event, 'token-1');
  const { flag, development, payload } = data as { flag: string; development: boolean; payload: { notice: object } };
  assert.deepEqual([type, flag, development], ['com.appdirect.subscription.notice', 'DEVELOPMENT', true]);
  assert.deepEqual(payload.notice, { type: 'CLOSED' });
  const ping = readEvent({ bytes: Buffer.from('{"type":"USER_UPDATED","flag":" STATELESS "}') }, 'token-1', contract);
  assert.equal(ping.event?.stateless, true);
});
