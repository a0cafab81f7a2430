/** Own data in the messages of every mock, and departures from the contract on purpose. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Emission, Fault } from '../../../generated/mock/models.ts';
import { openContract } from '../../../src/contracts/contract.ts';
import { readJson } from '../../../src/formats/json.ts';
import { recorded } from '../../../src/simulate/recording.ts';
import { signHmac } from '../../../src/trust/schemes/hmac.ts';
import { developmentSettings } from '../../support/mocks.ts';
import { openHeldMocks } from './mocks.ts';

/** What the gateway hears of one emission. */
async function sent(t: TestContext, emission: Emission, options: Parameters<typeof openHeldMocks>[2] = {}) {
  const mocks = await openHeldMocks(t, [emission.provider], options);
  const queued = mocks.engine.emit(emission);
  assert.ok(queued.ok, queued.ok ? '' : queued.detail);
  await mocks.runOut();
  const [message] = queued.messages;
  const heard = mocks.gateway.heard[0];
  assert.ok(heard !== undefined && message !== undefined);
  return { mocks, heard, body: heard.bytes.toString(), message: mocks.message(message) };
}

async function refusal(t: TestContext, emission: Emission): Promise<string> {
  const mocks = await openHeldMocks(t, [emission.provider]);
  const queued = mocks.engine.emit(emission);
  assert.ok(!queued.ok, 'it was not refused');
  assert.equal(mocks.engine.log.messages.size, 0);
  return queued.detail;
}

const paazl = { provider: 'paazl', event: 'shipment-status' } as const;
const asJson = {
  settings: (given: typeof developmentSettings) => ({ ...given, paazl: { ...given.paazl, format: 'json' as const } }),
};

test('a field of an XML message is set where it stands, with everything around it as it was', async (t) => {
  const plain = await sent(t, { ...paazl, variant: 'all-fields' });
  const own = await sent(t, {
    ...paazl,
    variant: 'all-fields',
    set: { barcode: '3S1', 'carrierStatus.name': 'A & B' },
  });
  assert.equal(
    own.body,
    plain.body.replace(/<barcode>[^<]*</, '<barcode>3S1<').replace(/(<carrierStatus>\s*<name>)[^<]*</, '$1A &amp; B<'),
  );
});

test('a field that an XML message lacks is put where its XSD has it, with the prefix of its siblings', async (t) => {
  const contract = openContract('paazl-push');
  t.after(() => contract.close());
  for (const variant of ['required-only', 'created-qualified']) {
    const { body } = await sent(t, {
      ...paazl,
      variant,
      set: { deliveryInformation: 'ring twice', deliveryDate: '2026-02-01' },
    });
    const judged = contract.judgeXml('LabelStatusNotification')(Buffer.from(body));
    assert.deepEqual([judged.verdict, judged.findings], ['match', []], body);
  }
});

test("types follow the contract: 12 in a field of text is the text, and '12' in one of numbers is the number", async (t) => {
  const { body } = await sent(
    t,
    { ...paazl, variant: 'created', set: { barcode: 12, webshop: '9007199254740993' } },
    asJson,
  );
  assert.match(body, /"barcode":"12"/);
  assert.match(body, /"webshop":9007199254740993\b/);
});

test("Zettle's payload is set by its paths, and signed after the change", async (t) => {
  const { heard, body } = await sent(t, {
    provider: 'zettle',
    event: 'PurchaseCreated',
    set: { amount: '4200', 'products[0].quantity': 2, messageUuid: '803f68c0-a110-11eb-a1cd-f7dd79ee0866' },
  });
  const envelope = JSON.parse(body);
  const payload = JSON.parse(envelope.payload);
  assert.deepEqual(
    [payload.amount, payload.products[0].quantity, envelope.messageUuid],
    [4200, '2', '803f68c0-a110-11eb-a1cd-f7dd79ee0866'],
  );
  const signed = Buffer.from(`${envelope.timestamp}.${envelope.payload}`);
  assert.equal(heard.headers['x-izettle-signature'], signHmac(signed, developmentSettings.zettle.signingKey));
});

test('a further item of a list begins as the one before it; a gap is refused', async (t) => {
  const emission = { provider: 'zettle', event: 'PurchaseCreated', variant: 'typical' } as const;
  const before = JSON.parse(JSON.parse((await sent(t, emission)).body).payload).products;
  const path = `products[${before.length}].quantity`;
  const after = JSON.parse(JSON.parse((await sent(t, { ...emission, set: { [path]: '7' } })).body).payload).products;
  assert.deepEqual(after, [...before, { ...before.at(-1), quantity: '7' }]);
  assert.match(
    await refusal(t, { ...emission, set: { 'products[9].quantity': '7' } }),
    /^products has \d items?; the next one is products\[\d\]\.$/,
  );
});

