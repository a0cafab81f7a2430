/** A server under test: its process, what it costs, and its end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What processes have used since they began. */
export type Cost = {
  /** Both modes, all threads. */
  readonly cpuSeconds: number;
  /** Bytes that the kernel was told to bring to a disk. */
  readonly writtenBytes: number;
};

export type Started = {
  readonly url: string;
  readonly pid: number;
  /** The folder of its store. */
  readonly data: string;
  readonly readyMs: number;
  cost(): Cost;
  residentMb(): number;
  signal(name: NodeJS.Signals): void;
  /** Ends it, gracefully if it ends within 20 s. */
  stop(): Promise<void>;
};

export type Launch = {
  readonly command: readonly string[];
  readonly url: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Asked until it answers below 500. */
  readonly ready: string;
  readonly data: string;
};

const READY_MS_MAX = 60_000;

export async function startServer({ command, url, env, ready, data }: Launch): Promise<Started> {
  const startedMs = performance.now();
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: data,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4000);
  });
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null || performance.now() - startedMs > READY_MS_MAX)
      throw new Error(`${command.join(' ')} did not start:\n${errors}`);
    const answer = await fetch(ready).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer !== undefined && answer.status < 500) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const readyMs = performance.now() - startedMs;
  const pid = Number(child.pid);
  return {
    url,
    pid,
    data,
    readyMs,
    cost: () => costOf([pid]),
    residentMb: () => residentMbOf([pid]),
    signal: (name) => child.kill(name),
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

export function costOf(pids: readonly number[]): Cost {
  let [ticks, writtenBytes] = [0, 0];
  for (const pid of pids) {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    ticks += Number(fields[11]) + Number(fields[12]);
    writtenBytes += Number(/^write_bytes: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1] ?? 0);
  }
  return { cpuSeconds: ticks / 100, writtenBytes }; // Ticks are hundredths of a second on every Linux that Node runs on.
}

export function residentMbOf(pids: readonly number[]): number {
  const kib = pids.map((pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0));
  return kib.reduce((sum, one) => sum + one, 0) / 1024;
}

/** Of the store and its log in `data`. */
export function storeBytes(data: string): number {
  const files = readdirSync(data).filter((name) => name.startsWith('pushdock.db'));
  return files.reduce((sum, name) => sum + statSync(join(data, name)).size, 0);
}

/** `slow-disk.c` writes one byte for each sync. */
export const syncsIn = (file: string): number => (existsSync(file) ? statSync(file).size : 0);
