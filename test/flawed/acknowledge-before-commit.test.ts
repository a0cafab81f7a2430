/** The checks that guard the ack can fail: a gateway that answers too early is caught by each of them. */
import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { send } from '../crash/clients.ts';
import { readEvidence } from '../crash/evidence.ts';
import { findLosses } from '../crash/losses.ts';
import { makePush, openMarks } from '../crash/pushes.ts';
import { proveSyncs } from '../crash/sync-proof.ts';
import { programAt } from '../support/programs.ts';
import { startTryGateway } from '../support/try-gateway.ts';

const program = programAt(new URL('acknowledge-before-commit.ts', import.meta.url));

test('the proof of the syncs catches a gateway that answers before it commits', async (t) => {
  const proof = await proveSyncs({ program, clients: 16, pushes: 200 });
  if ('missing' in proof) return t.skip(proof.missing);
  assert.equal(proof.answersWhileHeld, 50, 'all answer while the disk is held back');
  assert.ok(proof.early.length > 200, `${proof.early.length} early acks`);
  assert.equal(proof.sound, false);
});

test('kill -9 shows what a gateway that answers before it commits has lost', async (t) => {
  const gateway = await startTryGateway({ program });
  t.after(gateway.stop);
  const nextMark = openMarks();
  const pushes = Array.from({ length: 20 }, () => makePush('paazl-json', nextMark(), ''));
  const agent = new Agent({ keepAlive: true });
  const replies = await Promise.all(pushes.map((push) => send(gateway.publicUrl, push, agent)));
  await gateway.kill('SIGKILL');
  agent.destroy();

  const acknowledged = pushes.filter((_, index) => replies[index]?.status === 200);
  const losses = findLosses(acknowledged, readEvidence(join(gateway.folder, 'data')));
  assert.ok(
    losses.some(({ what }) => what === 'was acknowledged and is not in the store'),
    `${acknowledged.length} acknowledged, none missed`,
  );
});
