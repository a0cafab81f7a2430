/** The network between a gateway and its database: cuts, delays, a stop without a word, and cuts between a COMMIT and its answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noPostgres, postgresBinaries, startPostgres } from '../../support/postgres-server.ts';
import { openTcpProxy } from '../../support/tcp-proxy.ts';
import { eventually } from '../../support/try-gateway.ts';
import { SCHEMA, startNode, storedIn } from './nodes.ts';
import { mustHold, printProof, proofOf } from './proof.ts';
import { openRecorder } from './recorder.ts';
import { startSenders } from './senders.ts';

const skip = postgresBinaries() === undefined && noPostgres;
/** Cuts of each kind. */
const CUTS = Number(process.env.NETWORK_CUTS ?? 8);
const PUSHES = 10 * CUTS;
/** For all of NETWORK_CUTS=200 on a busy machine; with the default all waits together take half a minute. */
const RECOVERED_MS_MAX = 150_000;

test('whatever the network to the database does, no acknowledged push is lost and none becomes two events', {
  skip,
}, async (t) => {
  const server = await startPostgres();
  t.after(() => server.end());
  const proxy = await openTcpProxy(server.port);
  t.after(proxy.end);
  const recorder = await openRecorder();
  t.after(recorder.close);
  const store = `{ url: "postgres://pushdock@127.0.0.1:${proxy.port}/postgres", schema: ${SCHEMA} }`;
  const gateway = await startNode(t, { name: 'one', store, recorder });
  const senders = startSenders({ subjects: 6, urls: () => [gateway.publicUrl] });
  const more = (count: number, why: string) => {
    const enough = senders.count() + count;
    return eventually(() => senders.count() >= enough, why, RECOVERED_MS_MAX);
  };
  await more(PUSHES, 'pushes are acknowledged');

  let broken = 0;
  for (let cut = 0; cut < CUTS; cut += 1) {
    await more(3, 'pushes are acknowledged between two cuts');
    broken += proxy.cut();
  }
  proxy.delay(20);
  await more(PUSHES, 'pushes are acknowledged, only later');
  broken += proxy.cut();
  proxy.delay(0);

  for (const [what, pattern] of [
    ['pushes', /INSERT INTO "\w+"\.messages\b/],
    ['claims of work', /UPDATE "\w+"\.work SET lease_until_ms/],
    ['ends of work', /INSERT INTO "\w+"\.events\b/],
    ['claims of deliveries', /UPDATE "\w+"\.deliveries SET lease_until_ms/],
    ['ends of deliveries', /INSERT INTO "\w+"\.delivered\b/],
  ] as const) {
    const before = proxy.answersCut();
    proxy.cutAnswers(pattern, CUTS);
    const cut = () => proxy.answersCut() - before;
    await eventually(
      () => cut() === CUTS,
      () => `of ${what} only ${cut()} answers were cut`,
      RECOVERED_MS_MAX,
    );
  }

  proxy.hold();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  broken += proxy.cut();
  proxy.release();
  await more(PUSHES, 'pushes are acknowledged when the network is back');
  await senders.stop();
  await eventually(gateway.idle, 'the work does not come to an end', RECOVERED_MS_MAX);

  const proof = proofOf(senders, recorder, await storedIn(server.url()));
  printProof(t, 'network to the database', proof);
  t.diagnostic(`${broken} connections broken, ${proxy.answersCut()} commits without their answer`);
  mustHold(proof);
  assert.deepEqual([...recorder.together], [], 'of one subject one event is under way at a time');
  // Only an event whose end was lost may be sent again; it is settled again instead, so only a claim that was lost can repeat one.
  assert.ok(proof.repeated <= broken + proxy.answersCut(), `${proof.repeated} were repeated`);
});
