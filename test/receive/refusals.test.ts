import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRefusals, type Refused } from '../../src/receive/refusals.ts';
import { countedAddress, openBuckets } from '../../src/receive/refusals-limit.ts';
import { refusedPath } from '../../src/receive/refused-path.ts';
import { heldClock } from '../store/held-clock.ts';
import { recordingLog } from '../support/recording-log.ts';

const shipping = { provider: 'paazl', name: 'shipping' };
const sources = () => [shipping, { provider: 'oneshoppingcart', name: 'shop' }];

function opened(parts: { perMinute?: number; development?: boolean; entriesMax?: number } = {}) {
  const clock = heldClock();
  const log = recordingLog();
  const refusals = openRefusals({ sources, perMinute: 60, development: false, clock, log, ...parts });
  const note = (parts: Partial<Refused> = {}) =>
    refusals.note({ address: '192.0.2.1', method: 'POST', path: '/nowhere', code: 'unknown_source', ...parts });
  return { clock, log, refusals, note };
}

test('an address is limited after ten seconds’ worth of refusals, others are not, and it recovers at its rate', () => {
  const { clock, note } = opened({ perMinute: 60 });
  const first = Array.from({ length: 11 }, () => note());
  assert.deepEqual(first.slice(0, 10), Array(10).fill('noted'));
  assert.equal(first[10], 'limited');
  assert.equal(note({ address: '192.0.2.2' }), 'noted');
  clock.advance(1000);
  assert.deepEqual([note(), note()], ['noted', 'limited']);
});

test('refusals are counted by address, path and reason, with their first and last time', () => {
  const { clock, refusals, note } = opened();
  const wrong = {
    code: 'proof_wrong',
    path: '/push/paazl/shipping',
    source: shipping,
    detail: 'none of the 2',
  } as const;
  const began = clock.now();
  note(wrong);
  note();
  clock.advance(5000);
  note(wrong);
  const [latest, other, ...rest] = refusals.list();
  assert.deepEqual(latest, {
    ...wrong,
    address: '192.0.2.1',
    method: 'POST',
    count: 2,
    limited: 0,
    firstSeenAtMs: began,
    lastSeenAtMs: began + 5000,
  });
  assert.equal(other?.path, '/nowhere');
  assert.equal(rest.length, 0);
});

test('a path that is nearly right names the source that was meant', () => {
  const { refusals, note } = opened();
  const nearest = (path: string) => {
    note({ path });
    return refusals.list().find((entry) => entry.path === path)?.nearest;
  };
  assert.equal(nearest('/push/paazl/shiping'), '/push/paazl/shipping');
  assert.equal(nearest('/paazl/shipping'), '/push/paazl/shipping');
  assert.equal(nearest('/wp-login.php'), undefined);
});

test('a key in a path is never kept, whichever part of the path was mistyped', () => {
  const key = 'a-made-up-key-of-a-shop-0001';
  const { refusals, note } = opened({ perMinute: 6000 });
  for (const path of [
    `/push/oneshopingcart/shop/${key}`,
    `/shop/${key}`,
    `/${key}`,
    `/push/oneshoppingcart/shop/x/${key}`,
  ])
    note({ path });
  assert.equal(JSON.stringify(refusals.list()).includes('made-up'), false);
  const mistyped = refusals.list().find(({ path }) => path === '/push/oneshopingcart/shop/***');
  assert.equal(mistyped?.nearest, '/push/oneshoppingcart/shop');
});

test('segments that may be part of a key, control characters and endless paths are not shown', () => {
  const known = new Set(['warehouse-in-rotterdam-2']);
  assert.equal(refusedPath('/push/paazl/warehouse-in-rotterdam-2', known), '/push/paazl/warehouse-in-rotterdam-2');
  assert.equal(refusedPath('/push/paazl/3f9a1c77', known), '/push/paazl/***');
  assert.equal(refusedPath('/v1/%00/x\u0007y', known), '/v1/***/***');
  assert.equal(refusedPath('/a'.repeat(5000), known), '/a/a/a/a/a/a/a/a/…');
});

test('a flood of strange paths makes one entry more, and never drives out the entry of a source', () => {
  const { refusals, note } = opened({ perMinute: 60, entriesMax: 8 });
  note({ code: 'proof_wrong', path: '/push/paazl/shipping', source: shipping });
  for (let n = 0; n < 1000; n += 1) note({ path: `/scan-${'abcdefghij'[n % 10]}-${'klmnopqrst'[n % 7]}` });
  const list = refusals.list();
  assert.ok(list.length <= 8);
  assert.ok(list.some(({ source }) => source?.name === 'shipping'));
  assert.ok(list.some(({ code, path, count }) => code === 'too_many_requests' && path === '*' && count > 900));
});

test('a flood is one line in the log and not one a request', () => {
  const { log, note } = opened();
  for (let n = 0; n < 500; n += 1) note();
  assert.equal(log.lines.filter(({ event }) => event === 'requests.limited').length, 1);
});

test('in production no caller learns the name of a source', () => {
  assert.equal(opened().refusals.hint('/push/paazl/shiping'), undefined);
  assert.match(opened({ development: true }).refusals.hint('/push/paazl/shiping') ?? '', /\/push\/paazl\/shipping/);
});

test('IPv6 counts by its first 64 bits, and IPv4 within IPv6 as IPv4', () => {
  assert.equal(countedAddress('192.0.2.7'), '192.0.2.7');
  assert.equal(countedAddress('::ffff:192.0.2.7'), '192.0.2.7');
  assert.equal(countedAddress('2001:db8:0:1:aaaa::1'), '2001:db8:0:1::/64');
  assert.equal(countedAddress('2001:db8:0:1:bbbb:0:0:2'), '2001:db8:0:1::/64');
  assert.equal(countedAddress('2001:0db8::5'), '2001:db8:0:0::/64');
  assert.equal(countedAddress('::1'), '0:0:0:0::/64');
  assert.equal(countedAddress('fe80::1%eth0'), 'fe80:0:0:0::/64');
});

test('the table of addresses is bounded', () => {
  const buckets = openBuckets({ perMinute: 60, addressesMax: 100 });
  for (let n = 0; n < 1000; n += 1) buckets.take(`192.0.2.${n}`, 0);
  assert.equal(buckets.size(), 100);
});
