import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { NormalisedEvent, Processed } from '../../../src/providers/provider.ts';
import { faultsOf, schemaAt } from '../../spec/schemas.ts';
import { exampleBytes, exampleText, openAccount } from './account.ts';

const spec = new URL('../../../spec/', import.meta.url);

function eventExample(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`events/examples/${name}.json`, spec), 'utf8'));
}

/** The only event, after its schema has been asked. */
function onlyEvent(processed: Processed): NormalisedEvent {
  assert.equal(processed.kind, 'processed', JSON.stringify(processed));
  assert.ok(processed.kind === 'processed');
  const [event, ...others] = processed.events;
  assert.ok(event !== undefined && others.length === 0, 'there is exactly one event');
  assert.deepEqual(faultsOf(schemaAt(new URL(`events/${event.type}.json`, spec).pathname), event.data), []);
  return event;
}

test("both of the page's notifications match their contract and become events", async (t) => {
  const account = await openAccount(t);
  const tested = await account.process(exampleBytes('notification.test.xml'));
  assert.equal(tested.kind === 'processed' && tested.verdict, 'match', JSON.stringify(tested));
  assert.equal(onlyEvent(tested).type, 'com.1shoppingcart.test');

  const ordered = await account.process(exampleBytes('notification.new-order.xml'));
  assert.equal(ordered.kind === 'processed' && ordered.verdict, 'match', JSON.stringify(ordered));
  assert.equal(onlyEvent(ordered).type, 'com.1shoppingcart.order.placed');
  assert.equal(account.calls[0]?.url, '/API/118303/Orders/%7BToken%20Value%7D/READ');
});

test('a test notification becomes the event that spec/events shows, without any call', async (t) => {
  const account = await openAccount(t);
  const event = onlyEvent(await account.process(exampleBytes('notification.test.xml')));
  assert.deepEqual(event.data, eventExample('com.1shoppingcart.test.queued'));
  assert.equal(event.subject, undefined);
  const other = onlyEvent(await account.process('<Test>Hello</Test>'));
  assert.deepEqual(other.data, eventExample('com.1shoppingcart.test.other-text'));
  assert.deepEqual(account.calls, []);
});

test('a new order is read with the key in the body, and becomes the event that spec/events shows', async (t) => {
  const account = await openAccount(t);
  const event = onlyEvent(await account.process(exampleBytes('notification.new-order-token.xml')));
  assert.deepEqual(event.data, eventExample('com.1shoppingcart.order.placed.accepted'));
  assert.equal(event.subject, '148899722');
  assert.equal(event.time, undefined, 'the order names no zone, so there is no instant to claim');
  assert.deepEqual(account.calls, [
    {
      method: 'POST',
      url: '/API/118303/Orders/148899722/READ',
      contentType: 'text/xml',
      body: '<Request><Key>test-only-merchant-key-0001</Key></Request>',
    },
  ]);
});

test('an order with nils, an empty line list of one and no address becomes the event that spec/events shows', async (t) => {
  const account = await openAccount(t, { answer: () => ({ body: exampleBytes('order.pending.xml') }) });
  const event = onlyEvent(await account.process('<NewOrder><Token>148899723</Token></NewOrder>'));
  assert.deepEqual(event.data, eventExample('com.1shoppingcart.order.placed.pending'));
});

test('white space around a token is not part of it', async (t) => {
  const account = await openAccount(t);
  await account.process('<?xml version="1.0"?>\n<NewOrder>\n  <Token>\n    148899722\n  </Token>\n</NewOrder>\n');
  assert.equal(account.calls[0]?.url, '/API/118303/Orders/148899722/READ');
});

test('an unknown root element is quarantined as unknown, and nobody is called', async (t) => {
  const account = await openAccount(t);
  const processed = await account.process('<OrderRefunded><Token>148899722</Token></OrderRefunded>');
  assert.equal(processed.kind, 'quarantined');
  assert.equal(processed.kind === 'quarantined' && processed.verdict, 'unknown');
  assert.deepEqual(account.calls, []);
});

test('a body that is not readable as XML is quarantined', async (t) => {
  const account = await openAccount(t);
  const bodies = [
    '',
    'Token=148899722',
    '{"NewOrder":{"Token":"1"}}',
    '<NewOrder><Token>1</NewOrder>',
    '<!DOCTYPE a [<!ENTITY b "c">]><NewOrder><Token>&b;</Token></NewOrder>',
    Buffer.from([0xff, 0xfe, 0x00]),
  ];
  for (const body of bodies) {
    const processed = await account.process(body);
    assert.equal(processed.kind, 'quarantined', String(body));
    assert.equal(processed.kind === 'quarantined' && processed.verdict, 'violation', String(body));
  }
  assert.deepEqual(account.calls, []);
});

test('a new order without a token, or with one that could leave its place in the URL, is quarantined and never fetched', async (t) => {
  const account = await openAccount(t);
  const tokens = ['', ' ', '.', '..', '../148899722', 'a/b', 'a\\b', 'a%2fb', 'a?b', 'a#b', 'é', 'x'.repeat(201)];
  for (const body of [
    '<NewOrder/>',
    '<NewOrder><Token/></NewOrder>',
    '<NewOrder><Token>1</Token><Token>2</Token></NewOrder>',
    ...tokens.map((token) => `<NewOrder><Token>${token}</Token></NewOrder>`),
  ]) {
    assert.equal((await account.process(body)).kind, 'quarantined', body);
  }
  assert.deepEqual(account.calls, []);
});

test('an order that departs from its contract is delivered flagged, or held where the policy says so', async (t) => {
  const body = exampleText('order.accepted.xml')
    .replace('>54.9000<', '>54,90<')
    .replace('>true</IsTaxable>', '>yes</IsTaxable>');
  const delivering = await openAccount(t, { answer: () => ({ body }) });
  const delivered = await delivering.process(exampleBytes('notification.new-order-token.xml'));
  assert.equal(delivered.kind === 'processed' && delivered.verdict, 'violation');
  const { data } = onlyEvent(delivered);
  assert.ok(typeof data === 'object' && data !== null && 'GrandTotal' in data);
  assert.equal(data.GrandTotal, null);
  assert.equal(delivering.kept.length, 1, 'the order that was fetched is kept for the operator');
});
