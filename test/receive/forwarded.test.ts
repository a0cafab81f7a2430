import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readForwarded } from '../../src/receive/forwarded.ts';
import { openNetworks } from '../../src/trust/networks.ts';

const trusted = openNetworks(['10.0.0.0/8', 'fd00::/8']);
const read = (peer: string, headers: Record<string, string> = {}) => readForwarded(peer, headers, trusted);
const xff = (value: string, peer = '10.0.0.1') => read(peer, { 'x-forwarded-for': value }).address;
const forwarded = (value: string, peer = '10.0.0.1') => read(peer, { forwarded: value }).address;

test('forwarding headers of a stranger are ignored', () => {
  const claims = {
    'x-forwarded-for': '203.0.113.1',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'evil.example',
    forwarded: 'for=203.0.113.1;proto=https;host=evil.example',
  };
  assert.deepEqual(read('198.51.100.9', claims), { address: '198.51.100.9' });
  assert.deepEqual(read('2001:db8::9', claims), { address: '2001:db8::9' });
});

test('the caller is the first from the right that is not a trusted proxy', () => {
  for (const [value, address] of [
    ['203.0.113.1', '203.0.113.1'],
    ['203.0.113.1, 10.0.0.2', '203.0.113.1'],
    ['203.0.113.1,10.0.0.3,10.0.0.2', '203.0.113.1'],
    ['203.0.113.1, 198.51.100.9', '198.51.100.9'],
    ['203.0.113.1, 198.51.100.9, 10.0.0.2', '198.51.100.9'],
    ['10.0.0.7', '10.0.0.7'],
    ['203.0.113.1:4711', '203.0.113.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['[2001:db8::1]:4711', '2001:db8::1'],
    ['203.0.113.1, fd00::2', '203.0.113.1'],
    ['203.0.113.1,', '203.0.113.1'],
    [', 203.0.113.1,, 10.0.0.2 ,', '203.0.113.1'],
    ['::ffff:203.0.113.1', '203.0.113.1'],
  ] as const)
    assert.equal(xff(value), address, value);
  assert.equal(xff('203.0.113.1', '::ffff:10.0.0.1'), '203.0.113.1');
  assert.equal(xff('203.0.113.1', 'fd00::1'), '203.0.113.1');
});

test('where the list breaks off, the last proxy is the caller and nothing left of the gap is believed', () => {
  for (const value of ['unknown', '', '203.0.113.1, unknown', '203.0.113.1, 1.2.3', '203.0.113.1, _hidden'])
    assert.equal(xff(value), '10.0.0.1', value);
  assert.equal(xff('203.0.113.1, unknown, 10.0.0.2'), '10.0.0.2');
});

test('Forwarded is read by its own grammar', () => {
  for (const [value, address] of [
    ['for=203.0.113.1', '203.0.113.1'],
    ['For="[2001:db8::1]:4711";proto=https', '2001:db8::1'],
    ['for=203.0.113.1;by=10.0.0.2, for=10.0.0.2', '203.0.113.1'],
    ['for=203.0.113.1, for=198.51.100.9 ; proto=http', '198.51.100.9'],
    ['for="198.51.100.9, for=203.0.113.1"', '10.0.0.1'],
    ['for="198.51.100.9\\", for=203.0.113.1', '10.0.0.1'],
    ['for=203.0.113.1,', '203.0.113.1'],
    [', for=203.0.113.1,, for=10.0.0.2 ,', '203.0.113.1'],
    ['for=unknown', '10.0.0.1'],
    ['for=203.0.113.1, nonsense', '10.0.0.1'],
    ['proto=https', '10.0.0.1'],
  ] as const)
    assert.equal(forwarded(value), address, value);
});

test('a header that the proxy does not maintain is of no use to a stranger', () => {
  const spoofed = { forwarded: 'for=203.0.113.1;proto=https;host=evil.example', 'x-forwarded-for': '198.51.100.9' };
  assert.deepEqual(read('10.0.0.1', spoofed), { address: '10.0.0.1' });
  assert.deepEqual(read('10.0.0.1', { forwarded: 'for=198.51.100.9', 'x-forwarded-for': '203.0.113.1' }), {
    address: '10.0.0.1',
  });
  // Where both name the same caller, scheme and host still need both words.
  const same = { ...spoofed, forwarded: 'for=198.51.100.9;proto=https;host=evil.example' };
  assert.deepEqual(read('10.0.0.1', same), { address: '198.51.100.9' });
  assert.deepEqual(read('10.0.0.1', { ...same, 'x-forwarded-proto': 'https', 'x-forwarded-host': 'good.example' }), {
    address: '198.51.100.9',
    scheme: 'https',
  });
});

test('scheme and host come from the proxy that met the caller, or from the nearest one', () => {
  assert.deepEqual(
    read('10.0.0.1', {
      'x-forwarded-for': '203.0.113.1',
      'x-forwarded-proto': 'http, https',
      'x-forwarded-host': 'evil.example, hooks.example.com:8443',
    }),
    { address: '203.0.113.1', scheme: 'https', host: 'hooks.example.com:8443' },
  );
  assert.deepEqual(
    read('10.0.0.1', {
      forwarded:
        'for=1.1.1.1;host=evil.example, for=203.0.113.1;proto=https;host=hooks.example.com, for=10.0.0.2;proto=http;host=inner',
    }),
    { address: '203.0.113.1', scheme: 'https', host: 'hooks.example.com' },
  );
  const odd = { 'x-forwarded-proto': 'gopher', 'x-forwarded-host': 'a/b?c' };
  assert.deepEqual(read('10.0.0.1', odd), { address: '10.0.0.1' });
});

test('lists of schemes and hosts are read where the list of addresses names the caller', () => {
  const asked = (lists: { for?: string; proto?: string; host?: string }) => {
    const { scheme, host } = read('10.0.0.1', {
      ...(lists.for !== undefined && { 'x-forwarded-for': lists.for }),
      ...(lists.proto !== undefined && { 'x-forwarded-proto': lists.proto }),
      ...(lists.host !== undefined && { 'x-forwarded-host': lists.host }),
    });
    return `${scheme} ${host}`;
  };
  const two = '203.0.113.1, 10.0.0.2';
  // Two proxies of ours, each of which appends what it saw.
  assert.equal(asked({ for: two, proto: 'https,http', host: 'hooks.example.com, inner' }), 'https hooks.example.com');
  assert.equal(asked({ for: two, proto: 'http, https', host: 'hooks.example.com, inner' }), 'http hooks.example.com');
  // A stranger's own in front of them.
  assert.equal(
    asked({ for: `1.1.1.1, ${two}`, proto: 'gopher, https, http', host: 'evil.example, hooks.example.com, inner' }),
    'https hooks.example.com',
  );
  // Only the outermost writes it, or only some do.
  assert.equal(asked({ for: two, proto: 'https', host: 'hooks.example.com' }), 'https hooks.example.com');
  assert.equal(asked({ for: '203.0.113.1', proto: 'https,http' }), 'https undefined');
  assert.equal(asked({ proto: 'HTTPS, http' }), 'https undefined');
  assert.equal(asked({ proto: 'http,http', host: 'hooks.example.com,' }), 'http hooks.example.com');
  assert.equal(asked({ for: two, proto: ',', host: '' }), 'undefined undefined');
});
