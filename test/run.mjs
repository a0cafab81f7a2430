/**
 * Runs tests of the compiled tree. One process for each test file costs more than most files themselves: to load a gateway takes a second
 * of a core. So the files of a folder run one after the other in one process, each as a suite (`together.mjs`).
 *
 *     node test/run.mjs [--alone] [--unwatched] [--concurrency=4] <folder of the compiled tree> <test/….test.ts …>
 *
 * `--alone`: a process for each file. `--unwatched`: answers of gateways are not held against the contracts (`test/contract/README.md`).
 * Ends with the runner's exit code.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/** One whose clock others would be in the way of, and those that would make one long row of a folder. */
const alone = [
  'hostile/transport',
  ...['postgres', 'postgres-pgbouncer', 'postgres-nodes'].map((name) => `store/${name}.server`),
  ...['kafka', 'nats', 'sqs', 'rabbitmq'].map((name) => `deliver/sinks/${name}.server`),
  ...['console/operating.server', 'publishing/publish/site.server'],
];
/** First what takes longest, in the order that was measured: two cores have nothing to do where one of these begins last. */
const longest = [
  ...alone.filter((name) => name.endsWith('.server')),
  ...'conformance simulate end-to-end cli store publishing providers operator deliver receive'.split(' '),
  ...[
    'contract/mutated/mutated',
    'store/sqlite-joined',
    'store/sqlite-on-threads',
    'flawed/gateways/gateways',
    'contract/dredd/contracts',
  ],
  ...['classic-failures', 'storm', 'postgres/half-open-sink', 'round'].map((name) => `crash/${name}`),
  ...['health/two-processes', 'hostile/corpus', 'simulate/up', 'log', 'hostile/flood'].map((name) => `${name}.process`),
];
/** A hanging test ends its process sooner, and is named (`support/stuck.mjs`). This is for a whole process. */
const PROCESS_MS_MAX = 1_800_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    alone: { type: 'boolean', default: false },
    unwatched: { type: 'boolean', default: false },
    concurrency: { type: 'string', default: '4' },
  },
});
const [folder = '', ...sources] = positionals;
const compiled = resolve(folder);
const inTree = (file) => join(compiled, file.replace(/\.ts$/, '.js'));
const nameOf = (file) => file.replace(/^test\/|\.test\.ts$/g, '');
const folderOf = (file) => file.split('/')[1] ?? '';
const rankOf = (name) => (longest.includes(name) ? longest.indexOf(name) : longest.length);

/** What runs in one process, by its name. */
const processes = new Map();
for (const file of sources) {
  const name = values.alone || alone.includes(nameOf(file)) ? nameOf(file) : folderOf(file);
  processes.set(name, [...(processes.get(name) ?? []), file]);
}
// Of this run alone: another may be under way in the same tree.
const runs = join(compiled, 'test/runs', String(process.pid));
mkdirSync(runs, { recursive: true });
// The runner takes them by their names.
const started = [...processes]
  .sort(([one], [other]) => rankOf(one) - rankOf(other))
  .map(([name, files], index) => {
    const path = join(runs, `${String(index).padStart(3, '0')}-${name.replaceAll('/', '-')}.mjs`);
    const urls = Object.fromEntries(files.map((file) => [file, pathToFileURL(inTree(file)).href]));
    writeFileSync(path, `import { together } from '../../together.mjs';\nawait together(${JSON.stringify(urls)});\n`);
    return path;
  });

const own = (name) => fileURLToPath(new URL(name, import.meta.url));
const watched = values.unwatched
  ? []
  : ['--import', pathToFileURL(join(compiled, 'test/support/answers/preload.mjs')).href];
const runner = spawn(
  process.execPath,
  [
    '--enable-source-maps',
    ...watched,
    ...['--import', pathToFileURL(own('support/stuck.mjs')).href],
    ...['--test', `--test-concurrency=${values.concurrency}`, `--test-timeout=${PROCESS_MS_MAX}`],
    ...[`--test-reporter=${pathToFileURL(own('reporter.mjs')).href}`, '--test-reporter-destination=stdout'],
    ...started,
  ],
  { stdio: 'inherit', env: { ...process.env, TEST_TREE: compiled } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => runner.kill(signal));
runner.on('exit', (code) => {
  rmSync(runs, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});
