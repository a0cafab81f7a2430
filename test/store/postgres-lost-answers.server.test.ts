/** The connection breaks after the database has committed and before we hear of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { postgresPlace } from '../support/engine.ts';
import { noPostgres, postgresBinaries, sharedPostgres } from '../support/postgres-server.ts';
import { openTcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';
import { completion, identity, LEASE_MS, newEvent, newMessage } from './messages.ts';

const skip = postgresBinaries() === undefined && noPostgres;

async function openBehind(t: { after(end: () => Promise<void>): void }) {
  const { port } = await sharedPostgres();
  const proxy = await openTcpProxy(port);
  t.after(proxy.end);
  const place = await postgresPlace({ url: `postgres://pushdock@127.0.0.1:${proxy.port}/postgres` });
  const store = await openPostgresStore({ place });
  t.after(() => store.close());
  // Makes the partitions of this day.
  const record = { kind: 'record', reason: 'a test', group: 'test', most: 1, perMinute: 60 } as const;
  await store.append(newMessage(Date.now(), { disposition: record }));
  return { store, proxy };
}

const isAway = (error: unknown) => error instanceof StoreUnavailable && !error.fatal;

test('a push that was committed without an answer is refused, and its resend is a repeat', { skip }, async (t) => {
  const { store, proxy } = await openBehind(t);
  const message = () => newMessage(Date.now(), { identities: [identity('one')] });
  const first = message();
  proxy.cutAnswers(/INSERT INTO "\w+"\.messages\b/, 1);
  await assert.rejects(store.append(first), isAway);
  assert.equal(proxy.answersCut(), 1);
  assert.deepEqual(await store.append(message()), { outcome: 'duplicate', messageId: first.id });
});

for (const [what, pattern] of [
  ['work', /UPDATE "\w+"\.work SET lease_until_ms/],
  ['deliveries', /UPDATE "\w+"\.deliveries SET lease_until_ms/],
] as const)
  test(`a claim of ${what} that was committed without an answer is given back with the next claim, and counts as no attempt`, {
    skip,
  }, async (t) => {
    const { store, proxy } = await openBehind(t);
    await store.append(newMessage(Date.now()));
    const request = () => ({ nowMs: Date.now(), leaseMs: LEASE_MS, limit: 1 });
    const claimWork = () => store.claimWork(request());
    const claimDelivery = () => store.claimDeliveries({ ...request(), sink: 'orders' });
    if (what === 'deliveries') {
      const [work] = await claimWork();
      assert.ok(work);
      const end = {
        kind: 'complete',
        completion: completion([newEvent(work.message.id)], ['orders']),
        nowMs: Date.now(),
      };
      assert.equal(await store.settleWork(work, { end: { ...end, kind: 'complete' } }), 'done');
    }
    const claim = what === 'work' ? claimWork : claimDelivery;
    proxy.cutAnswers(pattern, 1);
    await assert.rejects(claim(), isAway);
    assert.equal(proxy.answersCut(), 1);
    const [again] = await claim();
    assert.deepEqual([again?.attempt, again?.unfinished], [1, 0]);
  });

test('a claim whose COMMIT is still under way when the connection breaks is given back once the server has kept it', {
  skip,
}, async (t) => {
  const { store, proxy } = await openBehind(t);
  await store.append(newMessage(Date.now()));
  // For the store no time passes, so no lease ends.
  const nowMs = Date.now();
  const claim = () => store.claimWork({ nowMs, leaseMs: LEASE_MS, limit: 1 });
  const commit = proxy.holdCommit(/UPDATE "\w+"\.work SET lease_until_ms/);
  await assert.rejects(claim(), isAway);
  assert.equal(commit.isHeld(), true);
  assert.deepEqual(await claim(), [], 'the server has it locked still');
  commit.send();
  let again: Awaited<ReturnType<typeof claim>>[number] | undefined;
  await until(
    async () => {
      [again] = await claim();
      return again !== undefined;
    },
    { otherwise: 'the claim waits for the end of its lease' },
  );
  assert.deepEqual([again?.attempt, again?.unfinished], [1, 0]);
});

test('a settlement that was committed without an answer is done when it is settled again', { skip }, async (t) => {
  const { store, proxy } = await openBehind(t);
  await store.append(newMessage(Date.now()));
  const [claim] = await store.claimWork({ nowMs: Date.now(), leaseMs: LEASE_MS, limit: 1 });
  assert.ok(claim);
  const completed = completion([newEvent(claim.message.id)], ['orders']);
  const settle = () => store.settleWork(claim, { end: { kind: 'complete', completion: completed, nowMs: Date.now() } });
  proxy.cutAnswers(/INSERT INTO "\w+"\.events\b/, 1);
  await assert.rejects(settle(), isAway);
  assert.equal(proxy.answersCut(), 1);
  assert.equal(await settle(), 'done');
  assert.equal((await store.listEvents({}, { limit: 10 })).items.length, 1);
});
