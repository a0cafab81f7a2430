import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryAfterMs, waitMs } from '../../src/outbound/backoff.ts';

const backoff = { firstMs: 1000, factor: 2, capMs: 60_000 } as const;

test('without jitter each wait is longer by the factor, up to the cap, for any number of attempts', () => {
  const waits = [1, 2, 3, 6, 7, 8, 5000].map((attempt) => waitMs({ ...backoff, jitter: 'none' }, attempt));
  assert.deepEqual(waits, [1000, 2000, 4000, 32_000, 60_000, 60_000, 60_000]);
});

test('full jitter spreads each wait from nothing to its whole length', () => {
  assert.equal(
    waitMs(backoff, 3, () => 0),
    0,
  );
  assert.equal(
    waitMs(backoff, 3, () => 0.5),
    2000,
  );
  assert.equal(
    waitMs(backoff, 3, () => 0.999999),
    4000,
  );
  assert.equal(
    waitMs(backoff, 5000, () => 0.5),
    30_000,
  );
});

test('Retry-After is understood as seconds and as a date, and never reaches beyond a day or into the past', () => {
  const nowMs = Date.UTC(2026, 0, 1);
  assert.equal(retryAfterMs('120', nowMs), 120_000);
  assert.equal(retryAfterMs(' 0 ', nowMs), 0);
  assert.equal(retryAfterMs('Thu, 01 Jan 2026 00:01:00 GMT', nowMs), 60_000);
  assert.equal(retryAfterMs('Wed, 31 Dec 2025 00:00:00 GMT', nowMs), 0);
  assert.equal(retryAfterMs('9999999999', nowMs), 86_400_000);
  for (const nonsense of [undefined, null, '', 'soon', '-5', '1.5', '2026-01-01', 'Thu, nonsense'])
    assert.equal(retryAfterMs(nonsense, nowMs), undefined, String(nonsense));
});

test('Retry-After is GMT in each of the three forms of HTTP, wherever the gateway runs', () => {
  const nowMs = Date.UTC(2026, 0, 1);
  for (const date of [
    'Thu, 01 Jan 2026 00:01:00 GMT',
    'Thu, 01 Jan 2026 02:01:00 +0200',
    'Thursday, 01-Jan-26 00:01:00 GMT',
    'Thu Jan  1 00:01:00 2026',
    'thu jan 1 00:01:00 2026',
  ])
    assert.equal(retryAfterMs(date, nowMs), 60_000, date);
  assert.equal(retryAfterMs('Sunday, 06-Nov-94 08:49:37 GMT', nowMs), 0);
  assert.equal(retryAfterMs('9'.repeat(40), nowMs), 86_400_000);
  for (const nonsense of [
    '-9',
    '+5',
    '1e3',
    '0x10',
    '60, 120',
    'Thu, 32 Jan 2026 00:01:00 GMT',
    'Thu, 01 Foo 2026 00:01:00 GMT',
  ])
    assert.equal(retryAfterMs(nonsense, nowMs), undefined, nonsense);
});
