import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { register } from 'tsx/esm/api';
import { systemClock } from '../../../src/clock.ts';
import { ConfigurationError } from '../../../src/config.ts';
import { openModuleSink } from '../../../src/deliver/sinks/module.ts';
import { manualClock } from '../../outbound/manual-clock.ts';
import { firstAttempt } from '../../support/claims.ts';
import { moduleAt } from '../../support/programs.ts';
import { temporaryFolder } from '../../support/toy-gateway.ts';
import { delivery, eventOf } from './events.ts';

const index = moduleAt(new URL('../../../src/index.ts', import.meta.url)).href;
const moved = eventOf('com.toy.moved', { status: 'MOVED' });

function open(t: TestContext, source: string, clock = systemClock, name = 'handlers.mjs') {
  const path = join(temporaryFolder(t), name);
  writeFileSync(path, source);
  return openModuleSink('own', { type: 'module', path, timeoutMs: 1_000, delivery }, clock);
}

/** What the module put there; it runs in this process. */
const seen = (name: string): unknown => Reflect.get(globalThis, name);

test('the exported handlers of an event type are called with the event and its context', async (t) => {
  const sink = await open(
    t,
    `import { on } from ${JSON.stringify(index)};
     export const one = on('com.toy.moved', async (event, context) => {
       globalThis.movedTo = [event.data.status, event.id, context.sink, context.attempt, context.deliveryId, context.signal.aborted];
       event.data.status = 'CHANGED';
     });
     export const all = on('com.toy.*', (event) => { globalThis.alsoMoved = event.data.status; });
     export const other = on('com.toy.broken', () => { throw new Error('not for this one'); });
     export const unrelated = 42;`,
  );
  assert.deepEqual(await sink.deliver(moved, { ...firstAttempt, attempt: 3 }), {
    kind: 'delivered',
    detail: '2 handlers returned',
  });
  assert.deepEqual(seen('movedTo'), ['MOVED', moved.id, 'own', 3, 'delivery-1', false]);
  assert.equal(seen('alsoMoved'), 'MOVED');
  assert.deepEqual(await sink.deliver(eventOf('com.other', {}), firstAttempt), {
    kind: 'delivered',
    detail: 'no handler for this type',
  });
  await sink.close();
});

test('a module needs nothing of ours: an object with a type and a function is a handler, in a list and as the default too', async (t) => {
  const sink = await open(
    t,
    `export default [{ type: 'com.toy.moved', handle: () => {} }, { type: 'com.toy.moved', handle: async () => {} }];`,
  );
  assert.equal((await sink.deliver(moved, firstAttempt)).detail, '2 handlers returned');
});

test('a throw is a failed attempt, of a function and of a promise', async (t) => {
  for (const [how, expected] of [
    [`() => { throw new TypeError('no stock'); }`, 'the handler threw TypeError: no stock'],
    [`async () => { throw new Error('later'); }`, 'the handler threw Error: later'],
    [`() => { throw 'a text'; }`, 'the handler threw a text'],
  ]) {
    const sink = await open(t, `export const h = { type: '*', handle: ${how} };`);
    assert.deepEqual(await sink.deliver(moved, firstAttempt), { kind: 'failed', detail: expected });
  }
});

test('a handler that takes too long is a failed attempt, and its signal tells it', async (t) => {
  const clock = manualClock();
  const sink = await open(
    t,
    `export const h = { type: '*', handle: (event, { signal }) => new Promise((resolve) => {
       signal.addEventListener('abort', () => { globalThis.toldToStop = signal.reason.message; });
     }) };`,
    clock,
  );
  const attempt = sink.deliver(moved, firstAttempt);
  await new Promise(setImmediate);
  clock.advance(1_000);
  assert.deepEqual(await attempt, { kind: 'failed', detail: 'the handler took longer than 1000 ms' });
  assert.equal(seen('toldToStop'), 'longer than 1000 ms');
});

test('when the gateway stops the attempt ends without an outcome', async (t) => {
  const stop = new AbortController();
  const sink = await open(t, `export const h = { type: '*', handle: () => new Promise(() => {}) };`);
  const attempt = sink.deliver(moved, { ...firstAttempt, signal: stop.signal });
  stop.abort(new Error('the gateway stops'));
  await assert.rejects(attempt, /the gateway stops/);
});

test('a module that cannot be loaded, or handles nothing, refuses to open and says why', async (t) => {
  for (const [source, expected] of [
    ['export const created = 1;', /sinks\.own\.path: the module .* exports no handler; write export const/],
    ['export const = ;', /sinks\.own\.path: the module .* cannot be loaded/],
    [`import 'not-a-package-that-exists';`, /cannot be loaded \(Cannot find package/],
  ] as const)
    await assert.rejects(
      open(t, source),
      (error) => error instanceof ConfigurationError && expected.test(error.message),
    );
});

test('TypeScript is loaded where the runtime can, which with tsx it can', async (t) => {
  t.after(register());
  const sink = await open(
    t,
    `type Status = { readonly status: string };
     export const h = { type: 'com.toy.moved', handle: (event: { data: Status }): void => { globalThis.typed = event.data.status; } };`,
    systemClock,
    'handlers.mts',
  );
  assert.equal((await sink.deliver(moved, firstAttempt)).kind, 'delivered');
  assert.equal(seen('typed'), 'MOVED');
});
