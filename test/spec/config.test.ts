/** The configuration's schema: the shipped files fit, and what does not fit is refused where it stands. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import { parse, stringify } from 'yaml';
import { isTree, readTree, specFolder, type Tree } from './contract-documents.ts';
import { faultsOf } from './schemas.ts';

const schema = readTree(join(specFolder, 'config.schema.json'));
const validate = new Ajv({ strict: true, allErrors: true, discriminator: true }).compile(schema);
const read = (file: string) => readTree(join(specFolder, file));

/** The example with one value replaced; the path's last key may be new. */
function changed(path: readonly string[], value: unknown): Tree {
  const copy = structuredClone(read('config.example.yaml'));
  const last = path.at(-1) ?? '';
  let holder: unknown = copy;
  for (const key of path.slice(0, -1)) holder = isTree(holder) ? holder[key] : undefined;
  assert.ok(isTree(holder), `the example has no ${path.join('.')}`);
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else Reflect.set(holder, last, value);
  return copy;
}

for (const file of ['config.example.yaml', 'config.try.yaml', 'config.mock.yaml'])
  test(`${file} is a valid configuration`, () => {
    assert.deepEqual(faultsOf(validate, read(file)), []);
  });

const refused: readonly [string, readonly string[], unknown, RegExp][] = [
  ['an unknown key at the top', ['sink'], {}, /^\/ must NOT have additional properties .*"sink"/],
  [
    'an unknown key of a source',
    ['sources', 'shipping', 'dedupWindow'],
    '1h',
    /^\/sources\/shipping must NOT have .*dedupWindow/,
  ],
  [
    "another provider's key",
    ['sources', 'shop', 'signingKeys'],
    ['x'],
    /^\/sources\/shop must NOT have additional .*signingKeys/,
  ],
  [
    'a provider that nobody knows',
    ['sources', 'shop', 'provider'],
    'shopify',
    /^\/sources\/shop value of tag "provider"/,
  ],
  [
    'a source without its provider',
    ['sources', 'shop', 'provider'],
    undefined,
    /^\/sources\/shop tag "provider" must be string/,
  ],
  [
    'a Paazl source that says nothing of its proof',
    ['sources', 'shipping', 'auth'],
    undefined,
    /^\/sources\/shipping must have required property 'auth'/,
  ],
  ['a source without a name for the URL', ['sources', 'Two Words'], { provider: 'zettle' }, /^\/sources .*pattern/],
  [
    'a window without its unit',
    ['sources', 'shipping', 'dedupeWindow'],
    25,
    /^\/sources\/shipping\/dedupeWindow must be string/,
  ],
  ['a store that we do not have', ['store'], 'mysql://db', /^\/store must match pattern/],
  [
    'a sink of a kind that we do not have',
    ['sinks', 'ledger', 'type'],
    'pigeons',
    /^\/sinks\/ledger value of tag "type"/,
  ],
  ['mocks whose ports would lie beyond the last', ['mocks'], 65_530, /^\/mocks must be <= 65526/],
];

describe('a configuration is refused, naming the place, for', () => {
  for (const [what, path, value, expected] of refused)
    test(what, () => {
      const faults = faultsOf(validate, changed(path, value));
      assert.ok(
        faults.some((fault) => expected.test(fault)),
        `expected ${expected}, got:\n${faults.join('\n')}`,
      );
    });
});

test('every key of the schema has a description, or refers to a definition that has one', () => {
  const silent: string[] = [];
  for (const [name, definition] of Object.entries(isTree(schema.definitions) ? schema.definitions : {})) {
    if (!isTree(definition)) continue;
    if (typeof definition.description !== 'string') silent.push(name);
    for (const [key, property] of Object.entries(isTree(definition.properties) ? definition.properties : {}))
      if (isTree(property) && property.description === undefined && property.$ref === undefined)
        silent.push(`${name}.${key}`);
  }
  assert.deepEqual(silent, []);
});

test('every key of the schema stands in the commented example, or among the examples of a source', () => {
  const sources = Object.values(isTree(schema.definitions) ? schema.definitions : {}).flatMap((one) =>
    isTree(one) && Array.isArray(one.examples) ? one.examples : [],
  );
  const example = readFileSync(join(specFolder, 'config.example.yaml'), 'utf8') + stringify(sources);
  const absent = Object.entries(isTree(schema.definitions) ? schema.definitions : {})
    .flatMap(([, definition]) =>
      isTree(definition) && isTree(definition.properties) ? Object.keys(definition.properties) : [],
    )
    .filter((key) => !new RegExp(`(^|[\\s{])${key}:`, 'm').test(example));
  assert.deepEqual(absent, []);
});

test('the secrets of the ready-to-try configuration say that they are no secrets', () => {
  const secrets: string[] = [];
  const collect = (node: unknown, key: string) => {
    if (typeof node === 'string' && ['key', 'merchantKey', 'bearer', 'password', 'secret'].includes(key))
      secrets.push(node);
    else if (typeof node === 'object' && node !== null)
      for (const [name, child] of Object.entries(node)) collect(child, Array.isArray(node) ? key : name);
  };
  collect(parse(readFileSync(join(specFolder, 'config.try.yaml'), 'utf8')), '');
  assert.ok(secrets.length >= 4);
  assert.deepEqual(
    secrets.filter((secret) => !secret.startsWith('development-')),
    [],
  );
});
