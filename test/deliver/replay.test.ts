import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { openReplay, ReplayRefused } from '../../src/deliver/replay.ts';
import type { Sink, SinkSettings } from '../../src/deliver/sinks/sink.ts';
import type { Processing, Source } from '../../src/providers/provider.ts';
import type { Replay } from '../../src/store/store.ts';
import { recordingLog } from '../support/recording-log.ts';
import { until } from '../support/until.ts';
import { calm, delivered, openDelivering, waitFor } from './delivering.ts';

/** Five messages, delivered once to `orders`; then what a replay sends. */
async function openReplaying(t: TestContext, settings: Partial<SinkSettings> = {}) {
  const bench = await openDelivering(t);
  const { clock, store, start, arrive, count } = bench;
  const { attempts, sink } = start(() => delivered, settings);
  const messages = await arrive('a', 'b', 'c', 'd', 'e');
  await until(async () => (await count('delivered')) === 5);
  attempts.length = 0;
  let sinks: readonly Sink[] = [sink];
  let source: Source | undefined = bench.source;
  const log = recordingLog();
  const open = () => openReplay({ store, source: () => source, sinks: () => sinks, clock, log });
  const replaying = await open();
  t.after(() => replaying.close());
  return {
    ...{ ...bench, attempts, messages, replaying, open, log },
    process: (process: Processing['process']) => {
      source = { ...bench.source, processing: { process } };
    },
    withoutSource: () => {
      source = undefined;
    },
    use: (...used: readonly Sink[]) => {
      sinks = used;
    },
    sink,
    ended: async ({ id }: Replay) => {
      await waitFor(
        clock,
        async () => (await store.listReplays({ id: id }, { limit: 1 })).items[0]?.state !== 'running',
      );
      return (await store.listReplays({ id: id }, { limit: 1 })).items[0];
    },
  };
}

test('a plan says how many, to which sinks and for how long, and sends nothing', async (t) => {
  const { replaying, attempts, use, sink, store } = await openReplaying(t);
  const named = (name: string, changes: Partial<SinkSettings>): Sink => ({
    ...sink,
    name,
    settings: { ...sink.settings, ...changes },
  });
  const filter = { types: ['com.other.*'], sources: [], data: {} };
  use(
    sink,
    named('slow', {
      rate: { perSecond: 0.5, burst: 1 },
      filter: { ...filter, types: [], data: { '/status': ['SENT'] } },
    }),
    named('others', { filter }),
  );
  assert.deepEqual(await replaying.plan({ filter: { source: 'shipping' }, perSecond: 1 }), {
    messages: 5,
    unprocessed: 0,
    withoutBytes: 0,
    sinks: [
      { sink: 'orders', deliveries: 5, atMost: false },
      { sink: 'slow', deliveries: 5, atMost: true },
      { sink: 'others', deliveries: 0, atMost: false },
    ],
    seconds: 10,
  });
  await calm();
  assert.deepEqual(attempts, []);
  assert.deepEqual((await store.listReplays({}, { limit: 5 })).items, []);
});

test("a replay derives the events again from the stored bytes: the same ids, today's data, marked as a replay", async (t) => {
  const { replaying, attempts, messages, process, ended, count } = await openReplaying(t);
  process(async ({ message }) => ({
    kind: 'processed',
    verdict: 'drift',
    findings: [],
    events: [{ type: 'com.example.renamed', data: { bytes: message.bytes.byteLength } }],
  }));
  const replay = await replaying.start({ filter: {} });
  const done = await ended(replay);
  assert.deepEqual([done?.state, done?.walked, done?.skipped], ['done', 5, 0]);
  await until(async () => (await count('delivered')) === 10);
  assert.deepEqual(
    attempts.map(({ id, replay: of }) => [id, of]),
    messages.map((id) => [`${id}-0`, replay.id]),
  );
});

test('as sent, the stored events are repeated, without a source and without bytes', async (t) => {
  const { clock, store, replaying, attempts, messages, withoutSource, ended } = await openReplaying(t);
  withoutSource();
  clock.advance(1_000);
  await store.prune({ nowMs: clock.now(), ages: { bodiesMs: 1 }, limit: 100, cursor: 'bodies:0' });
  const refused = await ended(await replaying.start({ filter: { messageIds: messages.slice(0, 1) } }));
  assert.deepEqual([refused?.walked, refused?.skipped], [1, 1]);
  assert.match(refused?.lastSkip ?? '', /bytes are no longer kept/);
  await ended(await replaying.start({ filter: { messageIds: messages.slice(0, 2) }, mode: 'as_sent' }));
  await until(() => attempts.length === 2);
});

test('a replay goes through so many messages a second', async (t) => {
  const { clock, replaying, ended } = await openReplaying(t);
  const startMs = clock.now();
  await ended(await replaying.start({ filter: {}, perSecond: 1 }));
  const tookMs = clock.now() - startMs;
  assert.ok(tookMs >= 4_000 && tookMs <= 8_000, `5 messages at one a second took ${tookMs} ms`);
});

