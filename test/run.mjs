/**
 * Runs tests of the compiled tree. One process for each test file costs more than most files themselves: to load a gateway takes a second
 * of a core. So the files of a folder that need no process of their own run one after the other in one.
 *
 *     node test/run.mjs [--alone] [--unwatched] [--concurrency=4] <folder of the compiled tree> <test/….test.ts …>
 *
 * `--alone`: a process for each file. `--unwatched`: answers of gateways are not held against the contracts (`test/contract/README.md`).
 * Ends with the runner's exit code.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

// Not those whose files start gateways before their first test, measure memory, or wait for other processes most of the time.
const shared = [
  'cli',
  'config',
  'contracts',
  'deliver',
  'formats',
  'operator',
  'outbound',
  'providers',
  'publishing',
  'receive',
  'spec',
  'trust',
];
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
const folderOf = (file) => file.split('/')[1] ?? '';
const sharing = (name) => sources.filter((file) => folderOf(file) === name);
const together = values.alone ? [] : shared.filter((name) => sharing(name).length > 1);

// Imported statically: what one of the tests imports while it runs would make a file that is loaded meanwhile a part of it.
const started = together.map((name) => {
  const imports = sharing(name).map((file) => `import ${JSON.stringify(pathToFileURL(inTree(file)).href)};\n`);
  const path = join(compiled, 'test', `${name}.together.mjs`);
  writeFileSync(path, imports.join(''));
  return path;
});
// The folders first, as they take longest; a file that begins last is waited for alone.
const single = sources.filter((file) => !together.some((name) => sharing(name).includes(file))).map(inTree);
single.reverse();

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
    ...['--test', `--test-concurrency=${values.concurrency}`, '--test-timeout=600000'],
    ...[`--test-reporter=${pathToFileURL(own('reporter.mjs')).href}`, '--test-reporter-destination=stdout'],
    ...started,
    ...single,
  ],
  { stdio: 'inherit', env: { ...process.env, TEST_TREE: compiled } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => runner.kill(signal));
runner.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
