/** The other end of `thread.ts`: runs inside the worker thread. */
import { parentPort, workerData } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { describe } from './failures.ts';
import { CLOSE, OPENED, type Question, type Reply } from './thread.ts';

/** Opens the connection, says so, and answers each question with `answer` until asked to close. */
export function serve(
  open: (path: string) => Database.Database,
  prepare: (db: Database.Database) => (command: unknown) => unknown,
): void {
  if (!parentPort) throw new Error('serve() runs in a worker thread');
  const port = parentPort;
  const { path } = workerData as { path: string };
  const attempt = (number: number, run: () => unknown): boolean => {
    let reply: Reply;
    let succeeded = true;
    try {
      reply = { number, answer: run() };
    } catch (error) {
      reply = { number, failure: describe(error) };
      succeeded = false;
    }
    port.postMessage(reply);
    return succeeded;
  };

  let db: Database.Database | undefined;
  let answer: ((command: unknown) => unknown) | undefined;
  const opened = attempt(OPENED, () => {
    db = open(path);
    answer = prepare(db);
  });
  if (!opened) {
    db?.close();
    return;
  }
  port.on('message', ({ number, command }: Question) => {
    if (command !== CLOSE) return void attempt(number, () => answer?.(command));
    attempt(number, () => void db?.close());
    port.close();
  });
}
