import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../../src/formats/json.ts';
import { isObject } from '../../../src/formats/values.ts';
import { parseXml } from '../../../src/formats/xml.ts';
import { normaliseOrder, normaliseTest } from '../../../src/providers/oneshoppingcart/normalise.ts';
import { faultsOf, schemaAt } from '../../spec/schemas.ts';

const schema = new URL('../../../spec/events/com.1shoppingcart.order.placed.json', import.meta.url).pathname;

function order(inner: string, beside = ''): { readonly [name: string]: Json } {
  const nil = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  const xml = `<Response ${nil} success="true"><OrderInfo>${inner}</OrderInfo>${beside}</Response>`;
  const read = parseXml(xml, { lists: ['LineItemInfo'] });
  assert.ok(read.ok);
  const { data } = normaliseOrder(read.value.value, 'token-1');
  assert.deepEqual(faultsOf(schemaAt(schema), data), [], xml);
  assert.ok(isObject(data));
  return data;
}

const bare = { Token: 'token-1', Id: null, GrandTotal: null, currency: null, OrderStatusType: null, LineItems: [] };

test('an element that is empty, blank or nil is null; one that is absent stays absent', () => {
  const empty =
    '<Comments/><OrderPaymentType> </OrderPaymentType><OrderDate xsi:nil="true"/><IsArchived/><ShippingInfo/>';
  assert.deepEqual(order(empty), {
    ...bare,
    Comments: null,
    OrderPaymentType: null,
    OrderDate: null,
    IsArchived: null,
    ShippingInfo: null,
  });
  assert.deepEqual(order('<Other>1</Other>'), { ...bare, other: { Other: '1' } });
  assert.deepEqual(order('<Id>1</Id>', '<OrderShippingProfileInfo xsi:nil="true"/>'), {
    ...bare,
    Id: '1',
    OrderShippingProfileInfo: null,
  });
});

test('both the shipping method and the address come along', () => {
  const shipped = order(
    '<ShippingInfo><ShippingAmount>10.0000</ShippingAmount><ShippingMethodName/></ShippingInfo>',
    '<OrderShippingProfileInfo><City>Exampleville</City><Zip>01234</Zip></OrderShippingProfileInfo>',
  );
  assert.deepEqual(shipped.ShippingInfo, { ShippingAmount: '10.0000', ShippingMethodName: null });
  assert.deepEqual(shipped.OrderShippingProfileInfo, { City: 'Exampleville', Zip: '01234' });
});

test('money is the text as it came, and null where it is no decimal', () => {
  for (const text of ['54.9000', '0', '-1.50', '+3', '.5', '12.', '123456789012345678901234567890.123456789'])
    assert.equal(order(`<GrandTotal>${text}</GrandTotal>`).GrandTotal, text);
  for (const text of ['54,90', '$5', '1e3', 'free', '<Amount>5</Amount>'])
    assert.equal(order(`<GrandTotal>${text}</GrandTotal>`).GrandTotal, null, text);
});

test('flags are understood in each spelling that the contract names, and null in others', () => {
  const spellings = { true: true, True: true, 1: true, false: false, False: false, 0: false, yes: null };
  for (const [text, expected] of Object.entries(spellings))
    assert.equal(order(`<IsArchived>${text}</IsArchived>`).IsArchived, expected, text);
});

test('a date without a zone has no instant; one with a zone has', () => {
  const date = (text: string) => order(`<OrderDate>${text}</OrderDate>`).OrderDate;
  const noZone = { zone: null, zoneAssumed: false };
  for (const text of ['2008-12-03T14:26:30.12345', '2008-12-03', '2008-12-03 14:26', 'soon'])
    assert.deepEqual(date(text), { text, ...noZone });
  const zoned: Readonly<Record<string, string>> = {
    '2008-12-03T14:26:30Z': '2008-12-03T14:26:30Z',
    '2008-12-03T14:26:30.1234567891Z': '2008-12-03T14:26:30.123456789Z',
    '2008-12-03T22:26:30.5-05:00': '2008-12-04T03:26:30.5Z',
    '2008-12-03 14:26+01:00': '2008-12-03T13:26:00Z',
  };
  for (const [text, instant] of Object.entries(zoned)) {
    const zone = text.endsWith('Z') ? 'Z' : text.slice(-6);
    assert.deepEqual(date(text), { text, zone, zoneAssumed: false, instant });
  }
  assert.deepEqual(date('2008-13-41T14:26:30Z'), { text: '2008-13-41T14:26:30Z', zone: 'Z', zoneAssumed: false });
});

