import assert from 'node:assert/strict';
import { test } from 'node:test';
import { successorOf } from '../../src/operator/credentials.ts';

const nowMs = Date.UTC(2026, 0, 15, 12);
const used = (label: string, hoursAgo?: number) => ({
  label,
  uses: hoursAgo === undefined ? 0 : 7,
  ...(hoursAgo !== undefined && { lastUsedAt: new Date(nowMs - hoursAgo * 3_600_000).toISOString() }),
});

test('an old token that was silent for longer than a provider repeats can go once the new one is in use', () => {
  const [old, current] = [used('bearer:0b3c9a71', 9 * 24), used('bearer:5d2c8e6a', 1)];
  assert.equal(successorOf(old, [old, current], nowMs), current.label);
  assert.equal(successorOf(current, [old, current], nowMs), undefined);
});

test('a credential is not reported as unused while the old one may still be repeated, while no other is in use, or when it is new', () => {
  for (const uses of [
    [used('bearer:0b3c9a71', 24), used('bearer:5d2c8e6a', 1)],
    [used('bearer:0b3c9a71', 9 * 24), used('bearer:5d2c8e6a')],
    [used('bearer:0b3c9a71', 9 * 24), used('hmac:5d2c8e6a', 1)],
    [used('bearer:0b3c9a71', 1), used('bearer:5d2c8e6a')],
    [used('none', 9 * 24), used('test-message', 1)],
  ])
    for (const one of uses) assert.equal(successorOf(one, uses, nowMs), undefined);
});
