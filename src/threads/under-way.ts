/**
 * Which message the delivering thread works on at this moment, in memory that the gateway's thread can read: a thread that is taken up by one message
 * answers no question about it.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { processMs } from '../running/process-time.ts';

// A UUID's characters; the sandbox's name for what is tried there is shorter.
const ID_BYTES_MAX = 64;
// When it began, the length of the id, the thread's number.
const HEAD_BYTES = 16;

export const underWayMemory = (): SharedArrayBuffer => new SharedArrayBuffer(HEAD_BYTES + ID_BYTES_MAX);

/** As the system numbers threads; 0 where it does not say (it does on Linux). */
function ownThread(): number {
  try {
    return Number(basename(readlinkSync('/proc/thread-self')));
  } catch {
    return 0;
  }
}

/**
 * What the marking thread has used of the processor, in milliseconds; on a system that numbers no threads, what the process has. `undefined`: it cannot be read now
 * (no descriptor is free, or the thread is gone). The time of the process must not stand in for it then, because the difference of the two would cut off any message.
 */
export function usedMs(memory: SharedArrayBuffer): number | undefined {
  const [thread = 0] = new Int32Array(memory, 12, 1);
  if (thread === 0) {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  }
  try {
    // After the name, which may hold anything: the 12th and 13th field, in hundredths of a second (proc(5)).
    const fields = readFileSync(`/proc/self/task/${thread}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}

export type UnderWay = {
  readonly messageId: string;
  /** Of `processMs`. */
  readonly sinceMs: number;
};

/** On the delivering thread: notes the message while `work` runs. */
export function marker(memory: SharedArrayBuffer) {
  new Int32Array(memory, 12, 1)[0] = ownThread();
  const since = new Float64Array(memory, 0, 1);
  const length = new Int32Array(memory, 8, 1);
  const text = Buffer.from(memory, HEAD_BYTES);
  return <T>(messageId: string, work: () => T): T => {
    if (since[0] !== 0) return work(); // Within such work of the same message.
    length[0] = text.write(messageId);
    since[0] = processMs();
    try {
      return work();
    } finally {
      since[0] = 0;
    }
  };
}

/** On the gateway's thread. `undefined`: nothing. */
export function underWay(memory: SharedArrayBuffer): UnderWay | undefined {
  const [sinceMs = 0] = new Float64Array(memory, 0, 1);
  if (sinceMs === 0) return undefined;
  const [length = 0] = new Int32Array(memory, 8, 1);
  return { messageId: Buffer.from(memory, HEAD_BYTES, length).toString(), sinceMs };
}
