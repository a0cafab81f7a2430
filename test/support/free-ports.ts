/**
 * Ports below the range from which the kernel takes those of outgoing connections (32768 on Linux): a gateway that is restarted must find
 * its port free again, and so must the next of ours. Processes that start at once begin at different places, and none hands out the same port twice.
 */
import { createServer } from 'node:net';

const TRIES_MAX = 200;
const FIRST = 20_000;
const COUNT = 12_000;

let next = Math.floor(Math.random() * COUNT);

/** The first of `count` ports in a row that are free. */
export async function freePorts(count: number): Promise<number> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    if (next + count > COUNT) next = 0;
    const first = FIRST + next;
    next += count;
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)));
    if (!free.includes(false)) return first;
  }
  throw new Error(`no free ports between ${FIRST} and ${FIRST + COUNT}`);
}

/** One that is free, for what must be known before it is bound. */
export const freePort = (): Promise<number> => freePorts(1);

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
