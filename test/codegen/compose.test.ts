/** The schemas that are composed from a base and each provider's part: a provider's folder is all that it takes. */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { composedSchemas, staleSchemas } from '../../spec/codegen/compose.ts';
import { home } from '../../spec/codegen/generator.ts';
import { isSchema, type Schema } from '../../src/config/schema.ts';
import { ConfigurationError, checkConfiguration } from '../../src/config.ts';
import { providers } from '../../src/providers/list.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const definition = (name: string) => ({ $ref: `../../config.base.schema.json#/definitions/${name}` });
const part = {
  title: 'CourierSource',
  description: 'A courier.',
  type: 'object',
  additionalProperties: false,
  required: ['provider', 'token'],
  properties: {
    provider: { description: 'The courier.', type: 'string', enum: ['courier'] },
    token: definition('Secret'),
    van: { $ref: '#/definitions/Van' },
  },
  definitions: { Van: { description: 'Its van.', type: 'string', minLength: 3 } },
};

/** The bases and parts of the checkout, and a provider that there is not. */
function withCourier(t: TestContext, source: unknown = part): string {
  const root = temporaryFolder(t);
  cpSync(join(home, 'spec'), join(root, 'spec'), { recursive: true });
  cpSync(join(home, 'src/providers/list.ts'), join(root, 'src/providers/list.ts'));
  mkdirSync(join(root, 'spec/providers/courier'));
  writeFileSync(join(root, 'spec/providers/courier/source.schema.json'), JSON.stringify(source));
  return root;
}

function composedIn(root: string): Schema {
  const schema: unknown = JSON.parse(
    composedSchemas(root).find(({ path }) => path === 'spec/config.schema.json')?.text ?? '',
  );
  assert.ok(isSchema(schema));
  return schema;
}

function faultsOf(source: object, schema: Schema): readonly string[] {
  const value = {
    development: true,
    store: 'sqlite:data.db',
    sources: { parcels: { provider: 'courier', token: 'development-token-0001', ...source } },
  };
  try {
    checkConfiguration(value, {}, { schema, providers: [...providers, { name: 'courier' }] });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults;
  }
}

test('a source is configured as the schema in the folder of its provider says', (t) => {
  const schema = composedIn(withCourier(t));
  assert.deepEqual(faultsOf({ van: 'the red one' }, schema), []);
  assert.deepEqual(faultsOf({ van: 'it', colour: 'red' }, schema), [
    'sources.parcels.colour: is an unknown key; remove it (known here: provider, token, van)',
    'sources.parcels.van: has too few characters; write at least 3 (Its van)',
  ]);
  assert.match(faultsOf({ provider: 'couriers' }, schema).join(), /did you mean courier\?/);
});

test('providers are named in the order of the list', () => {
  const refusal = faultsOf({ provider: undefined }, composedIn(home)).join();
  assert.ok(refusal.includes(`one of ${providers.map(({ name }) => name).join(', ')}`), refusal);
});

test('every provider of the list says how a source of it is configured', () => {
  for (const { name } of providers)
    assert.ok(existsSync(join(home, 'spec/providers', name, 'source.schema.json')), name);
});

for (const [what, wrong, expected] of [
  ['is called otherwise than its type', { ...part, title: 'Courier' }, /courier\/source\.schema\.json .*CourierSource/],
  [
    "has another provider's name",
    { ...part, properties: { provider: { enum: ['paazl'] } } },
    /courier\/source\.schema\.json .*"enum": \["courier"\]/,
  ],
  [
    'defines what is defined already',
    { ...part, definitions: { Secret: { type: 'string' } } },
    /courier\/source\.schema\.json defines Secret/,
  ],
  [
    'refers to what does not exist',
    { ...part, properties: { ...part.properties, token: definition('Secrets') } },
    /#\/definitions\/Secrets, which does not exist/,
  ],
] as const)
  test(`a part that ${what} is refused when it is composed`, (t) => {
    assert.throws(() => composedIn(withCourier(t, wrong)), expected);
  });

test('a composed schema is stale once a part has changed, or somebody has edited it', (t) => {
  const root = withCourier(t);
  assert.deepEqual(staleSchemas(root), ['spec/config.schema.json']);
  for (const { path, text } of composedSchemas(root)) writeFileSync(join(root, path), text);
  assert.deepEqual(staleSchemas(root), []);
  const settings = join(root, 'spec/mock-settings.schema.json');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace('Paazl names no number', 'Ten'));
  assert.deepEqual(staleSchemas(root), ['spec/mock-settings.schema.json']);
});
