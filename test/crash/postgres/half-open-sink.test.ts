/** A sink that takes connections and never answers, as one behind a firewall that drops without a word, and a node that is killed meanwhile. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noPostgres, postgresBinaries, startPostgres } from '../../support/postgres-server.ts';
import { openTcpProxy } from '../../support/tcp-proxy.ts';
import { eventually } from '../../support/try-gateway.ts';
import { overtaken, SCHEMA, startNode, storedIn } from './nodes.ts';
import { mustHold, printProof, proofOf } from './proof.ts';
import { openRecorder } from './recorder.ts';
import { startSenders } from './senders.ts';

const skip = postgresBinaries() === undefined && noPostgres;
const PUSHES = Number(process.env.HALF_OPEN_PUSHES ?? 100);
const RECOVERED_MS_MAX = 90_000;

test('while a sink is half open pushes are acknowledged and the other sink gets all, and when it answers again it gets what it missed, in order', {
  skip,
}, async (t) => {
  const server = await startPostgres();
  t.after(() => server.end());
  const [recorder, other] = await Promise.all([openRecorder(), openRecorder()]);
  t.after(recorder.close);
  t.after(other.close);
  const at = new URL(recorder.url);
  const proxy = await openTcpProxy(Number(at.port));
  t.after(proxy.end);
  at.port = String(proxy.port);
  const options = {
    store: `{ url: "${server.tcpUrl()}", schema: ${SCHEMA} }`,
    recorder: { url: at.href },
    sink: 'timeoutMs: 1000',
    others: `  other: { type: http, url: "${other.url}", secrets: [whsec_${Buffer.alloc(32, 7).toString('base64')}], order: subject }\n`,
  };
  const [one, two] = await Promise.all(['one', 'two'].map((name) => startNode(t, { name, ...options })));
  assert.ok(one && two);
  let up = [one.publicUrl, two.publicUrl];
  const senders = startSenders({ subjects: 6, urls: () => up });
  const more = (count: number, why: string) => {
    const enough = senders.count() + count;
    return eventually(() => senders.count() >= enough, why, RECOVERED_MS_MAX);
  };
  await more(PUSHES, 'both acknowledge');
  await eventually(() => recorder.arrivals.length > 0, 'nothing is delivered', RECOVERED_MS_MAX);

  proxy.hold();
  const arrived = other.arrivals.length;
  await more(PUSHES, 'pushes are acknowledged while a sink is half open');
  await eventually(() => other.arrivals.length >= arrived + PUSHES, 'the other sink goes on', RECOVERED_MS_MAX);
  up = [one.publicUrl];
  await two.kill('SIGKILL');
  await more(PUSHES, 'the other node goes on');
  const missing = senders.count() - recorder.arrivals.length;
  // What was under way never comes: neither its answer nor an end of its connection.
  proxy.cut();
  proxy.release();
  await more(PUSHES, 'pushes are acknowledged when the sink answers again');
  await senders.stop();
  await eventually(one.idle, 'the work does not come to an end', RECOVERED_MS_MAX);

  const stored = await storedIn(server.url());
  for (const [name, sink] of [
    ['half-open sink', recorder],
    ['another sink beside it', other],
  ] as const) {
    const proof = proofOf(senders, sink, stored);
    printProof(t, name, proof);
    mustHold(proof);
    assert.deepEqual(await overtaken(server.url(), sink), [], `${name}: later before earlier`);
  }
  assert.deepEqual(
    [...senders.refused.keys()].filter((status) => status !== 0),
    [],
    'no push is refused for a sink',
  );
  assert.ok(missing >= PUSHES, `only ${missing} were missing, so this shows nothing`);
});
