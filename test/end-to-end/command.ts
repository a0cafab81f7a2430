/** The command line as a user runs it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pushdockProgram } from '../support/try-gateway.ts';

export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export async function pushdock(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [...pushdockProgram(), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  await once(child, 'close');
  return { code: child.exitCode, stdout, stderr };
}
