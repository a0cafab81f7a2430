/** Runs openssl, which makes certificates. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { codeOf } from '../running/thrown.ts';
import { CommandFailed } from './failure.ts';

/** Rejects with `CommandFailed` where it is not installed, or fails. */
export async function openssl(cwd: string, args: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)('openssl', args, { cwd, timeout: 60_000 });
  } catch (error) {
    if (codeOf(error) === 'ENOENT')
      throw new CommandFailed(
        'failed',
        'openssl is not installed or not in PATH; install it (apt-get install openssl) and run this again',
      );
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n').at(-1) : '';
    throw new CommandFailed('failed', `openssl ${args[0]} failed: ${said || String(error)}`);
  }
}