test("1ShoppingCart's order is set, and the push names its token", async (t) => {
  const { body, mocks } = await sent(t, {
    provider: 'oneshoppingcart',
    event: 'NewOrder',
    variant: 'accepted',
    set: { Token: 'T1', 'OrderInfo.LineItems.LineItemInfo[1].Quantity': '12', GrandTotal: '1.10' },
  });
  assert.match(body, /<NewOrder><Token>T1<\/Token><\/NewOrder>/);
  const answer = await fetch(`${mocks.engine.mocks.get('oneshoppingcart')?.url}/API/118303/Orders/T1/READ`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: '<Request><Key>development-merchant-key</Key></Request>',
  });
  const order = await answer.text();
  assert.match(order, /<Token>T1<\/Token>/);
  assert.match(order, /<GrandTotal>1.10<\/GrandTotal>/);
  assert.match(order, /<ProductId>7002<\/ProductId>\s*<Quantity>12<|<Quantity>12<\/Quantity>/);
});

test("AppDirect's event is set in both of its formats", async (t) => {
  const { message } = await sent(
    t,
    {
      provider: 'appdirect',
      event: 'subscription-order',
      variant: 'typical',
      set: { 'payload.company.name': 'Own & Co', 'payload.order.items[0].quantity': 2 },
    },
    { answer: () => ({ status: 200, body: '{"success":true,"accountIdentifier":"a"}' }) },
  );
  const { json, xml } = message.content;
  assert.equal(JSON.parse(String(json)).payload.company.name, 'Own & Co');
  assert.equal(Number(JSON.parse(String(json)).payload.order.items[0].quantity), 2);
  assert.match(String(xml), /<name>Own &amp; Co<\/name>/);
  assert.match(String(xml), /<item>\s*(<unit>[^<]*<\/unit>\s*)?<quantity>2<\/quantity>/);
});

test('whole own data is sent as it is; a part of it is laid over the example', async (t) => {
  const whole = { orderReference: 'mine', webshop: 7, barcode: '3S9', status: 'DELIVERED' };
  const { body } = await sent(t, { ...paazl, data: whole }, asJson);
  assert.deepEqual(JSON.parse(body), whole);
  const xml = await sent(t, { ...paazl, data: whole });
  assert.match(
    xml.body,
    /<orderReference>mine<\/orderReference>\s*<webshop>7<\/webshop>\s*<barcode>3S9<\/barcode>\s*<status>DELIVERED<\/status>\s*<\//,
  );
  const part = await sent(t, { ...paazl, variant: 'all-fields', data: '{"barcode":"3S9"}' }, asJson);
  assert.equal(JSON.parse(part.body).barcode, '3S9');
  assert.ok(JSON.parse(part.body).carrierStatus);
  const document =
    '<labelStatusNotification><orderReference>x</orderReference><webshop>1</webshop><barcode>b</barcode><status>SCANNED</status></labelStatusNotification>';
  assert.deepEqual(JSON.parse((await sent(t, { ...paazl, data: document }, asJson)).body), {
    orderReference: 'x',
    webshop: 1,
    barcode: 'b',
    status: 'SCANNED',
  });
});

test('own headers go out beside those of the provider, or in place of one', async (t) => {
  const { heard } = await sent(t, { ...paazl, headers: { 'X-Trial': 'seventh', 'content-type': 'text/plain' } });
  assert.deepEqual([heard.headers['x-trial'], heard.headers['content-type']], ['seventh', 'text/plain']);
  assert.ok(heard.headers.authorization);
  assert.match(await refusal(t, { ...paazl, headers: { 'Content-Length': '1' } }), /says how the request is framed/);
  assert.match(await refusal(t, { ...paazl, headers: { 'x-a': 'b\r\nx-c: d' } }), /x-a holds a character/);
});

