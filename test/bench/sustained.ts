/**
 * How many events a second reach an HTTP sink while as many pushes come. wrk pushes and the sink only counts: a client of Node's beside it
 * (`journey.ts`, which measures each event's way) takes the third of a core that the gateway needs here.
 */
import { join } from 'node:path';
import { openCountingSink } from './counting-sink.ts';
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
// Of an answer to a connection that nobody waits beside. Under load it takes longer, so less is offered than asked for: 3,000 a second for 4,500.
const ANSWER_MS = 4;
const DRAIN_MS_MAX = 30_000;

let runs = 500;

export async function sustained(perSecond: number, seconds: number): Promise<Sustained> {
  const sink = await openCountingSink();
  const secret = `whsec_${Buffer.from('bench-only-secret-of-the-service').toString('base64')}`;
  const server = await gateway.start({
    sinks: `service: { type: http, url: "${sink.url}", secrets: [ ${secret} ], concurrency: 64 }`,
  });
  try {
    const requests = join(folder(), 'requests');
    await writeRequests(requests, paazlJsonPushes.lines);
    const pauseMs = Math.max(1, Math.round((CONNECTIONS / perSecond) * 1000 - ANSWER_MS));
    runs += 1;
    const load = { url: server.url + paazlJsonPushes.path, requests, connections: CONNECTIONS, pauseMs };
    await measure({ ...load, seconds: 2, start: runs }); // Warm: the first pushes of a process are compiled.
    await new Promise((done) => setTimeout(done, 500));
    runs += 1;
    const before = sink.arrived();
    const begin = performance.now();
    const acked = await measure({ ...load, seconds, start: runs });
    const end = performance.now();
    const arrivedPerSecond = ((sink.arrived() - before) / (end - begin)) * 1000;
    while (sink.arrived() - before < acked.requests && performance.now() - end < DRAIN_MS_MAX)
      await new Promise((done) => setTimeout(done, 5));
    return { ackedPerSecond: acked.perSecond, arrivedPerSecond, drainMs: performance.now() - end };
  } finally {
    await server.stop();
    sink.close();
  }
}
