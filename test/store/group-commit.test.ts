import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openGroupCommit } from '../../src/store/shared/group-commit.ts';
import type { Sent, WriteHandlers } from '../../src/store/sqlite/commands.ts';
import { isPatient, isUrgent, rowsOf } from '../../src/store/sqlite/estimate-size.ts';
import { newMessage } from './messages.ts';

type Command = Sent<WriteHandlers>;

const push = (target: string): Command => ({ name: 'append', request: newMessage(0, { target }) });
const settlement = (id: string): Command => ({
  name: 'settleDelivery',
  request: { claim: { id, fence: 1 }, outcome: { kind: 'delivered', detail: '' }, nowMs: 0, mayWait: false },
});
const patient = (id: string): Command => ({
  name: 'settleDelivery',
  request: { claim: { id, fence: 1 }, outcome: { kind: 'delivered', detail: '' }, nowMs: 0, mayWait: true },
});
const claim = (limit: number): Command => ({ name: 'claimWork', request: { nowMs: 0, leaseMs: 1, limit } });
const many = (count: number, make: (name: string) => Command) => Array.from({ length: count }, (_, i) => make(`${i}`));

/** A queue whose writer takes `batchMs` for each batch, on a clock of the test's. */
function open(batchMs: (batch: readonly Command[]) => number = () => 1, gathers = false) {
  const batches: (readonly Command[])[] = [];
  let nowMs = 0;
  const queue = openGroupCommit<Command>({
    send: async (batch) => {
      batches.push(batch);
      nowMs += batchMs(batch);
      return batch.map(() => ({ ok: true, answer: undefined }));
    },
    isUrgent,
    isPatient,
    rowsOf,
    onFatal: () => assert.fail('nothing fails here'),
    gathers,
    nowMs: () => nowMs,
  });
  const submit = (commands: readonly Command[]) => commands.map((command) => queue.submit(command, 2_048));
  const names = () => batches.map((batch) => batch.map(({ name }) => name));
  const counts = (name: Command['name']) => names().map((batch) => batch.filter((one) => one === name).length);
  return { queue, submit, names, counts, pass: (ms: number) => (nowMs += ms) };
}

test('what is called together travels together', async () => {
  const { submit, names } = open();
  await Promise.all(submit(many(40, settlement)));
  assert.equal(names().length, 1);
});

test('pushes go before settlements that were there first', async () => {
  const { submit, names } = open();
  await Promise.all(submit([...many(100, settlement), push('a'), push('b')]));
  assert.deepEqual(names()[0]?.slice(0, 2), ['append', 'append']);
});

test('beside a burst of pushes a few settlements go, and never none', async () => {
  const { submit, counts } = open((batch) => batch.length * 0.05);
  await Promise.all(submit([...many(1_600, push), ...many(100, settlement)]));
  const besideAFullBatch = counts('settleDelivery').filter((_, batch) => (counts('append')[batch] ?? 0) > 400);
  assert.ok(besideAFullBatch.length >= 3);
  for (const count of besideAFullBatch) assert.ok(count >= 1 && count <= 4, `${count} settlements`);
});

test('after pushes the rest goes in portions for a moment, so that the next push waits for one of them only', async () => {
  const { submit, counts, pass } = open((batch) => batch.length * 0.05);
  await Promise.all(submit([push('a'), ...many(200, settlement)]));
  assert.ok(Math.max(...counts('settleDelivery')) <= 32);
  pass(1_000);
  await Promise.all(submit(many(200, settlement)));
  assert.equal(counts('settleDelivery').at(-1), 200);
});

test('on a slow disk more of the rest goes with each batch, since the writer waits for the disk anyway', async () => {
  const { submit, counts } = open(() => 20);
  await Promise.all(submit([push('a')]));
  await Promise.all(submit([push('b'), ...many(400, settlement)]));
  assert.ok((counts('settleDelivery')[1] ?? 0) > 150);
});

test('a claim counts as many rows as it may load', async () => {
  const { submit, names } = open((batch) => batch.length * 0.05);
  await Promise.all(submit([push('a'), claim(20), claim(20), claim(20)]));
  assert.deepEqual(names(), [['append', 'claimWork'], ['claimWork'], ['claimWork']]);
});

test('a claim that a settlement has caused a moment later travels with it, and a push waits for neither', async () => {
  const { submit, names } = open(() => 1, true);
  const later = async () => {
    for (let turn = 0; turn < 20; turn += 1) await undefined;
  };
  const settled = submit([settlement('a')]);
  await later();
  const claimed = submit([claim(20)]);
  await later();
  assert.deepEqual(names(), []);
  await Promise.all([...settled, ...claimed]);
  assert.deepEqual(names(), [['settleDelivery', 'claimWork']]);
  submit([push('a')]);
  await later();
  assert.deepEqual(names().at(-1), ['append']);
});

test('a settlement that nothing waits for goes with the batch that goes anyway', async (t) => {
  // Otherwise its patience of some milliseconds is over before a busy machine has come to the next line.
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { submit, names } = open();
  await Promise.all(submit([patient('a'), claim(1)]));
  assert.deepEqual(names(), [['claimWork', 'settleDelivery']]);
  const waiting = submit([patient('b')]);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(names().length, 1, 'it went alone at once');
  await Promise.all([...waiting, ...submit([push('a')])]);
  assert.deepEqual(names()[1], ['append', 'settleDelivery']);
});

test('a settlement that nothing waits for goes alone where nothing else comes, at once where there are many, and before a close', async () => {
  const { queue, submit, names } = open();
  await Promise.all(submit([patient('a')]));
  assert.deepEqual(names(), [['settleDelivery']]);
  const many32 = submit(many(32, patient));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(names()[1]?.length, 32);
  await Promise.all(many32);
  const last = submit([patient('b')]);
  await queue.drained();
  assert.equal(names().length, 3);
  await Promise.all(last);
});

test('what waits for company is refused like everything else when nothing is promised any more', async () => {
  const queue = openGroupCommit<Command>({
    send: async () => {
      throw new Error('the disk is gone');
    },
    isUrgent,
    isPatient,
    rowsOf,
    onFatal: () => {},
  });
  const waits = queue.submit(patient('a'), 1);
  const fails = queue.submit(push('a'), 1);
  await assert.rejects(fails, /The writer failed/);
  await assert.rejects(waits, /The writer failed/);
});
