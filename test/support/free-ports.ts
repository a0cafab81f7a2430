/**
 * Ports below the range from which the kernel takes those of outgoing connections (32768 on Linux): a gateway that is restarted must find
 * its port free again, and so must the next of ours. Processes that start at once look at different places.
 */
import { createServer } from 'node:net';

const TRIES_MAX = 200;

/** The first of `count` ports in a row that are free. */
export async function freePorts(count: number): Promise<number> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const first = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)));
    if (!free.includes(false)) return first;
  }
  throw new Error('no free ports between 20000 and 32000');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
