/**
 * Lines to a descriptor that may be full, closed, stalled or removed. No fault there reaches the caller: a line that cannot
 * be written is counted and dropped, and the next one is tried again. Node's own streams end the process instead (an unheard `error`), or
 * keep what a stalled reader does not take in memory without a bound.
 */
import { type BigIntStats, constants, fstatSync, openSync, write as writeBytes } from 'node:fs';

/** Since the writer was opened. */
export type Losses = {
  readonly lines: number;
  /** The system's code of the latest loss, such as `ENOSPC`; absent while nothing was lost. */
  readonly reason?: string;
};

export type LineWriter = {
  /** `line` ends in a newline. Never throws and never waits. */
  write(line: string): void;
  losses(): Losses;
  /** Resolves when nothing waits, and after `msMax` at the latest. */
  flush(msMax: number): Promise<void>;
};

const limits = {
  // About 4,000 lines. A reader that stops for longer loses lines, so that it does not fill the memory that pushes need.
  waiting_bytes_max: 1_048_576,
  // Of one call, so that a burst costs a few calls and not thousands.
  batch_bytes_max: 65_536,
  // How soon a reader that was behind is tried again. A pipe holds 64 KiB, so this allows 6 MiB a second.
  retry_ms: 10,
} as const;

/** How many bytes were taken, or the system's code if none was. */
export type Put = (text: Buffer) => Promise<number | string>;

/** `onRecovered` is called with how many lines were lost, once one could be written after that. */
export function openLineWriter(
  descriptor: 1 | 2,
  onRecovered: (lost: Losses) => void = () => {},
  put: Put = systemPut(descriptor),
): LineWriter {
  const waiting: { line: string; bytes: number }[] = [];
  let waitingBytes = 0;
  let lost = 0;
  let reason: string | undefined;
  let untold = 0;
  /** The last thing written ends in the middle of a line. */
  let torn = false;
  let running = false;
  const idle: (() => void)[] = [];

  function lose(lines: number, why: string): void {
    lost += lines;
    untold += lines;
    reason = why;
  }

  function next(): { text: Buffer; lines: number } {
    let bytes = 0;
    const end = waiting.findIndex((one) => {
      bytes += one.bytes;
      return bytes > limits.batch_bytes_max;
    });
    const batch = waiting.splice(0, end === -1 ? waiting.length : Math.max(1, end));
    for (const one of batch) waitingBytes -= one.bytes;
    return { text: Buffer.from(`${torn ? '\n' : ''}${batch.map(({ line }) => line).join('')}`), lines: batch.length };
  }

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const { text, lines } = next();
      const { written, code } = await putAll(text);
      if (written > 0) torn = text[written - 1] !== NEWLINE;
      if (code !== undefined) lose(lines - linesIn(text.subarray(0, written), lines), code);
      else if (untold > 0) {
        const told = untold;
        untold = 0;
        onRecovered({ lines: told, ...(reason !== undefined && { reason }) });
      }
    }
    running = false;
    for (const resolve of idle.splice(0)) resolve();
  }

  /** All of it, or as much as could be written and the code of what stopped it. */
  async function putAll(text: Buffer): Promise<{ written: number; code?: string }> {
    let written = 0;
    while (written < text.byteLength) {
      const one = await put(text.subarray(written));
      if (typeof one === 'number') written += one;
      else if (one === 'EAGAIN' || one === 'EINTR') await moment();
      else return { written, code: one };
    }
    return { written };
  }

  return {
    write(line) {
      const bytes = Buffer.byteLength(line);
      if (waitingBytes + bytes > limits.waiting_bytes_max) return lose(1, 'EAGAIN');
      waiting.push({ line, bytes });
      waitingBytes += bytes;
      if (!running) void run();
    },
    losses: () => ({ lines: lost, ...(reason !== undefined && { reason }) }),
    flush: (msMax) =>
      new Promise((resolve) => {
        if (!running) return resolve();
        const bound = setTimeout(resolve, msMax);
        idle.push(() => {
          clearTimeout(bound);
          resolve();
        });
      }),
  };
}

const NEWLINE = 0x0a;

/** How many of `most` lines are there to their end. */
function linesIn(text: Buffer, most: number): number {
  let lines = 0;
  for (const byte of text) if (byte === NEWLINE) lines += 1;
  return Math.min(lines, most);
}

function systemPut(descriptor: 1 | 2): Put {
  const fd = neverBlocking(descriptor);
  return (text) =>
    new Promise((resolve) => {
      writeBytes(fd, text, (error, written) => resolve(error ? (error.code ?? 'UNKNOWN') : written));
    });
}

// Does not keep a process alive that has ended its work.
const moment = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, limits.retry_ms).unref());

/**
 * A descriptor on which a write that would wait says EAGAIN. One that waits would hold a thread of Node's pool, and the end of the process
 * with it: also `process.exit` waits for that thread.
 */
function neverBlocking(descriptor: 1 | 2): number {
  const is = statusOf(descriptor);
  // For pipes and sockets Node's own stream has the system's flag set when it is made.
  if (is?.isFIFO() || is?.isSocket()) void (descriptor === 1 ? process.stdout : process.stderr);
  if (!is?.isCharacterDevice()) return descriptor;
  // A terminal is opened again, because the flag would count for the shell, too.
  const known = reopened.get(descriptor);
  if (known !== undefined) return known;
  try {
    const flags = constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
    const fd = openSync(`/dev/fd/${descriptor}`, flags);
    reopened.set(descriptor, fd);
    return fd;
  } catch {
    return descriptor; // Not ours to open (after a change of user), or gone: the descriptor itself says so when it is written.
  }
}

const reopened = new Map<number, number>();

function statusOf(descriptor: number): BigIntStats | undefined {
  try {
    // As big integers: Node keeps the numbers of the last call in a place of its own, and its `realpath` ends early where it finds a pipe there. A package that
    // is imported later through a link (pnpm's are links) would be loaded by the wrong name, with nothing in it.
    return fstatSync(descriptor, { bigint: true });
  } catch {
    return undefined; // Closed. Writing will say so.
  }
}
