/** The other end of `thread.ts`: runs inside the worker thread. */
import { parentPort, workerData } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { describe } from './failures.ts';
import { CLOSE, OPENED, type Question, type Reply } from './thread.ts';

/**
 * Opens the connection, says so, and answers each question with `answer` until asked to close, one after the other. `before`: what must be
 * there first; `undefined` where nothing is missing, which costs no turn.
 */
export function serve(
  open: (path: string) => Database.Database,
  prepare: (db: Database.Database) => (command: unknown) => unknown,
  before: (command: unknown) => Promise<void> | undefined = () => undefined,
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
  function handle({ number, command }: Question): void {
    if (command !== CLOSE) return void attempt(number, () => answer?.(command));
    attempt(number, () => void db?.close());
    port.close();
  }
  let waiting: Promise<void> | undefined;
  port.on('message', (question: Question) => {
    const { command } = question;
    const ready = waiting === undefined ? before(command) : waiting.then(() => before(command));
    if (ready === undefined) return handle(question);
    const turn = ready
      .then(() => handle(question))
      .catch((error: unknown) =>
        port.postMessage({ number: question.number, failure: describe(error) } satisfies Reply),
      )
      .then(() => {
        if (waiting === turn) waiting = undefined;
      });
    waiting = turn;
  });
}
