/**
 * Baseline "bare append": what this machine can do. A bare `node:http` server that appends the body to SQLite, with the gateway's pragmas, thread
 * layout and group commit, and nothing else: no route, no proof, no identity, no work item. `node append.js <port> <file>`.
 */
import { createServer } from 'node:http';
import { Worker } from 'node:worker_threads';

const [port = '0', file = ''] = process.argv.slice(2);
const writer = new Worker(new URL('./append-writer.js', import.meta.url), { workerData: file }); // The bench compiles these files.

type Waiting = { readonly bytes: Uint8Array; readonly done: () => void };
let waiting: Waiting[] = [];
let committing: Waiting[] = [];

function send(): void {
  if (committing.length > 0 || waiting.length === 0) return;
  committing = waiting.slice(0, 512);
  waiting = waiting.slice(512);
  writer.postMessage(committing.map(({ bytes }) => bytes));
}
writer.on('message', () => {
  const done = committing;
  committing = [];
  send();
  for (const one of done) one.done();
});

createServer((request, response) => {
  if (request.method === 'GET') return void response.end();
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    waiting.push({
      bytes: Uint8Array.from(Buffer.concat(chunks)),
      done: () => response.writeHead(200, { 'content-length': 0 }).end(),
    });
    queueMicrotask(send);
  });
}).listen(Number(port), '127.0.0.1');
