import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ConfigurationError, loadConfiguration } from '../../src/config.ts';
import { providers } from '../../src/providers/list.ts';
import { pushdock } from '../support/command.ts';
import { freePorts } from '../support/free-ports.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { noTerminal, start } from './on-a-terminal.ts';

for (const { name } of providers)
  test(`what init writes for ${name} passes doctor, keeps its secrets in a file of mode 600, and names every secret that it asks the provider for`, async (t) => {
    const folder = temporaryFolder(t);
    const config = join(folder, 'pushdock.yaml');
    const ran = await pushdock(['init', '--yes', '--provider', name, '--sink', 'file,stdout,http', '--config', config]);
    assert.equal(ran.code, 0, ran.stderr);

    const secrets = readFileSync(join(folder, 'pushdock.env'), 'utf8');
    assert.equal(statSync(join(folder, 'pushdock.env')).mode & 0o777, 0o600);
    const configuration = readFileSync(config, 'utf8');
    assert.match(configuration, /^# yaml-language-server: \$schema=\S+config\.schema\.json$/m);
    for (const [, variable = '', value = ''] of secrets.matchAll(/^(\w+)=(.+)$/gm)) {
      assert.ok(configuration.includes(`{ env: ${variable} }`), `${variable} is not referred to`);
      assert.ok(!configuration.includes(value) && !ran.stdout.includes(value), `${variable} is shown`);
    }
    const { first } = providers.find((one) => one.name === name) ?? {};
    for (const { name: variable } of (await first?.())?.secrets ?? [])
      assert.ok(ran.stdout.includes(variable), `nothing says what ${variable} is for`);
    for (const command of ['doctor', 'serve', 'tail'])
      assert.match(ran.stdout, new RegExp(`^ {2}npx pushdock ${command} --config ${config}$`, 'm'));

    // Whatever listens on 8081 of this machine.
    const doctor = await pushdock(['doctor', '--config', config], { ADMIN_PORT: String(await freePorts(1)) });
    assert.equal(doctor.code, 0, doctor.stdout);
    assert.deepEqual(doctor.stdout.match(/^warning.*/gm), ['warning  gateway: the gateway is not running']);
  });

test('init overwrites neither file without --force, and writes nothing then', async (t) => {
  const folder = temporaryFolder(t);
  const [config, secrets] = [join(folder, 'pushdock.yaml'), join(folder, 'pushdock.env')];
  writeFileSync(secrets, 'KEPT=1\n', { mode: 0o644 });
  const refused = await pushdock(['init', '--yes', '--config', config]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /pushdock\.env would be overwritten, so nothing was written/);
  assert.equal(readFileSync(secrets, 'utf8'), 'KEPT=1\n');
  assert.ok(!existsSync(config));

  assert.equal((await pushdock(['init', '--yes', '--force', '--config', config])).code, 0);
  assert.match(readFileSync(secrets, 'utf8'), /^PAAZL_TOKEN=/m);
  assert.equal(statSync(secrets).mode & 0o777, 0o600);
});

test('init refuses what would not start, and writes nothing', async (t) => {
  const config = join(temporaryFolder(t), 'pushdock.yaml');
  for (const [options, said] of [
    [['--provider', 'paypal'], /no provider of this name\. Write one of: paazl/],
    [['--sink', 'kafak'], /Write one or several of: file/],
    [['--store', 'mysql://db'], /store/],
    [['--public-url', 'hooks.example.com'], /publicUrl/],
    [['--sink-url', 'http://orders.example.com'], /sinks\.receiver\.url/],
  ] as const) {
    const ran = await pushdock(['init', '--yes', '--config', config, ...options]);
    assert.equal(ran.code, 2, ran.stderr);
    assert.match(ran.stderr, said);
    assert.ok(!existsSync(config));
  }
});

test('init writes a configuration that starts on PostgreSQL too', async (t) => {
  const config = join(temporaryFolder(t), 'pushdock.yaml');
  const ran = await pushdock(['init', '--yes', '--store', 'postgres://push@127.0.0.1:5432/push', '--config', config]);
  assert.equal(ran.code, 0, ran.stderr);
  assert.equal(loadConfiguration(config, {}).store.engine, 'postgres');
});

test('init without a terminal and without --yes asks for --yes', async (t) => {
  const ran = await pushdock(['init', '--config', join(temporaryFolder(t), 'pushdock.yaml')]);
  assert.equal(ran.code, 2);
  assert.match(ran.stderr, /there is no terminal to ask on; add --yes/);
});

test('init asks for provider, sink and store on a terminal, and asks again after an answer that it cannot use', {
  skip: noTerminal,
}, async (t) => {
  const config = join(temporaryFolder(t), 'pushdock.yaml');
  const init = start(t, ['init', '--config', config], { terminal: true });
  await init.sees(/Which provider pushes first\?.*\[paazl\]/);
  init.press('paypal\n');
  await init.sees(/no provider of this name.*\[paazl\]/s);
  init.press('zettle\n');
  await init.sees(/Where do events go\?.*\]/);
  init.press('stdout\n');
  await init.sees(/The store.*\]/);
  init.press('\n');
  await init.sees(/What providers call.*\]/);
  init.press('https://hooks.example.org\n');
  assert.equal(await init.ended(), 0, init.written());
  const { sources, sinks, publicUrl } = loadConfiguration(config, {});
  assert.deepEqual(
    [Object.keys(sources), Object.keys(sinks), publicUrl],
    [['pos'], ['screen'], 'https://hooks.example.org'],
  );
});

test('a variable of the environment wins over the environment file, and others that can read the file are a warning', async (t) => {
  const folder = temporaryFolder(t);
  const config = join(folder, 'pushdock.yaml');
  assert.equal((await pushdock(['init', '--yes', '--config', config])).code, 0);
  const token = (env: Record<string, string>) => loadConfiguration(config, env).admin.tokens[0]?.secret?.reveal();
  assert.match(token({}) ?? '', /^[0-9a-f]{64}$/);
  assert.equal(token({ PUSHDOCK_TOKEN: 'a-token-of-the-environment' }), 'a-token-of-the-environment');
  chmodSync(join(folder, 'pushdock.env'), 0o644);
  assert.match(loadConfiguration(config, {}).warnings.join('\n'), /pushdock\.env has mode 644.*run chmod 600/);
});

test('an environment file that is not there is the one fault, and says where it was looked for', async (t) => {
  const config = join(temporaryFolder(t), 'pushdock.yaml');
  assert.equal((await pushdock(['init', '--yes', '--config', config])).code, 0);
  writeFileSync(config, readFileSync(config, 'utf8').replace('pushdock.env', 'other.env'));
  assert.throws(
    () => loadConfiguration(config, {}),
    (error) =>
      error instanceof ConfigurationError &&
      error.faults.length === 1 &&
      /environmentFile: names \S+other\.env, which cannot be read \(ENOENT\)/.test(error.faults[0] ?? ''),
  );
});
