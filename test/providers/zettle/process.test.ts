import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { eventTypes } from '../../../generated/events/types.ts';
import type { NormalisedEvent, Processed } from '../../../src/providers/provider.ts';
import { openZettleContract, process } from '../../../src/providers/zettle/process.ts';
import { specFolder } from '../../spec/contract-documents.ts';
import { faultsOf, schemaAt } from '../../spec/schemas.ts';
import { bytesOf, envelope, exampleBytes, exampleNames, type Members } from './pushes.ts';

const contract = openZettleContract();

const processed = (bytes: Uint8Array): Processed => process({ bytes, receivedAtMs: 0 }, contract);

function deliveredBy(result: Processed): { verdict: string; event: NormalisedEvent } {
  assert.equal(result.kind, 'processed');
  assert.ok(result.kind === 'processed' && result.events.length === 1 && result.events[0]);
  return { verdict: result.verdict, event: result.events[0] };
}

/** A push with this payload, and other members of the envelope where given. */
const push = (payload: string, members: Members = {}) => bytesOf(envelope({ ...members, payload }));

function eventFaults({ type, data }: NormalisedEvent): string[] {
  const { schema } = Object.entries(eventTypes).find(([known]) => known === type)?.[1] ?? eventTypes['com.zettle.*'];
  const file = schema === 'ZettleEvent' ? 'com.zettle.event' : type;
  return faultsOf(schemaAt(`${specFolder}/events/${file}.json`), data);
}

for (const name of exampleNames) {
  test(`${name} matches its contract and becomes an event that matches its own`, () => {
    const result = processed(exampleBytes(name));
    assert.deepEqual(result.kind === 'processed' && result.findings, []);
    const { verdict, event } = deliveredBy(result);
    assert.equal(verdict, 'match');
    assert.deepEqual(eventFaults(event), []);
  });
}

const documented = new URL('documented/', import.meta.url);
const documentedNames = readdirSync(documented);

test("the ten envelopes of Zettle's page of payloads are here", () => assert.equal(documentedNames.length, 10));

for (const name of documentedNames) {
  test(`the ${name} that Zettle's page shows is what the contract says, and becomes an event that matches its own`, () => {
    const result = processed(readFileSync(new URL(name, documented)));
    assert.deepEqual(result.kind === 'processed' && result.findings, []);
    const { verdict, event } = deliveredBy(result);
    assert.equal(verdict, 'match');
    assert.deepEqual(eventFaults(event), []);
  });
}

/** What the Purchase API documents beyond that. */
const refund = {
  purchaseUuid: 'p',
  currency: 'SEK',
  amount: -9000,
  globalPurchaseNumber: 9,
  serviceCharge: { amount: 499, title: 'Standard Shipping', vatPercentage: 16.0, quantity: '1' },
  refund: true,
  refunded: false,
  refundsPurchaseUUID1: 'q',
  refundedByPurchaseUUIDs1: ['r'],
  groupedVatAmounts: { '25.0': 70000, '12.0': 5000 },
  products: [
    {
      quantity: -2,
      discount: { percentage: 20, quantity: 1 },
      discountValue: 500,
      comment: 'cracked',
      unitName: 'kg',
      rowTaxableAmount: 1250,
      libraryProduct: true,
      description: 'A cup',
    },
  ],
  discounts: [{ name: 'Staff', percentage: 50, quantity: 1, value: 2000 }],
  payments: [
    {
      uuid: 'u',
      amount: 2000,
      gratuityAmount: 0,
      type: 'IZETTLE_CARD',
      references: { refundsPayment: 'v' },
      attributes: { cardType: 'MASTERCARD', applicationName: 'Debit MasterCard' },
    },
  ],
};

test('a purchase as the Purchase API documents it matches, with money as strings of digits and quantities as decimal text', () => {
  const result = processed(push(JSON.stringify(refund)));
  assert.deepEqual(result.kind === 'processed' && result.findings, []);
  const { event } = deliveredBy(result);
  assert.deepEqual(eventFaults(event), []);
  const data = Object(event.data);
  assert.deepEqual(data.groupedVatAmounts, { '25.0': '70000', '12.0': '5000' });
  assert.deepEqual([data.products[0].quantity, data.products[0].rowTaxableAmount], ['-2', '1250']);
  assert.deepEqual(data.serviceCharge.amount, '499');
});

test('balances are numbers or texts', () => {
  for (const balance of ['5', '"5"']) {
    const bytes = push(`{"balanceAfter":[{"productUuid":"p","balance":${balance}}]}`, {
      eventName: 'InventoryBalanceChanged',
    });
    const { verdict, event } = deliveredBy(processed(bytes));
    assert.deepEqual([verdict, Object(event.data).balanceAfter[0].balance], ['match', '5']);
  }
});

