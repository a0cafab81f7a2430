/** Runs one of the `*-child.ts` programs in a process of its own, which may be killed or given a bad disk. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { programAt } from '../support/programs.ts';

export type Child = { readonly process: ChildProcess; readonly lines: AsyncIterable<string> };

/** Its standard error goes to ours, so that a child that fails says why. */
export function startChild(program: string, args: readonly string[], environment: Record<string, string> = {}): Child {
  const child = spawn(process.execPath, [...programAt(new URL(program, import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  return { process: child, lines: createInterface({ input: child.stdout }) };
}

/** The path of the compiled shim, or the reason why there is none. */
export function buildDiskShim(folder: string): { shim: string } | { missing: string } {
  if (process.platform !== 'linux') return { missing: 'LD_PRELOAD is of Linux' };
  const source = fileURLToPath(new URL('disk-shim.c', import.meta.url));
  const shim = join(folder, 'disk-shim.so');
  const { status, error } = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', shim, source, '-ldl'], {
    stdio: 'inherit',
  });
  if (error) return { missing: 'there is no C compiler' };
  if (status !== 0) throw new Error('disk-shim.c does not compile');
  return { shim };
}
