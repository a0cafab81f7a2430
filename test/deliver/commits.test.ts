/** How many commits of the embedded store a message takes on its way from the push to the sink. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Sink, sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import { startWorker } from '../../src/deliver/worker.ts';
import type { Sent, WriteHandlers } from '../../src/store/sqlite/commands.ts';
import { mustBeSynced } from '../../src/store/sqlite/estimate-size.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import type { StartThread } from '../../src/store/sqlite/thread.ts';
import { heldClock } from '../store/held-clock.ts';
import { start as inThisThread } from '../store/in-this-thread.ts';
import { newMessage } from '../store/messages.ts';
import { temporaryPath } from '../store/test-store.ts';
import { plainSource } from '../support/plain-source.ts';
import { recordingLog } from '../support/recording-log.ts';
import { until } from '../support/until.ts';

type Batch = readonly Sent<WriteHandlers>[];

const { start: begin } = inThisThread;
const skip = begin === undefined && 'its writer runs in a thread of its own here';

test('a message that comes alone is delivered with four commits, of which the first waits for the disk', {
  skip,
}, async (t) => {
  const batches: Batch[] = [];
  const start: StartThread = (role, file, heard) => {
    assert.ok(begin);
    const asks = begin(role, file, heard);
    return {
      postMessage(question, transfer) {
        if (role === 'writer' && Array.isArray(question.command)) batches.push(question.command);
        asks.postMessage(question, transfer);
      },
    };
  };
  const [clock, source, log] = [heldClock(), plainSource(), recordingLog()];
  const store = await openSqliteStore({ path: temporaryPath(t), clock, start });
  t.after(() => store.close());
  const sink: Sink = {
    name: 'orders',
    settings: sinkDefaults,
    deliver: async () => ({ kind: 'delivered', detail: '' }),
    close: async () => {},
  };
  const worker = startWorker({ store, source: () => source, sinks: [sink], clock, log });
  t.after(() => worker.stop());

  const turns = async () => {
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const names = () => batches.map((batch) => batch.map(({ name }) => name));
  const delivered = async () => (await store.listDeliveries({ state: 'delivered' }, { limit: 10 })).items.length;
  for (const count of [1, 2]) {
    await turns();
    batches.length = 0;
    await store.append(newMessage(clock.now(), { target: '/push/plain/one' }));
    await until(async () => (await delivered()) === count);
    await turns();
    assert.deepEqual(names(), [
      ['append'],
      ['claimWork'],
      ['settleWork', 'claimDeliveries', 'claimDeliveries', 'claimDeliveries'],
      ['settleDelivery'],
    ]);
    assert.deepEqual(
      batches.map((batch) => batch.some(mustBeSynced)),
      [true, false, false, false],
    );
  }
});
