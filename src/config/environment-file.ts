/** `environmentFile`: variables beside those of the process, from a file that only its owner can read. */
import { readFileSync, statSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { limits } from '../limits.ts';
import { codeOf } from '../running/thrown.ts';
import type { Environment } from '../trust/secrets.ts';
import type { Fault } from './fault.ts';
import { isSchema } from './schema.ts';

const path = ['environmentFile'];

/** The environment with what the file that `value` (an unchecked configuration) names has beside it. What the process has, wins. */
export function withEnvironmentFile(
  value: unknown,
  env: Environment,
): { readonly env: Environment; readonly faults: readonly Fault[] } {
  const file = isSchema(value) ? value.environmentFile : undefined;
  if (typeof file !== 'string') return { env, faults: [] };
  try {
    if (statSync(file).size > limits.configuration_bytes_max)
      return {
        env,
        faults: [
          { path, sentence: `is larger than ${limits.configuration_bytes_max} bytes; name a file of lines NAME=value` },
        ],
      };
    return { env: { ...parseEnv(readFileSync(file, 'utf8')), ...env }, faults: [] };
  } catch (error) {
    const code = codeOf(error) ?? 'unknown';
    return {
      env,
      faults: [
        {
          path,
          sentence: `names ${file}, which cannot be read (${code}); create it, or let this user read it (the path is relative to the working directory)`,
        },
      ],
    };
  }
}

/** What must not go unnoticed: others on this machine can read it. Only for a file that was read. */
export function environmentFileWarnings(file: string | undefined): readonly string[] {
  const mode = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false })?.mode;
  if (mode === undefined || (mode & 0o077) === 0 || process.platform === 'win32') return [];
  return [
    `environmentFile: ${file} has mode ${(mode & 0o777).toString(8)}, so other users of this machine can read or change the secrets in it; run chmod 600 ${file}`,
  ];
}
