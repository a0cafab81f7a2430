import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pushdockProgram } from '../support/try-gateway.ts';
import { proveSyncs } from './sync-proof.ts';
import { readTrace } from './sync-trace.ts';

test('no ack goes out before its commit is synced, neither while the disk is held back nor under load', async (t) => {
  const proof = await proveSyncs({ program: pushdockProgram(), clients: 64, pushes: 2_000 });
  if ('missing' in proof) return t.skip(proof.missing);
  t.diagnostic(`${proof.acks} acks from 64 clients, ${proof.syncs} syncs of the log`);
  assert.deepEqual(
    { whileHeld: proof.answersWhileHeld, after: proof.answersAfter, acks: proof.acks, early: proof.early },
    { whileHeld: 0, after: 50, acks: 2_050, early: [] },
  );
  assert.ok(proof.syncs > 0);
  assert.ok(proof.sound);
});

const early = (...lines: string[]) => readTrace(lines.map((line) => `${line}\n`).join('')).early;

test('an ack counts as early unless its own commit was written, ended, and then synced with success', () => {
  assert.deepEqual(early('R 9 m', 'W m', 'C', 'W', 'B', 'E 0', 'A 9 200'), []);
  assert.deepEqual(early('R 9 m', 'W', 'C', 'W m', 'B', 'E 0', 'A 9 200'), []);
  assert.deepEqual(early('R 9 m', 'A 9 200', 'W m', 'C', 'W', 'B', 'E 0'), ['m'], 'answered first');
  assert.deepEqual(early('R 9 m', 'W m', 'C', 'W', 'A 9 200', 'B', 'E 0'), ['m'], 'written, not synced');
  assert.deepEqual(early('R 9 m', 'W m', 'C', 'W', 'B', 'A 9 200', 'E 0'), ['m'], 'the sync had not returned');
  assert.deepEqual(early('R 9 m', 'W m', 'C', 'W', 'B', 'E -1', 'A 9 200'), ['m'], 'the sync failed');
  assert.deepEqual(early('R 9 m', 'W m', 'B', 'E 0', 'A 9 200'), ['m'], 'the transaction had not ended');
  assert.deepEqual(early('R 9 m', 'B', 'W m', 'C', 'W', 'E 0', 'A 9 200'), ['m'], 'the sync began before');
  assert.deepEqual(early('R 9 m', 'R 8 n', 'W n', 'C', 'W', 'B', 'E 0', 'A 9 200', 'A 8 200'), ['m'], "another's sync");
});