const pairs: Record<string, string> = {
  'PurchaseCreated.json': 'com.zettle.purchase.created.cash',
  'PurchaseCreated.large-amount.json': 'com.zettle.purchase.created.large-amount',
  'ProductCreated.json': 'com.zettle.product.created.typical',
  'ProductCreated.escapes.json': 'com.zettle.product.created.escapes',
  'ProductUpdated.json': 'com.zettle.product.updated.typical',
  'ProductDeleted.json': 'com.zettle.product.deleted.typical',
  'OrganizationUpdated.json': 'com.zettle.organization.updated.typical',
  'InventoryBalanceChanged.json': 'com.zettle.inventory.balance.changed.typical',
  'InventoryTrackingStarted.json': 'com.zettle.inventory.tracking.started.typical',
  'InventoryTrackingStopped.json': 'com.zettle.inventory.tracking.stopped.typical',
  'ApplicationConnectionRemoved.json': 'com.zettle.application.connection.removed.typical',
  'ApplicationConnectionRemoved.personal-assertion-deleted.json': 'com.zettle.personal.assertion.deleted.typical',
  'PersonalAssertionDeleted.json': 'com.zettle.personal.assertion.deleted.typical',
  'InvoiceCreated.json': 'com.zettle.event.invoice-created',
};
for (const [example, event] of Object.entries(pairs)) {
  test(`${example} becomes the published example ${event}`, () => {
    const published = JSON.parse(readFileSync(`${specFolder}/events/examples/${event}.json`, 'utf8'));
    assert.deepEqual(deliveredBy(processed(exampleBytes(example))).event.data, published);
  });
}

const subjects: Record<string, [type: string, subject: string]> = {
  'PurchaseCreated.json': ['com.zettle.purchase.created', '7a4c1e90-a110-11eb-9d0f-24cfef8c2970'],
  'ProductUpdated.json': ['com.zettle.product.updated', 'a16b0d20-91f5-11eb-a8b3-0242ac130003'],
  'ProductDeleted.json': ['com.zettle.product.deleted', 'a16b0d20-91f5-11eb-a8b3-0242ac130003'],
  'OrganizationUpdated.json': ['com.zettle.organization.updated', '3c1b8a52-6f0e-4d7a-9b1c-2e5f7a904d11'],
  'InventoryBalanceChanged.json': ['com.zettle.inventory.balance.changed', 'a16b0d20-91f5-11eb-a8b3-0242ac130003'],
  'InventoryTrackingStarted.json': ['com.zettle.inventory.tracking.started', 'a16b0d20-91f5-11eb-a8b3-0242ac130003'],
  'ApplicationConnectionRemoved.personal-assertion-deleted.json': [
    'com.zettle.personal.assertion.deleted',
    '3c1b8a52-6f0e-4d7a-9b1c-2e5f7a904d11',
  ],
  'PaymentCreated.json': ['com.zettle.payment.created', '3c1b8a52-6f0e-4d7a-9b1c-2e5f7a904d11'],
};
for (const [example, [type, subject]] of Object.entries(subjects)) {
  test(`${example} is ${type} about ${subject}`, () => {
    const { event } = deliveredBy(processed(exampleBytes(example)));
    assert.deepEqual([event.type, event.subject], [type, subject]);
  });
}

test('balances of two products are about neither', () => {
  const { event } = deliveredBy(
    processed(
      push('{"balanceAfter":[{"productUuid":"a"},{"productUuid":"b"}]}', { eventName: 'InventoryBalanceChanged' }),
    ),
  );
  assert.equal(event.subject, undefined);
});

test("an event's time is the envelope's timestamp, as sent, where that is an instant with a zone", () => {
  const timeOf = (timestamp: unknown) => deliveredBy(processed(bytesOf(envelope({ timestamp })))).event.time;
  for (const timestamp of ['2021-04-19T13:09:40.812Z', '2021-04-19T13:09:40.812345Z', '2021-04-19T15:09:40+02:00']) {
    assert.equal(timeOf(timestamp), timestamp);
  }
  for (const timestamp of [
    '2021-04-19T13:09:40',
    '2021-13-45T13:09:40Z',
    '9999-12-31T23:59:59-23:59',
    'yesterday',
    '',
  ]) {
    assert.equal(timeOf(timestamp), undefined);
  }
});

