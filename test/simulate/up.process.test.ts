/** `pushdock mock up` on its fixed ports: started, found, ended. In one file, since there is one set of ports. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { specFolder } from '../spec/contract-documents.ts';
import { pushdock as pushdockHere, pushdockProcess } from '../support/command.ts';
import { freePort } from '../support/free-ports.ts';
import { pushdockProgram, type RunningGateway, startTryGateway } from '../support/try-gateway.ts';
import { until } from '../support/until.ts';

const run = (words: readonly string[]) => (words[1] === 'up' ? pushdockProcess(words) : pushdockHere(words));
const pushdock = async (...words: string[]) => {
  const ran = await run(words);
  assert.equal(ran.code, 0, ran.stderr);
  return ran;
};
const refused = async (...words: string[]) => {
  const ran = await run(words);
  assert.notEqual(ran.code, 0, `it was done: ${ran.stdout}`);
  return ran;
};
const control = 'http://127.0.0.1:4010/__mock/status';
const answers = () =>
  fetch(control).then(
    (answer) => answer.arrayBuffer().then(() => true),
    () => false,
  );

test('mock up --wait returns when the mocks answer, a second start says who has them and since when, and mock down ends them', async (t) => {
  const { stdout } = await pushdock('mock', 'up', 'paazl', '--no-prism', '--wait');
  t.after(() => pushdock('mock', 'down').catch(() => {}));
  const pid = /process (\d+)/.exec(stdout)?.[1] ?? assert.fail(stdout);
  const status = (await (await fetch(control)).json()) as { pid: number; startedAt: string };
  assert.equal(String(status.pid), pid);
  for (const words of [
    ['mock', 'up'],
    ['mock', 'up', 'paazl', '--wait'],
  ]) {
    const { code, stderr } = await refused(...words);
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`already: process ${pid} since ${status.startedAt}.*mock down`));
  }
  assert.match((await pushdock('mock', 'down')).stdout, /have ended/);
  assert.equal(await answers(), false);
  assert.equal((await refused('mock', 'down')).code, 4);
});

test('scenario run plays on the mocks that run already, and takes no settings of its own for them', async (t) => {
  await pushdock('mock', 'up', 'paazl', '--no-prism', '--wait', '--gateway', 'http://127.0.0.1:1', '--time-scale', '0');
  t.after(() => pushdock('mock', 'down').catch(() => {}));
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-running-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'story.yaml');
  writeFileSync(
    file,
    'name: Nobody listens\nprovider: paazl\nsteps:\n  - send: { event: shipment-status }\n  - expect: { answers: [unreachable] }\n',
  );
  assert.match((await pushdock('mock', 'scenario', 'run', file)).stdout, / {2}ok {6}2\. expect answers/);
  const { items } = (await (await fetch('http://127.0.0.1:4010/__mock/log')).json()) as { items: { id: string }[] };
  assert.deepEqual(
    items.map(({ id }) => id),
    ['paazl-1'],
  );
  const { code, stderr } = await refused('mock', 'scenario', 'run', file, '--seed', 'mine');
  assert.equal(code, 1);
  assert.match(stderr, /mocks run at http:\/\/127\.0\.0\.1:4010 already.*mock down/);
});

/** The gateway as `make run` has it: its mocks on the fixed ports. */
async function gatewayOnFixedPorts(t: TestContext) {
  const gateway = await startTryGateway({
    configure: (text) =>
      text
        .replace(/mocks: \d+/, 'mocks: 4010')
        .replace(/(apiBase: http:\/\/127\.0\.0\.1):\d+/, '$1:4014')
        .replace(/(eventHosts:\n +- 127\.0\.0\.1):\d+/g, '$1:4015'),
  });
  t.after(() => gateway.stop());
  return gateway;
}

