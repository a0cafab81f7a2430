import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Checked, refuse } from '../../../src/problems.ts';
import { allOf } from '../../../src/trust/schemes/all-of.ts';
import type { Proof } from '../../../src/trust/trust.ts';

const token: Checked<Proof> = { ok: true, value: { scheme: 'bearer', credential: 'bearer:00000000' } };
const address: Checked<Proof> = { ok: true, value: { scheme: 'address-list', credential: 'address:::1' } };

test('all proofs together are the proof', () => {
  const checked = allOf([token, address]);
  assert.ok(checked.ok);
  assert.deepEqual(
    checked.value.map(({ credential }) => credential),
    ['bearer:00000000', 'address:::1'],
  );
});

test('one failing proof is enough to be refused, and all that failed are logged', () => {
  assert.ok(!allOf([token, refuse('proof_wrong', 'a')]).ok);
  const both = allOf([refuse('proof_missing', 'no token'), token, refuse('proof_wrong', 'no address')]);
  assert.ok(!both.ok);
  assert.equal(both.detail, 'no token; no address');
});

test('a source without any proof accepts nobody', () => {
  assert.ok(!allOf([]).ok);
});
