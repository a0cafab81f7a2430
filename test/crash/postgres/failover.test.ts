/** The database's primary is killed under load, and its standby takes its place. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { noPostgres, postgresBinaries, startPostgres } from '../../support/postgres-server.ts';
import { startStandby } from '../../support/postgres-standby.ts';
import { openTcpProxy } from '../../support/tcp-proxy.ts';
import { eventually } from '../../support/try-gateway.ts';
import { overtaken, SCHEMA, startNode, storedIn } from './nodes.ts';
import { mustHold, printProof, proofOf } from './proof.ts';
import { openRecorder } from './recorder.ts';
import { startSenders } from './senders.ts';

const skip = postgresBinaries() === undefined && noPostgres;
const SUBJECTS = 6;
/** Acknowledged pushes before each step; more by hand. */
const PUSHES = Number(process.env.FAILOVER_PUSHES ?? 150);
const RECOVERED_MS_MAX = 60_000;

async function openCluster(t: TestContext) {
  const primary = await startPostgres();
  t.after(() => primary.end());
  const standby = await startStandby(primary);
  t.after(() => standby.server.end());
  const proxy = await openTcpProxy(primary.port);
  t.after(proxy.end);
  const recorder = await openRecorder();
  t.after(recorder.close);
  const store = `{ url: "postgres://pushdock@127.0.0.1:${proxy.port}/postgres", schema: ${SCHEMA} }`;
  return { primary, standby, proxy, recorder, store };
}

test('two gateways under load: kill -9 of one, then of the primary; with a synchronous standby every acknowledged push is one event, and those of each subject arrive in the order of their pushes', {
  skip,
}, async (t) => {
  const { primary, standby, proxy, recorder, store } = await openCluster(t);
  await standby.join();
  const [one, other] = await Promise.all(['one', 'other'].map((name) => startNode(t, { name, store, recorder })));
  assert.ok(one && other);
  let up = [one.publicUrl, other.publicUrl];
  const senders = startSenders({ subjects: SUBJECTS, urls: () => up });
  const more = (why: string) => {
    const enough = senders.count() + PUSHES;
    return eventually(() => senders.count() >= enough, why, RECOVERED_MS_MAX);
  };
  await more('both acknowledge');
  await other.kill('SIGKILL');
  up = [one.publicUrl];
  await more('the gateway that is left acknowledges');
  primary.process.kill('SIGKILL');
  proxy.cut();
  await standby.promote();
  proxy.leadTo(standby.server.port);
  await more('pushes are acknowledged after the failover');
  await senders.stop();
  await eventually(one.idle, 'the work does not come to an end', RECOVERED_MS_MAX);

  const proof = proofOf(senders, recorder, await storedIn(standby.server.url()));
  printProof(t, 'failover, synchronous standby', proof);
  mustHold(proof);
  assert.deepEqual([...recorder.together], [], 'of one subject one event is under way at a time');
  assert.deepEqual(await overtaken(standby.server.url(), recorder), []);
});
