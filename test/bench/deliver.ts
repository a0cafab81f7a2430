/** How many events a second go from the ack to a sink that takes anything at once, through a real store. `EVENTS=n` and `APPENDERS=n` change it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sink, sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import { startWorker } from '../../src/deliver/worker.ts';
import { silentLog } from '../../src/log.ts';
import { systemClock } from '../../src/running/clock.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { newMessage } from '../store/messages.ts';
import { plainSource } from '../support/plain-source.ts';

const count = Number(process.env.EVENTS ?? 20_000);
const appenders = Number(process.env.APPENDERS ?? 64);
const order = process.env.ORDER === 'subject' ? 'subject' : 'none';

const folder = mkdtempSync(join(tmpdir(), 'pushdock-bench-'));
const store = await openSqliteStore({ path: join(folder, 'pushdock.db') });
const lateMs: number[] = [];
let finish: () => void = () => {};
const finished = new Promise<void>((resolve) => {
  finish = resolve;
});
const sink: Sink = {
  name: 'nowhere',
  settings: { ...sinkDefaults, concurrency: Number(process.env.CONCURRENCY ?? 256), order },
  deliver: async (event) => {
    lateMs.push(Date.now() - Date.parse(String(event.envelope.time)));
    if (lateMs.length === count) finish();
    return { kind: 'delivered', detail: '' };
  },
  close: async () => {},
};
const source = plainSource();
const worker = startWorker({ store, source: () => source, sinks: [sink], clock: systemClock, log: silentLog });

const startedAtMs = Date.now();
let appended = 0;
async function append(): Promise<void> {
  while (appended < count) {
    appended += 1;
    await store.append(newMessage(Date.now(), { target: `/push/plain/${appended}` }));
  }
}
await Promise.all(Array.from({ length: appenders }, append));
const ackedMs = Date.now() - startedAtMs;
await finished;
const deliveredMs = Date.now() - startedAtMs;
lateMs.sort((a, b) => a - b);
const perSecond = (ms: number) => Math.round((count * 1000) / ms);
process.stdout.write(
  `${count} events, order ${order}: acked at ${perSecond(ackedMs)}/s, delivered at ${perSecond(deliveredMs)}/s; ` +
    `ack to sink p50 ${lateMs[Math.floor(count * 0.5)]} ms, p99 ${lateMs[Math.floor(count * 0.99)]} ms\n`,
);
const { user, system } = process.cpuUsage();
process.stdout.write(`processor time ${Math.round((user + system) / count)} µs an event, all threads\n`);
await worker.stop();
await store.close();
rmSync(folder, { recursive: true });
