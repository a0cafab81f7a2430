/** The image and the compose file say of the product what is true. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadConfiguration } from '../../src/config.ts';
import { readMockSettings } from '../../src/simulate/settings.ts';
import { complaintAbout } from '../support/parse-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { root } from '../support/written.ts';
import { absent, deployed, documentIn, documentsIn, moved, said, secretsNamedIn, textOf } from './files.ts';

type Service = {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
  readonly network_mode?: string;
};
type Compose = {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly configs: Readonly<Record<string, { readonly file: string }>>;
};
const compose = documentIn<Compose>('compose.yaml');
const ours = Object.entries(compose.services).filter(([, { image }]) => image.startsWith('pushdock:'));
const gateways = ours.filter(([name]) => name.startsWith('gateway-'));

test('every YAML and JSON file parses', () => {
  const files = readdirSync(deployed('.'), { recursive: true, encoding: 'utf8' });
  const parsed = files.filter((file) => /\.(ya?ml|json)$/.test(file));
  assert.ok(parsed.length >= 10);
  for (const file of parsed) assert.ok(documentsIn(file).length > 0, file);
});

test('each command of the image and the compose file is taken by the command line', async () => {
  const [, standard = '[]'] = /^CMD (\[.*\])$/m.exec(textOf('Dockerfile')) ?? [];
  const composed = ours.flatMap(([, { command }]) => (command === undefined ? [] : [command]));
  const commands: (readonly string[])[] = [JSON.parse(standard), ...composed];
  assert.ok(commands.length >= 2);
  for (const words of commands) assert.equal(await complaintAbout(words), undefined, words.join(' '));
});

test('the secrets that secrets.sh makes are all that compose names, and the configurations are accepted with them', {
  skip: absent('openssl', 'version'),
}, (t) => {
  const folder = temporaryFolder(t);
  cpSync(deployed('compose/secrets.sh'), join(folder, 'secrets.sh'));
  said(join(folder, 'secrets.sh'));
  const made = readdirSync(join(folder, 'secrets')).filter((name) => name !== '.gitignore');
  assert.deepEqual(made.toSorted(), Object.keys(compose.secrets).toSorted());
  for (const [name, { file }] of Object.entries(compose.secrets)) assert.equal(file, `compose/secrets/${name}`);

  const configuration = moved('compose/pushdock.yaml', '/run/secrets', join(folder, 'secrets'), folder);
  const ports: number[] = [];
  for (const [name, { environment = {}, secrets }] of gateways) {
    const read = loadConfiguration(configuration, environment);
    assert.equal(environment.PUSHDOCK_NODE, name);
    ports.push(read.listen.public.port, read.listen.admin.port);
    for (const secret of secretsNamedIn('compose/pushdock.yaml', '/run/secrets'))
      assert.ok(secrets?.includes(secret), `${name} ${secret}`);
  }
  assert.equal(new Set(ports).size, 4, 'both gateways share one network');
  assert.deepEqual(
    compose.services.gateways?.ports,
    ports.map((port) => `127.0.0.1:${port}:${port}`),
  );
  assert.ok(
    textOf('prometheus/prometheus.yml').includes(`[gateways:${ports[1]}, gateways:${ports[3]}]`),
    'Prometheus asks both operator listeners',
  );

  const text = textOf('compose/mocks.yaml').replaceAll('/run/secrets', join(folder, 'secrets'));
  writeFileSync(join(folder, 'mocks.yaml'), text);
  assert.equal(readMockSettings(join(folder, 'mocks.yaml'), {}).gateway, 'http://127.0.0.1:8080');
  for (const secret of secretsNamedIn('compose/mocks.yaml', '/run/secrets'))
    assert.ok(compose.services.mocks?.secrets?.includes(secret), secret);
});

test('every file that compose mounts exists, and every container of ours has a root that cannot be written', () => {
  for (const { file } of Object.values(compose.configs)) assert.ok(existsSync(deployed(file)), file);
  assert.equal(ours.length, 4);
  for (const [name, { read_only }] of ours) assert.equal(read_only, true, name);
});

test('no gateway holds the network of another one, which would lose the database and its ports with it', () => {
  const shared = ours.flatMap(([name, { network_mode }]) => (network_mode === undefined ? [] : [[name, network_mode]]));
  assert.deepEqual(
    shared,
    ['gateway-1', 'gateway-2', 'mocks'].map((name) => [name, 'service:gateways']),
  );
});

test('docker compose takes the compose file', { skip: absent('docker', 'compose', 'version') }, (t) => {
  // The secrets are made in a copy: what a user has made beside the file is not touched.
  const folder = temporaryFolder(t);
  cpSync(deployed('.'), folder, { recursive: true });
  said(join(folder, 'compose/secrets.sh'));
  said('docker', 'compose', '--file', join(folder, 'compose.yaml'), 'config', '--quiet');
});

test('the image begins with a base of a whole version, and ends with a user who is not root', () => {
  const text = textOf('Dockerfile');
  assert.match(text, /^ARG NODE=\d+\.\d+\.\d+$/m);
  const bases = [...text.matchAll(/^FROM node:\$\{NODE\}-(\S+)/gm)].map(([, base]) => base);
  assert.deepEqual(bases, ['bookworm', 'bookworm', 'bookworm-slim']);
  assert.equal(text.match(/^FROM /gm)?.length, bases.length);
  assert.match(text, /^USER [1-9]\d*:[1-9]\d*$/m);
  assert.doesNotMatch(text, /\bcurl\b|:latest/);
  for (const [, files = ''] of text.matchAll(/^COPY (?!--)(.*) \S+$/gm))
    for (const file of files.split(' ')) assert.ok(existsSync(join(root, file)), file);
});

/** Does Docker's builder get the file? The last pattern that fits it, or a folder that it is in, decides. */
function isLetThrough(file: string): boolean {
  const places = file.split('/').map((_, index, names) => names.slice(0, index + 1).join('/'));
  const patterns = textOf('Dockerfile.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const last = patterns.findLast((pattern) => places.some((place) => matchesGlob(place, pattern.replace(/^!/, ''))));
  return last === undefined || last.startsWith('!');
}

/** `*` within a name, `**` over folders: what the patterns of that file are made of. */
function matchesGlob(place: string, pattern: string): boolean {
  const source = pattern
    .split(/(\*\*\/|\*)/)
    .map((part) => (part === '**/' ? '(?:.*/)?' : part === '*' ? '[^/]*' : part.replaceAll('.', '\\.')))
    .join('');
  return new RegExp(`^${source}$`).test(place);
}

test('each file that is run where the image is built, or copied into it, is let through to the builder', () => {
  // What `make build` would run, from a checkout in which nothing is built yet.
  const dryRun = spawnSync('make', ['--dry-run', '--always-make', 'build'], { cwd: root, encoding: 'utf8' });
  assert.equal(dryRun.status, 0, dryRun.stderr);
  const copied = [...textOf('Dockerfile').matchAll(/^COPY (?!--)(.*) \S+$/gm)].map(([, files = '']) => files);
  const named = `${dryRun.stdout} ${copied.join(' ')}`
    .split(/[\s']+/)
    .filter((word) => /^[\w.]+(\/[\w.-]+)*$/.test(word));
  const own = [...new Set(named)].filter(
    (word) => word !== '.' && existsSync(join(root, word)) && !/^(node_modules|dist)\b/.test(word),
  );
  for (const file of ['src/deploy/step.sh', 'src/deploy/bundle.mjs', 'src/deploy/sbom.cdx.json', 'package.json'])
    assert.ok(own.includes(file), `${file} is not among ${own.join(' ')}`);
  for (const file of [...own, 'tsconfig.json', 'Makefile']) assert.ok(isLetThrough(file), file);
  for (const file of ['src/deploy/compose/secrets/token', 'test/run.mjs', 'node_modules/ajv', 'spec/key.pem', '.git'])
    assert.ok(!isLetThrough(file), file);
});

test('make image without a daemon fails and says why', {
  skip: !absent('docker', 'version') && 'a daemon runs here',
}, () => {
  const { status, stderr } = spawnSync(deployed('image.sh'), { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /^No image was made: docker (is not installed|has no daemon)/);
});
