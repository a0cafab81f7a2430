/** What reading had to decide is a finding of the message, and the message is read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openContract } from '../../src/contracts/contract.ts';
import { readJson } from '../../src/formats/json.ts';

const paazl = openContract('paazl-push');
const shop = openContract('oneshoppingcart-api');

const fields = (information: string) =>
  `<orderReference>a</orderReference><webshop>8</webshop><barcode>b</barcode><status>SCANNED</status><deliveryInformation>${information}</deliveryInformation>`;
const notification = (declared: string, information: string) =>
  `<?xml version="1.0" encoding="${declared}"?><p:labelStatusNotification xmlns:p="http://www.paazl.com/schemas/push">${fields(information)}</p:labelStatusNotification>`;

function judged(bytes: Uint8Array, contentType?: string) {
  const { verdict, findings, content } = paazl.judgeXml('LabelStatusNotification')(bytes, contentType);
  const value = content?.value as { deliveryInformation?: string } | undefined;
  return [verdict, findings.map(({ rule }) => rule), value?.deliveryInformation];
}

test('UTF-8 bytes under a stale declaration keep their characters, and the verdict says so', () => {
  for (const declared of ['ISO-8859-1', 'windows-1252', 'utf-16'])
    assert.deepEqual(judged(Buffer.from(notification(declared, 'caf\u00e9'))), [
      'drift',
      ['encoding_contradiction'],
      'caf\u00e9',
    ]);
});

test('a declared encoding that the bytes confirm is not a departure', () => {
  const latin1 = Buffer.from(notification('ISO-8859-1', 'caf\u00e9'), 'latin1');
  assert.deepEqual(judged(latin1), ['match', [], 'caf\u00e9']);
  const undeclared = Buffer.from(notification('', 'caf\u00e9').replace(' encoding=""', ''), 'latin1');
  assert.deepEqual(judged(undeclared, 'text/xml; charset=windows-1252'), ['match', [], 'caf\u00e9']);
});

test('a control character is replaced, which is a violation with its line, and the order is read', () => {
  const order = '<Response success="true"><OrderInfo>\n<Comments>a\u0003b</Comments></OrderInfo></Response>';
  const { findings, content } = shop.judgeXml('OrderResponse')(Buffer.from(order));
  const found = findings.find(({ rule }) => rule === 'control_character');
  assert.equal(found?.severity, 'violation');
  assert.equal(found?.line, 2);
  assert.deepEqual(content?.value, { '@success': 'true', OrderInfo: { Comments: 'a\ufffdb' } });
});

test("HTML's names, and a bare ampersand, are drift, each with the contract that was departed from", () => {
  const [verdict, rules, value] = judged(Buffer.from(notification('UTF-8', 'Caf&eacute; & S&ouml;hne')));
  assert.deepEqual([verdict, rules, value], ['drift', ['xml_entity', 'xml_entity'], 'Caf\u00e9 & S\u00f6hne']);
});

test('JSON in the encoding of its charset is read, with a finding', () => {
  const text = '{"orderReference":"\u00e9","webshop":8,"barcode":"b","status":"SCANNED"}';
  const read = readJson(Buffer.from(text, 'latin1'), {}, 'application/json; charset=ISO-8859-1');
  assert.ok(read.ok);
  const { verdict, findings } = paazl.judgeJson('LabelStatusNotification')(read.value);
  assert.deepEqual([verdict, findings.map(({ rule }) => rule)], ['drift', ['encoding_contradiction']]);
});