test('lines keep their order and their number, and an empty one is an empty line', () => {
  const lines = order(
    '<LineItems><LineItemInfo><Sku>00123</Sku></LineItemInfo><LineItemInfo/><LineItemInfo><Sku/></LineItemInfo></LineItems>',
  ).LineItems;
  assert.deepEqual(lines, [{ Sku: '00123' }, {}, { Sku: null }]);
  assert.deepEqual(order('<LineItems/>').LineItems, []);
});

test('an element that came twice or with children where text belongs is null, not a guess', () => {
  const odd = order('<Id>1</Id><Id>2</Id><Comments><p>x</p></Comments><Discounts>none</Discounts>');
  assert.equal(odd.Id, null);
  assert.equal(odd.Comments, null);
  assert.equal(odd.Discounts, null);
});

test('fields named like those of every JavaScript object are data', () => {
  const { CustomFields } = order('<CustomFields><constructor>a</constructor><__proto__>b</__proto__></CustomFields>');
  assert.equal(JSON.stringify(CustomFields), '{"constructor":["a"],"__proto__":["b"]}');
});

test('the subject is the order, else the token', () => {
  const subject = (xml: string) => {
    const read = parseXml(`<Response><OrderInfo>${xml}</OrderInfo></Response>`);
    assert.ok(read.ok);
    return normaliseOrder(read.value.value, 'token-1').subject;
  };
  assert.equal(subject('<Id>7</Id>'), '7');
  assert.equal(subject('<Id/>'), 'token-1');
});

test('a test without text is an empty text, and a time with a zone is an instant', () => {
  assert.deepEqual(normaliseTest(null).data, { Test: '' });
  assert.deepEqual(normaliseTest('queued at 2008-12-03 14:26:30Z.').data, {
    Test: 'queued at 2008-12-03 14:26:30Z.',
    queuedAt: { text: '2008-12-03 14:26:30Z', zone: 'Z', zoneAssumed: false, instant: '2008-12-03T14:26:30Z' },
  });
});

test('what the buyer chose, taxes and discounts of a line are lists, whether there is one or several', () => {
  const line = (inner: string) =>
    Object(order(`<LineItems><LineItemInfo>${inner}</LineItemInfo></LineItems>`).LineItems)[0];
  const option = (name: string) => `<SelectedOption><Name>${name}</Name></SelectedOption>`;
  assert.deepEqual(line(`<SelectedOptions>${option('Red')}</SelectedOptions><ProductType>T</ProductType>`), {
    SelectedOptions: [{ Name: 'Red' }],
    ProductType: 'T',
  });
  assert.deepEqual(line(`<SelectedOptions>${option('Red')}${option('Large')}</SelectedOptions>`).SelectedOptions, [
    { Name: 'Red' },
    { Name: 'Large' },
  ]);
  assert.deepEqual(line('<Discounts><Discount>5</Discount></Discounts><ProductTaxes/>'), {
    Discounts: ['5'],
    ProductTaxes: null,
  });
});

test('an element that no contract knows is carried under other, where it stood', () => {
  const { other, LineItems, ShippingInfo } = order(
    '<Gift>1</Gift><LineItems><LineItemInfo><Wrap>gold</Wrap></LineItemInfo></LineItems><ShippingInfo><Depot>9</Depot></ShippingInfo>',
  );
  assert.deepEqual(
    [other, LineItems, ShippingInfo],
    [{ Gift: '1' }, [{ other: { Wrap: 'gold' } }], { other: { Depot: '9' } }],
  );
});