test('a replay that a stop of the gateway interrupted goes on where it stood', async (t) => {
  const { clock, store, replaying, attempts, open, ended } = await openReplaying(t);
  const replay = await replaying.start({ filter: {}, perSecond: 1 });
  await waitFor(clock, () => attempts.length === 2);
  await replaying.close();
  assert.equal((await store.listReplays({ id: replay.id }, { limit: 1 })).items[0]?.state, 'running');
  const again = await open();
  t.after(() => again.close());
  assert.equal((await ended(replay))?.walked, 5);
  await until(() => attempts.length === 5);
  assert.equal(new Set(attempts.map(({ id }) => id)).size, 5);
});

test('a stopped replay sends nothing more', async (t) => {
  const { clock, replaying, attempts } = await openReplaying(t);
  const replay = await replaying.start({ filter: {}, perSecond: 1 });
  await waitFor(clock, () => attempts.length === 2);
  assert.equal((await replaying.stop(replay.id))?.state, 'stopped');
  clock.advance(60_000);
  await calm();
  assert.ok(attempts.length <= 3);
  assert.equal(await replaying.stop('999'), undefined);
});

test('a replay asks no provider and answers none; what cannot be derived is skipped with its reason', async (t) => {
  const { replaying, process, ended, log } = await openReplaying(t);
  process(async (_input, context) => {
    assert.ok(context.signal.aborted);
    await context.settle({ final: true, value: null });
    return { kind: 'processed', verdict: 'match', findings: [], events: [] };
  });
  const done = await ended(await replaying.start({ filter: {} }));
  assert.equal(done?.skipped, 5);
  assert.match(done?.lastSkip ?? '', /such work fetches nothing and answers no provider/);
  assert.equal(log.of('replay.derive_crashed').length, 5);
});

test('dead letters are sent again to the sink that refused them, and not to others', async (t) => {
  const { clock, store, source, start, arrive, count } = await openDelivering(t);
  let refuses = true;
  const { attempts, sink } = start((event) =>
    refuses && event.subject === 'bad' ? { kind: 'refused', detail: '422' } : delivered,
  );
  await arrive('good', 'bad', 'good', 'bad');
  await until(async () => (await count('dead')) === 2);
  await until(async () => (await count('delivered')) === 2);
  refuses = false;
  attempts.length = 0;
  const other: Sink = { ...sink, name: 'other', deliver: async () => assert.fail('it was never owed anything') };
  const parts = { store, source: () => source, sinks: () => [sink, other], clock, log: recordingLog() };
  const replaying = await openReplay(parts);
  t.after(() => replaying.close());
  assert.deepEqual((await replaying.plan({ filter: { dead: true } })).sinks, [
    { sink: 'orders', deliveries: 2, atMost: false },
    { sink: 'other', deliveries: 0, atMost: false },
  ]);
  await replaying.start({ filter: { dead: true } });
  await waitFor(clock, async () => (await count('delivered')) === 4);
  assert.deepEqual(
    attempts.map(({ subject }) => subject),
    ['bad', 'bad'],
  );
  assert.equal(await count('dead'), 0);
});

test('an order that cannot be is refused with a sentence', async (t) => {
  const { replaying } = await openReplaying(t);
  const refused = (sentence: RegExp) => (error: unknown) =>
    error instanceof ReplayRefused && sentence.test(error.message);
  await assert.rejects(replaying.plan({ filter: {}, sinks: ['ledgers'] }), refused(/No sink is named ledgers\. /));
  await assert.rejects(replaying.start({ filter: {}, perSecond: 0 }), refused(/more than 0/));
  const messageIds = Array.from({ length: 1_001 }, (_, index) => String(index));
  await assert.rejects(replaying.start({ filter: { messageIds } }), refused(/at most 1000 ids of messages/));
});

test('two processes that adopt one replay do each of its steps once between them', async (t) => {
  const { clock, replaying, attempts, open, ended } = await openReplaying(t);
  const replay = await replaying.start({ filter: {}, perSecond: 1 });
  const other = await open();
  t.after(() => other.close());
  await waitFor(clock, () => attempts.length === 2);
  // The one that has the lease goes, and the other goes on once its term is over.
  await replaying.close();
  assert.deepEqual([(await ended(replay))?.state, (await ended(replay))?.walked], ['done', 5]);
  await until(() => attempts.length === 5);
  assert.equal(new Set(attempts.map(({ id }) => id)).size, 5);
});

test('a replay whose step another process did first goes on to its end', async (t) => {
  const { clock, store, sink, source, log, ended } = await openReplaying(t);
  let fenced = 0;
  const overtaken: typeof store = Object.assign(Object.create(store), {
    // As a process does whose lease ran out while it derived: another one has walked these by now.
    addReplayed: async (...step: Parameters<typeof store.addReplayed>) => {
      await store.addReplayed(...step);
      const added = await store.addReplayed(...step);
      if (added === 'fenced') fenced += 1;
      return added;
    },
  });
  const parts = { store: overtaken, source: () => source, sinks: () => [sink], clock, log };
  const replaying = await openReplay(parts);
  t.after(() => replaying.close());
  const replay = await replaying.start({ filter: {}, perSecond: 1 });
  assert.equal((await ended(replay))?.walked, 5);
  assert.equal(fenced, 5);
});
