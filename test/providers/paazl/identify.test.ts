import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identify } from '../../../src/providers/paazl/identify.ts';
import { noProof } from '../../../src/trust/schemes/none.ts';
import { vouch } from '../../../src/trust/trust.ts';
import { requestWith } from '../../trust/schemes/request.ts';

const unlessOf = (body: string) =>
  identify(vouch(requestWith({ bytes: Buffer.from(body) }), [noProof]), 1).identities[0]?.unless;

test('a barcode that came as a number names the same shipment as its text, so a status in between is seen', () => {
  const topic = 'barcode 3000123456789';
  for (const barcode of ['"3000123456789"', '3000123456789'])
    assert.deepEqual(unlessOf(`{"orderReference":"a","webshop":8,"barcode":${barcode},"status":"SCANNED"}`), {
      topic,
      value: 'SCANNED',
    });
});

test('digits beyond 2^53 are kept, so two barcodes that a double cannot tell apart stay two', () => {
  assert.equal(unlessOf('{"barcode":9007199254740993,"status":"A"}')?.topic, 'barcode 9007199254740993');
  assert.equal(unlessOf('{"barcode":9007199254740992,"status":"A"}')?.topic, 'barcode 9007199254740992');
});

test('without a barcode, which may be null or empty, the order names the shipment', () => {
  for (const barcode of ['null', '""', '" "'])
    assert.equal(unlessOf(`{"orderReference":17,"barcode":${barcode},"status":"A"}`)?.topic, 'order 17');
  const nil =
    '<b:labelStatusNotification xmlns:b="http://www.paazl.com/schemas/push"><orderReference>17</orderReference>';
  assert.equal(unlessOf(`${nil}<barcode/><status>A</status></b:labelStatusNotification>`)?.topic, 'order 17');
});

test('blanks around a status make no other status of it', () => {
  assert.equal(unlessOf('{"barcode":"b","status":"\\n SCANNED "}')?.value, 'SCANNED');
});

test('a wrapped notification is of the same shipment and status', () => {
  const inner = '{"orderReference":"a","barcode":"b","status":"SCANNED"}';
  assert.deepEqual(unlessOf(`{"labelStatusNotification":${inner}}`), unlessOf(inner));
  const xml = '<labelStatusNotification><barcode>b</barcode><status>SCANNED</status></labelStatusNotification>';
  assert.deepEqual(unlessOf(`<Envelope><Body>${xml}</Body></Envelope>`), unlessOf(inner));
  assert.equal(unlessOf('<other><barcode>b</barcode><status>SCANNED</status></other>'), undefined);
});
