/** The gateway as a library. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  ConfigurationError,
  createGateway,
  type DeliveredEvent,
  type GatewayConfiguration,
  type GatewayOptions,
  on,
  StoreUnavailable,
  silentLog,
} from '../src/index.ts';
import { openTestStore } from './store/test-store.ts';
import { moduleAt } from './support/programs.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const root = resolve(import.meta.dirname, '..');
const token = 'test-only-paazl-token-0001';
const pushed = readFileSync(join(root, 'spec/providers/paazl/examples/shipment-status.created.json'));

function configuration(folder: string): GatewayConfiguration {
  return {
    development: true,
    store: `sqlite:${join(folder, 'own.db')}`,
    listen: { public: '127.0.0.1:0', admin: '127.0.0.1:0' },
    sources: { shipping: { provider: 'paazl', auth: { bearer: [token] } } },
  };
}

function create(t: TestContext, options: Partial<GatewayOptions> = {}) {
  const gateway = createGateway({ configuration: configuration(temporaryFolder(t)), log: silentLog, ...options });
  t.after(() => gateway.close());
  return gateway;
}

const push = (publicUrl: string, bearer = token) =>
  fetch(`${publicUrl}/push/paazl/shipping`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}` },
    body: pushed,
  });

test('a push reaches the handlers of its type and the sinks of the program', async (t) => {
  const seen: string[] = [];
  const gateway = create(t, {
    sinks: {
      all: (event, { sink, attempt }) => void seen.push(`${sink} ${event.type} ${attempt}`),
      other: on('com.zettle.*', () => void seen.push('never')),
      several: [on('com.paazl.*', () => void seen.push('one')), on('com.paazl.*', () => void seen.push('two'))],
    },
  })
    .on('com.paazl.shipment.status', ({ data }, { sink }) => {
      const status: string | null = data.status ?? null;
      // @ts-expect-error a shipment has no such field
      assert.equal(data.statsu, undefined);
      seen.push(`${sink} ${status}`);
    })
    .on('com.zettle.purchase.created', () => void seen.push('never'));
  const { publicUrl, operatorUrl, store } = await gateway.start();
  assert.equal((await push(publicUrl)).status, 200);
  assert.equal((await push(publicUrl, 'another-token-than-that')).status, 401);
  await until(async () => seen.length >= 4 && (await store.backlog()).deliveries === 0);
  assert.deepEqual(seen.toSorted(), ['all com.paazl.shipment.status 1', 'one', 'own-handlers CREATED', 'two']);
  const { items } = (await (await fetch(`${operatorUrl}/api/sinks`)).json()) as { items: { name: string }[] };
  assert.deepEqual(
    items.map(({ name }) => name),
    ['all', 'other', 'own-handlers', 'several'],
  );
});

test('deliveries that a handler has not had come after the next start', async (t) => {
  const folder = temporaryFolder(t);
  const never = () => new Promise<void>(() => {});
  const first = create(t, { configuration: configuration(folder) }).on('com.paazl.*', never);
  const { publicUrl } = await first.start();
  assert.equal((await push(publicUrl)).status, 200);
  await first.close();
  const events: DeliveredEvent<unknown>[] = [];
  const second = create(t, { configuration: configuration(folder) }).on(
    'com.paazl.*',
    (event) => void events.push(event),
  );
  await second.start();
  await until(() => events.length === 1);
});

test('a store of the program is used in place of the configured one, and its failure is heard', async (t) => {
  const { store: real } = await openTestStore(t);
  const failure = new StoreUnavailable('The disk is gone.', { fatal: true });
  const gateway = create(t, { store: { ...real, append: () => Promise.reject(failure) } });
  const { publicUrl, fatal } = await gateway.start();
  assert.equal((await push(publicUrl)).status, 503);
  assert.equal(await fatal, failure);
});

test('a configuration object with faults is refused with all of them, and is not changed', async (t) => {
  const faulty = { ...configuration(temporaryFolder(t)), sorces: {}, sinks: { one: { type: 'fil', path: 'x' } } };
  const before = structuredClone(faulty);
  await assert.rejects(create(t, { configuration: faulty as unknown as GatewayConfiguration }).start(), (error) => {
    assert.ok(error instanceof ConfigurationError);
    assert.deepEqual(error.faults, [
      'sorces: is an unknown key; did you mean sources?',
      'sinks.one.type: has a value that is not known; did you mean file?',
    ]);
    return true;
  });
  assert.deepEqual(faulty, before);
});

test('two sinks of one name are refused, and nothing is left running', async (t) => {
  const folder = temporaryFolder(t);
  const sinks = { ledger: { type: 'file', path: join(folder, 'events.ndjson') } } as const;
  const twice = create(t, { configuration: { ...configuration(folder), sinks }, sinks: { ledger: () => {} } });
  await assert.rejects(twice.start(), /sinks\.ledger: is already the name of a sink of the program/);
  await assert.rejects(create(t, { sinks: { 'A b': () => {} } }).start(), /sinks\.A b: cannot be a name/);
  await create(t, { configuration: { ...configuration(folder), sinks } }).start();
});

test('a file is read as pushdock serve reads it; PORT of the program is its own affair', async (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'pushdock.yaml');
  writeFileSync(
    file,
    `development: true\nstore: 'sqlite:${join(folder, 'own.db')}'\nlisten: { public: '127.0.0.1:0', admin: '127.0.0.1:0' }
sources: { shipping: { provider: paazl, auth: { bearer: [ { env: TOKEN } ] } } }\n`,
  );
  const gateway = create(t, { configuration: file, env: { TOKEN: token, PORT: '1', ADMIN_PORT: '2' } });
  const { publicUrl, reload } = await gateway.start();
  assert.equal((await push(publicUrl)).status, 200);
  assert.deepEqual(await reload(), { ok: true, changes: [] });
});

test('a gateway is started once, gets its handlers before, and may be closed at any time', async (t) => {
  const gateway = create(t);
  await gateway.start();
  assert.throws(() => gateway.on('com.paazl.*', () => {}), /add handlers before you start it/);
  await assert.rejects(gateway.start(), /started once/);
  await gateway.close();
  await gateway.close();
  const unused = create(t);
  await unused.close();
  await assert.rejects(unused.start(), /started once/);
});

test('the program in the guide takes pushes and ends when it is told to', async (t) => {
  const guide = readFileSync(join(root, 'spec/guides/embedding.md'), 'utf8');
  const [, program] = /<!-- a test runs this program -->\s+```js\n([\s\S]*?)```/.exec(guide) ?? [];
  assert.ok(program);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  assert.equal(
    manifest.exports['.'].default,
    './dist/src/index.js',
    'what the package exports is src/index.ts, compiled',
  );
  const index = moduleAt(new URL('../src/index.ts', import.meta.url)).href;
  const folder = temporaryFolder(t);
  const own = program
    .replace("from 'pushdock'", `from ${JSON.stringify(index)}`)
    .replaceAll(/127\.0\.0\.1:808\d/g, '127.0.0.1:0');
  writeFileSync(join(folder, 'own.mjs'), own);
  const child = spawn(
    process.execPath,
    [...(index.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : []), 'own.mjs'],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  t.after(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const url = () => /takes pushes on (http:\S+)/.exec(said)?.[1];
  await until(() => url() !== undefined || child.exitCode !== null, { otherwise: 'the program says no address' });
  assert.equal((await push(url() ?? '', 'development-paazl-token')).status, 200);
  await until(() => /^\S+ is CREATED, attempt 1$/m.test(said));
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
});

test('a program that is given to node as a text opens a store too', async (t) => {
  const index = moduleAt(new URL('../src/index.ts', import.meta.url)).href;
  const path = join(temporaryFolder(t), 'own.db');
  const source = `import { openSqliteStore } from ${JSON.stringify(index)};
    const store = await openSqliteStore({ path: ${JSON.stringify(path)} });
    await store.close();
    console.log('opened and closed');`;
  const loader = index.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : [];
  const child = spawn(process.execPath, [...loader, '--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  assert.deepEqual(await once(child, 'close'), [0, null], said);
  assert.match(said, /opened and closed/);
});
