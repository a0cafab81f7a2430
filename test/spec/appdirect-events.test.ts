import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

const folder = new URL('../../spec/events/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const json = (name: string): Record<string, unknown> => JSON.parse(read(name));

type Row = { readonly type: string; readonly schema: string; readonly title: string };
const rows = parse(read('appdirect.types.yaml')) as readonly Row[];
const files = readdirSync(folder).filter((name) => name.startsWith('com.appdirect.') && name.endsWith('.json'));
const examples = readdirSync(new URL('examples/', folder)).filter((name) => name.startsWith('com.appdirect.'));

/** The strictest that ajv has, so that a slip in a schema is an error; the shared parts are found by their file name. */
const ajv = new Ajv({ strict: true, allErrors: true, keywords: ['x-pii'] });
ajv.addSchema(json('appdirect.definitions.json'), 'appdirect.definitions.json');
const validators = new Map<string, ValidateFunction>(rows.map(({ schema }) => [schema, ajv.compile(json(schema))]));
const validatorOf = (file: string): ValidateFunction => {
  const found = validators.get(file);
  assert.ok(found, `no schema ${file}`);
  return found;
};

test('the table names every schema once, with the title that stands in it', () => {
  assert.deepEqual(rows.map(({ schema }) => schema).sort(), files.sort());
  for (const { schema, title } of rows) assert.equal(json(schema).title, title);
});

test('each schema takes one type of the provider, and the table calls it by that name', () => {
  for (const { type, schema } of rows.filter((row) => row.schema !== 'com.appdirect.event.json')) {
    const { properties } = json(schema) as { properties: { type: { enum: readonly string[] } } };
    const [word = ''] = properties.type.enum;
    assert.equal(type, `com.appdirect.${word.toLowerCase().replaceAll('_', '.')}`);
  }
});

for (const { schema } of rows) {
  test(`${schema} has examples, and they satisfy it`, () => {
    const validate = validatorOf(schema);
    const own = examples.filter((name) => name.startsWith(schema.replace('json', '')));
    assert.notEqual(own.length, 0);
    for (const name of own)
      assert.ok(validate(json(`examples/${name}`)), `${name}: ${ajv.errorsText(validate.errors)}`);
  });
}

test('quantities are text and configuration is a map of text, whatever the provider wrote', () => {
  const validate = validatorOf('com.appdirect.subscription.order.json');
  const order = json('examples/com.appdirect.subscription.order.typical.json');
  const payload = order.payload as Record<string, unknown>;
  const withPayload = (change: Record<string, unknown>) => validate({ ...order, payload: { ...payload, ...change } });
  assert.ok(withPayload({ order: { items: [{ unit: 'USER', quantity: '10' }] } }));
  assert.ok(!withPayload({ order: { items: [{ unit: 'USER', quantity: 10 }] } }));
  assert.ok(!withPayload({ order: { editionCode: 'PRO' } }), 'items are always there');
  assert.ok(!withPayload({ configuration: [] }));
  assert.ok(!withPayload({ configuration: { seats: 3 } }));
  assert.ok(!withPayload({ user: null }), 'what does not apply is absent');
});

test('a test event is marked', () => {
  assert.equal(json('examples/com.appdirect.subscription.order.development.json').development, true);
  assert.equal(json('examples/com.appdirect.subscription.order.typical.json').development, false);
});
