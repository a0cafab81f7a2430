/** The compilers on this machine, and what `.ci/clients` fetched for them. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { hasJava, home, jarPath, readPin } from '../../../spec/codegen/generator.ts';

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'pushdock', 'clients-1');

/** The folder of what was fetched under a name. */
export const fetched = (name: string): string => join(cache, name);

/** Why a test that needs these cannot run, or false. */
export function without(...needed: readonly string[]): string | false {
  for (const one of needed) {
    if (one === 'generator') {
      if (!hasJava() || !existsSync(jarPath(readPin(home))))
        return 'openapi-generator, or the Java that it runs on, is not here';
    } else if (['java', 'jaxb', 'go', 'python', 'openapi-typescript'].includes(one)) {
      if (!existsSync(join(fetched(one), '.fetched'))) return `.ci/clients has not fetched what ${one} needs`;
    } else if (spawnSync(one, ['-version']).error !== undefined) return `there is no ${one} on this machine`;
  }
  return false;
}

export type Ended = { readonly status: number | null; readonly output: string };

export function run(
  command: string,
  args: readonly string[],
  {
    cwd,
    env = {},
    input = '',
  }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>>; readonly input?: string },
): Promise<Ended> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.on('error', () => {}).end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, output }));
  });
}
