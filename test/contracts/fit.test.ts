/** Our events keep the promise of their schemas: what departs keeps its text, or is left out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventFit } from '../../src/contracts/fit.ts';
import type { Json } from '../../src/formats/json.ts';

const type = 'com.zettle.purchase.created';
const purchase = { organizationUuid: 'o', purchaseUuid: 'p', currency: 'GBP', amount: '5' };
const fit = (over: { readonly [name: string]: Json }) => eventFit()(type, { ...purchase, ...over });

function dataOf(over: { readonly [name: string]: Json }): { readonly [name: string]: Json } {
  const fitted = fit(over);
  assert.ok(fitted.ok, fitted.ok ? '' : fitted.why);
  return Object(fitted.data);
}

test('data that fits is handed on unchanged, without a finding', () => {
  const fitted = fit({ unknown: [1] });
  assert.deepEqual(fitted, { ok: true, data: { ...purchase, unknown: [1] }, findings: [] });
});

test('a number or a truth keeps its text where a text belongs', () => {
  const data = dataOf({ country: 7, userUuid: true });
  assert.deepEqual([data.country, data.userUuid], ['7', 'true']);
});

test('a value that does not fit its schema is left out at any depth, with a finding that shows no value', () => {
  const fitted = fit({
    vatAmount: 'many',
    refunded: 'perhaps',
    products: [{ name: ['secret'], unitPrice: '5' }, 'no line'],
  });
  assert.ok(fitted.ok);
  assert.deepEqual(fitted.data, { ...purchase, products: [{ unitPrice: '5' }] });
  assert.deepEqual(fitted.findings.map(({ path }) => path).sort(), [
    '/data/products/0/name',
    '/data/products/1',
    '/data/refunded',
    '/data/vatAmount',
  ]);
  assert.doesNotMatch(JSON.stringify(fitted.findings), /secret|many|perhaps/);
});

test('a missing required field becomes null where the schema allows it', () => {
  const fitted = eventFit()('com.paazl.shipment.status', { possibleRepeat: false, webshop: 'none' });
  assert.ok(fitted.ok);
  assert.deepEqual(fitted.data, {
    possibleRepeat: false,
    webshop: null,
    orderReference: null,
    barcode: null,
    status: null,
  });
});

test('without the subject of an event no event of its type is made', () => {
  const { purchaseUuid: _, ...rest } = purchase;
  const fitted = eventFit()(type, rest);
  assert.ok(!fitted.ok);
  assert.match(fitted.why, /purchaseUuid/);
  assert.equal(fit({ amount: 'many' }).ok, false);
});

test('names that no table knows have the shape of their provider, and types of others pass', () => {
  assert.equal(eventFit()('com.zettle.teapot.boiled', { organizationUuid: 'o' }).ok, false);
  assert.ok(eventFit()('com.toy.moved', 5).ok);
});
