/** `pushdock/mock` in the tests of a stranger: from the packed package, in node:test, Vitest, Jest and Python, as the guide shows it. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { home } from '../spec/codegen/generator.ts';
import { freePorts } from './support/free-ports.ts';
import { packInto, ran } from './support/packed.ts';

const folder = mkdtempSync(join(tmpdir(), 'pushdock-packed-mock-'));
const project = join(folder, 'project');
const installed = join(project, 'node_modules/pushdock');
const guide = readFileSync(join(home, 'spec/guides/mocks.md'), 'utf8');

/** Without blocking: the receiver is in this process. */
async function tried(command: string, words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  // A test runner that finds itself inside another one reports to it instead of to us.
  const { NODE_TEST_CONTEXT: _, ...outer } = process.env;
  const child = spawn(command, words, { cwd: project, env: { ...outer, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  return { code, output };
}

before(() => {
  const packed = packInto(folder);
  mkdirSync(installed, { recursive: true });
  ran('tar', ['-xzf', packed, '-C', installed, '--strip-components=1'], project);
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
    readFileSync(join(installed, 'package.json'), 'utf8'),
  );
  // Beside the package, where npm would put them too when the project's own packages come later.
  for (const name of Object.keys(dependencies)) {
    const link = join(installed, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(home, 'node_modules', name), link);
  }
  mkdirSync(join(project, 'node_modules/.bin'));
  chmodSync(join(installed, 'dist/src/cli/main.js'), 0o755);
  symlinkSync('../pushdock/dist/src/cli/main.js', join(project, 'node_modules/.bin/pushdock'));
  writeFileSync(join(project, 'package.json'), '{ "name": "stranger", "private": true, "type": "module" }');
});
after(() => rmSync(folder, { recursive: true, force: true }));

const block = (language: string, begin: string) =>
  guide
    .split(`\`\`\`${language}\n`)
    .find((text) => text.startsWith(begin))
    ?.split('\n```')[0] ?? assert.fail(`the guide has no such ${language}`);

/** Down for the first push, and well from then on. */
async function receiver(t: TestContext): Promise<string> {
  let pushes = 0;
  const server = createServer((request, response) => {
    request.resume();
    pushes += 1;
    response.writeHead(pushes === 1 ? 503 : 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The guide's test, with what imports `test` in this runner, against our receiver. */
const ofGuide = (url: string, imported: string) =>
  block('js', "import assert from 'node:assert/strict';\nimport { test }")
    .replace(/import \{ test \}.*\n/, imported)
    .replace('http://127.0.0.1:8080', url);

test("the guide's test runs with node:test, and its reporter writes JUnit", { timeout: 120_000 }, async (t) => {
  writeFileSync(join(project, 'sale.node.mjs'), ofGuide(await receiver(t), "import { test } from 'node:test';\n"));
  const { code, output } = await tried(process.execPath, ['--test', '--test-reporter=junit', 'sale.node.mjs']);
  assert.equal(code, 0, output);
  assert.match(output, /<testcase name="a sale reaches the ledger/);
});

test('the same test fails when the receiver is not what it says, so it can fail', { timeout: 120_000 }, async () => {
  writeFileSync(join(project, 'gone.node.mjs'), ofGuide('http://127.0.0.1:9', "import { test } from 'node:test';\n"));
  const { code, output } = await tried(process.execPath, ['--test', 'gone.node.mjs']);
  assert.equal(code, 1);
  assert.match(output, /attempt 1 heard refused/);
});

/** Not among our own packages: a stranger's choice, and large. Its folder of programs, or why it cannot be had. */
function installRunner(t: TestContext, name: string, version: string): string | undefined {
  const tools = join(folder, name);
  mkdirSync(tools);
  writeFileSync(join(tools, 'package.json'), '{ "private": true }');
  const flags = [
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--fetch-retries=0',
    '--fetch-timeout=20000',
    '--prefer-offline',
  ];
  const had = spawnSync('npm', ['install', ...flags, `${name}@${version}`], {
    cwd: tools,
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (had.status !== 0) {
    t.skip(`npm cannot install ${name} here: ${had.stderr.trim().split('\n')[0] || 'it took more than 120 s'}`);
    return undefined;
  }
  // A test imports its runner from where the test is.
  const linked = readdirSync(join(tools, 'node_modules')).filter((one) => !one.startsWith('.') && one !== 'pushdock');
  for (const one of linked) symlinkSync(join(tools, 'node_modules', one), join(project, 'node_modules', one));
  t.after(() => {
    for (const one of linked) rmSync(join(project, 'node_modules', one));
  });
  return join(tools, 'node_modules/.bin', name);
}

test("the guide's test runs with Vitest, and its reporter writes JSON", { timeout: 400_000 }, async (t) => {
  const vitest = installRunner(t, 'vitest', '3.2.4');
  if (vitest === undefined) return;
  writeFileSync(join(project, 'sale.vitest.test.mjs'), ofGuide(await receiver(t), "import { test } from 'vitest';\n"));
  const { code, output } = await tried(vitest, ['run', '--reporter=json', 'sale.vitest']);
  assert.equal(code, 0, output);
  assert.match(output, /"numPassedTests":1/);
});

test("the guide's test for Jest runs with it, and its reporter writes JSON", { timeout: 400_000 }, async (t) => {
  const jest = installRunner(t, 'jest', '29.7.0');
  if (jest === undefined) return;
  const url = await receiver(t);
  await fetch(url, { method: 'POST' }); // It is well from now on.
  writeFileSync(
    join(project, 'jest.setup.mjs'),
    block('js', '// jest.setup.mjs').replace('http://127.0.0.1:8080', url),
  );
  writeFileSync(join(project, 'sale.test.cjs'), block('js', '// sale.test.cjs'));
  writeFileSync(join(project, 'jest.teardown.mjs'), block('js', '// jest.teardown.mjs'));
  // Not forced to exit: a user's Jest would hang where something is left open.
  const words = [
    ...['--json', '--globalSetup=./jest.setup.mjs', '--globalTeardown=./jest.teardown.mjs'],
    ...['--testMatch=**/sale.test.cjs', `--cacheDirectory=${join(folder, 'jest-cache')}`],
  ];
  const { code, output } = await tried(jest, words);
  assert.equal(code, 0, output);
  assert.match(output, /"numPassedTests":1/);
});

test("the guide's program in Python starts the mocks, sends a sale and reads that it was taken", {
  timeout: 120_000,
}, async (t) => {
  if (spawnSync('python3', ['--version']).status !== 0) return t.skip('there is no python3');
  const url = await receiver(t);
  await fetch(url, { method: 'POST' }); // It is well from now on.
  const text = block('python', 'import json, subprocess')
    .replaceAll('4210', String(await freePorts(10)))
    .replace('http://127.0.0.1:8080', url);
  writeFileSync(join(project, 'sale.py'), text);
  const { code, output } = await tried('python3', ['sale.py'], { npm_config_offline: 'true' });
  assert.equal(code, 0, output);
});
