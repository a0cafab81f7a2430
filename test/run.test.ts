/** How the tests are run: what a person sees of it, and what ends a test that hangs. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { home } from '../spec/codegen/generator.ts';
import { noTerminal } from './cli/on-a-terminal.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const own = (file: string) => pathToFileURL(join(home, 'test', file)).href;
const { NODE_TEST_CONTEXT: _, ...env } = process.env; // Else the runner takes itself for a test of this one.

test('a test that hangs is named, and its process ended', (t) => {
  const file = join(temporaryFolder(t), 'hangs.test.mjs');
  writeFileSync(
    file,
    `import { test } from 'node:test';
     test('passes', () => {});
     test('waits for ever', async () => { for (;;) await new Promise((resolve) => setImmediate(resolve)); });`,
  );
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--import', own('support/stuck.mjs'), '--test', '--test-reporter=tap', file],
    { env: { ...env, TEST_STUCK_MS: '3000' }, encoding: 'utf8', timeout: 60_000 },
  );
  assert.equal(status, 1, stdout);
  assert.match(stdout, /Nothing has begun or ended for 3 s in the test "waits for ever"/);
});

test('on a terminal the failures, the slowest files and the command to run one again come last', {
  skip: noTerminal,
}, (t) => {
  const file = join(temporaryFolder(t), 'fails.test.mjs');
  writeFileSync(file, `import { test } from 'node:test'; test('is wrong', () => { throw new Error('as planned'); });`);
  const words = [
    process.execPath,
    '--test',
    `--test-reporter=${own('reporter.mjs')}`,
    '--test-reporter-destination=stdout',
    file,
  ];
  const { stdout } = spawnSync('script', ['--quiet', '--return', '--command', words.join(' '), '/dev/null'], {
    env,
    encoding: 'utf8',
    timeout: 60_000,
  });
  const [, end = ''] = stdout.split('failing tests:');
  assert.match(
    end,
    /is wrong[\s\S]*as planned[\s\S]*The slowest files:[\s\S]*fails\.test\.mjs[\s\S]*again: +make test TESTS='.*'/,
  );
});

/** A compiled tree with test files of these texts in `test/part`, run by `run.mjs`; the words of its command. */
function runOf(t: TestContext, files: Readonly<Record<string, string>>): readonly string[] {
  const tree = temporaryFolder(t);
  mkdirSync(join(tree, 'test/part'), { recursive: true });
  copyFileSync(join(home, 'test/together.mjs'), join(tree, 'test/together.mjs'));
  writeFileSync(join(tree, 'package.json'), '{ "type": "module" }');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(tree, `test/part/${name}.test.js`), text);
  const sources = Object.keys(files).map((name) => `test/part/${name}.test.ts`);
  return [process.execPath, join(home, 'test/run.mjs'), '--unwatched', tree, ...sources];
}

test('files of a folder share a process, and one that does not start or load fails alone, named to be run again', {
  skip: noTerminal,
}, (t) => {
  const first = "import { before, test } from 'node:test';\n";
  const files = {
    late: `${first}before(() => { throw new Error('does not start'); }); test('is cancelled', () => {});`,
    lost: "import './nowhere.js';",
    sound: `${first}test('runs in ' + process.argv[1].replace(/.*\\//, ''), () => {});`,
  };
  const words = runOf(t, files);
  const { status, stdout } = spawnSync('script', ['--quiet', '--return', '--command', words.join(' '), '/dev/null'], {
    env,
    encoding: 'utf8',
    timeout: 60_000,
  });
  assert.equal(status, 1, stdout);
  assert.match(stdout, /runs in 000-part\.mjs/);
  assert.match(stdout, /ERR_MODULE_NOT_FOUND[\s\S]*The slowest files:/);
  assert.match(stdout, /what failed again: +make test TESTS='test\/part\/late\.test\.ts test\/part\/lost\.test\.ts'/);
});