/** Pushes of mocks that are followed up at their APIs. The mocks push to the gateway's port, which is another than 8080 here. */
async function pushed(gateway: RunningGateway): Promise<void> {
  const before = gateway.events().length;
  for (const [words, path] of [
    [['oneshoppingcart', 'NewOrder', '--variant', 'accepted'], '/push/oneshoppingcart/shop/development-shop-key'],
    [['appdirect', 'subscription-order', '--variant', 'typical'], '/push/appdirect/market?eventUrl={eventUrl}'],
  ] as const)
    await pushdock('mock', 'emit', ...words, '--to', `${gateway.publicUrl}${path}`);
  await gateway.eventually(() => gateway.events().length === before + 2, 'an event is missing');
}

const isBesideGateway = async () =>
  ((await (await fetch(control)).json()) as { besideGateway?: boolean }).besideGateway === true;

test('mock up beside a gateway that runs mocks itself takes their place, until mock down', async (t) => {
  const gateway = await gatewayOnFixedPorts(t);
  assert.equal(await isBesideGateway(), true);
  await pushed(gateway);
  const refusedDown = await refused('mock', 'down');
  assert.equal(refusedDown.code, 1);
  assert.match(
    refusedDown.stderr,
    new RegExp(`belong to a gateway in development \\(process ${gateway.process().pid}\\)`),
  );
  await pushdock('mock', 'up', '--no-prism', '--wait');
  t.after(() => pushdock('mock', 'down').catch(() => {}));
  assert.equal(await isBesideGateway(), false);
  await pushed(gateway);
  assert.match((await pushdock('mock', 'down')).stdout, /have ended/);
  await until(() => isBesideGateway().catch(() => false), { otherwise: 'the mocks do not come back' });
  await pushed(gateway);
});

test('a gateway that is started beside mock up uses its mocks', async (t) => {
  await pushdock('mock', 'up', '--no-prism', '--wait');
  t.after(() => pushdock('mock', 'down').catch(() => {}));
  const gateway = await gatewayOnFixedPorts(t);
  assert.equal(await isBesideGateway(), false);
  await pushed(gateway);
});

test('a port that another program holds is named at once with the program that holds it and its start', async (t) => {
  const server = createServer().listen(4010, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { code, stderr } = await refused('mock', 'up', 'paazl', '--no-prism');
  assert.equal(code, 1);
  const [, since = assert.fail(stderr)] =
    new RegExp(`port 4010 is in use by process ${process.pid} \\(.*\\) since (\\S+Z);`).exec(stderr) ?? [];
  // The kernel counts from the boot in hundredths of a second, and tells the boot in whole ones.
  const startedMs = Date.now() - process.uptime() * 1000;
  assert.ok(Math.abs(Date.parse(since) - startedMs) < 2_500, `${since}, not ${new Date(startedMs).toISOString()}`);
});

for (const signal of ['SIGTERM', 'SIGKILL'] as const)
  test(`mocks that npx started through a shell end when npx is ended with ${signal}`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'pushdock-npx-'));
    t.after(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "name": "with-mocks", "private": true }');
    const program = [process.execPath, ...pushdockProgram()].map((word) => `'${word}'`).join(' ');
    // The last line keeps the shell from becoming the program: it stays between npx and the mocks.
    const script = `#!/bin/sh\ncd '${process.cwd()}'\n${program} "$@"\nexit $?\n`;
    writeFileSync(join(folder, 'node_modules/.bin/pushdock'), script, { mode: 0o755 });
    const npx = spawn('npx', ['--no', 'pushdock', 'mock', 'up', 'paazl', '--no-prism'], {
      cwd: folder,
      env: { ...process.env, npm_config_update_notifier: 'false' },
      stdio: 'ignore',
    });
    t.after(() => pushdock('mock', 'down').catch(() => {}));
    await until(answers, { otherwise: 'the mocks do not answer', msMax: 60_000 });
    npx.kill(signal);
    await until(async () => !(await answers()), { otherwise: 'the mocks still answer', msMax: 60_000 });
  });

