/** Appends until it is killed, saying which messages were acknowledged. */
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { newMessage } from './messages.ts';

const [path = ''] = process.argv.slice(2);
const store = await openSqliteStore({ path });
const append = async (): Promise<void> => {
  for (;;) {
    const message = newMessage(Date.now());
    await store.append(message);
    process.stdout.write(`${message.id}\n`);
  }
};
await Promise.all(Array.from({ length: 8 }, append));
