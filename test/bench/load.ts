/** Load by wrk: another process, in C, so that the generator does not eat the core that the gateway needs. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Load = {
  readonly url: string;
  readonly requests: string;
  readonly seconds: number;
  readonly connections: number;
  readonly start: number;
  /** Each connection's wait between its requests; none when left out. */
  readonly pauseMs?: number;
};
export type Measured = {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly requests: number;
  /** Answers that were not 2xx or 3xx, and connections that failed. */
  readonly notOk: number;
  readonly failed: number;
};

export async function measure({ url, requests, seconds, connections, start, pauseMs }: Load): Promise<Measured> {
  const threads = 1; // The machine has two cores; one is the gateway's.
  const { stdout } = await run(
    'wrk',
    [
      '-t',
      String(threads),
      '-c',
      String(connections),
      '-d',
      `${seconds}s`,
      '-s',
      join(import.meta.dirname, 'push.lua'),
      url,
    ],
    {
      env: {
        ...process.env,
        BENCH_REQUESTS: requests,
        BENCH_THREADS: String(threads),
        BENCH_START: String(start),
        ...(pauseMs !== undefined && { BENCH_PAUSE_MS: String(pauseMs) }),
      },
    },
  );
  const [, ...texts] = /^RESULT (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)$/m.exec(stdout) ?? [];
  const [count = 0, us = 1, p50 = 0, p99 = 0, p999 = 0, notOk = 0, failed = 0] = texts.map(Number);
  if (count === 0) throw new Error(`wrk measured nothing:\n${stdout}`);
  return {
    perSecond: (count / us) * 1_000_000,
    p50Ms: p50 / 1000,
    p99Ms: p99 / 1000,
    p999Ms: p999 / 1000,
    requests: count,
    notOk,
    failed,
  };
}
