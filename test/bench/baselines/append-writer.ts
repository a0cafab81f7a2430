/** The writer thread of the bare append: one transaction for each batch. */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

const db = new Database(String(workerData));
for (const pragma of [
  'auto_vacuum = INCREMENTAL',
  'journal_mode = WAL',
  'synchronous = FULL',
  'wal_autocheckpoint = 4000',
  'journal_size_limit = 67108864',
  'cache_size = -32768',
])
  db.pragma(pragma);
db.exec('CREATE TABLE IF NOT EXISTS bodies (sequence INTEGER PRIMARY KEY AUTOINCREMENT, bytes BLOB NOT NULL) STRICT');
const insert = db.prepare<[Uint8Array]>('INSERT INTO bodies (bytes) VALUES (?)');

parentPort?.on('message', (batch: readonly Uint8Array[]) => {
  db.exec('BEGIN IMMEDIATE');
  for (const bytes of batch) insert.run(bytes);
  db.exec('COMMIT');
  parentPort?.postMessage(batch.length);
});
