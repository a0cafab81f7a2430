import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OutboundFault } from '../../src/outbound/fault.ts';
import {
  checkedLookup,
  isPublicAddress,
  isWithinReach,
  type Reach,
  type ResolvedAddress,
} from '../../src/outbound/public-address.ts';

test('loopback, private, link-local, shared, multicast and reserved addresses are not public, in either family', () => {
  for (const address of [
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.255',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '239.1.1.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%lo',
    'fec0::1',
    'ff02::1',
    '5f00::1',
    'localhost',
    '',
    '1.2.3',
  ])
    assert.equal(isPublicAddress(address), false, address);
});

test('addresses beside the reserved blocks are public', () => {
  for (const address of [
    '1.1.1.1',
    '100.63.255.255',
    '100.128.0.1',
    '126.255.255.255',
    '128.0.0.1',
    '172.15.255.255',
    '172.32.0.1',
    '192.167.1.1',
    '198.17.255.255',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00:1450:4001::1',
    '2001:4860:4860::8888',
  ])
    assert.equal(isPublicAddress(address), true, address);
});

const answers = (addresses: readonly ResolvedAddress[], reach: Reach, all: boolean) =>
  new Promise<unknown>((resolve) => {
    checkedLookup(async () => addresses, reach)('hooks.example.com', { all }, (error, address) =>
      resolve(error ?? address),
    );
  });
const mixed = [
  { address: '10.0.0.1', family: 4 },
  { address: '1.1.1.1', family: 4 },
  { address: '::1', family: 6 },
];

test('of several addresses only the public ones are connected to', async () => {
  assert.deepEqual(await answers(mixed, 'public', true), [{ address: '1.1.1.1', family: 4 }]);
  assert.equal(await answers(mixed, 'public', false), '1.1.1.1');
});

test('a name without a public address is refused, except in development', async () => {
  const fault = await answers([{ address: '127.0.0.1', family: 4 }], 'public', true);
  assert.ok(fault instanceof OutboundFault);
  assert.equal(
    fault.message,
    'hooks.example.com has no address on the public internet; only development mode calls others',
  );
  assert.equal(await answers(mixed, 'any', false), '10.0.0.1');
});

test("a private reach adds networks of one's own, and never what is link-local or a cloud's metadata", async () => {
  for (const address of [
    '10.1.2.3',
    '127.0.0.1',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '::1',
    'fd12::1',
    '1.1.1.1',
  ])
    assert.equal(isWithinReach(address, 'private'), true, address);
  for (const address of [
    '169.254.169.254',
    '100.100.100.200',
    'fe80::1',
    'fd00:ec2::254',
    '0.0.0.0',
    '::',
    '224.0.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    'fd12::1%eth0',
    'intranet',
  ])
    assert.equal(isWithinReach(address, 'private'), false, address);
  const fault = await answers([{ address: '169.254.169.254', family: 4 }], 'private', true);
  assert.ok(fault instanceof OutboundFault);
  assert.match(fault.message, /no address that may be called/);
});

test('a cloud’s metadata service is in no reach, development neither, however its address is written', async () => {
  for (const address of [
    '169.254.169.254', // nearly every cloud
    '169.254.170.2', // AWS ECS
    '169.254.170.23', // AWS EKS
    '169.254.42.42', // Scaleway
    '100.100.100.200', // Alibaba
    '168.63.129.16', // Azure
    '192.0.0.192', // Oracle
    'fd00:ec2::254',
    'fd00:ec2::23',
    'fd20:ce::254',
    'fd20:00ce:0:0:0:0:0:0254',
    'fd00:c1::a9fe:a9fe',
    'fd00:c1:0:ffff::1',
    'fd00:100::100:200',
    'fd00:42::42',
    'fd00:a9fe:a9fe::1',
    'fe80::a9fe:a9fe',
    'fe80::a9fe:a9fe%eth0',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '::ffff:168.63.129.16',
    '::ffff:100.100.100.200',
    '::169.254.169.254',
    '::ffff:0:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::168.63.129.16',
    '64:ff9b:1::1',
    'fd12::a9fe:a9fe', // NAT64 with a prefix of the network's own
    '2a00:1450:64::a83f:8110',
    '2002:a9fe:a9fe::1',
    '2002:a83f:8110::',
    '2001:0:102:304::5601:5601', // Teredo: the last 32 bits inverted
  ])
    for (const reach of ['public', 'private', 'any'] as const)
      assert.equal(isWithinReach(address, reach), false, `${address}, ${reach}`);
  for (const address of ['168.63.129.17', '100.100.100.201', '2a00:1450:4001::a9fe:1'])
    assert.equal(isPublicAddress(address), address !== '100.100.100.201', address);
  for (const address of ['127.0.0.1', '10.0.0.1', '::1', 'fd20:ce::253', 'fd00:ec3::254', '64:ff9b::808:808', '::'])
    assert.equal(isWithinReach(address, 'any'), true, address);
  const fault = await answers([{ address: '169.254.169.254', family: 4 }], 'any', true);
  assert.ok(fault instanceof OutboundFault);
  assert.match(fault.message, /cloud metadata/);
});
