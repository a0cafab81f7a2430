/** Meets a disk that fails, and says in one JSON line per step what became of each append. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { newMessage } from './messages.ts';

const [path = '', fault = ''] = process.argv.slice(2);
const control = process.env.DISK_FAULT ?? '';
const syncs = () => readFileSync(process.env.DISK_SYNCS ?? '').length;
const store = await openSqliteStore({ path });

async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return error.fatal ? 'fatal' : 'unavailable';
  }
}

async function step(name: string): Promise<void> {
  const before = syncs();
  const id = newMessage(Date.now()).id;
  const [append, health] = [store.append(newMessage(Date.now(), { id })), store.healthy()].map(outcome);
  const line = { name, id, append: await append, health: await health, syncs: syncs() - before };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

await step('well');
await step('well');
writeFileSync(control, fault);
await step('failing');
rmSync(control);
await step('well again');
await store.close();
