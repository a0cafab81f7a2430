/** A node that gets SIGTERM goes without losing anything and without keeping its work for itself. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noPostgres, postgresBinaries, startPostgres } from '../../support/postgres-server.ts';
import { ask } from '../../support/postgres-standby.ts';
import { eventually } from '../../support/try-gateway.ts';
import { SCHEMA, startNode, storedIn } from './nodes.ts';
import { mustHold, printProof, proofOf } from './proof.ts';
import { openRecorder } from './recorder.ts';
import { startSenders } from './senders.ts';

const skip = postgresBinaries() === undefined && noPostgres;
const PUSHES = Number(process.env.DRAINING_PUSHES ?? 100);
const RECOVERED_MS_MAX = 60_000;

test('a node that gets SIGTERM under load drains: it gives its work back at once, ends with 0, and no event is lost or sent again', {
  skip,
}, async (t) => {
  const server = await startPostgres();
  t.after(() => server.end());
  const recorder = await openRecorder();
  t.after(recorder.close);
  const store = `{ url: "${server.tcpUrl()}", schema: ${SCHEMA} }`;
  const [one, other] = await Promise.all(['one', 'other'].map((name) => startNode(t, { name, store, recorder })));
  assert.ok(one && other);
  let up = [one.publicUrl, other.publicUrl];
  const senders = startSenders({ subjects: 6, urls: () => up });
  await eventually(() => senders.count() >= PUSHES, 'both acknowledge', RECOVERED_MS_MAX);
  // As a load balancer does before it stops a node.
  up = [one.publicUrl];
  await other.kill('SIGTERM');
  assert.deepEqual([other.process().exitCode, other.process().signalCode], [0, null]);
  const held = await ask<{ count: string }>(
    server.url(),
    `SELECT count(*) AS count FROM (SELECT node FROM ${SCHEMA}.work WHERE lease_until_ms > 0 UNION ALL SELECT node FROM ${SCHEMA}.deliveries WHERE lease_until_ms > 0) AS h
       JOIN ${SCHEMA}.nodes n ON n.epoch = h.node WHERE n.id = 'other'`,
  );
  assert.equal(Number(held[0]?.count), 0, 'it keeps no claim');
  const states = await ask<{ gone: number }>(server.url(), `SELECT gone FROM ${SCHEMA}.nodes WHERE id = 'other'`);
  assert.ok(
    states.every(({ gone }) => Number(gone) === 1),
    'the others need not wait until it is silent',
  );
  const enough = senders.count() + PUSHES;
  await eventually(() => senders.count() >= enough, 'the other one goes on', RECOVERED_MS_MAX);
  await senders.stop();
  await eventually(one.idle, 'the work does not come to an end', RECOVERED_MS_MAX);
  const proof = proofOf(senders, recorder, await storedIn(server.url()));
  printProof(t, 'SIGTERM of a node', proof);
  mustHold(proof);
  assert.deepEqual(
    [...senders.refused.keys()].filter((status) => status !== 0),
    [],
    'nobody is refused',
  );
  assert.equal(proof.repeated, 0);
  assert.deepEqual([...recorder.together], [], 'of one subject one event is under way at a time');
});
