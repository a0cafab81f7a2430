/**
 * A worker thread with one connection: asks and answers by number. The writer and the reader each have one, so that a slow
 * disk or a slow listing never stops the event loop that acknowledges pushes.
 */
import type { MessagePort, TransferListItem } from 'node:worker_threads';
import type { Clock } from '../../running/clock.ts';
import { startWorker } from '../../running/start-worker.ts';
import { StoreUnavailable } from '../store.ts';
import { type Failure, revive } from './failures.ts';
import type { FileId } from './file/same-file.ts';

export type Question = { readonly number: number; readonly command: unknown };
export type Reply =
  | { readonly number: number; readonly answer: unknown }
  | { readonly number: number; readonly failure: Failure };

export type OpenedFile = {
  /** As configured, absolute. */
  readonly named: string;
  /** Without links. */
  readonly path: string;
  /** What is there. */
  readonly file: FileId;
};

export type Thread = {
  /** The other end of this port may ask too, for a thread of its own, until it asks to close or is gone. */
  attach(port: MessagePort): void;
  /** Whoever asks through an attached port has died: what it has asked and is not answered yet is never done, and nothing that it asks later. */
  detach(): void;
  /** Rejects with what the thread threw, or with a fatal `StoreUnavailable` when the thread has ended. */
  ask(command: unknown): Promise<unknown>;
  /** Closes the connection and ends the thread, after everything asked before. A sentence where there is something to say of that. */
  close(): Promise<string | undefined>;
  /** Waits for nothing that it is about. What it was asked is rejected. */
  end(): void;
  /** Resolves when the thread has ended, for whatever reason. */
  readonly exited: Promise<void>;
};

/** It may be started several times, so nobody waits for its end. */
export type OnDemand = Pick<Thread, 'attach' | 'ask' | 'close'>;

export type Role = 'writer' | 'reader';

/** What this side hears of the other. */
export type Heard = {
  message(reply: Reply): void;
  failed(why: string, cause?: unknown): void;
  exited(): void;
};

/** A worker thread, or the port to a role that runs elsewhere. */
type Asks = {
  postMessage(question: Question, transfer?: readonly TransferListItem[]): void;
  terminate?(): unknown;
  close?(): void;
  unref?(): void;
};

/** Starts the other side, which then opens the file. What it returns takes the questions. */
export type StartThread = (role: Role, file: OpenedFile, heard: Heard) => Asks;

/** A thread of its own, begun in `thread-entry.ts`. */
const startInWorker: StartThread = (role, { named, path, file }, heard) => {
  const worker = startWorker('store/sqlite/thread-entry', {
    workerData: { role, named, path, file } satisfies OpenedFile & { role: Role },
    name: `store ${role}`,
  });
  worker.on('message', heard.message);
  worker.on('error', (error) =>
    heard.failed(`ended unexpectedly: ${error instanceof Error ? error.message : String(error)}`, error),
  );
  worker.on('messageerror', (error) => heard.failed('said something unreadable', error));
  worker.once('exit', heard.exited);
  return worker;
};

/** The number of the reply that says that the connection is open. */
export const OPENED = 0;
export const CLOSE = 'close';
/** With the port as command: it may ask too. Has no reply; the port hears that it is open. */
export const ATTACH = -1;
/** No other port may ask any more. Has no reply. */
export const DETACH = -2;

/** Starts the role on the file and waits until it is open. */
export const startThread = (role: Role, file: OpenedFile, start: StartThread = startInWorker): Promise<Thread> =>
  converse(role, (heard) => start(role, file, heard));

async function converse(role: Role, begin: (heard: Heard) => Asks): Promise<Thread> {
  const asked = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  let ended: StoreUnavailable | undefined;
  let last = OPENED;
  let exit = () => {};
  const exited = new Promise<void>((resolve) => {
    exit = resolve;
  });
  const end = (why: string, cause?: unknown) => {
    // Another reader can be started; what the writer was doing when it ended nobody knows.
    ended ??= new StoreUnavailable(`The store's ${role} ${why}.`, { fatal: role === 'writer', cause });
    for (const waiting of asked.values()) waiting.reject(ended);
    asked.clear();
  };
  const thread = begin({
    message: (reply) => {
      const waiting = asked.get(reply.number);
      asked.delete(reply.number);
      if ('failure' in reply) waiting?.reject(revive(reply.failure));
      else waiting?.resolve(reply.answer);
    },
    failed: end,
    exited: () => {
      end('has ended');
      exit();
    },
  });

  const reply = (number: number) =>
    new Promise<unknown>((resolve, reject) => void asked.set(number, { resolve, reject }));
  await reply(OPENED);
  const ask = (command: unknown): Promise<unknown> => {
    if (ended) return Promise.reject(ended);
    last += 1;
    const answer = reply(last);
    thread.postMessage({ number: last, command } satisfies Question);
    return answer;
  };
  return {
    ask,
    attach: (port) => thread.postMessage({ number: ATTACH, command: port }, [port]),
    detach: () => thread.postMessage({ number: DETACH, command: undefined }),
    end: () => {
      end('was ended');
      thread.terminate?.();
      thread.close?.();
      // In the middle of a statement of SQLite it cannot be interrupted.
      thread.unref?.();
    },
    exited,
    close: async () => {
      const said = ended ? undefined : await ask(CLOSE);
      await exited;
      return typeof said === 'string' ? said : undefined;
    },
  };
}

/** Joins a role that another thread of this process has started and attached the other end of `port` to. */
export const joinThread = (role: Role, port: MessagePort): Promise<Thread> =>
  converse(role, (heard) => {
    port.on('message', heard.message);
    port.on('messageerror', (error) => heard.failed('said something unreadable', error));
    port.on('close', heard.exited);
    return port;
  });

// One statement may take minutes of a large store. Nobody waits for its answer any more, and supervisors end a gateway that takes too long to stop.
const CLOSE_MS_MAX = 5_000;

/**
 * A thread that is started by the first question. The reader is one: nobody waits for it before (a gateway's health asks it first, beside the rest
 * of the start). A start that failed is tried again by the next question, and so is one that ended.
 * What it closes with is waited for 5 s at most: it only reads.
 */
export function threadOnDemand(begin: () => Promise<Thread>, clock: Clock): OnDemand {
  let started: Promise<Thread> | undefined;
  const start = async (): Promise<Thread> => {
    try {
      const thread = await begin();
      void thread.exited.then(() => {
        started = undefined;
      });
      return thread;
    } catch (error) {
      started = undefined;
      throw error;
    }
  };
  return {
    attach: (port) => {
      started ??= start();
      // A caller that asks through the port is told that it is closed.
      started.then((thread) => thread.attach(port)).catch(() => port.close());
    },
    async ask(command) {
      started ??= start();
      return (await started).ask(command);
    },
    async close() {
      // Whoever asked has heard why it could not start; there is nothing to close then.
      const thread = await started?.catch(() => undefined);
      if (thread === undefined) return undefined;
      const inTime = new AbortController();
      const closed = thread.close().finally(() => inTime.abort());
      // The sleep ends before its time where the thread is closed.
      await Promise.race([closed, clock.sleep(CLOSE_MS_MAX, inTime.signal)]);
      if (inTime.signal.aborted) return closed;
      closed.catch(() => {}); // It is ended in the next line, and nobody waits for it any more.
      thread.end();
      return undefined;
    },
  };
}
