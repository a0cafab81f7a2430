/** Pushes at a constant rate. Latency counts from when a push was due and not from when it was sent, so that a stall is seen by all that it delays. */
import { type Asked, openCallers } from './callers.ts';
import { percentile } from './figures.ts';
import { CONNECTIONS } from './load.ts';
import { paazlJson, type Template, withNumber } from './pushes.ts';

export type Paced = {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
  /** Pushes without a 2xx. */
  readonly refused: number;
};

export type Pacing = {
  readonly url: string;
  readonly perSecond: number;
  readonly seconds: number;
  /** Its number-th push of this call, from 0; a Paazl status in JSON when left out. */
  readonly next?: (number: number) => Asked;
  /** Hears of each push that was answered. */
  readonly answered?: (number: number, status: number | undefined, waitedMs: number) => void;
};

export async function pace({ url, perSecond, seconds, next = plain, answered }: Pacing): Promise<Paced> {
  const callers = openCallers(url, CONNECTIONS);
  const total = Math.round(perSecond * seconds);
  const waits: number[] = [];
  let refused = 0;
  const begin = performance.now();
  await new Promise<void>((resolve) => {
    let sent = 0;
    let open = 0;
    const timer = setInterval(() => {
      const due = Math.min(total, 1 + Math.floor(((performance.now() - begin) / 1000) * perSecond));
      for (; sent < due; sent += 1) {
        const number = sent;
        const dueAt = begin + (number / perSecond) * 1000;
        open += 1;
        callers.send(next(number), (status) => {
          const waitedMs = performance.now() - dueAt;
          waits.push(waitedMs);
          if (status === undefined || status >= 300) refused += 1;
          answered?.(number, status, waitedMs);
          open -= 1;
          if (sent === total && open === 0) resolve();
        });
      }
      if (sent === total) clearInterval(timer);
    }, 1);
  });
  callers.close();
  return { p50Ms: percentile(waits, 0.5), p99Ms: percentile(waits, 0.99), worstMs: Math.max(...waits), refused };
}

let numbers = 0;
function plain(): Asked {
  numbers += 1;
  return asked(paazlJson, `paced-${numbers}`);
}

/** Of a template, with this in place of `%d`. */
export function asked({ path, headers, body }: Template, number: string): Asked {
  return { method: 'POST', target: path, headers, body: withNumber(body, number) };
}
