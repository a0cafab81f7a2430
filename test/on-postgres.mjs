/**
 * Runs tests with their stores in PostgreSQL (`support/engine.ts`). Where PostgreSQL is missing it says so, and that is all.
 *
 *     node test/on-postgres.mjs <folder of the compiled tree> <test/….test.ts …>
 */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [folder = '', ...files] = process.argv.slice(2);
// The runner would take none for all.
if (files.length === 0) process.exit();
const { noPostgres, postgresBinaries } = await import(
  pathToFileURL(join(resolve(folder), 'test/support/postgres-server.js')).href
);
if (postgresBinaries() === undefined)
  process.stdout.write(`Skipped with stores in PostgreSQL: ${files.join(' ')}\n${noPostgres}\n`);
else {
  const run = fileURLToPath(new URL('run.mjs', import.meta.url));
  const runner = spawn(process.execPath, [run, '--concurrency=2', folder, ...files], {
    stdio: 'inherit',
    env: { ...process.env, STORE_ENGINE: 'postgres' },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => runner.kill(signal));
  runner.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
