/** The package as a stranger gets it: packed, unpacked into an empty project beside the packages that it names, and started by `npx`. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { home } from '../spec/codegen/generator.ts';
import { freePorts } from './support/free-ports.ts';
import { packInto, ran } from './support/packed.ts';
import { eventually, readLines } from './support/try-gateway.ts';

const PACKED_BYTES_MAX = 3 * 1024 * 1024;

const folder = mkdtempSync(join(tmpdir(), 'pushdock-packed-'));
const project = join(folder, 'project');
const installed = join(project, 'node_modules/pushdock');
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
let packed = '';
let serving: ChildProcess | undefined;

type Manifest = {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
};
const manifestOf = (root: string): Manifest => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** npx hands no signal on, so the group of both gets it, as from a terminal. */
function stop(signal: NodeJS.Signals): void {
  if (serving?.pid !== undefined && serving.exitCode === null && serving.signalCode === null)
    process.kill(-serving.pid, signal);
}

before(() => {
  packed = packInto(folder);

  // As npm install does, without a network and without compiling SQLite again: the packages that the manifest names, and none else.
  mkdirSync(installed, { recursive: true });
  ran('tar', ['-xzf', packed, '-C', installed, '--strip-components=1'], project);
  for (const name of Object.keys(manifestOf(installed).dependencies)) {
    const link = join(project, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(home, 'node_modules', name), link);
  }
  mkdirSync(join(project, 'node_modules/.bin'));
  chmodSync(join(installed, 'dist/src/cli/main.js'), 0o755); // As npm does.
  symlinkSync('../pushdock/dist/src/cli/main.js', join(project, 'node_modules/.bin/pushdock'));
  writeFileSync(join(project, 'package.json'), '{ "name": "stranger", "private": true, "type": "module" }');
});
after(() => {
  stop('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('the package is small, says what it is, and holds no released contract twice', () => {
  assert.ok(statSync(packed).size <= PACKED_BYTES_MAX, `${statSync(packed).size} bytes`);
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
  assert.deepEqual(
    files.filter((file) => file.startsWith('spec/published') || /(^|\/)(test|node_modules)\//.test(file)),
    [],
  );
  for (const file of [
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    'dist/src/index.d.ts',
    'dist/man/pushdock.1',
    'spec/config.schema.json',
  ])
    assert.ok(files.includes(file), `${file} is missing`);
  const manifest = manifestOf(installed);
  for (const key of ['description', 'keywords', 'license', 'author', 'homepage', 'engines', 'exports', 'bin'])
    assert.ok(manifest[key] !== undefined, `${key} is missing`);
});

test('publint finds nothing wrong with the package', async () => {
  const { messages } = await publint({ pkgDir: installed, pack: false, strict: true });
  const manifest = manifestOf(installed);
  assert.deepEqual(
    messages
      .filter(({ type }) => type !== 'suggestion')
      .map((message) => formatMessage(message, manifest, { color: false })),
    [],
  );
});

test('attw finds that every resolution of Node and of bundlers gets the types it runs', () => {
  const attw = join(home, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  // The package is ES modules only, so `require` without Node's own loader of them, and CommonJS types, are no concern.
  ran(
    process.execPath,
    [attw, packed, '--profile', 'esm-only', '--exclude-entrypoints', './spec/*', '--no-color'],
    project,
  );
});

const unreachable = /ENOTCACHED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|E40[34]/;

test('npm installs the package in an empty project, and the program of the guide compiles there and gets an event', async (t) => {
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  writeFileSync(join(empty, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }');
  // Without install scripts, so that SQLite is not compiled again: ours is put in its place.
  const words = [
    'install',
    packed,
    '--ignore-scripts',
    '--prefer-offline',
    '--fetch-retries=0',
    '--no-audit',
    '--no-fund',
  ];
  const npm = spawnSync('npm', words, { cwd: empty, encoding: 'utf8', timeout: 240_000 });
  if (npm.status !== 0 && (npm.status === null || unreachable.test(npm.stderr)))
    return t.skip(`neither a registry nor npm's cache has the packages: ${npm.stderr.split('\n')[0] ?? 'no answer'}`);
  assert.equal(npm.status, 0, npm.stderr);
  cpSync(join(home, 'node_modules/better-sqlite3/build'), join(empty, 'node_modules/better-sqlite3/build'), {
    recursive: true,
  });

  const port = await freePorts(2);
  const guide = readFileSync(join(home, 'spec/guides/embedding.md'), 'utf8');
  const [, program = ''] = /```js\n([\s\S]*?)```/.exec(guide) ?? [];
  const own = program.replace(':8080', `:${port}`).replace(':8081', `:${port + 1}`);
  writeFileSync(join(empty, 'program.ts'), `${own}\n// @ts-expect-error\ncreateGateway({ configuration: 5 });\n`);
  const types = ['--typeRoots', join(home, 'node_modules/@types'), '--types', 'node'];
  ran(
    process.execPath,
    [tsc, '--module', 'nodenext', '--target', 'es2023', '--strict', '--noEmit', ...types, 'program.ts'],
    empty,
  );
  writeFileSync(join(empty, 'program.js'), own);
  const running = spawn(process.execPath, ['program.js'], { cwd: empty, stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => running.kill('SIGKILL'));
  let said = '';
  for (const stream of [running.stdout, running.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const shown = () => `the program said:\n${said}`;
  await eventually(() => said.includes('takes pushes on'), shown);
  const pushed = await fetch(`http://127.0.0.1:${port}/push/paazl/shipping`, {
    method: 'POST',
    headers: { authorization: 'Bearer development-paazl-token', 'content-type': 'application/json' },
    body: readFileSync(join(home, 'spec/providers/paazl/examples/shipment-status.created.json')),
  });
  assert.equal(pushed.status, 200);
  await eventually(() => /is \w+, attempt 1/.test(said), shown);
});

test('init, serve and a push by curl bring an event to the file and to standard output', async () => {
  const first = await freePorts(2);
  const env = { ...process.env, PORT: String(first), ADMIN_PORT: String(first + 1), npm_config_offline: 'true' };
  const said = ran('npx', ['pushdock', 'init', '--yes'], project);
  assert.match(said, /^ {2}npx pushdock serve$/m);
  assert.match(
    readFileSync(join(project, 'pushdock.yaml'), 'utf8'),
    /\$schema=\.\/node_modules\/pushdock\/spec\/config\.schema\.json/,
  );

  let output = '';
  serving = spawn('npx', ['pushdock', 'serve'], {
    cwd: project,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  for (const stream of [serving.stdout, serving.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const ready = () =>
    fetch(`http://127.0.0.1:${first + 1}/health/ready`).then(
      ({ status }) => status === 200,
      () => false,
    );
  await eventually(ready, () => `the gateway is not ready:\n${output}`);

  // The push that init printed, as a person pastes it.
  const lines = said.slice(said.indexOf('. ./pushdock.env')).replaceAll('127.0.0.1:8080', `127.0.0.1:${first}`);
  assert.match(ran('sh', ['-c', lines.replace('curl -i', 'curl -si')], project), /^HTTP\/1\.1 200/);
  const refused = ran('sh', ['-c', lines.replace('curl -i', 'curl -si').replace('$PAAZL_TOKEN', 'guess')], project);
  assert.match(refused, /^HTTP\/1\.1 401/);
  await eventually(
    () =>
      output.includes('"type":"com.paazl.shipment.status"') &&
      readLines(join(project, 'data/events.ndjson')).length === 1,
    () => `no event arrived:\n${output}`,
  );

  const asked = spawnSync('npx', ['pushdock', 'messages', 'list', '--json'], { cwd: project, env, encoding: 'utf8' });
  assert.equal(asked.status, 0, asked.stderr);
  assert.match(asked.stdout, /"source": "shipping"/);

  const ended = once(serving, 'exit');
  stop('SIGTERM');
  await ended;
  await eventually(
    () => output.includes('gateway.stopped'),
    () => `the gateway goes on:\n${output}`,
  );
});
