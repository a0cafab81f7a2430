import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { ConfigurationError } from '../../../src/config.ts';
import { openModuleSink } from '../../../src/deliver/sinks/module.ts';
import { openSinks } from '../../../src/deliver/sinks/open.ts';
import { type Clock, systemClock } from '../../../src/running/clock.ts';
import { manualClock } from '../../outbound/manual-clock.ts';
import { firstAttempt } from '../../support/claims.ts';
import { moduleAt } from '../../support/programs.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { until } from '../../support/until.ts';
import { delivery, eventOf } from './events.ts';
import { closes } from './silent-server.ts';

const index = moduleAt(new URL('../../../src/index.ts', import.meta.url)).href;
const moved = eventOf('com.toy.moved', { status: 'MOVED' });

/** What modules write to with `note(value)`: they run in threads of their own. */
type Notes = () => readonly unknown[];

function written(t: TestContext, source: string, name = 'handlers.mjs'): { path: string; notes: Notes } {
  const folder = temporaryFolder(t);
  const [path, noted] = [join(folder, name), join(folder, 'notes')];
  writeFileSync(noted, '');
  const note = `import { appendFileSync } from 'node:fs';
    const note = (value) => appendFileSync(${JSON.stringify(noted)}, JSON.stringify(value) + '\\n');`;
  writeFileSync(path, `${name.endsWith('ts') ? note.replace('(value)', '(value: unknown)') : note}\n${source}`);
  const notes = () =>
    readFileSync(noted, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line): unknown => JSON.parse(line));
  return { path, notes };
}

async function openAt(t: TestContext, path: string, clock: Clock = systemClock, timeoutMs = 1_000) {
  const log = recordingLog();
  const sink = await openModuleSink('own', { type: 'module', path, timeoutMs, delivery }, clock, log);
  t.after(() => sink.close());
  return { log, sink, deliver: (type: string) => sink.deliver(eventOf(type, {}), firstAttempt) };
}

const open = async (t: TestContext, source: string) => (await openAt(t, written(t, source).path)).sink;

test('the exported handlers of an event type are called with the event and its context', async (t) => {
  const { path, notes } = written(
    t,
    `import { on } from ${JSON.stringify(index)};
     export const one = on('com.toy.moved', async (event, context) => {
       note([event.data.status, event.id, context.sink, context.attempt, context.deliveryId, context.signal.aborted]);
       event.data.status = 'CHANGED';
     });
     export const all = on('com.toy.*', (event) => note(event.data.status));
     export const other = on('com.toy.broken', () => { throw new Error('not for this one'); });
     export const unrelated = 42;`,
  );
  const { sink } = await openAt(t, path);
  assert.deepEqual(await sink.deliver(moved, { ...firstAttempt, attempt: 3 }), {
    kind: 'delivered',
    detail: '2 handlers returned',
  });
  // A module's exports come in the order of their names.
  assert.deepEqual(notes(), ['MOVED', ['MOVED', moved.id, 'own', 3, 'delivery-1', false]]);
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
  const { path, notes } = written(
    t,
    `export const h = { type: '*', handle: (event, { signal }) => new Promise(() => {
       note('called');
       signal.addEventListener('abort', () => note(signal.reason.message));
     }) };`,
  );
  const { sink } = await openAt(t, path, clock);
  const attempt = sink.deliver(moved, firstAttempt);
  await until(() => notes().length === 1);
  clock.advance(1_000);
  assert.deepEqual(await attempt, { kind: 'failed', detail: 'the handler took longer than 1000 ms' });
  await until(() => notes()[1] === 'longer than 1000 ms');
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
  const { path, notes } = written(
    t,
    `type Status = { readonly status: string };
     export const h = { type: 'com.toy.moved', handle: (event: { data: Status }): void => note(event.data.status) };`,
    'handlers.mts',
  );
  const { sink } = await openAt(t, path);
  assert.equal((await sink.deliver(moved, firstAttempt)).kind, 'delivered');
  assert.deepEqual(notes(), ['MOVED']);
});

const innocent = `const later = () => new Promise((resolve) => setTimeout(resolve, 30));
  export const fine = { type: 'com.toy.fine', handle: later };`;

