/**
 * A store whose writer and reader run in the thread of the test: the same code, questions and answers through ports that copy as a thread's do.
 * Two threads cost 0.2 s of a core, and a store opened like this 0.04 s. What threads are for is tested where it is seen: `test/store/sqlite-*`
 * and every gateway that is a process of its own have them, and with STORE_THREADS=yes (`sqlite-on-threads.test.ts`) so has this.
 */
import { MessageChannel } from 'node:worker_threads';
import { reader } from '../../src/store/sqlite/reader.ts';
import type { StartThread } from '../../src/store/sqlite/thread.ts';
import { writer } from '../../src/store/sqlite/writer.ts';

export const inThisThread: StartThread = (role, opened, heard) => {
  const { port1, port2 } = new MessageChannel();
  port1.on('message', heard.message);
  port1.on('messageerror', (error) => heard.failed('said something unreadable', error));
  port1.on('close', heard.exited);
  (role === 'writer' ? writer : reader)({ port: port2, opened });
  return port1;
};

/** For `openSqliteStore`. */
export const start: { readonly start?: StartThread } =
  process.env.STORE_THREADS === 'yes' ? {} : { start: inThisThread };
