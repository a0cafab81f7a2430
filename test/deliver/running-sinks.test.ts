import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSinks } from '../../src/deliver/running-sinks.ts';
import { type Sink, sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import { heldClock } from '../store/held-clock.ts';
import { recordingLog } from '../support/recording-log.ts';

/** Sinks whose loops end when the test says so. */
function bench(names: readonly string[]) {
  const calls: string[] = [];
  const underWay = new Map<string, () => void>();
  const clock = heldClock();
  const log = recordingLog();
  const stopping = new AbortController();
  const sink = (name: string, mark = name): Sink => ({
    name,
    settings: sinkDefaults,
    deliver: async () => ({ kind: 'delivered', detail: mark }),
    close: async () => void calls.push(`${mark} closed`),
  });
  const sinks = startSinks(
    names.map((name) => sink(name)),
    ({ name }) => {
      calls.push(`${name} started`);
      return {
        stop: () => {
          calls.push(`${name} claims no more`);
          return new Promise((resolve) => underWay.set(name, resolve));
        },
      };
    },
    { clock, log, signal: stopping.signal },
  );
  const finish = async (name: string) => {
    underWay.get(name)?.();
    await settled();
  };
  return { calls, clock, log, sink, sinks, stopping, finish };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const none = { removed: [], added: [], reopened: [] };

test('a sink that is taken away gets no more events, finishes what is under way and is closed only then', async () => {
  const { calls, sinks, finish } = bench(['ledger', 'orders']);
  calls.length = 0;
  sinks.exchange({ ...none, removed: ['orders'] });
  assert.deepEqual(
    sinks.all().map(({ name }) => name),
    ['ledger'],
  );
  await settled();
  assert.deepEqual(calls, ['orders claims no more']);
  await finish('orders');
  assert.deepEqual(calls, ['orders claims no more', 'orders closed']);
});

test('a reload that is done when the gateway has begun to stop starts nothing, and the sinks that it has opened are closed', async () => {
  const { calls, sink, sinks, stopping, finish } = bench(['ledger']);
  calls.length = 0;
  stopping.abort();
  const stopped = sinks.stop();
  sinks.exchange({ ...none, removed: ['ledger'], added: [sink('ledger', 'new ledger'), sink('orders')] });
  await settled();
  await finish('ledger');
  await stopped;
  assert.deepEqual(calls.toSorted(), ['ledger claims no more', 'ledger closed', 'new ledger closed', 'orders closed']);
});

test('a changed sink takes events at once, while the old one finishes', async () => {
  const { calls, sink, sinks, finish } = bench(['orders']);
  calls.length = 0;
  sinks.exchange({ ...none, removed: ['orders'], added: [sink('orders', 'new orders')] });
  assert.deepEqual(calls, ['orders claims no more', 'orders started']);
  await finish('orders');
  assert.deepEqual(calls.at(-1), 'orders closed');
  assert.equal(sinks.all().length, 1);
});

test('a file sink is opened when the old one has closed the file, and its deliveries wait meanwhile', async () => {
  const { calls, sink, sinks, finish } = bench(['ledger']);
  calls.length = 0;
  const open = async () => {
    calls.push('opened');
    return sink('ledger', 'new ledger');
  };
  sinks.exchange({ ...none, removed: ['ledger'], reopened: [{ name: 'ledger', open }] });
  assert.equal(sinks.all().length, 1);
  await settled();
  assert.deepEqual(calls, ['ledger claims no more']);
  await finish('ledger');
  assert.deepEqual(calls.slice(1), ['ledger closed', 'opened', 'ledger started']);
});

test('a file that cannot be opened again is tried every second, and said so', async () => {
  const { clock, log, sink, sinks, finish } = bench(['ledger']);
  let tries = 0;
  const open = async () => {
    tries += 1;
    if (tries < 3) throw new Error('no space left');
    return sink('ledger', 'new ledger');
  };
  sinks.exchange({ ...none, removed: ['ledger'], reopened: [{ name: 'ledger', open }] });
  await settled();
  await finish('ledger');
  for (let n = 0; n < 2; n += 1) {
    clock.advance(1000);
    await settled();
  }
  assert.equal(tries, 3);
  assert.equal(log.of('sink.not_opened').length, 2);
});

test('a stop waits for the sinks that a reload has taken away as well', async () => {
  const { calls, sinks, stopping, finish } = bench(['ledger', 'orders']);
  sinks.exchange({ ...none, removed: ['orders'] });
  stopping.abort();
  let stopped = false;
  const stop = sinks.stop().then(() => {
    stopped = true;
  });
  await settled();
  await finish('orders');
  assert.equal(stopped, false);
  await finish('ledger');
  await stop;
  assert.deepEqual(calls.filter((call) => call.endsWith('closed')).sort(), ['ledger closed', 'orders closed']);
});

test('a reload has the sinks that it leaves as they are let go of what was moved away, and no other', async () => {
  const { calls, sink, sinks } = bench(['gone']);
  const reopening = (name: string): Sink => ({
    ...sink(name),
    reopen: async () => void calls.push(`${name} reopened`),
  });
  sinks.exchange({ ...none, added: [reopening('ledger'), reopening('orders')] });
  calls.length = 0;
  sinks.exchange({ ...none, removed: ['orders'] });
  await settled();
  assert.deepEqual(
    calls.filter((call) => call.endsWith('reopened')),
    ['ledger reopened'],
  );
});
