/** Sets of mocks side by side, further sources of a provider, and a receiver that knows nothing of Pushdock. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer as createTlsServer, get } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { providers } from '../../src/providers/list.ts';
import { openMockControl, whoHolds } from '../../src/simulate/control/client.ts';
import { readMockSettings } from '../../src/simulate/settings.ts';
import { startMocks } from '../../src/simulate/up.ts';
import { specFolder } from '../spec/contract-documents.ts';
import { authority, openCertificates, server } from '../support/certificates.ts';
import { pushdock, pushdockProcess } from '../support/command.ts';
import { freePorts } from '../support/free-ports.ts';
import { simulations } from '../support/mocks.ts';
import { recordingLog } from '../support/recording-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { hearing } from './engine/hearing.ts';

async function run(env: Readonly<Record<string, string>>, ...words: string[]): Promise<string> {
  const ran = await (words[1] === 'up' ? pushdockProcess(words, env) : pushdock(words, env));
  assert.equal(ran.code, 0, `${words.join(' ')}: ${ran.stderr}`);
  return ran.stdout;
}

async function up(t: TestContext, env: Readonly<Record<string, string>>, name: string, ...words: string[]) {
  const base = await freePorts(10);
  await run(env, 'mock', 'up', '--no-prism', '--wait', '--name', name, '--port-base', String(base), ...words);
  t.after(() => pushdock(['mock', 'down', '--name', name], env).catch(() => {}));
  return base;
}

test('two sets of mocks run side by side, and emit, log, list and down find each by its name', async (t) => {
  const env = { XDG_CACHE_HOME: temporaryFolder(t) };
  const [first, second] = [await hearing(t, () => ({ status: 200 })), await hearing(t, () => ({ status: 503 }))];
  const base = await up(t, env, 'one', 'paazl', 'zettle', '--gateway', first.url);
  await up(t, env, 'two', 'paazl', '--gateway', second.url);
  await run(env, 'mock', 'emit', 'paazl', 'shipment-status', '--name', 'two');
  assert.deepEqual([first.heard.length, second.heard.length > 0], [0, true]);
  await run(env, 'mock', 'emit', 'paazl', 'shipment-status', '--name', 'one');
  assert.equal(first.heard.length, 1);
  assert.match(await run(env, 'mock', 'log', '--name', 'two'), /503/);
  const listed = await run(env, 'mock', 'list');
  assert.match(listed, new RegExp(`one +http://127.0.0.1:${base} +${first.url} +paazl, zettle`));
  assert.match(listed, /two +http/);
  assert.match(await run(env, 'mock', 'down', '--name', 'one'), /have ended/);
  assert.doesNotMatch(await run(env, 'mock', 'list'), /\bone\b/);
  const gone = await pushdock(['mock', 'emit', 'paazl', 'shipment-status', '--name', 'one'], env);
  assert.equal(gone.code, 5);
  assert.match(gone.stderr, /no mocks were started with --name one.*two/);
  assert.match(await run(env, 'mock', 'log', '--name', 'two'), /paazl-1/);
});

test('a name that goes away while names are listed is no fault', async (t) => {
  const env = { XDG_CACHE_HOME: temporaryFolder(t) };
  const names = join(env.XDG_CACHE_HOME, 'pushdock/mocks');
  mkdirSync(names, { recursive: true });
  // Listed, and gone when it is read.
  symlinkSync(join(names, 'nowhere'), join(names, 'going'));
  assert.equal(await run(env, 'mock', 'list', '--json'), '[]\n');
});

test('a set of mocks that does not answer for a while keeps its name, and one that was killed loses it', async (t) => {
  const env = { XDG_CACHE_HOME: temporaryFolder(t) };
  await up(t, env, 'busy', 'paazl');
  const [{ pid = assert.fail('it is not listed') } = {}] = JSON.parse(await run(env, 'mock', 'list', '--json')) as {
    pid?: number;
  }[];
  process.kill(pid, 'SIGSTOP');
  const listed = await pushdock(['mock', 'list'], env);
  process.kill(pid, 'SIGCONT');
  assert.match(listed.stderr, new RegExp(`busy at http.* does not answer \\(process ${pid}\\)`));
  assert.match(await run(env, 'mock', 'emit', 'paazl', 'shipment-status', '--name', 'busy'), /paazl-1/);
  // As one leaves it that is killed.
  const { pid: ended } = spawnSync(process.execPath, ['--version']);
  writeFileSync(
    join(env.XDG_CACHE_HOME, 'pushdock/mocks/killed'),
    `http://127.0.0.1:${await freePorts(1)}\n${ended}\n`,
  );
  assert.equal((await pushdock(['mock', 'list'], env)).stderr, '');
  const gone = await pushdock(['mock', 'emit', 'paazl', 'shipment-status', '--name', 'killed'], env);
  assert.match(gone.stderr, /no mocks were started with --name killed/);
});

test('when the control port of mocks answers, Prism does, too', async (t) => {
  const base = await freePorts(10);
  const log = recordingLog();
  const starting = startMocks({
    ...{ from: providers, providers: ['paazl'], timeScale: 1, seed: '1', prism: true, log, portBase: base },
  });
  t.after(async () => (await starting).close());
  const status = async () => await whoHolds(openMockControl(`http://127.0.0.1:${base}`));
  await until(async () => (await status()) !== undefined, {
    otherwise: 'the control port does not answer',
    everyMs: 1,
  });
  const answer = await fetch(`http://127.0.0.1:${base + 9}/`);
  assert.equal(answer.headers.get('x-pushdock-mock'), 'prism');
});

test('a name, or a port, that is taken is refused with a sentence that says who has it', async (t) => {
  const env = { XDG_CACHE_HOME: temporaryFolder(t) };
  const base = await up(t, env, 'one', 'paazl');
  const sameName = await pushdockProcess(['mock', 'up', '--name', 'one', '--port-base', '5110'], env);
  assert.equal(sameName.code, 1);
  assert.match(
    sameName.stderr,
    new RegExp(`--name one run at http://127.0.0.1:${base} already: process \\d+; .*mock down --name one`),
  );
  const samePort = await pushdockProcess(['mock', 'up', '--port-base', String(base)], env);
  assert.equal(samePort.code, 1);
  assert.match(samePort.stderr, new RegExp(`--port-base ${base + 100}`));
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  t.after(() => other.close());
  const { port } = other.address() as AddressInfo;
  const taken = await pushdockProcess(['mock', 'up', 'zettle', '--no-prism', '--port-base', String(port - 3)], env);
  assert.equal(taken.code, 1);
  assert.match(
    taken.stderr,
    new RegExp(
      `port ${port} is in use by process ${process.pid} .*choose other ports with --port-base.*${port - 3} to ${port + 6}`,
    ),
  );
});

test("further sources have paths and credentials of their own, and take the rest from the provider's part", async (t) => {
  const env = { XDG_CACHE_HOME: temporaryFolder(t), RETURNS_TOKEN: 'token-of-the-returns' };
  const gateway = await hearing(t, () => ({ status: 200 }));
  const file = join(temporaryFolder(t), 'settings.yaml');
  writeFileSync(
    file,
    `gateway: ${gateway.url}\npaazl: { format: json }\nsources:\n  returns: { provider: paazl, settings: { path: /push/paazl/returns, token: { env: RETURNS_TOKEN } } }\n  till: { provider: zettle, settings: { path: /push/zettle/till } }\n`,
  );
  await up(t, env, 'many', '--settings', file);
  await run(env, 'mock', 'emit', 'returns', 'shipment-status', '--name', 'many');
  await run(env, 'mock', 'emit', 'till', 'PurchaseCreated', '--name', 'many');
  await run(env, 'mock', 'emit', 'paazl', 'shipment-status', '--name', 'many');
  await run(env, 'mock', 'emit', 'returns', 'shipment-status', '--set', 'barcode=3SRET', '--name', 'many');
  const [returned, till, shipped, own] = gateway.heard;
  assert.equal(returned?.headers.authorization, 'Bearer token-of-the-returns');
  assert.equal(returned?.headers['content-type'], 'application/json');
  assert.deepEqual(
    gateway.heard.map(({ target }) => target),
    ['/push/paazl/returns', '/push/zettle/till', '/push/paazl/shipping', '/push/paazl/returns'],
  );
  assert.notEqual(shipped?.headers.authorization, returned?.headers.authorization);
  assert.ok(till?.headers['x-izettle-signature']);
  assert.match(Buffer.from(own?.bytes ?? []).toString(), /3SRET/);
  const { stdout } = await pushdock(['mock', 'list', '--json'], env);
  const [{ providers = [], addresses = [] } = {}] = JSON.parse(stdout) as {
    providers?: { name: string; title: string; url?: string }[];
    addresses?: { what: string; url?: string }[];
  }[];
  assert.equal(providers.find(({ name }) => name === 'returns')?.title, 'Paazl: returns');
  assert.notEqual(
    providers.find(({ name }) => name === 'till')?.url,
    providers.find(({ name }) => name === 'zettle')?.url,
  );
  assert.ok(addresses.some(({ what, url }) => what === 'till, mock provider' && url !== undefined));
});

test('a source may have the name of a field that holds a secret', (t) => {
  const file = join(temporaryFolder(t), 'settings.yaml');
  for (const name of ['token', 'password', 'secret']) {
    writeFileSync(file, `sources:\n  ${name}: { provider: paazl, settings: { path: /push/paazl/${name} } }\n`);
    assert.equal(readMockSettings(file, simulations).sources?.[name]?.provider, 'paazl', name);
  }
});

for (const [settings, refusal] of [
  [
    'sources: { returns: { provider: pazl } }',
    /file\.yaml:1 sources\.returns\.provider: no mock is named pazl; did you mean paazl/,
  ],
  ['sources: { paazl: { provider: paazl } }', /sources\.paazl: paazl is a provider; give the source another name/],
  ['sources: { returns: { provider: paazl, settings: { pth: /x } } }', /sources\.returns\.settings.*pth/],
] as const)
  test(`settings that say ${settings} are refused with their place`, async (t) => {
    const file = join(temporaryFolder(t), 'file.yaml');
    writeFileSync(file, settings);
    const { code, stderr } = await pushdockProcess([
      'mock',
      'up',
      '--no-prism',
      '--port-base',
      String(await freePorts(10)),
      '--settings',
      file,
    ]);
    assert.equal(code, 3, stderr);
    assert.match(stderr, refusal);
  });

test('a settings file names the authority of an https receiver and the client certificate that it asks for', async (t) => {
  const env = { XDG_CACHE_HOME: temporaryFolder(t) };
  const { make } = openCertificates(t);
  const ca = make('ca', { extensions: authority });
  const own = make('gateway', { issuer: ca, extensions: server });
  const paazl = make('paazl', { issuer: ca });
  const seen: unknown[] = [];
  const tls = { cert: own.pem, key: readFileSync(own.key), ca: ca.pem, requestCert: true, rejectUnauthorized: true };
  const receiver = createTlsServer(tls, (request, response) => {
    seen.push((request.socket as TLSSocket).getPeerCertificate().subject.CN);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  t.after(() => {
    receiver.closeAllConnections();
    receiver.close();
  });
  const file = join(temporaryFolder(t), 'tls.yaml');
  writeFileSync(
    file,
    `gateway: https://127.0.0.1:${(receiver.address() as AddressInfo).port}\ncaFile: ${ca.file}\nsources:\n  mutual: { provider: paazl, settings: { certificate: { certFile: ${paazl.file}, keyFile: ${paazl.key} } } }\n`,
  );
  await up(t, env, 'tls', 'paazl', '--settings', file);
  assert.match(await run(env, 'mock', 'emit', 'mutual', 'shipment-status', '--name', 'tls'), /succeeded/);
  assert.match(
    await run(env, 'mock', 'emit', 'paazl', 'shipment-status', '--name', 'tls'),
    /unreachable|closed|reset|tls/i,
  );
  assert.deepEqual(seen, ['paazl']);
});

test("the guide's receiver without a line of Pushdock takes a sale once, takes its repeat, and refuses a forgery", async (t) => {
  const folder = temporaryFolder(t);
  const port = await freePorts(1);
  const env = { XDG_CACHE_HOME: folder, ZETTLE_SIGNING_KEY: 'a-key-of-the-shop', PORT: String(port) };
  const guide = readFileSync(join(specFolder, 'guides/mocks.md'), 'utf8');
  const block = (begin: string) => {
    const [, text = assert.fail(`the guide has no ${begin}`)] = guide.split(begin);
    return text.split('\n```')[0] ?? '';
  };
  const code = block('// receiver.mjs\n');
  assert.doesNotMatch(code, /pushdock/i);
  writeFileSync(join(folder, 'receiver.mjs'), code);
  writeFileSync(join(folder, 'shop.yaml'), block('# shop.yaml\n').replace('3000', String(port)));
  const receiver = spawn(process.execPath, ['receiver.mjs'], { cwd: folder, env: { ...process.env, ...env } });
  t.after(() => receiver.kill());
  let printed = '';
  receiver.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  await until(
    () =>
      fetch(`http://127.0.0.1:${port}`).then(
        () => true,
        () => false,
      ),
    { otherwise: 'the receiver does not answer' },
  );
  await up(t, env, 'shop', 'zettle', '--settings', join(folder, 'shop.yaml'));
  await run(
    env,
    'mock',
    'emit',
    'zettle',
    'PurchaseCreated',
    '--fault',
    'duplicate',
    '--set',
    'amount=4242',
    '--name',
    'shop',
  );
  assert.match(
    await run(env, 'mock', 'emit', 'zettle', 'PurchaseCreated', '--fault', 'tampered', '--name', 'shop'),
    /401/,
  );
  await until(() => printed.includes('4242'), { otherwise: 'the receiver printed nothing' });
  assert.equal(printed.match(/4242/g)?.length, 1, printed);
});

test('scenarios run on the set of a name', async (t) => {
  const env = { XDG_CACHE_HOME: temporaryFolder(t) };
  const receiver = await hearing(t, () => ({ status: 200 }));
  await up(t, env, 'played', 'paazl', '--gateway', receiver.url);
  const file = join(env.XDG_CACHE_HOME, 'story.yaml');
  writeFileSync(
    file,
    'name: Twice\nprovider: paazl\nsteps:\n  - send: { event: shipment-status, as: first }\n  - expect: { answer: 200 }\n  - again: first\n  - expect: { answer: 200, state: succeeded }\n',
  );
  assert.match(await run(env, 'mock', 'scenario', 'run', file, '--name', 'played'), / {2}ok {6}4\. expect answer/);
  const [first, second] = receiver.heard.map(({ bytes }) => bytes.toString());
  assert.deepEqual([receiver.heard.length, first], [2, second]);
  const unknown = await pushdock(['mock', 'scenario', 'run', file, '--name', 'nobody'], env);
  assert.equal(unknown.code, 5);
});

test('the mock APIs answer by TLS with a certificate that is made in the named folder, and kept there for the next time', {
  skip: spawnSync('openssl', ['version']).status === 0 ? false : 'openssl is not installed',
}, async (t) => {
  const env = { XDG_CACHE_HOME: temporaryFolder(t) };
  const receiver = await hearing(t, () => ({ status: 200 }));
  const folder = join(env.XDG_CACHE_HOME, 'tls');
  const base = await up(t, env, 'secure', 'zettle', 'oneshoppingcart', '--gateway', receiver.url, '--tls', folder);
  const ca = readFileSync(join(folder, 'cert.pem'), 'utf8');
  const status = await whoHolds(openMockControl(`http://127.0.0.1:${base}`));
  const urls = (status?.providers ?? []).map(({ url }) => url ?? '');
  assert.deepEqual(urls, [`https://127.0.0.1:${base + 3}`, `https://127.0.0.1:${base + 4}`].sort());
  for (const url of urls) {
    const answered = await new Promise<number>((resolve, reject) => {
      get(`${url}/nothing`, { ca, agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      }).on('error', reject);
    });
    assert.equal(answered, 404);
    await assert.rejects(
      new Promise((resolve, reject) => get(`${url}/nothing`, { agent: false }, resolve).on('error', reject)),
      /self-signed|unable to verify/,
    );
  }
  await up(t, env, 'again', 'zettle', '--gateway', receiver.url, '--tls', folder);
  assert.equal(readFileSync(join(folder, 'cert.pem'), 'utf8'), ca);
});
