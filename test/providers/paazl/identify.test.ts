import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identify } from '../../../src/providers/paazl/identify.ts';
import { noProof } from '../../../src/trust/schemes/none.ts';
import { vouch } from '../../../src/trust/trust.ts';
import { requestWith } from '../../trust/schemes/request.ts';

const unlessOf = async (body: string) =>
  (await identify(vouch(requestWith({ bytes: Buffer.from(body) }), [noProof]), 1)).identities[0]?.unless;

test('a barcode that came as a number names the same shipment as its text, so a status in between is seen', async () => {
  const topic = 'barcode 3000123456789';
  for (const barcode of ['"3000123456789"', '3000123456789'])
    assert.deepEqual(await unlessOf(`{"orderReference":"a","webshop":8,"barcode":${barcode},"status":"SCANNED"}`), {
      topic,
      value: 'SCANNED',
    });
});

test('digits beyond 2^53 are kept, so two barcodes that a double cannot tell apart stay two', async () => {
  assert.equal((await unlessOf('{"barcode":9007199254740993,"status":"A"}'))?.topic, 'barcode 9007199254740993');
  assert.equal((await unlessOf('{"barcode":9007199254740992,"status":"A"}'))?.topic, 'barcode 9007199254740992');
});

test('without a barcode, which may be null or empty, the order names the shipment', async () => {
  for (const barcode of ['null', '""', '" "'])
    assert.equal((await unlessOf(`{"orderReference":17,"barcode":${barcode},"status":"A"}`))?.topic, 'order 17');
  const nil =
    '<b:labelStatusNotification xmlns:b="http://www.paazl.com/schemas/push"><orderReference>17</orderReference>';
  assert.equal((await unlessOf(`${nil}<barcode/><status>A</status></b:labelStatusNotification>`))?.topic, 'order 17');
});

test('blanks around a status make no other status of it', async () => {
  assert.equal((await unlessOf('{"barcode":"b","status":"\\n SCANNED "}'))?.value, 'SCANNED');
});

test('a wrapped notification is of the same shipment and status', async () => {
  const inner = '{"orderReference":"a","barcode":"b","status":"SCANNED"}';
  assert.deepEqual(await unlessOf(`{"labelStatusNotification":${inner}}`), await unlessOf(inner));
  const xml = '<labelStatusNotification><barcode>b</barcode><status>SCANNED</status></labelStatusNotification>';
  assert.deepEqual(await unlessOf(`<Envelope><Body>${xml}</Body></Envelope>`), await unlessOf(inner));
  assert.equal(await unlessOf('<other><barcode>b</barcode><status>SCANNED</status></other>'), undefined);
});