test("the steps of the guide's workflow for GitHub Actions run in a shop's project, and leave its reports", async (t) => {
  const guide = readFileSync(join(specFolder, 'guides/mocks.md'), 'utf8');
  const port = String(await freePort());
  const block = (begin: string) =>
    guide.split(`\n${begin}\n`)[1]?.split('\n```')[0]?.replaceAll('3000', port) ?? assert.fail(begin);
  const { jobs } = parse(block('# .github/workflows/receiver.yml')) as {
    jobs: { receiver: { env: Record<string, string | number>; steps: { run?: string }[] } };
  };
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-workflow-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const part of ['scenarios', 'node_modules/.bin']) mkdirSync(join(folder, part), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "scripts": { "start": "node receiver.mjs" } }');
  writeFileSync(join(folder, 'receiver.mjs'), block('// receiver.mjs'));
  writeFileSync(join(folder, 'shop.yaml'), block('# shop.yaml'));
  writeFileSync(
    join(folder, 'scenarios/sale.yaml'),
    'name: A sale\nprovider: zettle\nsteps:\n  - send: { event: PurchaseCreated }\n  - expect: { answer: 200, state: succeeded }\n',
  );
  // The project of the shop has no tsx of its own; compiled, none is needed.
  const words = pushdockProgram().map((word) => (word === 'tsx' ? import.meta.resolve(word) : word));
  const program = [process.execPath, ...words].map((word) => `'${word}'`).join(' ');
  const bin = `#!/bin/sh\nexec ${program} "$@"\n`;
  writeFileSync(join(folder, 'node_modules/.bin/pushdock'), bin, { mode: 0o755 });
  const { env, steps } = jobs.receiver;
  const lines = steps.flatMap(({ run: line }) => line ?? []);
  assert.equal(lines[0], 'npm ci'); // Nothing is to be installed here.
  t.after(() => pushdock('mock', 'down').catch(() => {}));
  // One shell, as one runner: what is started in the background goes on. A runner ends all of it after the last line, also what npm has started.
  const script = `set -e\n${lines.slice(1).join('\n')}\n`;
  const shell = spawn('bash', ['-c', script], {
    cwd: folder,
    detached: true,
    env: {
      ...process.env,
      npm_config_update_notifier: 'false',
      ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)])),
    },
  });
  t.after(() => process.kill(-Number(shell.pid), 'SIGKILL'));
  let said = '';
  for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = await once(shell, 'exit');
  assert.equal(code, 0, said);
  for (const report of ['scenarios.xml', 'conformance.xml'])
    assert.match(readFileSync(join(folder, report), 'utf8'), /<testsuites[^>]* failures="0"/);
  assert.equal(JSON.parse(readFileSync(join(folder, 'scenarios.json'), 'utf8'))[0].name, 'A sale');
});

test('where Prism is not installed, as in production, the mocks start all the same and a sentence says what is left out', async (t) => {
  const hook = fileURLToPath(new URL('without-prism.mjs', import.meta.url));
  const child = spawn(process.execPath, ['--import', hook, ...pushdockProgram(), 'mock', 'up', 'paazl']);
  t.after(() => child.kill('SIGKILL'));
  let text = '';
  let faults = '';
  child.stderr.on('data', (chunk: Buffer) => {
    faults += chunk.toString();
  });
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes('Ready; Ctrl-C')) break;
  }
  assert.match(
    text,
    /Prism is not installed \(it is a development dependency\), so the mocks that it makes are left out\./,
    faults,
  );
  assert.match(text, /paazl, mock provider/);
  assert.doesNotMatch(text, /, Prism {2}/);
  const control = /control API and page +(http:\/\/\S+)/.exec(text)?.[1];
  const status = await (await fetch(`${control}/__mock/status`)).json();
  assert.match(JSON.stringify(status), /"name":"paazl"/);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
});
