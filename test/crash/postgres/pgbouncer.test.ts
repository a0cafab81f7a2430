/** Two gateways behind PgBouncer in transaction mode; hints go past it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noPgBouncer, pgBouncerProgram, startPgBouncer } from '../../support/pgbouncer.ts';
import { noPostgres, postgresBinaries, startPostgres } from '../../support/postgres-server.ts';
import { ask } from '../../support/postgres-standby.ts';
import { eventually } from '../../support/try-gateway.ts';
import { SCHEMA, startNode, storedIn } from './nodes.ts';
import { mustHold, printProof, proofOf } from './proof.ts';
import { openRecorder } from './recorder.ts';
import { startSenders } from './senders.ts';

const skip =
  (postgresBinaries() === undefined && noPostgres) || (pgBouncerProgram() === undefined && noPgBouncer) || false;
const PUSHES = Number(process.env.PGBOUNCER_PUSHES ?? 200);
const RECOVERED_MS_MAX = 60_000;

test('behind PgBouncer in transaction mode two gateways deliver every push once, and only the direct address listens', {
  skip,
}, async (t) => {
  const server = await startPostgres();
  t.after(() => server.end());
  const bouncer = await startPgBouncer(server);
  t.after(bouncer.end);
  const recorder = await openRecorder();
  t.after(recorder.close);
  const store = `{ url: "${bouncer.url()}", direct: "${server.tcpUrl()}", schema: ${SCHEMA} }`;
  const nodes = await Promise.all(['one', 'other'].map((name) => startNode(t, { name, store, recorder })));
  const senders = startSenders({ subjects: 6, urls: () => nodes.map(({ publicUrl }) => publicUrl) });
  await eventually(() => senders.count() >= PUSHES, 'pushes are acknowledged', RECOVERED_MS_MAX);
  await senders.stop();
  for (const node of nodes) await eventually(node.idle, 'the work does not come to an end', RECOVERED_MS_MAX);

  const listening = await ask<{ name: string; over: string | null }>(
    server.url(),
    `SELECT application_name AS name, client_addr::text AS over FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query LIKE '%pg_notify%'`,
  );
  // Two threads of each gateway. PgBouncer comes over the socket, which has no address.
  assert.deepEqual(
    listening.filter(({ name }) => name !== '').map(({ name, over }) => [name, over !== null]),
    Array.from({ length: 4 }, () => ['pushdock hints', true]),
  );
  const proof = proofOf(senders, recorder, await storedIn(server.url()));
  printProof(t, 'PgBouncer, transaction mode', proof);
  mustHold(proof);
  assert.deepEqual([...recorder.together], [], 'of one subject one event is under way at a time');
});