test('the organization comes from the signed payload, and from the envelope where the payload has none', () => {
  const purchase = (organization: string) =>
    push(`{"purchaseUuid":"p","currency":"GBP","amount":1${organization}}`, { organizationUuid: 'from-the-envelope' });
  const organizationOf = (bytes: Uint8Array) => Object(deliveredBy(processed(bytes)).event.data).organizationUuid;
  assert.equal(organizationOf(purchase(',"organizationUuid":"from-the-payload"')), 'from-the-payload');
  for (const none of ['', ',"organizationUuid":null', ',"organizationUuid":""']) {
    assert.equal(organizationOf(purchase(none)), 'from-the-envelope');
  }
});

test('an unknown event is delivered with its payload nested, and its verdict is unknown', () => {
  const { verdict, event } = deliveredBy(
    processed(push('{"litres":1,"counter":9007199254740993}', { eventName: 'TeapotBoiled' })),
  );
  const published = JSON.parse(readFileSync(`${specFolder}/events/examples/com.zettle.event.newer-name.json`, 'utf8'));
  assert.equal(verdict, 'unknown');
  assert.equal(event.type, 'com.zettle.teapot.boiled');
  assert.deepEqual(event.data, published);
});

test('a payload of an unknown event may be any JSON value', () => {
  for (const payload of ['null', '[1,2]', '"text"', '5']) {
    const { event } = deliveredBy(processed(push(payload, { eventName: 'TeapotBoiled' })));
    assert.deepEqual(eventFaults(event), []);
  }
});

test('an unknown name that would be cut to a known type does not get that type', () => {
  for (const eventName of ['purchaseCreated', 'Purchase.Created', 'PURCHASECreated']) {
    const { verdict, event } = deliveredBy(processed(push('{"purchaseUuid":"p"}', { eventName })));
    assert.deepEqual([verdict, event.type], ['unknown', 'com.zettle.event']);
    assert.deepEqual(eventFaults(event), []);
  }
});

test('names of JavaScript are unknown events like others', () => {
  for (const eventName of ['constructor', '__proto__', 'toString']) {
    assert.equal(deliveredBy(processed(push('{}', { eventName }))).verdict, 'unknown');
  }
});

test('payload.type decides whether an API key or an application was removed, not the unsigned name', () => {
  const typeOf = (type: string, eventName: string) =>
    deliveredBy(processed(push(JSON.stringify({ type }), { eventName }))).event.type;
  assert.equal(
    typeOf('PersonalAssertionDeleted', 'ApplicationConnectionRemoved'),
    'com.zettle.personal.assertion.deleted',
  );
  assert.equal(
    typeOf('ApplicationConnectionRemoved', 'PersonalAssertionDeleted'),
    'com.zettle.application.connection.removed',
  );
});

test('an unknown field is carried over and reported as drift', () => {
  const result = processed(push('{"purchaseUuid":"p","currency":"GBP","amount":5,"loyalty":{"points":7}}'));
  const { verdict, event } = deliveredBy(result);
  assert.equal(verdict, 'drift');
  assert.deepEqual(Object(event.data).loyalty, { points: 7 });
  assert.ok(result.kind === 'processed' && result.findings.some(({ path }) => path === '/payload/loyalty'));
});

test('a payload without what its event is about is delivered flagged, in the open shape that promises nothing of it', () => {
  const bytes = push('{"currency":"GBP","amount":"many"}');
  const { verdict, event } = deliveredBy(processed(bytes));
  assert.deepEqual([verdict, event.type], ['violation', 'com.zettle.event']);
  assert.equal(Object(event.data).payload.amount, 'many');
  assert.deepEqual(eventFaults(event), []);
  const result = processed(bytes);
  assert.ok(result.kind === 'processed' && result.findings.some(({ path }) => path === '/payload/purchaseUuid'));
});

test('an older envelope without messageUuid is only drift', () => {
  assert.equal(deliveredBy(processed(bytesOf(envelope({ messageUuid: undefined })))).verdict, 'drift');
});

test('a push that cannot be read is quarantined with its reason', () => {
  for (const [bytes, reason] of [
    [Buffer.from('not JSON'), /envelope cannot be read/],
    [bytesOf(envelope({ payload: { an: 'object' } })), /payload cannot be read/],
    [push('{"purchaseUuid":'), /payload cannot be read/],
    [push(''), /payload cannot be read/],
    [push('[]'), /not a JSON object/],
    [push('{}', { eventName: undefined }), /names no event/],
  ] as const) {
    const result = processed(bytes);
    assert.equal(result.kind, 'quarantined');
    assert.ok(result.kind === 'quarantined' && result.verdict === 'violation');
    assert.match(result.reason, reason);
  }
});

test('the same bytes become the same event every time', () => {
  const bytes = exampleBytes('PurchaseCreated.json');
  assert.deepEqual(processed(Buffer.from(bytes)), processed(Buffer.from(bytes)));
});
