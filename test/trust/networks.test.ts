import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkFault, openNetworks } from '../../src/trust/networks.ts';

const networks = openNetworks(['10.0.0.0/8', '203.0.113.7', '2001:db8:1::/48', 'fd00::1']);

test('an address is found in the first network that holds it, in whatever spelling it came', () => {
  for (const [address, network] of [
    ['10.255.255.255', '10.0.0.0/8'],
    ['::ffff:10.1.2.3', '10.0.0.0/8'],
    ['::FFFF:10.1.2.3', '10.0.0.0/8'],
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:ffff::1', '2001:db8:1::/48'],
    ['2001:0DB8:0001::0', '2001:db8:1::/48'],
    ['fd00:0:0:0:0:0:0:1', 'fd00::1'],
  ] as const)
    assert.equal(networks.holding(address), network, address);
});

test('an address outside, and what is no address, is in none', () => {
  for (const address of [
    '11.0.0.0',
    '203.0.113.8',
    '2001:db8:2::',
    'fd00::2',
    '',
    'unknown',
    '10.1.2.3.4',
    '010.1.2.3',
    '10.1.2.3:80',
  ])
    assert.equal(networks.holding(address), undefined, address);
  assert.equal(openNetworks([]).holding('10.1.2.3'), undefined);
});

test('what is no network, or is everybody, is refused with what to write', () => {
  for (const good of ['10.0.0.0/8', '192.0.2.1', '192.0.2.1/32', '::1', '2001:db8::/32', '::/1'])
    assert.equal(networkFault(good), undefined, good);
  for (const [bad, sentence] of [
    ['10.0.0.0/33', /prefix/],
    ['10.0.0.0/', /prefix/],
    ['10.0.0.0/8/8', /prefix/],
    ['2001:db8::/129', /prefix/],
    ['0.0.0.0/0', /every address/],
    ['::/0', /every address/],
    ['10.0.0', /203\.0\.113\.0\/24/],
    ['proxy.example.com', /203\.0\.113\.0\/24/],
    ['fe80::1%eth0', /203\.0\.113\.0\/24/],
    ['', /203\.0\.113\.0\/24/],
  ] as const)
    assert.match(networkFault(bad) ?? '', sentence, bad);
  assert.throws(() => openNetworks(['0.0.0.0/0']), RangeError);
});
