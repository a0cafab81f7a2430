/** The other end of `thread.ts`: what the worker thread does. */
import type { MessagePort } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { describe } from './failures.ts';
import { explaining } from './file/trouble.ts';
import { CLOSE, OPENED, type OpenedFile, type Question, type Reply } from './thread.ts';

export type Served = {
  answer(command: unknown): unknown;
  /** Closes the connection; a sentence where there is something to say of that. */
  close(): string | undefined;
};

/** Where questions come from, and the file that they are about. */
export type Asked = { readonly port: MessagePort; readonly opened: OpenedFile };

/**
 * Opens the connection, says so, and answers each question with `answer` until asked to close, one after the other. `before`: what must be
 * there first; `undefined` where nothing is missing, which costs no turn.
 */
export function serve(
  { port, opened }: Asked,
  open: (path: string) => Database.Database,
  prepare: (db: Database.Database, opened: OpenedFile) => Served,
  before: (command: unknown) => Promise<void> | undefined = () => undefined,
): void {
  const { path } = opened;
  const attempt = (number: number, run: () => unknown): boolean => {
    let reply: Reply;
    let succeeded = true;
    try {
      reply = { number, answer: run() };
    } catch (error) {
      reply = { number, failure: describe(error, path) };
      succeeded = false;
    }
    port.postMessage(reply);
    return succeeded;
  };

  let db: Database.Database | undefined;
  let served: Served | undefined;
  const isOpen = attempt(OPENED, () => {
    db = explaining(path, () => open(path));
    served = explaining(path, () => prepare(db as Database.Database, opened));
  });
  if (!isOpen) {
    db?.close();
    port.close();
    return;
  }
  function handle({ number, command }: Question): void {
    if (command !== CLOSE) return void attempt(number, () => served?.answer(command));
    attempt(number, () => served?.close());
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
        port.postMessage({ number: question.number, failure: describe(error, path) } satisfies Reply),
      )
      .then(() => {
        if (waiting === turn) waiting = undefined;
      });
    waiting = turn;
  });
}