test('a path or value that the contract does not know is refused with the nearest ones, and sent where it is meant', async (t) => {
  const table: readonly (readonly [Emission, RegExp])[] = [
    [{ ...paazl, set: { barcod: '1' } }, /^paazl shipment-status has no field barcod; did you mean barcode\?/],
    [
      { ...paazl, set: { 'carrierStatus.nam': '1' } },
      /carrierStatus of paazl shipment-status has no field nam; did you mean name\?/,
    ],
    [{ ...paazl, set: { status: 'DELIVERD' } }, /^status is not one of its values; did you mean DELIVERED\?/],
    [
      { ...paazl, set: { webshop: 'many' } },
      /^paazl shipment-status would not be one any more: .*webshop \(wrong_format\)/,
    ],
    [
      { provider: 'zettle', event: 'PurchaseCreated', set: { quantity: '1' } },
      /did you mean products\[0\]\.quantity or /,
    ],
    [
      { provider: 'zettle', event: 'PurchaseCreated', set: { 'products.quantity': '1' } },
      /^products is a list; write products\[0\]\.quantity/,
    ],
    [
      { provider: 'oneshoppingcart', event: 'NewOrder', set: { GrandTotl: '1' } },
      /did you mean (OrderInfo\.)?GrandTotal\?/,
    ],
    [{ provider: 'zettle', event: 'PurchaseCreated', set: { amount: 'much' } }, /^amount must be an integer/],
    [{ ...paazl, set: { 'a..b': '1' } }, /is not a path/],
    [{ ...paazl, data: '[1' }, /^data is neither JSON nor XML/],
    [{ ...paazl, data: { barcod: '1' } }, /did you mean barcode\?/],
  ];
  for (const [emission, sentence] of table) assert.match(await refusal(t, emission), sentence);
  const { body } = await sent(t, { ...paazl, set: { barcod: '1', status: 'DELIVERD' }, force: true }, asJson);
  assert.deepEqual([JSON.parse(body).barcod, JSON.parse(body).status], ['1', 'DELIVERD']);
});

test('drift on purpose: an unknown field, an unknown value, a missing field and an event of the future, in every provider that can', async (t) => {
  const contract = openContract('paazl-push');
  t.after(() => contract.close());
  const judged = async (fault: Fault) => {
    const { body } = await sent(t, { ...paazl, variant: 'all-fields', faults: [fault] }, asJson);
    const read = readJson(Buffer.from(body));
    assert.ok(read.ok);
    return contract
      .judgeJson('LabelStatusNotification')(read.value)
      .findings.map(({ rule, path }) => `${rule} ${path}`);
  };
  assert.deepEqual(await judged({ kind: 'unknown-field' }), ['unknown_field /fieldOfTomorrow']);
  assert.deepEqual(await judged({ kind: 'unknown-field', field: 'carrierStatus.mood' }), [
    'unknown_field /carrierStatus/mood',
  ]);
  assert.deepEqual(await judged({ kind: 'unknown-value' }), ['unknown_value /status']);
  assert.deepEqual(await judged({ kind: 'missing-field' }), ['missing_field /orderReference']);
  assert.deepEqual(await judged({ kind: 'missing-field', field: 'status' }), ['missing_field /status']);
  assert.match(
    await refusal(t, { ...paazl, faults: [{ kind: 'unknown-event' }] }),
    /paazl cannot have the fault unknown-event/,
  );
  assert.match(await refusal(t, { ...paazl, faults: [{ kind: 'delay', field: 'status' }] }), /delay concerns no field/);

  const zettle = await sent(t, { provider: 'zettle', event: 'PurchaseCreated', faults: [{ kind: 'unknown-event' }] });
  assert.equal(JSON.parse(zettle.body).eventName, 'EventOfTomorrow');
  const shop = await sent(t, { provider: 'oneshoppingcart', event: 'NewOrder', faults: [{ kind: 'unknown-event' }] });
  assert.match(shop.body, /^<OrderOfTomorrow><Token>\d+<\/Token><\/OrderOfTomorrow>$/);
  const market = await sent(t, {
    provider: 'appdirect',
    event: 'user-updated',
    variant: 'typical',
    faults: [{ kind: 'unknown-event' }],
  });
  assert.equal(JSON.parse(String(market.message.content.json)).type, 'EVENT_OF_TOMORROW');
  for (const kind of ['unknown-field', 'unknown-value', 'missing-field'] as const)
    for (const [provider, event] of [
      ['oneshoppingcart', 'NewOrder'],
      ['appdirect', 'subscription-order'],
      ['zettle', 'ProductCreated'],
    ] as const) {
      const field =
        kind === 'unknown-value' && provider === 'oneshoppingcart'
          ? { field: 'OrderStatusType' }
          : kind === 'unknown-value' && provider === 'zettle'
            ? { field: 'name' }
            : {};
      const plain = await sent(t, { provider, event });
      const own = await sent(t, { provider, event, faults: [{ kind, ...field }] });
      assert.notDeepEqual(own.message.content, plain.message.content, `${provider} ${kind}`);
    }
});

