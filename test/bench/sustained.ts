/**
 * How many events a second reach an HTTP sink while as many pushes come. wrk pushes and the sink only counts: a client of Node's beside it
 * (`journey.ts`, which measures each event's way) takes the third of a core that the gateway needs here.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { measure } from './load.ts';
import { paazlJsonPushes, writeRequests } from './requests.ts';
import { folder, gateway } from './subjects.ts';

export type Sustained = {
  readonly ackedPerSecond: number;
  /** While pushes came. */
  readonly arrivedPerSecond: number;
  /** From the last ack until the last event had arrived. */
  readonly drainMs: number;
};

const CONNECTIONS = 64;
// Of an answer, so that the rate comes out about as asked for.
const ANSWER_MS = 4;
const DRAIN_MS_MAX = 30_000;

let runs = 500;

export async function sustained(perSecond: number, seconds: number): Promise<Sustained> {
  let arrived = 0;
  const sink = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      arrived += 1;
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  const { port } = sink.address() as AddressInfo;
  const secret = `whsec_${Buffer.from('bench-only-secret-of-the-service').toString('base64')}`;
  const server = await gateway.start({
    sinks: `service: { type: http, url: "http://127.0.0.1:${port}/", secrets: [ ${secret} ], concurrency: 64 }`,
  });
  try {
    const requests = join(folder(), 'requests');
    await writeRequests(requests, paazlJsonPushes.lines);
    const pauseMs = Math.max(1, Math.round((CONNECTIONS / perSecond) * 1000 - ANSWER_MS));
    runs += 1;
    const load = { url: server.url + paazlJsonPushes.path, requests, connections: CONNECTIONS, pauseMs };
    await measure({ ...load, seconds: 2, start: runs }); // Warm: the first pushes of a process are compiled.
    await new Promise((done) => setTimeout(done, 500));
    arrived = 0;
    runs += 1;
    const begin = performance.now();
    const acked = await measure({ ...load, seconds, start: runs });
    const arrivedPerSecond = (arrived / (performance.now() - begin)) * 1000;
    const end = performance.now();
    while (arrived < acked.requests && performance.now() - end < DRAIN_MS_MAX)
      await new Promise((done) => setTimeout(done, 5));
    return { ackedPerSecond: acked.perSecond, arrivedPerSecond, drainMs: performance.now() - end };
  } finally {
    await server.stop();
    sink.closeAllConnections();
    sink.close();
  }
}
