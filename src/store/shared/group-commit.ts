/**
 * Group commit without a timer: while one batch is being committed, calls gather; then all of them go over together, in
 * one message, one transaction and one fsync. A slow disk makes larger batches instead of longer queues: measured in
 * `README.md`. Senders who wait for an answer go first, and beside them everything else has a share of the writer's time.
 */
import { processMs } from '../../running/process-time.ts';
import { StoreUnavailable } from '../store.ts';
import type { Hurried } from './hurried.ts';

const limits = {
  // One transaction: enough that its fsync costs nothing per command, and few enough that the first does not wait long for the last.
  batch_commands_max: 512,
  batch_bytes_max: 16_777_216,
  // While senders wait, or did a moment ago, everything else goes over in portions, so that the next sender does not wait behind 25 ms of
  // settlements. A row takes the writer about 0.05 ms: beside a few pushes there is a millisecond and a half for the rest,
  others_rows: 32,
  // beside a burst of them nearly nothing, so that it costs the team's systems a delay and not the providers their acks; but never nothing,
  others_rows_min: 4,
  // and what the batch before spent waiting for the disk is used by half: on one with 20 ms fsync 200 rows go with each batch.
  row_ms: 0.05,
  // A moment: some turns of a client that sends its next push when it has the answer to the last.
  quiet_ms: 20,
  // What may wait in memory. More than this means a disk that has stopped: senders should hear 503 and keep what they have.
  queue_commands_max: 20_000,
  queue_bytes_max: 268_435_456,
} as const;

/** What one command of a batch came to. */
export type Outcome = { readonly ok: true; readonly answer: unknown } | { readonly ok: false; readonly error: Error };

export type Batching<Command> = {
  /** Carries a batch to the database: one transaction, one outcome for each command. */
  send(batch: readonly Command[]): Promise<readonly Outcome[]>;
  /** Somebody outside waits for it: a push for its ack, AppDirect for its result, a supervisor for a sign of life. */
  isUrgent(command: Command): boolean;
  /** As many settlements take as long: of a claim, as many as it may take. */
  rowsOf(command: Command): number;
  /** Hears of the failure after which nothing is promised any more; called once. */
  onFatal(error: StoreUnavailable): void;
  nowMs?(): number;
  /** Shared with those of other threads before the same writer. */
  readonly hurried?: Hurried;
};

type Waiting<Command> = {
  readonly command: Command;
  readonly bytes: number;
  readonly rows: number;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
};

type Room = { rows: number; bytes: number };

export type GroupCommit<Command> = {
  /** Resolves after the commit that holds the command. `bytes`: about what it weighs. */
  submit(command: Command, bytes: number): Promise<unknown>;
  /** Resolves when nothing waits and nothing runs. */
  drained(): Promise<void>;
};

export function openGroupCommit<Command>({
  send,
  isUrgent,
  rowsOf,
  onFatal,
  nowMs = processMs,
  hurried = { atMs: Number.NEGATIVE_INFINITY },
}: Batching<Command>): GroupCommit<Command> {
  // Within each of the two the order stays.
  let first: Waiting<Command>[] = [];
  let others: Waiting<Command>[] = [];
  let spareMs = 0;
  let waitingBytes = 0;
  let running: Promise<void> | undefined;
  let ended: StoreUnavailable | undefined;

  function next(): Waiting<Command>[] {
    const room: Room = { rows: limits.batch_commands_max, bytes: limits.batch_bytes_max };
    const batch = take(first, room);
    first = first.slice(batch.length);
    const now = nowMs();
    if (batch.length > 0) hurried.atMs = now;
    if (now - hurried.atMs < limits.quiet_ms) room.rows = Math.min(room.rows, othersBeside(batch.length));
    const rest = take(others, room);
    others = others.slice(rest.length);
    batch.push(...rest);
    for (const { bytes } of batch) waitingBytes -= bytes;
    return batch;
  }

  function othersBeside(senders: number): number {
    const { others_rows, others_rows_min, row_ms } = limits;
    return Math.max(others_rows_min, others_rows - senders) + spareMs / (2 * row_ms);
  }

  function settle(batch: readonly Waiting<Command>[], outcomes: readonly Outcome[]): void {
    for (const [index, one] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome?.ok) {
        one.resolve(outcome.answer);
        continue;
      }
      const error = outcome?.error ?? new Error('The writer left a command without an answer');
      if (error instanceof StoreUnavailable && error.fatal) end(error);
      one.reject(error);
    }
  }

  function end(error: StoreUnavailable): void {
    if (ended) return;
    ended = error;
    onFatal(error);
    for (const one of [...first, ...others]) one.reject(error);
    first = [];
    others = [];
    waitingBytes = 0;
  }

  async function run(): Promise<void> {
    // One turn of the microtask queue, so that calls made together travel together.
    await undefined;
    while (first.length + others.length > 0) {
      const batch = next();
      const sentAtMs = nowMs();
      try {
        const outcomes = await send(batch.map((one) => one.command));
        spareMs = Math.max(0, nowMs() - sentAtMs - batch.length * limits.row_ms);
        settle(batch, outcomes);
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
      if (first.length + others.length >= limits.queue_commands_max || waitingBytes + bytes > limits.queue_bytes_max) {
        return Promise.reject(new StoreUnavailable('Too many writes are waiting for the disk.', { fatal: false }));
      }
      const waiting = isUrgent(command) ? first : others;
      const rows = rowsOf(command);
      const answer = new Promise<unknown>((resolve, reject) => waiting.push({ command, bytes, rows, resolve, reject }));
      waitingBytes += bytes;
      running ??= run();
      return answer;
    },
    drained: async () => {
      while (running !== undefined) await running;
    },
  };
}

/** The first that fit; what they take is taken from `room`. One always does, so that nothing waits for ever. */
function take<Command>(waiting: readonly Waiting<Command>[], room: Room): Waiting<Command>[] {
  const taken: Waiting<Command>[] = [];
  for (const one of waiting) {
    if (taken.length > 0 && (one.rows > room.rows || one.bytes > room.bytes)) break;
    taken.push(one);
    room.rows -= one.rows;
    room.bytes -= one.bytes;
  }
  return taken;
}
