/**
 * A thread that loads what delivering needs before anybody knows what it will open: a gateway's start reads its configuration and loads its own modules meanwhile, on the
 * other core. It keeps no process alive until it is taken.
 */
import type { Worker } from 'node:worker_threads';
import { startWorker } from '../running/start-worker.ts';

let warm: Worker | undefined;

const begin = (): Worker => startWorker('threads/entry', { name: 'delivering' });

/** For a program that will open a gateway next. */
export function warmUp(): void {
  if (warm !== undefined) return;
  warm = begin();
  warm.unref();
  warm.once('exit', () => {
    warm = undefined;
  });
}

/** The one that was warmed up, or one that begins now. */
export function taken(): Worker {
  const worker = warm ?? begin();
  warm = undefined;
  worker.ref();
  return worker;
}
