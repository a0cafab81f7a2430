/** Runs one of the `*-child.ts` programs in a process of its own, which may be killed or given a bad disk. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
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
