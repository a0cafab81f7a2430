/** A server under test: its process, what it costs, and its end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';

export type Started = {
  readonly url: string;
  readonly readyMs: number;
  /** Processor seconds so far, both modes. */
  readonly cpuSeconds: () => number;
  readonly residentMb: () => number;
  readonly writtenBytes: () => number;
  readonly stop: () => Promise<void>;
};

export type Launch = {
  readonly command: readonly string[];
  readonly url: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly ready: string;
  readonly cwd: string;
};

export async function startServer({ command, url, env, ready, cwd }: Launch): Promise<Started> {
  const started = performance.now();
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4000);
  });
  for (let tries = 0; ; tries += 1) {
    if (child.exitCode !== null || tries > 3000) throw new Error(`${command.join(' ')} did not start:\n${errors}`);
    const answer = await fetch(ready).catch(() => undefined);
    if (answer !== undefined && answer.status < 500) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return {
    url,
    readyMs: performance.now() - started,
    cpuSeconds: () => cpuSecondsOf(child),
    residentMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    writtenBytes: () => Number(/^write_bytes: (\d+)/m.exec(readFileSync(`/proc/${child.pid}/io`, 'utf8'))?.[1] ?? 0),
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

function cpuSecondsOf(child: ChildProcess): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100; // Clock ticks are hundredths of a second on every Linux that Node runs on.
}

/** One byte for each sync, written by `slow-disk.c`. */
export const syncsIn = (file: string): number => (existsSync(file) ? statSync(file).size : 0);
