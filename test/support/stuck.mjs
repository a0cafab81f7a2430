/**
 * For `node --import`, before a test file: a test that hangs ends its process and is named. Node 20 has a time for whole files only, and tells
 * nothing of the test; Node 24 has one for each test, and then waits for ever for a process in which something still goes round.
 *
 * What ends itself sooner is better: waits have an end of their own (`test/support/until.ts`).
 */
import { afterEach, beforeEach } from 'node:test';
import { isMainThread } from 'node:worker_threads';

/** The longest single test takes 40 s on a machine that is quiet. TEST_STUCK_MS: for `make contract`, `make crash` and `make test-processes`, whose tests take minutes, and for the test of this. */
const STUCK_MS = Number(process.env.TEST_STUCK_MS ?? 240_000);

// Not the runner, which only starts the files.
if (isMainThread && process.env.NODE_TEST_CONTEXT !== undefined && !process.execArgv.includes('--test')) {
  const running = [];
  let last = 'the start of its process';
  const timer = setTimeout(() => {
    const where = running.length > 0 ? `in the test "${running.join(' > ')}"` : `after ${last}`;
    process.stderr.write(
      `Nothing has begun or ended for ${STUCK_MS / 1000} s ${where}: ${process.argv[1]} is ended.\n`,
    );
    process.exit(1);
  }, STUCK_MS).unref();
  process.on('testFileLoaded', (name) => {
    last = `${name} was loaded`;
    timer.refresh();
  });
  beforeEach(({ name }) => {
    running.push(name);
    timer.refresh();
  });
  afterEach(({ name }) => {
    const at = running.lastIndexOf(name);
    if (at !== -1) running.splice(at, 1);
    last = `"${name}" ended`;
    timer.refresh();
  });
}
