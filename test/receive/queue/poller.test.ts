/** The loop of a queue: what is removed, what is left, and what becomes of it while the queue or the store is away. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startPoller } from '../../../src/receive/queue/poller.ts';
import type { Taken } from '../../../src/receive/queue/take.ts';
import { heldClock } from '../../store/held-clock.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { elapse, passing, passingUntil, until } from '../../support/until.ts';
import { fakeQueue } from './fake-queue.ts';

/** `take`: what becomes of the message with that id. */
function open(t: TestContext, take: (id: string) => Taken | Promise<Taken>) {
  const clock = heldClock();
  const log = recordingLog();
  const queue = fakeQueue(clock);
  const faults: (string | undefined)[] = [];
  const polls: string[] = [];
  const begin = () => {
    const poller = startPoller({
      source: 'pos',
      queue,
      take: async ({ id }) => take(id),
      clock,
      log,
      onPoll: (outcome) => void polls.push(outcome),
      onFault: (fault) => void faults.push(fault),
      random: () => 1,
    });
    t.after(() => passing(clock, poller.stop(1_000)));
    return poller;
  };
  /** Time passes in steps until it is true. */
  const eventually = async (holds: () => boolean) => passingUntil(clock, holds, { stepMs: 500 });
  return { clock, log, queue, faults, polls, begin, eventually };
}

test('a message is removed once it is durable, and not before', async (t) => {
  let durable = (_taken: Taken) => {};
  const { queue, begin, eventually } = open(t, () => new Promise((resolve) => (durable = resolve)));
  queue.send('a', '{}');
  begin();
  await eventually(() => queue.calls.includes('receive a'));
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  assert.deepEqual(queue.ids(), ['a']);
  durable('durable');
  await until(() => queue.ids().length === 0);
  assert.deepEqual(queue.calls, ['receive a', 'remove a']);
});

test('at most ten are in hand, and a batch is removed by one call', async (t) => {
  const { queue, begin, eventually } = open(t, () => 'durable');
  for (let index = 0; index < 12; index += 1) queue.send(`m${index}`, '{}');
  begin();
  await eventually(() => queue.ids().length === 0);
  assert.deepEqual(
    queue.calls.map((call) => call.split(' ').length - 1),
    [10, 10, 2, 2],
  );
});

test('a refused message stays in the queue and comes again after a minute, two, four, and never less often than hourly; others go on', async (t) => {
  const { clock, queue, log, begin, eventually } = open(t, (id) => (id === 'forged' ? 'refused' : 'durable'));
  queue.send('forged', '{}');
  queue.send('genuine', '{}');
  begin();
  const holds = () => queue.calls.filter((call) => call.startsWith('hold'));
  await passingUntil(clock, () => holds().length >= 8, { stepMs: 10_000 });
  assert.deepEqual(
    holds().slice(0, 8),
    [60, 120, 240, 480, 960, 1920, 3600, 3600].map((seconds) => `hold forged ${seconds}`),
  );
  assert.deepEqual(queue.ids(), ['forged']);
  assert.equal(log.of('queue.message_left')[0]?.fields.queue_message, 'forged');
  queue.send('later', '{}');
  await eventually(() => !queue.ids().includes('later'));
});

test('a message whose taking crashes is left like a refused one', async (t) => {
  const { queue, begin, eventually } = open(t, () => 'crashed');
  queue.send('a', '{}');
  begin();
  await eventually(() => queue.calls.includes('hold a 60'));
  assert.deepEqual(queue.ids(), ['a']);
});

test('while the store is away messages are kept in hand: hidden longer, not received again, and removed when it is back', async (t) => {
  let away = true;
  let tries = 0;
  const { clock, queue, begin } = open(t, () => {
    tries += 1;
    return away ? 'unstored' : 'durable';
  });
  queue.send('a', '{}');
  queue.send('b', '{}');
  begin();
  // Five minutes, five times as long as a message is hidden.
  await elapse(clock, 300_000, { stepMs: 500 });
  assert.deepEqual(queue.ids(), ['a', 'b']);
  assert.deepEqual(
    queue.calls.filter((call) => call.startsWith('receive')),
    ['receive a b'],
    'each receipt counts for the redrive policy',
  );
  assert.ok(tries < 120, `${tries} tries of two messages in five minutes`);
  away = false;
  await passingUntil(clock, () => queue.ids().length === 0, { stepMs: 1_000 });
});

