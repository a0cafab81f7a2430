/** A synchronous standby goes away, and comes back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pushdock } from '../../support/command.ts';
import { noPostgres, postgresBinaries, startPostgres } from '../../support/postgres-server.ts';
import { ask, startStandby } from '../../support/postgres-standby.ts';
import { eventually, type RunningGateway } from '../../support/try-gateway.ts';
import { openMarks } from '../pushes.ts';
import { SCHEMA, startNode, storedIn } from './nodes.ts';
import { openRecorder } from './recorder.ts';
import { pushOf } from './senders.ts';

const skip = postgresBinaries() === undefined && noPostgres;
const nextMark = openMarks();
const RECOVERED_MS_MAX = 60_000;

async function push(gateway: RunningGateway, { target, headers, body } = pushOf('order', nextMark())) {
  const reply = await fetch(`${gateway.publicUrl}${target}`, { method: 'POST', headers, body });
  await reply.arrayBuffer();
  return reply.status;
}

async function kindsOf(gateway: RunningGateway): Promise<readonly string[]> {
  const answer = (await (await fetch(`${gateway.operatorUrl}/api/conditions`)).json()) as {
    readonly items: readonly { readonly kind: string }[];
  };
  return answer.items.map(({ kind }) => kind).filter((kind) => kind.startsWith('standby-'));
}

test('without its standby nothing is acknowledged, and conditions, metrics and doctor say so; when it is back the gateway goes on', {
  skip,
}, async (t) => {
  const primary = await startPostgres();
  t.after(() => primary.end());
  const standby = await startStandby(primary);
  t.after(() => standby.server.end());
  const recorder = await openRecorder();
  t.after(recorder.close);
  const store = `{ url: "${primary.tcpUrl()}", schema: ${SCHEMA} }`;
  const gateway = await startNode(t, { name: 'one', store, recorder });
  assert.deepEqual(await kindsOf(gateway), ['standby-unconfigured']);
  await standby.join();
  assert.deepEqual(await kindsOf(gateway), []);
  assert.equal(await push(gateway), 200);

  await standby.server.stop('immediate');
  const waiting = pushOf('order', nextMark());
  const refused = push(gateway, waiting);
  const cancel = `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'`;
  await eventually(async () => (await ask(primary.url(), cancel)).length > 0, 'no commit waits for the standby');
  assert.equal(await refused, 503, 'a commit whose wait was cancelled is not acknowledged');
  assert.equal(await push(gateway), 503, 'nor one that nobody cancels');
  await eventually(
    async () => (await kindsOf(gateway)).includes('standby-missing'),
    'the missing standby is not a condition',
  );
  const metrics = await (await fetch(`${gateway.operatorUrl}/metrics`)).text();
  assert.match(metrics, /^pushdock_conditions\{kind="standby-missing",about="store"\} 1$/m);
  const { stdout } = await pushdock(['doctor', '--config', gateway.file]);
  assert.match(
    stdout,
    /^warning +store: The database waits for 1 of the synchronous standbys standby, and 0 are there/m,
  );
  const waits = `SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'`;
  await eventually(
    async () => (await ask(primary.url(), waits)).length <= 12,
    'waiting commits pile up in the database',
  );

  await standby.server.start();
  await eventually(async () => (await push(gateway, waiting)) === 200, 'it does not recover', RECOVERED_MS_MAX);
  await eventually(async () => (await kindsOf(gateway)).length === 0, 'the condition does not end');
  await eventually(gateway.idle, 'the work does not come to an end', RECOVERED_MS_MAX);
  const ids = new Set(recorder.arrivals.filter(({ mark }) => mark === waiting.mark).map(({ id }) => id));
  assert.equal(ids.size, 1, 'the push that was refused and came again is one event');
  t.diagnostic(`refused without the standby, then one event · stored ${await storedIn(primary.url())}`);
});
