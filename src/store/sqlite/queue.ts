/**
 * Group commit without a timer: while one batch is being committed, calls gather; then all of them go over together, in
 * one message, one transaction and one fsync. A slow disk makes larger batches instead of longer queues: measured in
 * `README.md`.
 */
import { StoreUnavailable } from '../store.ts';
import type { Sent, WriteCommands } from './commands.ts';
import type { Outcome } from './commit.ts';
import { revive } from './failures.ts';

const limits = {
  // One transaction: enough that its fsync costs nothing per command, and few enough that the first does not wait long for the last.
  batch_commands_max: 512,
  batch_bytes_max: 16_777_216,
  // What may wait in memory. More than this means a disk that has stopped: senders should hear 503 and keep what they have.
  queue_commands_max: 20_000,
  queue_bytes_max: 268_435_456,
} as const;

type Waiting = {
  readonly command: Sent<WriteCommands>;
  readonly bytes: number;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
};

export type Queue = {
  /** Resolves after the commit that holds the command. `bytes`: about what it weighs. */
  submit(command: Sent<WriteCommands>, bytes: number): Promise<unknown>;
  /** Resolves when nothing waits and nothing runs. */
  drained(): Promise<void>;
};

/** `send` carries a batch to the writer. `onFatal` hears of the failure after which nothing is promised any more; called once. */
export function openQueue(
  send: (batch: readonly Sent<WriteCommands>[]) => Promise<readonly Outcome[]>,
  onFatal: (error: StoreUnavailable) => void,
): Queue {
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let running: Promise<void> | undefined;
  let ended: StoreUnavailable | undefined;

  function next(): Waiting[] {
    let count = 0;
    let bytes = 0;
    for (const one of waiting) {
      if (count === limits.batch_commands_max || (count > 0 && bytes + one.bytes > limits.batch_bytes_max)) break;
      count += 1;
      bytes += one.bytes;
    }
    waitingBytes -= bytes;
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return batch;
  }

  function settle(batch: readonly Waiting[], outcomes: readonly Outcome[]): void {
    for (const [index, one] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome?.ok) {
        one.resolve(outcome.answer);
        continue;
      }
      const error = outcome ? revive(outcome.failure) : new Error('The writer left a command without an answer');
      if (error instanceof StoreUnavailable && error.fatal) end(error);
      one.reject(error);
    }
  }

  function end(error: StoreUnavailable): void {
    if (ended) return;
    ended = error;
    onFatal(error);
    for (const one of waiting) one.reject(error);
    waiting = [];
    waitingBytes = 0;
  }

  async function run(): Promise<void> {
    // One turn of the microtask queue, so that calls made together travel together.
    await undefined;
    while (waiting.length > 0) {
      const batch = next();
      try {
        settle(batch, await send(batch.map((one) => one.command)));
      } catch (cause) {
        const error =
          cause instanceof StoreUnavailable
            ? cause
            : new StoreUnavailable('The writer failed.', { fatal: true, cause });
        end(error);
        for (const one of batch) one.reject(error);
      }
    }
    running = undefined;
  }

  return {
    submit: (command, bytes) => {
      if (ended) return Promise.reject(ended);
      if (waiting.length >= limits.queue_commands_max || waitingBytes + bytes > limits.queue_bytes_max) {
        return Promise.reject(new StoreUnavailable('Too much waits for the disk.', { fatal: false }));
      }
      const answer = new Promise<unknown>((resolve, reject) => waiting.push({ command, bytes, resolve, reject }));
      waitingBytes += bytes;
      running ??= run();
      return answer;
    },
    drained: async () => {
      while (running) await running;
    },
  };
}
