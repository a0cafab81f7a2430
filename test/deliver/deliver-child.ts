/** Delivers what is in the store to a file, one event id a line, until all is delivered or it is killed. */
import { appendFileSync } from 'node:fs';
import { type Sink, sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import { startWorker } from '../../src/deliver/worker.ts';
import { silentLog } from '../../src/log.ts';
import { systemClock } from '../../src/running/clock.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { plainSource } from '../support/plain-source.ts';

const [path = '', file = ''] = process.argv.slice(2);
const store = await openSqliteStore({ path });
const source = plainSource();
let started = false;
const sink: Sink = {
  name: 'ledger',
  settings: { ...sinkDefaults, concurrency: 32, order: 'subject' },
  deliver: async (event) => {
    appendFileSync(file, `${event.subject} ${event.id}\n`);
    if (!started) process.stdout.write('delivering\n');
    started = true;
    return { kind: 'delivered', detail: file };
  },
  close: async () => {},
};
const worker = startWorker({ store, source: () => source, sinks: [sink], clock: systemClock, log: silentLog });
for (;;) {
  const { work, deliveries } = await store.backlog();
  if (work + deliveries === 0) break;
  await systemClock.sleep(50);
}
await worker.stop();
await store.close();
process.stdout.write('done\n');
