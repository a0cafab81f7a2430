/** Pushes at a constant rate. Latency counts from when a push was due and not from when it could be sent, so that a stall is seen by all that it delays. */
import { Agent, request } from 'node:http';
import { keys } from './requests.ts';
import type { Subject } from './subjects.ts';
import { percentiles } from './table.ts';

export type Paced = { readonly p50Ms: number; readonly p99Ms: number; readonly p999Ms: number; readonly lost: number };

/** `acked` hears of each push's number when its 200 is here. */
export async function pace(
  url: string,
  perSecond: number,
  seconds: number,
  acked: (number: number) => void = () => {},
): Promise<Paced> {
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
        const number = sent;
        send(`${url}/push/paazl/shipping`, agent, number, (status) => {
          waits.push(performance.now() - dueAt);
          if (status === 200) acked(number);
          else lost += 1;
          open -= 1;
          if (sent === total && open === 0) done();
        });
      }
      if (sent === total) clearInterval(timer);
    }, 1);
  });
  agent.destroy();
  return { ...percentiles(waits), lost };
}

export async function pacedLatency(subject: Subject, perSecond: number, seconds: number): Promise<Paced> {
  const server = await subject.start();
  try {
    await pace(server.url, perSecond, 1); // Warm: the first requests of a process are compiled.
    return await pace(server.url, perSecond, seconds);
  } finally {
    await server.stop();
  }
}

let runs = 0;

function send(url: string, agent: Agent, number: number, done: (status: number | undefined) => void): void {
  runs += 1;
  const body = JSON.stringify({
    orderReference: `paced-${number}`,
    webshop: 8,
    barcode: `PACED${runs}`,
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