test('of a batch only what was not stored is tried again', async (t) => {
  const tried: string[] = [];
  const { clock, queue, begin } = open(t, (id) => {
    tried.push(id);
    return id === 'b' && tried.length < 5 ? 'unstored' : 'durable';
  });
  for (const id of ['a', 'b', 'c']) queue.send(id, '{}');
  begin();
  await passingUntil(clock, () => queue.ids().length === 0, { stepMs: 500 });
  assert.deepEqual(tried, ['a', 'b', 'c', 'b', 'b']);
});

test('a stop while the store is away gives the messages back at once, for another gateway', async (t) => {
  const { clock, queue, begin, eventually } = open(t, () => 'unstored');
  queue.send('a', '{}');
  const poller = begin();
  await eventually(() => queue.calls.includes('hold a 60'));
  await passing(clock, poller.stop(60_000));
  assert.equal(queue.calls.at(-1), 'hold a 0');
  assert.deepEqual(queue.ids(), ['a']);
});

test('a stop finishes the batch, asks for no more, and closes the queue', async (t) => {
  let durable = (_taken: Taken) => {};
  const { queue, begin, eventually } = open(t, () => new Promise((resolve) => (durable = resolve)));
  queue.send('a', '{}');
  const poller = begin();
  await eventually(() => queue.calls.includes('receive a'));
  queue.send('b', '{}');
  const stopped = poller.stop(60_000);
  durable('durable');
  await stopped;
  assert.deepEqual(queue.calls, ['receive a', 'remove a']);
  assert.deepEqual([queue.ids(), queue.closed.yes], [['b'], true]);
});

test('a stop does not wait for a message that never comes, and not for ever for a store that hangs', async (t) => {
  const idle = open(t, () => 'durable');
  const waiting = idle.begin();
  await waiting.stop(60_000);
  assert.deepEqual(idle.faults, [], 'a stop is no fault of the queue');
  const hung = open(t, () => new Promise<Taken>(() => {}));
  hung.queue.send('a', '{}');
  const poller = hung.begin();
  await hung.eventually(() => hung.queue.calls.includes('receive a'));
  await passing(hung.clock, poller.stop(5_000));
  assert.deepEqual(hung.queue.ids(), ['a']);
});

test('a queue that is away is asked again after waits that grow to a minute; its fault is told, and its end', async (t) => {
  const { clock, queue, log, faults, polls, begin } = open(t, () => 'durable');
  queue.refusing.receive = 'no such host';
  begin();
  await passingUntil(clock, () => polls.length >= 10, { stepMs: 1_000 });
  // 1, 2, 4 … 32, then 60 s each.
  assert.ok(clock.monotonic() >= 63_000 + 3 * 60_000, `${clock.monotonic()} ms for ten polls`);
  assert.equal(log.of('queue.unreachable').length, 1, 'it is said once');
  assert.equal(faults.at(-1), 'the queue says: no such host');
  delete queue.refusing.receive;
  queue.send('a', '{}');
  await passingUntil(clock, () => queue.ids().length === 0, { stepMs: 1_000 });
  assert.equal(faults.at(-1), undefined);
  assert.equal(log.of('queue.back').length, 1);
});

test('a queue that hands out messages and refuses to remove them is a fault that stays until it removes them', async (t) => {
  const { clock, queue, log, faults, begin, polls } = open(t, () => 'durable');
  queue.refusing.remove = 'AccessDenied';
  queue.send('a', '{}');
  begin();
  await passingUntil(clock, () => polls.filter((one) => one === 'messages').length >= 3, { stepMs: 1_000 });
  assert.equal(faults.at(-1), 'the queue says: AccessDenied');
  assert.ok(!faults.includes(undefined), 'that it hands them out is not its end');
  assert.equal(log.of('queue.unreachable').length, 1);
  delete queue.refusing.remove;
  await passingUntil(clock, () => queue.ids().length === 0, { stepMs: 1_000 });
  assert.equal(faults.at(-1), undefined);
});

test('a queue that answers at once without messages is asked no more than once a second', async (t) => {
  const { clock, queue, polls, begin } = open(t, () => 'durable');
  queue.receive = async () => [];
  begin();
  await elapse(clock, 10_000);
  assert.ok(polls.length <= 11, `${polls.length} polls in ten seconds`);
});
