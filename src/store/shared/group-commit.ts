/**
 * Group commit: calls gather while one batch is being committed, and no timer holds back what somebody waits for. Then all of them go over together, in
 * one message, one transaction and one fsync. A slow disk makes larger batches instead of longer queues (measured in
 * the engine's README). Calls that senders wait for go first, and everything else has a share of the writer's time. Calls that nobody waits for may
 * wait for a batch that goes anyway, 20 ms at most: at 100 pushes a second that saves one commit in four.
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
  // beside a burst nearly nothing, so that the team's systems wait and the providers get their acks; but never nothing,
  others_rows_min: 4,
  // and half of the time that the earlier batch waited for the disk is added: with 20 ms fsync 200 rows go with each batch.
  row_ms: 0.05,
  // A moment: some turns of a client that sends its next push when it has the answer to the last.
  quiet_ms: 20,
  // Two intervals of 100 pushes a second.
  patience_ms: 20,
  // A batch of their own is worth its commit.
  patient_max: 32,
  // How much may wait in memory. More than this means a disk that has stopped: senders should get 503 and keep their messages.
  queue_commands_max: 20_000,
  queue_bytes_max: 268_435_456,
} as const;

/** The outcome of one command of a batch. */
export type Outcome = { readonly ok: true; readonly answer: unknown } | { readonly ok: false; readonly error: Error };

export type Batching<Command> = {
  /** Carries a batch to the database: one transaction, one outcome for each command. */
  send(batch: readonly Command[]): Promise<readonly Outcome[]>;
  /** Whether somebody outside waits for it: a push for its ack, AppDirect for its result, a supervisor for a sign of life. */
  isUrgent(command: Command): boolean;
  /** Whether nothing at all waits for it. None when left out. */
  isPatient?(command: Command): boolean;
  /** How many settlements take as long. For a claim: how many items it may take. */
  rowsOf(command: Command): number;
  /** Called once, with the failure after which nothing is promised any more. */
  onFatal(error: StoreUnavailable): void;
  nowMs?(): number;
  /** Calls that nobody outside waits for wait for one turn of the event loop: so a claim travels with the settlement that made it worth while. */
  readonly gathers?: boolean;
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
  /** Resolves after the commit that has the command in it. `bytes`: about how large it is. */
  submit(command: Command, bytes: number): Promise<unknown>;
  /** Resolves when nothing waits and nothing runs. */
  drained(): Promise<void>;
};

export function openGroupCommit<Command>({
  send,
  isUrgent,
  isPatient = () => false,
  rowsOf,
  onFatal,
  nowMs = processMs,
  gathers = false,
  hurried = { atMs: Number.NEGATIVE_INFINITY },
}: Batching<Command>): GroupCommit<Command> {
  // The order stays within each of the two.
  let first: Waiting<Command>[] = [];
  let others: Waiting<Command>[] = [];
  let patient: Waiting<Command>[] = [];
  let patience: NodeJS.Timeout | undefined;
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
    others.push(...patient);
    patient = [];
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
    for (const one of [...first, ...others, ...patient]) one.reject(error);
    first = [];
    others = [];
    patient = [];
    waitingBytes = 0;
  }

  async function run(): Promise<void> {
    // One turn of the microtask queue, so that calls made together travel together.
    await undefined;
    if (gathers && first.length === 0) await new Promise((resolve) => setImmediate(resolve));
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
    if (patient.length > 0) wait();
  }

  /** Until then, what goes anyway takes the patient with it. */
  function wait(): void {
    patience ??= setTimeout(goNow, limits.patience_ms);
  }

  function goNow(): void {
    clearTimeout(patience);
    patience = undefined;
    others.push(...patient);
    patient = [];
    running ??= run();
  }

  return {
    submit: (command, bytes) => {
      if (ended) return Promise.reject(ended);
      if (
        first.length + others.length + patient.length >= limits.queue_commands_max ||
        waitingBytes + bytes > limits.queue_bytes_max
      ) {
        return Promise.reject(new StoreUnavailable('Too many writes are waiting for the disk.', { fatal: false }));
      }
      const mayWait = isPatient(command);
      const waiting = mayWait ? patient : isUrgent(command) ? first : others;
      const rows = rowsOf(command);
      const answer = new Promise<unknown>((resolve, reject) => waiting.push({ command, bytes, rows, resolve, reject }));
      waitingBytes += bytes;
      if (!mayWait || patient.length >= limits.patient_max) goNow();
      else if (running === undefined) wait();
      return answer;
    },
    drained: async () => {
      while (running !== undefined || patient.length > 0) {
        goNow();
        await running;
      }
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
