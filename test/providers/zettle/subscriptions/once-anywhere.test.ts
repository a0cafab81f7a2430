import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeptStore } from '../../../../src/providers/kept-values.ts';
import { openOnceAnywhere } from '../../../../src/providers/zettle/subscriptions/once-anywhere.ts';
import { StoreUnavailable } from '../../../../src/store/store.ts';
import { heldClock } from '../../../store/held-clock.ts';
import { recordingLog } from '../../../support/recording-log.ts';
import { memoryKept } from './memory-kept.ts';

/** What was begun without waiting for the clock has happened. */
const calm = () => new Promise((resolve) => setImmediate(resolve));

/** Two processes on one store that take turns. */
function bench(store: KeptStore = memoryKept()) {
  const [clock, log, stopping] = [heldClock(), recordingLog(), new AbortController()];
  const open = () => openOnceAnywhere('subscriptions pos', { store }, { clock, log, stopping: stopping.signal });
  /** Time passes in steps that a waiting process notices. */
  const pass = async (ms: number) => {
    for (let passedMs = 0; passedMs < ms; passedMs += 250) {
      clock.advance(250);
      await calm();
    }
  };
  return { clock, log, stopping, pass, here: open(), there: open() };
}

/** Work that lasts until it is told to end. */
function lasting(name: string, seen: string[]) {
  let end = () => {};
  const told = new Promise<void>((resolve) => {
    end = resolve;
  });
  const work = async () => {
    seen.push(`${name} began`);
    await told;
    seen.push(`${name} ended`);
  };
  return { work, end };
}

test('work that takes ten minutes is not begun by another process meanwhile', async () => {
  const { pass, here, there } = bench();
  const seen: string[] = [];
  const [first, second] = [lasting('first', seen), lasting('second', seen)];
  const running = here(first.work);
  await calm();
  const waiting = there(second.work);
  await pass(600_000);
  assert.deepEqual(seen, ['first began']);
  first.end();
  await running;
  await pass(250);
  assert.deepEqual(seen, ['first began', 'first ended', 'second began']);
  second.end();
  await waiting;
});

test('a process that waits for its turn rejects when it is told to stop, and gets no lease afterwards', async () => {
  const { pass, here, there, stopping } = bench();
  const seen: string[] = [];
  const [first, second] = [lasting('first', seen), lasting('second', seen)];
  const running = here(first.work);
  await calm();
  const waiting = assert.rejects(there(second.work), (error) => error instanceof StoreUnavailable && !error.fatal);
  await calm();
  stopping.abort();
  await waiting;
  first.end();
  await running;
  await pass(1_000);
  assert.deepEqual(seen, ['first began', 'first ended']);
});

test('the turn of a process that has died comes to another one after fifteen seconds', async () => {
  const { clock, pass, here } = bench({ ...memoryKept(), ...diedHolding() });
  const startedMs = clock.monotonic();
  let beganAtMs: number | undefined;
  const running = here(async () => {
    beganAtMs = clock.monotonic() - startedMs;
  });
  await pass(16_000);
  await running;
  assert.equal(beganAtMs, 15_000);

  function diedHolding(): Pick<KeptStore, 'lease'> {
    const store = memoryKept();
    void store.lease('subscriptions pos', { holder: 'dead', nowMs: heldClock().now(), forMs: 15_000 });
    return { lease: store.lease };
  }
});

test('a store that refuses a renewal is asked again, and the work goes on', async () => {
  const store = memoryKept();
  let refuses = false;
  const { log, pass, here, there } = bench({
    ...store,
    lease: (name, term) => (refuses ? Promise.reject(new Error('is busy')) : store.lease(name, term)),
  });
  const seen: string[] = [];
  const [first, second] = [lasting('first', seen), lasting('second', seen)];
  const running = here(first.work);
  await calm();
  refuses = true;
  await pass(6_000);
  refuses = false;
  await pass(6_000);
  const waiting = there(second.work);
  await pass(12_000);
  assert.deepEqual(seen, ['first began']);
  assert.equal(log.of('lease.not_extended').length, 1);
  first.end();
  second.end();
  await running;
  await pass(250);
  await waiting;
});
