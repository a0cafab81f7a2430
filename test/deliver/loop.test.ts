import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LoopParts, startLoop } from '../../src/deliver/loop.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { manualClock } from '../outbound/manual-clock.ts';
import { recordingLog } from '../support/recording-log.ts';

const turns = async (count = 10) => {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
};

/** A queue of numbered claims, and a handler whose end the test decides. */
function open(parts: Partial<LoopParts<number>> = {}, due: number[] = []) {
  const clock = manualClock();
  const log = recordingLog();
  const asked: number[] = [];
  const begun: number[] = [];
  const ends = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  let listener: (() => void) | undefined;
  const loop = startLoop<number>({
    name: 'test',
    concurrency: 2,
    pollMs: 500,
    claim: async (limit) => {
      asked.push(limit);
      return due.splice(0, limit);
    },
    handle: (claim) => {
      begun.push(claim);
      return new Promise((resolve, reject) => ends.set(claim, { resolve, reject }));
    },
    onDue: (given) => {
      listener = given;
      return () => {
        listener = undefined;
      };
    },
    clock,
    log,
    ...parts,
  });
  const end = (claim: number) => ends.get(claim)?.resolve();
  return {
    loop,
    clock,
    log,
    due,
    asked,
    begun,
    end,
    ends,
    hint: () => listener?.(),
    listens: () => listener !== undefined,
  };
}

test('due work is begun up to the concurrency, and the rest when there is room again', async () => {
  const { loop, begun, end } = open({}, [1, 2, 3]);
  await turns();
  assert.deepEqual(begun, [1, 2]);
  end(1);
  await turns();
  assert.deepEqual(begun, [1, 2, 3]);
  for (const one of [2, 3]) end(one);
  await loop.stop();
});

test('the loop wakes when something becomes due', async () => {
  const { loop, due, begun, hint, end } = open();
  await turns();
  due.push(1);
  await turns();
  assert.deepEqual(begun, []);
  hint();
  await turns();
  assert.deepEqual(begun, [1]);
  end(1);
  await loop.stop();
});

test('a hint that comes while it asks is not lost', async () => {
  let answer = (_claims: readonly number[]) => {};
  let askedTimes = 0;
  const { loop, hint } = open({
    claim: () => {
      askedTimes += 1;
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
  });
  hint();
  answer([]);
  await turns();
  assert.equal(askedTimes, 2);
  answer([]);
  await turns();
  assert.equal(askedTimes, 2);
  await loop.stop();
});

test('without a hint the loop looks again after the poll time, and not before', async () => {
  const { loop, due, asked, begun, clock, end } = open();
  await turns();
  due.push(1);
  clock.advance(499);
  await turns();
  assert.deepEqual([begun, asked.length], [[], 1]);
  clock.advance(1);
  await turns();
  assert.deepEqual(begun, [1]);
  end(1);
  await loop.stop();
});

test('the loop does not spin when there is nothing to do', async () => {
  const { loop, asked } = open();
  await turns(100);
  assert.equal(asked.length, 1);
  await loop.stop();
});

test('after a claim that took all, the end of its work is no reason to ask again', async () => {
  const { loop, due, asked, begun, end, hint } = open(
    { concurrency: 3, isAll: (claims, limit) => claims.length < limit },
    [1, 2],
  );
  await turns();
  for (const one of [1, 2]) end(one);
  await turns();
  assert.deepEqual([begun, asked], [[1, 2], [3]]);
  due.push(3, 4, 5, 6);
  hint();
  await turns();
  // As many as there was room for: there may be more, but no room yet.
  assert.deepEqual(
    [begun, asked],
    [
      [1, 2, 3, 4, 5],
      [3, 3],
    ],
  );
  end(3);
  await turns();
  assert.deepEqual(begun, [1, 2, 3, 4, 5, 6]);
  for (const one of [4, 5, 6]) end(one);
  await loop.stop();
});

test('stop claims nothing more and waits for what is under way', async () => {
  const due = [1];
  const { loop, asked, begun, end, listens } = open({}, due);
  await turns();
  let stopped = false;
  const stopping = loop.stop().then(() => {
    stopped = true;
  });
  due.push(2);
  const askedBefore = asked.length;
  await turns();
  assert.equal(stopped, false);
  assert.equal(listens(), false);
  end(1);
  await stopping;
  assert.deepEqual(begun, [1]);
  assert.equal(asked.length, askedBefore);
});

test('work that was claimed while the loop was being stopped is still handled', async () => {
  let answer = (_claims: readonly number[]) => {};
  const { loop, begun, end } = open({
    claim: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  });
  const stopping = loop.stop();
  answer([7]);
  await turns();
  assert.deepEqual(begun, [7]);
  end(7);
  await stopping;
});

test('a failing store is logged and asked again later', async () => {
  let failing = true;
  const { loop, log, clock, begun, end } = open({
    claim: async () => {
      if (failing) throw new Error('the disk is away');
      return begun.length === 0 ? [1] : [];
    },
  });
  await turns();
  assert.match(String(log.of('claim.failed')[0]?.fields.reason), /the disk is away/);
  assert.equal(log.lines.length, 1);
  failing = false;
  clock.advance(500);
  await turns();
  assert.deepEqual(begun, [1]);
  end(1);
  await loop.stop();
});

test('a database that is away is a warning without a stack, for a claim and for work under way', async () => {
  const away = new StoreUnavailable('The database is away.', { fatal: false });
  let asked = 0;
  const { loop, log, ends } = open({
    claim: async () => {
      asked += 1;
      if (asked === 1) return [1];
      throw away;
    },
  });
  await turns();
  ends.get(1)?.reject(away);
  await turns();
  await loop.stop();
  assert.ok(log.lines.length >= 2);
  for (const { event, fields } of log.lines)
    assert.deepEqual([event, fields.reason], ['store.away', 'The database is away.']);
});

test('a handler that rejects is logged and gives its place free', async () => {
  const { loop, log, begun, ends, end } = open({ concurrency: 1 }, [1, 2]);
  await turns();
  ends.get(1)?.reject(new Error('a bug'));
  await turns();
  assert.equal(log.of('work.crashed').length, 1);
  assert.deepEqual(begun, [1, 2]);
  end(2);
  await loop.stop();
});