test('a recording has own data and departs again when it is played back', async (t) => {
  const { mocks, body } = await sent(
    t,
    { ...paazl, set: { barcode: '3S1' }, headers: { 'x-trial': '1' }, faults: [{ kind: 'unknown-field' }] },
    asJson,
  );
  const lines = recorded(mocks.engine.log.messages.values());
  assert.ok(mocks.engine.replay(lines).ok);
  await mocks.runOut();
  assert.equal(mocks.gateway.heard.at(-1)?.bytes.toString(), body);
  assert.equal(mocks.gateway.heard.at(-1)?.headers['x-trial'], '1');
});

test('a map whose names are chosen by somebody is written as entries in XML, as the provider writes it', async (t) => {
  const mocks = await openHeldMocks(t, ['appdirect']);
  const configuration = { domain: 'own.example.com', 'welcome text': 'Hej' };
  const queued = mocks.engine.emit({
    ...{ provider: 'appdirect', event: 'subscription-order', variant: 'typical', data: { payload: { configuration } } },
  });
  assert.ok(queued.ok, JSON.stringify(queued));
  await mocks.engine.settled();
  const { json = '', xml = '' } = mocks.message('appdirect-1').content;
  assert.deepEqual(JSON.parse(String(json)).payload.configuration, configuration);
  for (const [key, value] of Object.entries(configuration))
    assert.match(String(xml), new RegExp(`<entry>\\s*<key>${key}</key>\\s*<value>${value}</value>\\s*</entry>`));
});

for (const own of [
  { set: { 'payload.configuration.colour': 'red' } },
  { set: { 'payload.configuration': { colour: 'red' } } },
  { data: { payload: { configuration: { colour: 'red' } } } },
] as const)
  test(`a name in a map that is empty in the example is written as an entry too: ${JSON.stringify(own)}`, async (t) => {
    const mocks = await openHeldMocks(t, ['appdirect']);
    // The first example has `{}` for an empty map in JSON, the second `[]`.
    for (const [index, example] of [
      { event: 'subscription-change', variant: 'typical' },
      { event: 'subscription-order', variant: 'development' },
    ].entries()) {
      const queued = mocks.engine.emit({ provider: 'appdirect', ...example, ...own });
      assert.ok(queued.ok, JSON.stringify(queued));
      await mocks.engine.settled();
      const { json = '', xml = '' } = mocks.message(`appdirect-${index + 1}`).content;
      assert.deepEqual(JSON.parse(String(json)).payload.configuration, { colour: 'red' });
      assert.match(
        String(xml),
        /<configuration>\s*<entry>\s*<key>colour<\/key>\s*<value>red<\/value>\s*<\/entry>\s*<\/configuration>/,
      );
    }
  });

test('a name is set in a map that JSON writes as a list of entries, and the other entries stay', async (t) => {
  const mocks = await openHeldMocks(t, ['appdirect']);
  const configuration = [
    { key: 'colour', value: 'red' },
    { key: 'size', value: 'L' },
  ];
  const queued = mocks.engine.emit({
    ...{
      provider: 'appdirect',
      event: 'subscription-change',
      variant: 'typical',
      data: { payload: { configuration } },
    },
    set: { 'payload.configuration.size': 'M', 'payload.configuration.shape': 'round' },
  });
  assert.ok(queued.ok, JSON.stringify(queued));
  await mocks.engine.settled();
  const { json = '', xml = '' } = mocks.message('appdirect-1').content;
  assert.deepEqual(JSON.parse(String(json)).payload.configuration, [
    { key: 'colour', value: 'red' },
    { key: 'size', value: 'M' },
    { key: 'shape', value: 'round' },
  ]);
  const [, written = ''] = /<configuration>(.*)<\/configuration>/s.exec(String(xml)) ?? [];
  const entries = written.matchAll(/<entry>\s*<key>(\w+)<\/key>\s*<value>(\w+)<\/value>\s*<\/entry>/g);
  assert.deepEqual(
    [...entries].map(([, key, value]) => `${key} ${value}`),
    ['colour red', 'size M', 'shape round'],
  );
});
