/** The copy itself, in a thread: it takes seconds for each GB, and meanwhile the caller counts, and lets go of the lock under which the copy began. */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { openForReading } from '../file/connection.ts';
import { sqliteCure } from '../file/trouble.ts';

export type CopyOrder = { readonly from: string; readonly to: string };
export type CopySaid = 'ready' | 'done' | { readonly fault: string };

const port = parentPort;
if (!port) throw new Error('copy-thread runs in a worker thread');
const { from, to }: CopyOrder = workerData;
const say = (said: CopySaid): void => port.postMessage(said);

// What the copy holds before it writes the first page to its file. The size of that file tells that the copy has begun, so this is little.
const CACHE_KIB = 1_024;

const db = openForReading(from);
db.pragma(`cache_size = -${CACHE_KIB}`);
port.once('message', () => {
  try {
    // One statement and one snapshot: commits of the gateway go on, and are not in the copy.
    db.prepare('VACUUM INTO ?').run(to);
    say('done');
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    say({ fault: error instanceof Database.SqliteError ? `${sqliteCure(error.code)} (${error.code})` : error.message });
  } finally {
    db.close();
  }
});
say('ready');
