/** `pushdock mock up --wait`: the mocks as a process of their own, which outlives the command that started it. */
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../running/clock.ts';
import { openMockControl, whoHolds } from '../simulate/control/client.ts';
import { CommandFailed, exitCodes } from './failure.ts';
import { mockUrl } from './mock-control.ts';
import { printText } from './print.ts';

/** With Prism's servers, on a machine that is busy. */
const READY_MS_MAX = 60_000;
const LOOK_MS = 100;

/** Runs the same command again without `--wait`, and returns when its mocks answer at `url`. */
export async function upInBackground(url: string, name: string | undefined): Promise<void> {
  const { npm_command: _, ...env } = process.env; // npm ends with this command, and the mocks must not end with npm.
  const argv = process.argv.slice(1).filter((word) => word !== '--wait');
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-mock-'));
  // A file, not a pipe: by the time they write to it, the reader of a pipe would have ended.
  const said = join(folder, 'stderr');
  const descriptor = openSync(said, 'a', 0o600);
  try {
    const child = spawn(process.execPath, [...process.execArgv, ...argv], {
      detached: true,
      env,
      stdio: ['ignore', 'ignore', descriptor],
    });
    let exitCode: number | undefined;
    child.once('exit', (code) => {
      exitCode = code ?? 1;
    });
    await answering(child, () => exitCode, said, url);
    child.unref();
    const words = name !== undefined ? ` --name ${name}` : url === mockUrl ? '' : ` --mock ${url}`;
    printText(`The mocks run at ${url} (process ${child.pid}). To end them: pushdock mock down${words}`);
  } finally {
    closeSync(descriptor);
    rmSync(folder, { recursive: true });
  }
}

async function answering(
  child: { readonly pid?: number | undefined; kill(): boolean },
  exitCode: () => number | undefined,
  said: string,
  url: string,
): Promise<void> {
  const endMs = systemClock.now() + READY_MS_MAX;
  for (;;) {
    const status = await whoHolds(openMockControl(url));
    if (status !== undefined && status.pid === child.pid) return;
    const code = exitCode();
    if (code !== undefined)
      throw new CommandFailed(
        code === exitCodes.configuration ? 'configuration' : 'failed',
        readFileSync(said, 'utf8')
          .trim()
          .replace(/^pushdock: /, '') || `the mocks ended with ${code}`,
      );
    if (systemClock.now() > endMs) {
      child.kill();
      throw new CommandFailed('failed', `the mocks do not answer after ${READY_MS_MAX / 1000} s`);
    }
    await systemClock.sleep(LOOK_MS);
  }
}
