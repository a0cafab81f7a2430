/** The other end of `thread.ts`: what the worker thread does. */
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { describe } from './failures.ts';
import { explaining } from './file/trouble.ts';
import { ATTACH, CLOSE, DETACH, OPENED, type OpenedFile, type Question, type Reply } from './thread.ts';

export type Served = {
  answer(command: unknown): unknown;
  /** The answers to several commands, in their order, where that costs less than one by one. */
  together?(commands: readonly unknown[]): readonly unknown[];
  /** Closes the connection; a sentence where there is something to say of that. */
  close(): string | undefined;
};

/** Where questions come from, and the file that they are about. */
export type Asked = { readonly port: MessagePort; readonly opened: OpenedFile };

/**
 * Opens the connection, says so, and answers each question with `answer` until asked to close, one after the other. `before`: what must be
 * there first; `undefined` where nothing is missing, which costs no turn. Other threads of the process may ask through ports of their own.
 */
export function serve(
  { port, opened }: Asked,
  open: (path: string) => Database.Database,
  prepare: (db: Database.Database, opened: OpenedFile) => Served,
  before: (command: unknown) => Promise<void> | undefined = () => undefined,
): void {
  const { path } = opened;
  const attempt = (number: number, run: () => unknown, to: MessagePort = port): boolean => {
    let reply: Reply;
    let succeeded = true;
    try {
      reply = { number, answer: run() };
    } catch (error) {
      reply = { number, failure: describe(error, path) };
      succeeded = false;
    }
    to.postMessage(reply);
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
  const attached = new Set<MessagePort>();

  function handle(asked: Asking): void {
    const { number, command } = asked.question;
    if (number === ATTACH) attach(command as MessagePort);
    else if (number === DETACH) detach();
    else if (command === CLOSE) close(asked);
    else answer([asked, ...(served?.together ? waitingElsewhere(asked.from) : [])]);
  }

  /** An attached caller leaves alone. The opener closes for all. */
  function close({ from, question }: Asking): void {
    attempt(question.number, () => (from === port ? served?.close() : undefined), from);
    for (const one of from === port ? [port, ...attached] : [from]) one.close();
  }

  function answer(all: readonly Asking[]): void {
    // Once, also where it throws: a second time it might do again what the first has done.
    const together = once(() => served?.together?.(all.map(({ question }) => question.command)));
    const answerAt = (index: number, command: unknown) =>
      all.length === 1 ? served?.answer(command) : together()?.[index];
    for (const [index, { from, question }] of all.entries())
      attempt(question.number, () => answerAt(index, question.command), from);
  }

  /** What the other halves have asked meanwhile: one commit for all of them is one fsync. */
  function waitingElsewhere(from: MessagePort): readonly Asking[] {
    const found: Asking[] = [];
    for (const other of [port, ...attached]) {
      if (other === from || isGone(other)) continue;
      const received = receiveMessageOnPort(other);
      if (received === undefined) continue;
      const asked = { from: other, question: received.message as Question };
      // Before what follows on the same port.
      if (asked.question.number === DETACH) detach();
      else if (asked.question.number === ATTACH || asked.question.command === CLOSE) setImmediate(() => handle(asked));
      else found.push(asked);
    }
    return found;
  }

  function attach(other: MessagePort): void {
    attached.add(other);
    other.on('close', () => attached.delete(other));
    other.postMessage({ number: OPENED, answer: undefined } satisfies Reply);
    listen(other);
  }

  /** What waits in their ports goes with them. */
  function detach(): void {
    for (const other of attached) other.close();
    attached.clear();
  }

  const isGone = (from: MessagePort) => from !== port && !attached.has(from);

  let waiting: Promise<void> | undefined;
  function listen(from: MessagePort): void {
    from.on('message', (question: Question) => {
      // Node may hand over several messages in one go, also after the port was closed.
      if (isGone(from)) return;
      const asked = { from, question };
      const isOfPorts = question.number === ATTACH || question.number === DETACH;
      const need = () => (isOfPorts ? undefined : before(question.command));
      const ready = waiting === undefined ? need() : waiting.then(need);
      if (ready === undefined) return handle(asked);
      const turn = ready
        .then(() => handle(asked))
        .catch((error: unknown) =>
          from.postMessage({ number: question.number, failure: describe(error, path) } satisfies Reply),
        )
        .then(() => {
          if (waiting === turn) waiting = undefined;
        });
      waiting = turn;
    });
  }
  listen(port);
}

/** `run` at the first call; what it gave or threw, at every call. */
function once<Answer>(run: () => Answer): () => Answer {
  let outcome: { readonly answer: Answer } | { readonly error: unknown } | undefined;
  return () => {
    if (outcome === undefined) {
      try {
        outcome = { answer: run() };
      } catch (error) {
        outcome = { error };
      }
    }
    if ('error' in outcome) throw outcome.error;
    return outcome.answer;
  };
}

type Asking = { readonly from: MessagePort; readonly question: Question };
