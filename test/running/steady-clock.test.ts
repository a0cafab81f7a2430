import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startClockWatch } from '../../src/running/clock-watch.ts';
import { steadyClock } from '../../src/running/steady-clock.ts';
import type { OpenedStore } from '../../src/store/store.ts';
import { heldClock } from '../store/held-clock.ts';
import { recordingLog } from '../support/recording-log.ts';
import { storeWith } from '../support/toy-receiving.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const turns = async () => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

test('time goes on evenly when the time of day is set, until that is taken note of', () => {
  const base = heldClock();
  const clock = steadyClock(base);
  const startMs = clock.now();
  base.advance(1_000);
  assert.deepEqual([clock.now() - startMs, clock.jumpMs()], [1_000, 0]);
  base.jump(2 * DAY_MS);
  base.advance(1_000);
  assert.deepEqual([clock.now() - startMs, clock.jumpMs()], [2_000, 2 * DAY_MS]);
  clock.follow();
  assert.deepEqual([clock.now(), clock.jumpMs()], [base.now(), 0]);
  base.jump(-2 * DAY_MS);
  assert.deepEqual([clock.now() - startMs, clock.jumpMs()], [2 * DAY_MS + 2_000, -2 * DAY_MS]);
});

test('a clock that is moved a little, over and over, is followed', () => {
  const base = heldClock();
  const clock = steadyClock(base);
  for (let step = 0; step < 100; step += 1) {
    base.jump(1_900);
    assert.equal(clock.now(), base.now());
  }
});

async function watched(lastMs: (nowMs: number) => number | undefined, redate: OpenedStore['redate'] = async () => {}) {
  const base = heldClock();
  const clock = steadyClock(base);
  const did: string[] = [];
  const lastSignMs = lastMs(base.now());
  const store = storeWith({
    healthy: async () => void did.push('sign'),
    found: { remarks: [], ...(lastSignMs !== undefined && { lastSignMs }) },
    redate: async (jump) => {
      did.push(`redate ${jump.jumpMs} at ${jump.nowMs - clock.now()}`);
      await redate(jump);
    },
  });
  const log = recordingLog();
  const watch = await startClockWatch({ store, clock, log });
  watch.onJump(async () => void did.push('halt'));
  await turns();
  const kinds = async () => (await watch.watch(clock.now())).map(({ kind }) => kind);
  return { base, clock, did, log, watch, kinds };
}

test('a jump is a condition and ends what goes by ages; what waits is dated again, and only then the new time counts', async () => {
  const { base, clock, did, watch, kinds } = await watched(() => undefined);
  assert.deepEqual([await kinds(), watch.doubtful(), did], [[], false, ['sign']]);
  base.jump(2 * DAY_MS);
  assert.equal(watch.doubtful(), true, 'from the first moment');
  base.advance(1_000);
  await turns();
  assert.deepEqual(did.slice(1), ['halt', `redate ${2 * DAY_MS} at 0`]);
  assert.equal(clock.now(), base.now());
  assert.deepEqual(await kinds(), ['clock-jumped']);
  assert.match((await watch.watch(0))[0]?.detail ?? '', /set forward by 2 days/);
  base.advance(HOUR_MS - 1);
  assert.equal(watch.doubtful(), true);
  base.advance(1);
  assert.deepEqual([await kinds(), watch.doubtful()], [[], false]);
  await watch.stop();
});

test('a store that cannot correct its times is asked until it can, and the old time counts meanwhile', async () => {
  let full = true;
  const { base, clock, watch } = await watched(
    () => undefined,
    async () => {
      if (full) throw new Error('The disk is full.');
    },
  );
  const startMs = clock.now();
  base.jump(-2 * DAY_MS);
  base.advance(1_000);
  await turns();
  assert.equal(clock.now() - startMs, 1_000);
  full = false;
  base.advance(1_000);
  await turns();
  assert.equal(clock.now(), base.now());
  await watch.stop();
});

test('whoever hears of a jump hears of it although another fails, and the new time counts once all work by the old one has ended', async () => {
  const { base, clock, did, watch, log } = await watched(() => undefined);
  let fails = true;
  const failing = (name: string) => async () => {
    did.push(name);
    if (fails) throw new Error('This listener failed.');
  };
  watch.onJump(failing('halt that fails'));
  watch.onJump(async () => void did.push('other halt'));
  watch.onFollowed(async () => Promise.reject(new Error('This listener failed, too.')));
  watch.onFollowed(async () => void did.push('followed'));
  const startMs = clock.now();
  base.jump(2 * DAY_MS);
  base.advance(1_000);
  await turns();
  assert.deepEqual(did.slice(1), ['halt', 'halt that fails', 'other halt']);
  assert.equal(clock.now() - startMs, 1_000, 'work by the old time has not ended');
  fails = false;
  base.advance(1_000);
  await turns();
  assert.equal(clock.now(), base.now());
  assert.equal(did.at(-1), 'followed');
  const failures = log.lines.filter(({ event }) => event === 'clock.listener_failed');
  assert.equal(failures.length, 2);
  await watch.stop();
});

test('a start more than a day from the last sign of life, before or after it, is in doubt for an hour', async () => {
  for (const apartMs of [40 * DAY_MS, -2 * DAY_MS]) {
    const { base, watch, kinds } = await watched((nowMs) => nowMs - apartMs);
    assert.deepEqual([await kinds(), watch.doubtful()], [['start-after-long'], true]);
    base.advance(HOUR_MS);
    assert.deepEqual([await kinds(), watch.doubtful()], [[], false]);
    await watch.stop();
  }
  const { watch } = await watched((nowMs) => nowMs - DAY_MS + 1);
  assert.equal(watch.doubtful(), false);
  await watch.stop();
});
