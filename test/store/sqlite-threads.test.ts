/** How the engine's threads are asked and stopped; what they do there is in the other files. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { serve } from '../../src/store/sqlite/serve.ts';
import { ATTACH, OPENED, type StartThread } from '../../src/store/sqlite/thread.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { heldClock } from './held-clock.ts';
import { inThisThread } from './in-this-thread.ts';
import { temporaryPath } from './test-store.ts';

const opened = { named: 'memory', path: 'memory', file: { device: 0n, inode: 0n } };
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('commands of two callers that fail together are run once, and each hears of the failure', async (t) => {
  const [own, other] = [new MessageChannel(), new MessageChannel()];
  t.after(() => {
    for (const { port1 } of [own, other]) port1.close();
  });
  const isOpen = once(own.port1, 'message');
  let times = 0;
  serve(
    { port: own.port2, opened },
    () => new Database(':memory:'),
    () => ({
      answer: (command) => command,
      together: () => {
        times += 1;
        throw new Error('the disk is full');
      },
      close: () => undefined,
    }),
  );
  own.port1.postMessage({ number: ATTACH, command: other.port2 }, [other.port2]);
  for (const [first] of await Promise.all([isOpen, once(other.port1, 'message')])) assert.equal(first.number, OPENED);
  const answers = [once(own.port1, 'message'), once(other.port1, 'message')];
  other.port1.postMessage({ number: 1, command: 'of the other' });
  own.port1.postMessage({ number: 1, command: 'own' });
  for (const [reply] of await Promise.all(answers)) assert.match(reply.failure.message, /the disk is full/);
  assert.equal(times, 1);
});

test('a stop waits five seconds for a query that goes on, and no longer', async (t) => {
  const clock = heldClock();
  // It opens, and answers nothing: it is in the middle of one statement.
  const busyReader: StartThread = (role, file, heard) => {
    if (role === 'writer') return inThisThread(role, file, heard);
    setImmediate(() => heard.message({ number: OPENED, answer: undefined }));
    return { postMessage: () => {}, terminate: heard.exited, unref: () => {} };
  };
  const store = await openSqliteStore({ path: temporaryPath(t), clock, start: busyReader });
  const asked = assert.rejects(store.listSinks(), StoreUnavailable);
  await turn();
  let closed = false;
  const closing = store.close().then(() => {
    closed = true;
  });
  let waitedMs = 0;
  for (; !closed && waitedMs < 60_000; waitedMs += 500) {
    clock.advance(500);
    await turn();
  }
  assert.ok(closed && waitedMs >= 5_000, `${waitedMs} ms`);
  await Promise.all([closing, asked]);
});