test('without a terminal it is TAP to the last line', (t) => {
  const file = join(temporaryFolder(t), 'passes.test.mjs');
  writeFileSync(file, `import { test } from 'node:test'; test('is right', () => {});`);
  const { stdout } = spawnSync(
    process.execPath,
    ['--test', `--test-reporter=${own('reporter.mjs')}`, '--test-reporter-destination=stdout', file],
    { env, encoding: 'utf8', timeout: 60_000 },
  );
  assert.match(stdout, /^TAP version 13\n[\s\S]*# tests 1\n[\s\S]*# pass 1\n# fail 0\n[\s\S]*# duration_ms [\d.]+\n$/);
});

/** Comment lines between the last test and the closing lines, and the closing lines themselves. */
function endOf(words: readonly string[]): readonly string[] {
  const [program = '', ...rest] = words;
  const { stdout } = spawnSync(program, rest, { env, encoding: 'utf8', timeout: 60_000 });
  const lines = stdout.trimEnd().split('\n');
  return lines.slice(lines.findLastIndex((line) => !line.startsWith('# ')) + 1);
}

test('without a terminal what failed comes once more, directly before the closing lines', (t) => {
  const first = "import { before, describe, test } from 'node:test'; import assert from 'node:assert/strict';\n";
  const lines = endOf(
    runOf(t, {
      late: `${first}before(() => { throw new Error('does not start'); }); test('is cancelled', () => {});`,
      lost: "import './nowhere.js';",
      sound: `${first}test('is right', () => {}); test('is left for later', { todo: true }, () => { throw new Error('later'); });`,
      wrong: `${first}describe('a part', () => { test('is wrong', () => assert.equal(1, 2)); test('is right', () => {}); });`,
    }),
  );
  assert.match(lines[0] ?? '', /^# failed: test\/part\/late\.test\.ts: does not start$/);
  assert.match(
    lines[1] ?? '',
    /^# failed: test\/part\/lost\.test\.ts: the file is loaded: Cannot find module .*nowhere/,
  );
  const third = '# failed: test/part/wrong.test.ts: a part > is wrong: Expected values to be strictly equal: 1 !== 2';
  assert.equal(lines[2], third);
  assert.match(lines[3] ?? '', /^# failed: test\/part\/late\.test\.ts: is cancelled: /);
  assert.match(
    lines.slice(4).join('\n'),
    /^# tests \d+\n# suites \d+\n# pass 2\n# fail \d\n[\s\S]*# duration_ms [\d.]+$/,
  );
});

test('of many failed tests the last twenty lines name some, and the files of all', (t) => {
  const failing = (title: string) => `test('${title}', () => { throw new Error('as planned'); });`;
  const many = Array.from({ length: 12 }, (_, index) => failing(`is wrong, ${index}`));
  const first = "import { test } from 'node:test';\n";
  const lines = endOf(runOf(t, { many: first + many.join('\n'), one: first + failing('is wrong, too') }));
  const told = lines.filter((line) => line.startsWith('# failed: '));
  assert.equal(told.length, 9);
  assert.equal(told[7], '# failed: test/part/many.test.ts: is wrong, 7: as planned');
  assert.equal(told[8], '# failed: 5 more, in test/part/many.test.ts test/part/one.test.ts');
  assert.ok(lines.length <= 17, lines.join('\n'));
});

test('an error that is thrown after its test has ended is told with the process that it fails', (t) => {
  const late = `import { test } from 'node:test';
    test('leaves something behind', () => { setTimeout(() => { throw new Error('thrown late'); }, 20); });
    test('waits meanwhile', () => new Promise((resolve) => setTimeout(resolve, 200)));`;
  const lines = endOf(runOf(t, { late }));
  assert.match(
    lines[0] ?? '',
    /^# failed: test\/runs\/\d+\/000-part\.mjs: test failed: .*"leaves something behind".*thrown late/,
  );
});

test('a test that starts PostgreSQL, a broker or a browser is in a file of its own kind, which make test leaves out', () => {
  const starts = /\b(?:startPostgres|sharedPostgres|postgresBinaries|openBrowser|startBroker|startKafka)\(/;
  const misnamed = readdirSync(join(home, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.server)\.test\.ts$/.test(file) && !/^(?:crash|contract)\//.test(file))
    .filter((file) => starts.test(readFileSync(join(home, 'test', file), 'utf8')));
  assert.deepEqual(misnamed, []);
});
