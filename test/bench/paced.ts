/** Latency at a constant rate, from when a push was due and not from when it could be sent, so that a stall is seen by all that it delays. */
import { Agent, request } from 'node:http';
import { keys } from './requests.ts';
import type { Subject } from './subjects.ts';

export type Paced = { readonly p50Ms: number; readonly p99Ms: number; readonly p999Ms: number; readonly lost: number };

export async function pacedLatency(subject: Subject, perSecond: number, seconds: number): Promise<Paced> {
  const server = await subject.start();
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const waits: number[] = [];
  let lost = 0;
  const total = perSecond * seconds;
  const begin = performance.now();
  await new Promise<void>((done) => {
    let sent = 0;
    let open = 0;
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - begin) / 1000) * perSecond));
      while (sent < due) {
        const dueAt = begin + (sent / perSecond) * 1000;
        sent += 1;
        open += 1;
        send(`${server.url}/push/paazl/shipping`, agent, sent, (status) => {
          waits.push(performance.now() - dueAt);
          if (status !== 200) lost += 1;
          open -= 1;
          if (sent === total && open === 0) done();
        });
      }
      if (sent === total) clearInterval(timer);
    }, 1);
  });
  agent.destroy();
  await server.stop();
  const sorted = waits.sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99), p999Ms: at(0.999), lost };
}

function send(url: string, agent: Agent, number: number, done: (status: number | undefined) => void): void {
  const body = JSON.stringify({
    orderReference: `paced-${number}`,
    webshop: 8,
    barcode: `PACED${number}`,
    status: 'SCANNED',
  });
  const call = request(
    url,
    {
      agent,
      method: 'POST',
      headers: { authorization: `Bearer ${keys.paazl}`, 'content-length': Buffer.byteLength(body) },
    },
    (answer) => {
      answer.resume();
      answer.on('end', () => done(answer.statusCode));
    },
  );
  call.on('error', () => done(undefined));
  call.end(body);
}
