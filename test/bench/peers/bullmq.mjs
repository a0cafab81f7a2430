// Express + BullMQ: what many would write who have a Redis. Copy it to where bullmq and express are installed (README.md), and run it there:
// node bullmq.mjs <port> <port of Redis> <sink's URL>
import { createHash } from 'node:crypto';
import { Queue, Worker } from 'bullmq';
import express from 'express';

const [port, redisPort, sink] = process.argv.slice(2);
const connection = { host: '127.0.0.1', port: Number(redisPort) };
const queue = new Queue('pushes', { connection });

new Worker(
  'pushes',
  async ({ data }) => {
    const answer = await fetch(sink, { method: 'POST', headers: { 'content-type': 'application/json' }, body: data });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`the sink answered ${answer.status}`);
  },
  { connection, concurrency: 64 },
);

const app = express();
app.use(express.text({ type: () => true }));
app.get('/', (_request, response) => void response.end());
app.post('/push/paazl/shipping', async (request, response) => {
  const jobId = createHash('sha256').update(request.body).digest('hex');
  await queue.add('push', request.body, { jobId, attempts: 15, backoff: { type: 'exponential', delay: 1000 } });
  response.status(200).end();
});
app.listen(Number(port), '127.0.0.1');
