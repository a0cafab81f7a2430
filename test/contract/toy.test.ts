/**
 * A fifth provider, as CONTRIBUTING says that one is added: its folder in `spec/providers`, its folder in `src/providers`, its line in the list, and
 * `make generate`. Everything else finds it: the configuration, the loader, the mocks, the walls and Dredd. `test/support/toy/tree` holds what it brings.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { composedSchemas } from '../../spec/codegen/compose.ts';
import { findContracts } from '../../spec/codegen/contracts.ts';
import { cannotGenerate } from '../codegen/workspace.ts';
import { freePorts } from '../support/free-ports.ts';
import { openToyTree } from '../support/toy/tree.ts';
import { until } from '../support/until.ts';

const tree = openToyTree();
after(() => tree.remove());

const token = 'development-toy-token';
const skip =
  cannotGenerate() !== undefined &&
  'without Java and the generator it is not generated, so it is neither compiled nor run, mocked or asked by Dredd';
const PATIENCE = { msMax: 60_000 };

test('its contract and what it is configured with are found by its folder', () => {
  assert.deepEqual(
    findContracts(tree.root).filter(({ name }) => name.startsWith('toy')),
    [{ kind: 'push', name: 'toy-push', source: 'spec/providers/toy/push.yaml', folder: 'toy/push' }],
  );
  const [configuration, mockSettings] = composedSchemas(tree.root).map(({ text }) => JSON.parse(text));
  assert.deepEqual(configuration.definitions.Source.oneOf.at(-1), { $ref: '#/definitions/ToySource' });
  assert.deepEqual(configuration.definitions.ToySource.required, ['provider', 'token']);
  assert.deepEqual(Object.keys(mockSettings.properties).at(-1), 'toy');
});

test('it is generated, and everything compiles', { skip }, async () => {
  await tree.run(['--import', 'tsx', 'spec/codegen/generate.ts']);
  assert.ok(existsSync(join(tree.root, 'generated/toy/push/handlers.ts')));
  // As the build does it, and its tests with it. Without declarations: what is installed is a link here, and types would be named by where it leads.
  const options = ['--noEmit', 'false', '--declaration', 'false', '--outDir', 'dist'];
  await tree.run(['node_modules/typescript/bin/tsc', '-p', 'test', ...options]);
  assert.match(await tree.run(['--import', 'tsx', 'spec/codegen/check.ts', '--without-java']), /is fresh/);
});

test('a gateway serves it, and its mock pushes to that gateway', { skip }, async (t) => {
  const folder = join(tree.root, 'served');
  mkdirSync(folder);
  const port = await freePorts(2);
  const admin = port + 1;
  const base = `http://127.0.0.1:${port}`;
  const file = join(folder, 'pushdock.yaml');
  writeFileSync(
    file,
    `development: true
listen: { public: 127.0.0.1:${port}, admin: 127.0.0.1:${admin} }
store: sqlite:${folder}/pushdock.db
sources:
  box: { provider: toy, token: ${token} }
sinks:
  ledger: { type: file, path: ${folder}/events.ndjson }
`,
  );
  const gateway = tree.start(t, ['serve', '--config', file]);
  const isUp = (url: string) =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(() => isUp(`http://127.0.0.1:${admin}/health/ready`), { ...PATIENCE, otherwise: gateway.said });

  const push = (id: string, bearer: string) =>
    fetch(`${base}/push/toy/box`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id, toys: ['bear', 'ball'] }),
    });
  const events = () =>
    existsSync(join(folder, 'events.ndjson'))
      ? readFileSync(join(folder, 'events.ndjson'), 'utf8')

          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line))
      : [];
  assert.equal((await push('move-forged', 'development-toy-tokem')).status, 401);
  assert.equal((await push('move-1', token)).status, 200);
  await until(() => events().length === 2, { ...PATIENCE, otherwise: gateway.said });
  const messages = await (await fetch(`http://127.0.0.1:${admin}/api/messages`)).json();
  const [item, ...others] = Object(messages).items;
  assert.deepEqual([item.state, item.verdict, others.length], ['processed', 'match', 0]);
  assert.deepEqual(
    events(),
    ['bear', 'ball'].map((moved, index) => ({
      id: `${item.id}-${index}`,
      time: item.receivedAt,
      type: 'com.toy.moved',
      source: '/toy/box',
      specversion: '1.0',
      datacontenttype: 'application/json',
      subject: 'move-1',
      pushdockmessage: item.id,
      pushdockverdict: 'match',
      data: { toy: moved },
    })),
  );

  const settings = join(folder, 'mocks.yaml');
  writeFileSync(settings, `gateway: ${base}\ntoy: { token: ${token} }\n`);
  const mocks = tree.start(t, ['mock', 'up', 'toy', '--no-prism', '--settings', settings, '--time-scale', '3600']);
  await until(() => mocks.said().includes('Ready;'), { ...PATIENCE, otherwise: mocks.said });
  const cli = join(tree.root, 'dist/src/cli/main.js');
  const emitted = JSON.parse(await tree.run([cli, 'mock', 'emit', 'toy', 'move', '--json']));
  assert.equal(emitted.log[0].state, 'succeeded', JSON.stringify(emitted));
  await until(() => events().length === 4, { ...PATIENCE, otherwise: gateway.said });
  assert.match(events().at(-1).subject, /^move-\d{6}$/);
  const scenario = join(tree.root, 'spec/providers/toy/scenarios/moves-arrive.yaml');
  assert.match(
    await tree.run([cli, 'mock', 'scenario', 'run', scenario, '--events', join(folder, 'events.ndjson')]),
    /ok {6}3\. expect event/,
  );
});

test('Dredd hears every answer that its contract declares, and a message that departs from it is kept and flagged', {
  skip,
}, async () => {
  const said = await tree.run(['--import', 'tsx', 'test/contract/dredd/ask-one.ts'], { PROVIDER: 'toy' });
  assert.match(said, /Dredd: toy-push: 7 transactions, 7 passed/);
  assert.match(said, /# cases: \d\d/);
});

test('the walls hold with it, and so does what is true of every provider of the list', { skip }, async () => {
  const files = ['test/walls', 'test/codegen/compose', 'test/spec/config', 'test/simulate/ports'];
  const said = await tree.run(['--import', 'tsx', '--test', ...files.map((file) => `${file}.test.ts`)]);
  assert.match(said, /^# pass [3-9]\d$/m);
});
