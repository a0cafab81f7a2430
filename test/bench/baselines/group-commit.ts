/**
 * Baseline "60 lines": what a good engineer writes in an hour. Express, one row a push with one unique and one partial index, one commit for
 * each turn of the event loop, and a delivery that is a flag. It judges nothing, signs nothing and keeps no history.
 * `node group-commit.js <port> <file> <sink's URL>`
 */
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import express from 'express';
import { Pool } from 'undici';

const [port = '0', file = '', sink = ''] = process.argv.slice(2);
const TOKEN = 'Bearer bench-only-paazl-token-0001';
const CALLS_MAX = 64;
const RETRY_MS = 1_000;

const db = new Database(file);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec(`
  CREATE TABLE IF NOT EXISTS pushes (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, body BLOB NOT NULL, delivered INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX IF NOT EXISTS undelivered ON pushes (id) WHERE delivered = 0`);
const insert = db.prepare<[Buffer, Buffer]>('INSERT OR IGNORE INTO pushes (digest, body) VALUES (?, ?)');
const settle = db.prepare<[number]>('UPDATE pushes SET delivered = 1 WHERE id = ?');
const due = db.prepare<[number, number], { id: number; body: Buffer }>(
  'SELECT id, body FROM pushes WHERE delivered = 0 AND id > ? ORDER BY id LIMIT ?',
);

const pool = new Pool(new URL(sink).origin, { connections: CALLS_MAX });
let waiting: { body: Buffer; response: express.Response }[] = [];
let delivered: number[] = [];
let isDue = false;
let calls = 0;
let after = 0;

function soon(): void {
  if (!isDue) setImmediate(turn);
  isDue = true;
}

function turn(): void {
  isDue = false;
  const [pushes, settled] = [waiting, delivered];
  [waiting, delivered] = [[], []];
  db.exec('BEGIN IMMEDIATE');
  for (const { body } of pushes) insert.run(createHash('sha256').update(body).digest(), body);
  for (const id of settled) settle.run(id);
  db.exec('COMMIT');
  for (const { response } of pushes) response.status(200).end();
  for (const { id, body } of calls < CALLS_MAX ? due.all(after, CALLS_MAX - calls) : []) {
    after = id;
    calls += 1;
    void deliver(id, body);
  }
}

async function deliver(id: number, body: Buffer): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-push-id': String(id) };
  const status = await pool.request({ method: 'POST', path: '/', headers, body }).then(
    async (answer) => {
      await answer.body.dump();
      return answer.statusCode;
    },
    () => 0,
  );
  calls -= 1;
  if (status >= 200 && status < 300) delivered.push(id);
  else await new Promise((done) => setTimeout(done, RETRY_MS)).then(() => (after = Math.min(after, id - 1)));
  soon();
}

const app = express();
app.use(express.raw({ type: () => true }));
app.get('/', (_request, response) => void response.end());
app.post('/push/paazl/shipping', (request, response) => {
  if (request.headers.authorization !== TOKEN) return void response.status(401).end();
  waiting.push({ body: request.body, response });
  soon();
});
app.listen(Number(port), '127.0.0.1', soon);
