/**
 * Delivers beside the thread that appends, with the real writer between them, and fills the disk while an event is on its way: says in one JSON line what became of
 * it by then, and in another what became of it when there was room again.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { type Sink, sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import { startWorker } from '../../src/deliver/worker.ts';
import { silentLog } from '../../src/log.ts';
import { systemClock } from '../../src/running/clock.ts';
import { joinStore } from '../../src/store/open.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { plainSource } from '../support/plain-source.ts';
import { recordingLog } from '../support/recording-log.ts';
import { newMessage } from './messages.ts';

const [path = ''] = process.argv.slice(2);
const control = process.env.DISK_FAULT ?? '';
const store = await openSqliteStore({ path });
const joined = await joinStore(store.share(), { clock: systemClock, log: silentLog });
const log = recordingLog();
const source = plainSource();
const sent: string[] = [];
const sink: Sink = {
  name: 'orders',
  settings: sinkDefaults,
  deliver: async ({ id }) => {
    // The disk is full from the first event on, until somebody has seen it.
    if (sent.length === 0) writeFileSync(control, 'w');
    sent.push(id);
    return { kind: 'delivered', detail: '' };
  },
  close: async () => {},
};
const worker = startWorker({ store: joined, source: () => source, sinks: [sink], clock: systemClock, log });

async function say(name: string): Promise<void> {
  const { items } = await store.listDeliveries({}, { limit: 10 });
  const states = items.map(({ state }) => state).sort();
  process.stdout.write(
    `${JSON.stringify({ name, states, sent: sent.length, loud: log.of('store.away').length > 0 })}\n`,
  );
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await systemClock.sleep(20);
}

await store.append(newMessage(Date.now(), { target: '/push/plain/one' }));
await until(() => log.of('store.away').length > 0);
const refused = await store.append(newMessage(Date.now(), { target: '/push/plain/two' })).then(
  () => false,
  () => true,
);
await say(refused ? 'full' : 'not full');
rmSync(control);
await store.append(newMessage(Date.now(), { target: '/push/plain/three' }));
await until(async () => (await store.listDeliveries({ state: 'delivered' }, { limit: 10 })).items.length === 2);
await say('room again');
await worker.stop();
await joined.close();
await store.close();
