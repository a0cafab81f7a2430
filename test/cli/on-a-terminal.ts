/** A command that runs until it is told to stop; alone, or on a terminal that util-linux's `script` makes. */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { pushdockProgram } from '../support/try-gateway.ts';
import { until } from '../support/until.ts';

export type Running = {
  /** What it has written so far, to standard output and standard error. */
  readonly written: () => string;
  readonly sees: (text: RegExp) => Promise<void>;
  readonly press: (keys: string) => void;
  readonly ended: () => Promise<number | null>;
  readonly kill: (signal: NodeJS.Signals) => void;
};

export const noTerminal: string | false = (() => {
  const found = spawnSync('script', ['--version'], { encoding: 'utf8' });
  return found.stdout?.includes('util-linux') ? false : 'script of util-linux makes the terminal and is not installed';
})();

const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

export function start(
  t: TestContext,
  args: readonly string[],
  options: { terminal?: boolean; env?: Record<string, string> } = {},
): Running {
  const words = [process.execPath, ...pushdockProgram(), ...args];
  const [command = '', ...rest] = options.terminal
    ? ['script', '--quiet', '--flush', '--return', '--command', words.map(quoted).join(' '), '/dev/null']
    : words;
  const env = { ...process.env, TERM: 'xterm', ...options.env };
  const child: ChildProcessWithoutNullStreams = spawn(command, rest, { env });
  t.after(() => child.kill('SIGKILL'));
  const closed = once(child, 'close');
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      written += chunk.toString();
    });
  return {
    written: () => written,
    sees: (text) => until(() => text.test(written)),
    press: (keys) => void child.stdin.write(keys),
    ended: async () => {
      await closed;
      return child.exitCode;
    },
    kill: (signal) => void child.kill(signal),
  };
}
