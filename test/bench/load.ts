/** Load by wrk: another process, in C, because a generator in Node eats the core that the gateway needs. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Template } from './pushes.ts';

const run = promisify(execFile);
export const CONNECTIONS = 64;

export type Load = { readonly url: string; readonly push: Template; readonly seconds: number };
export type Measured = {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly requests: number;
  /** Answers that were not 2xx or 3xx, and connections that failed. */
  readonly notOk: number;
};

let runs = 0;

/** As many pushes as `CONNECTIONS` connections get answered, each waiting for its answer. */
export async function measure({ url, push, seconds }: Load): Promise<Measured> {
  runs += 1;
  const script = join(import.meta.dirname, 'push.lua');
  const args = [
    '-t',
    '1',
    '-c',
    String(CONNECTIONS),
    '-d',
    `${seconds}s`,
    '--timeout',
    '60s',
    '-s',
    script,
    url + push.path,
  ];
  const headers = Object.entries(push.headers).map(([name, value]) => `${name}=${value}`);
  const { stdout } = await run('wrk', args, {
    env: { ...process.env, BENCH_HEADERS: headers.join('\x1f'), BENCH_BODY: push.body, BENCH_START: String(runs) },
  });
  const [, ...texts] = /^RESULT (\d+) (\d+) (\d+) (\d+) (\d+)$/m.exec(stdout) ?? [];
  const [requests = 0, us = 1, p50 = 0, p99 = 0, notOk = 0] = texts.map(Number);
  if (texts.length === 0) throw new Error(`wrk measured nothing:\n${stdout}`);
  return { perSecond: (requests / us) * 1_000_000, p50Ms: p50 / 1000, p99Ms: p99 / 1000, requests, notOk };
}
