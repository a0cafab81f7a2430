import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a worker thread from the file `<name>` of this folder `src`, such as `threads/entry`. Throws what `Worker` throws. Not from a path beside the
 * caller, because the build puts many files into one (`src/deploy/bundle.mjs`).
 *
 * Compiled, the file is JavaScript. From source it is TypeScript, and Node 20 does not hand tsx's loader down to worker threads (neither
 * through execArgv nor NODE_OPTIONS), so a one-line module registers it there first. tsx is named only on this branch: nothing installed
 * from npm needs it.
 */
export function startWorker(name: string, options: Omit<WorkerOptions, 'execArgv'>): Worker {
  return new Worker(entry(name), { ...options, ...flags() });
}

const here = import.meta.url;
const src = here.slice(0, here.lastIndexOf('/src/') + '/src/'.length);

function entry(name: string): URL {
  if (!here.endsWith('.ts')) return new URL(`${name}.js`, src);
  const file = new URL(`${name}.ts`, src).href;
  const tsx = import.meta.resolve('tsx/esm/api');
  const source = `import { register } from ${JSON.stringify(tsx)}; register(); await import(${JSON.stringify(file)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`);
}

/**
 * A thread inherits the program's flags. `--input-type` (of a program given to `--eval`) would end it with ERR_INPUT_TYPE_NOT_ALLOWED, so
 * that program's threads get none of its flags: a list without this one alone may hold flags that Node refuses in a list given for a thread.
 */
function flags(): { execArgv?: string[] } {
  return process.execArgv.some((flag) => flag.startsWith('--input-type')) ? { execArgv: [] } : {};
}
