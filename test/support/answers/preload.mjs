/**
 * For `node --import`, before a test file: an answer of a gateway that no contract declares is the file's failure. JavaScript, since threads are
 * started with it too, before tsx is there. They serve nothing and are left alone, as is the runner, which only starts the files.
 */
import { existsSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread && !process.execArgv.includes('--test')) {
  const compiled = new URL('install.js', import.meta.url);
  await import(existsSync(compiled) ? compiled.href : new URL('install.ts', import.meta.url).href);
}