for (const [what, handle, said] of [
  [
    'a promise that nobody awaits and that is rejected at once',
    `async () => { (async () => { throw new Error('forgotten'); })(); }`,
    /^the module ended: Error: forgotten \(at .*handlers\.mjs:/,
  ],
  [
    'a promise that nobody awaits and that is rejected later',
    `async () => { (async () => { await later(); throw new Error('forgotten'); })(); await new Promise(() => {}); }`,
    /^the module ended: Error: forgotten \(at .*handlers\.mjs:/,
  ],
  [
    'a throw in a timer',
    `() => new Promise(() => setTimeout(() => { throw new Error('in a timer'); }, 5))`,
    /^the module ended: Error: in a timer \(at .*handlers\.mjs:/,
  ],
  [
    'an error event that nobody hears',
    `() => new Promise(() => setImmediate(() => process.emit('error', new Error('unheard'))))`,
    /^the module ended: Error: unheard/,
  ],
  [
    'process.exit',
    `() => process.exit(0)`,
    /^the module ended: Error: process\.exit\(0\) was called \(at .*handlers\.mjs:/,
  ],
] as const)
  test(`${what} is a failed attempt with the module's stack; the event beside it is delivered, and so are those after it`, async (t) => {
    const { path } = written(t, `${innocent} export const bad = { type: 'com.toy.bad', handle: ${handle} };`);
    const { deliver, log } = await openAt(t, path, systemClock, 20_000);
    const [beside, bad] = await Promise.all([deliver('com.toy.fine'), deliver('com.toy.bad')]);
    assert.equal(bad.kind, 'failed');
    assert.match(bad.detail, said);
    assert.equal(beside.kind, 'delivered');
    assert.equal((await deliver('com.toy.fine')).kind, 'delivered');
    const [ended] = log.of('module.ended');
    assert.equal(ended?.fields.place, 'sinks.own.path');
    assert.equal(ended?.fields.restart_in_ms, 250);
  });

test('a promise that is rejected after its handler has returned leaves the delivery as it is, and the log names the module and the event', async (t) => {
  const { path } = written(
    t,
    `export const h = { type: '*', handle: () => { setTimeout(() => Promise.reject(new Error('too late')), 200); } };`,
  );
  const { sink, log } = await openAt(t, path);
  assert.equal((await sink.deliver(moved, firstAttempt)).kind, 'delivered');
  await until(() => log.of('module.ended').length === 1);
  const fields = log.of('module.ended')[0]?.fields;
  assert.deepEqual([fields?.place, fields?.path, fields?.event_id], ['sinks.own.path', path, moved.id]);
  assert.match(String(fields?.reason), /too late/);
});

test('a module that runs out of memory is a failed attempt, and is started again', async (t) => {
  const { path } = written(
    t,
    `${innocent} export const bad = { type: 'com.toy.bad', handle: () => { const all = []; for (;;) all.push(new Array(10_000).fill(0.5)); } };`,
  );
  const { deliver } = await openAt(t, path, systemClock, 60_000);
  const attempted = await deliver('com.toy.bad');
  assert.equal(attempted.kind, 'failed');
  assert.match(attempted.detail, /^the module ended: .*memory limit/);
  assert.equal((await deliver('com.toy.fine')).kind, 'delivered');
});

for (const [what, handle] of [
  ['an endless loop', '() => { for (;;); }'],
  ['a call that blocks', '() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'],
] as const)
  test(`${what} in a handler is a failed attempt, and the thread is ended and started again`, async (t) => {
    const { path } = written(t, `${innocent} export const bad = { type: 'com.toy.bad', handle: ${handle} };`);
    const { deliver, log } = await openAt(t, path, systemClock, 500);
    assert.deepEqual(await deliver('com.toy.bad'), { kind: 'failed', detail: 'the handler took longer than 500 ms' });
    await until(() => log.of('module.ended').length === 1);
    assert.match(String(log.of('module.ended')[0]?.fields.reason), /an endless loop or a call that blocks/);
    await until(async () => (await deliver('com.toy.fine')).kind === 'delivered');
  });

test('a module that ends again and again is started after longer and longer waits, and says so to the attempts that wait', async (t) => {
  const clock = manualClock();
  const { path } = written(t, `export const bad = { type: '*', handle: () => process.exit(0) };`);
  const { deliver, log } = await openAt(t, path, clock);
  for (let ends = 1; ends <= 4; ends += 1) {
    assert.match((await deliver('com.toy.bad')).detail, /process\.exit\(0\) was called/);
    assert.equal(log.of('module.ended').length, ends);
    if (ends < 4) clock.advance(999);
    if (ends === 3) clock.advance(1);
  }
  assert.deepEqual(
    log.of('module.ended').map(({ fields }) => fields.restart_in_ms),
    [250, 500, 1_000, 2_000],
  );
  const waiting = deliver('com.toy.bad');
  await new Promise(setImmediate);
  clock.advance(1_000);
  assert.match((await waiting).detail, /^the module ended and is started again: Error: process\.exit/);
});

test('a module that changed its handlers is not called by their old numbers, and one that was mended is', async (t) => {
  const bad = `export const bad = { type: 'com.toy.bad', handle: () => process.exit(0) };`;
  const { path } = written(t, `${innocent} ${bad}`);
  const { deliver, log } = await openAt(t, path, systemClock, 10_000);
  writeFileSync(path, `export const other = { type: 'com.toy.other', handle: () => {} };`);
  await deliver('com.toy.bad');
  await until(() => log.of('module.ended').length >= 2);
  assert.match(
    String(log.of('module.ended')[1]?.fields.reason),
    /exports other handlers than before; run pushdock reload/,
  );
  writeFileSync(path, `${innocent} ${bad.replace('process.exit(0)', '{}')}`);
  assert.equal((await deliver('com.toy.bad')).kind, 'delivered');
});

test('a module that hangs while it is loaded refuses to open', async (t) => {
  const clock = manualClock();
  const { path, notes } = written(t, `note('loading'); await new Promise((resolve) => setTimeout(resolve, 600_000));`);
  const opening = openAt(t, path, clock);
  await until(() => notes().length === 1);
  clock.advance(30_000);
  await assert.rejects(opening, /did not finish loading within 30 s/);
});

test('a module that ends while it is loaded refuses to open with its stack', async (t) => {
  await assert.rejects(open(t, 'process.exit(0);'), /cannot be loaded .*process\.exit\(0\) was called/);
  await assert.rejects(open(t, `throw new Error('no database');`), /cannot be loaded \(no database\)/);
});

test('closing ends a thread that hangs', async (t) => {
  const { path } = written(t, `export const bad = { type: '*', handle: () => { for (;;); } };`);
  const [sink] = await openSinks({ own: { type: 'module', path, timeoutMs: 600_000, delivery } });
  assert.ok(sink);
  const stop = new AbortController();
  const attempt = sink.deliver(moved, { ...firstAttempt, signal: stop.signal });
  await new Promise((resolve) => setImmediate(resolve));
  stop.abort(new Error('the gateway stops'));
  await assert.rejects(attempt, /the gateway stops/);
  await closes(sink);
});
