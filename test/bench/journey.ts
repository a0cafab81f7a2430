/** From the ack to an HTTP sink: what a team's service sees while pushes come at a constant rate. The service is this process, so one clock measures both ends. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Paced, pace } from './paced.ts';
import { gateway } from './subjects.ts';
import { percentiles } from './table.ts';

export type Journey = {
  readonly acks: Paced;
  /** Of the events that arrived; counted from the ack. */
  readonly toSink: { readonly p50Ms: number; readonly p99Ms: number; readonly p999Ms: number };
  /** Arrived a second, from the first ack to the last arrival. */
  readonly perSecond: number;
  readonly missing: number;
};

// How long what still waits may take to arrive after the last ack.
const DRAIN_MS = 30_000;

/** `status`: what the service answers; anything but a 2xx means that nothing counts as arrived. */
export async function journey(perSecond: number, seconds: number, status = 204): Promise<Journey> {
  const acked = new Map<number, number>();
  const arrived = new Map<number, number>();
  const service = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { subject } = JSON.parse(Buffer.concat(parts).toString()) as { subject: string };
      const number = Number(subject.replace('paced-', ''));
      if (!arrived.has(number)) arrived.set(number, performance.now());
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const { port } = service.address() as AddressInfo;
  const secret = `whsec_${Buffer.from('bench-only-secret-of-the-service').toString('base64')}`;
  const server = await gateway.start({
    sinks: `service: { type: http, url: "http://127.0.0.1:${port}/", secrets: [ ${secret} ], concurrency: 64 }`,
  });
  try {
    await pace(server.url, Math.min(perSecond, 500), 1);
    acked.clear();
    arrived.clear();
    const begin = performance.now();
    const acks = await pace(server.url, perSecond, seconds, (number) => acked.set(number, performance.now()));
    const giveUpAt = performance.now() + (status < 300 ? DRAIN_MS : 0);
    while (arrived.size < acked.size && performance.now() < giveUpAt) await new Promise((done) => setTimeout(done, 10));
    const waits = [...acked].flatMap(([number, at]) => {
      const there = arrived.get(number);
      return there === undefined ? [] : [Math.max(0, there - at)];
    });
    const last = Math.max(begin, ...arrived.values());
    return {
      acks,
      toSink: percentiles(waits),
      perSecond: (waits.length / (last - begin)) * 1000,
      missing: acked.size - waits.length,
    };
  } finally {
    await server.stop();
    service.closeAllConnections();
    service.close();
  }
}
