/**
 * Copies an open store, and counts what the copy must contain. `VACUUM INTO` cannot share a transaction with the counting. So both begin while this process has
 * the write lock for a few milliseconds: no commit comes between them, and both see the same.
 */
import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { Clock } from '../../../running/clock.ts';
import { startWorker } from '../../../running/start-worker.ts';
import { type ExaminedFile, StoreUnavailable } from '../../store.ts';
import { openForReading } from '../file/connection.ts';
import type { CopyOrder, CopySaid } from './copy-thread.ts';
import { countsOf } from './examine.ts';

// The gateway's writer gives up after 2 s (`busy_timeout`), and a push should not notice a backup at all. The first page of a copy is written within
// 20 ms, so this is for a disk that stands still.
const LOCKED_MS_MAX = 150;
const LOOK_EVERY_MS = 2;
const PROGRESS_EVERY_MS = 50;
// A batch of the gateway's writer takes milliseconds; on a slow disk a tenth of a second.
const LOCK_WAIT_MS_MAX = 5_000;

/** `together`: it is certain that no commit came between the counting and the copy. */
type Counted = Pick<ExaminedFile, 'schema' | 'counts'> & { readonly together: boolean };

export async function copySnapshot(
  { from, to }: CopyOrder,
  clock: Clock,
  onProgress: (bytes: number, ofBytes: number) => void,
): Promise<Counted> {
  const lock = new Database(from, { fileMustExist: true, timeout: LOCK_WAIT_MS_MAX });
  const reader = openForReading(from);
  const copying = openCopying(startWorker('store/sqlite/backup/copy-thread', { workerData: { from, to } }));
  const file = await open(to, 'r+');
  try {
    await copying.ready;
    lock.exec('BEGIN IMMEDIATE');
    reader.exec('BEGIN');
    const schema = Number(reader.pragma('user_version', { simple: true })); // The first read begins the snapshot.
    copying.begin();
    const together = await begunWithin(LOCKED_MS_MAX, { to, clock, ended: copying.ended });
    lock.exec('ROLLBACK');
    const counts = countsOf(reader);
    const pages = Number(reader.pragma('page_count', { simple: true }));
    const ofBytes = pages * Number(reader.pragma('page_size', { simple: true }));
    reader.exec('COMMIT');
    while (!copying.ended()) {
      onProgress(statSync(to).size, ofBytes);
      // Little by little: one sync of the whole copy at its end would keep those of the gateway, and so its acks, waiting.
      await file.datasync();
      await Promise.race([copying.done, clock.sleep(PROGRESS_EVERY_MS)]);
    }
    await copying.done;
    return { schema, counts, together };
  } finally {
    await copying.stop();
    await file.close();
    reader.close();
    lock.close(); // The last one, because it may write: where no gateway runs, it takes the log away.
  }
}

async function begunWithin(
  msMax: number,
  { to, clock, ended }: { to: string; clock: Clock; ended: () => boolean },
): Promise<boolean> {
  const endMs = clock.monotonic() + msMax;
  while (!ended() && statSync(to).size === 0) {
    if (clock.monotonic() >= endMs) return false;
    await clock.sleep(LOOK_EVERY_MS);
  }
  return true;
}

type Copying = {
  /** The thread has opened the store. */
  readonly ready: Promise<void>;
  readonly done: Promise<void>;
  readonly ended: () => boolean;
  readonly begin: () => void;
  readonly stop: () => Promise<unknown>;
};

function openCopying(worker: Worker): Copying {
  const saidBy = (wanted: CopySaid) =>
    new Promise<void>((resolve, reject) => {
      worker.on('message', (said: CopySaid) => {
        if (said === wanted) resolve();
        else if (typeof said === 'object')
          reject(new StoreUnavailable(`The copy could not be written: ${said.fault}.`, { fatal: true }));
      });
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('The thread that copies has ended early')));
    });
  let hasEnded = false;
  const ready = saidBy('ready');
  const done = saidBy('done').finally(() => {
    hasEnded = true;
  });
  for (const one of [ready, done]) one.catch(() => {}); // The caller may be waiting for the other one.
  return {
    ready,
    done,
    ended: () => hasEnded,
    begin: () => worker.postMessage('begin'),
    stop: () => worker.terminate(),
  };
}
