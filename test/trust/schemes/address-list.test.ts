import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAddress, openAddressList } from '../../../src/trust/schemes/address-list.ts';
import { requestWith } from './request.ts';

const list = openAddressList(['203.0.113.0/24', '2001:db8::/32']);
const from = (remoteAddress: string) => checkAddress(requestWith({ remoteAddress }), list);

test('an address in the list vouches, under the name of its network', () => {
  for (const [address, label] of [
    ['203.0.113.9', 'address:203.0.113.0/24'],
    ['::ffff:203.0.113.9', 'address:203.0.113.0/24'],
    ['2001:db8::5', 'address:2001:db8::/32'],
  ] as const)
    assert.deepEqual(from(address), { ok: true, value: { scheme: 'address-list', credential: label } });
});

test('any other address is refused, and the operator reads which it was', () => {
  const refused = from('198.51.100.1');
  assert.ok(!refused.ok);
  assert.equal(refused.code, 'proof_wrong');
  assert.equal(refused.detail, 'the address 198.51.100.1 is in none of the 2 networks');
  assert.ok(!from('').ok);
});
