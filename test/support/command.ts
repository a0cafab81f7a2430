/**
 * The command line: in the process of the test, where it is about words, exit codes and what the operator API was asked; and as a process,
 * as a user runs it. A process costs half a second of a core, and what it adds to `run` (`src/cli/program.ts`) is looked at in a few tests.
 */
import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pushdockProgram } from './try-gateway.ts';

export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Variables of the environment, for this command only. */
type Environment = Readonly<Record<string, string>>;

type Said = { stdout: string; stderr: string };
const saying = new AsyncLocalStorage<Said>();
let isHeard = false;

/** In this process, from its words to its end. Not for what serves until it is stopped, or asks who else has a file: those are processes. */
export async function pushdock(args: readonly string[], env: Environment = {}): Promise<Ran> {
  assert.notEqual(args[0], 'serve', 'a gateway is a process of its own: pushdockProcess');
  hearOutput();
  const { run } = await import('../../src/cli/program.ts');
  const said: Said = { stdout: '', stderr: '' };
  const restore = setEnvironment(env);
  try {
    const code = await saying.run(said, () => run(args));
    return { code, ...said };
  } finally {
    restore();
  }
}

export async function pushdockProcess(args: readonly string[], env: Environment = {}): Promise<Ran> {
  const child = spawn(process.execPath, [...pushdockProgram(), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk: Buffer) => {
      said[name] += chunk.toString();
    });
  await once(child, 'close');
  return { code: child.exitCode, ...said };
}

/** What a command writes is told from what the test runner writes meanwhile: by who is at work, not by when. */
function hearOutput(): void {
  if (isHeard) return;
  isHeard = true;
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = process[name];
    const { write } = stream;
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      const said = saying.getStore();
      if (said === undefined) return Reflect.apply(write, stream, [chunk, ...rest]);
      said[name] += Buffer.from(chunk).toString();
      return true;
    };
  }
}

function setEnvironment(env: Environment): () => void {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, env);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
