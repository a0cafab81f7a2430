import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFieldPath, valuesAt } from '../../src/formats/field-path.ts';
import type { JsonValue } from '../../src/formats/json.ts';

const order: JsonValue = {
  id: 'A-1',
  'a/b': 'slash',
  'a~b': 'tilde',
  items: [
    { sku: 'S-1', tags: ['red', 'blue'] },
    { sku: 'S-2', tags: [] },
  ],
  payload: '{"amount":{"value":1200}}',
  status: null,
};

function at(path: string, document: JsonValue = order): readonly JsonValue[] {
  const parsed = parseFieldPath(path);
  assert.ok(parsed.ok, path);
  return valuesAt(document, parsed.steps);
}

test('a JSON Pointer, a JSON Path and element names find the same field', () => {
  for (const path of ['/items/0/sku', '$.items[0].sku', "$['items'][0]['sku']", '$.items.0.sku'])
    assert.deepEqual(at(path), ['S-1'], path);
  for (const path of [
    'sku',
    '//sku',
    '//items/sku',
    'items//sku',
    '$..sku',
    '$.items[*].sku',
    '$.items.*.sku',
    '/items/sku',
  ])
    assert.deepEqual(at(path), ['S-1', 'S-2'], path);
  assert.deepEqual(at('ns:sku'), ['S-1', 'S-2']);
});

test('escapes of a pointer, lists at the end and what is not there', () => {
  assert.deepEqual(at('/a~1b'), ['slash']);
  assert.deepEqual(at('/a~0b'), ['tilde']);
  assert.deepEqual(at('$.items[0].tags').slice(1), ['red', 'blue']);
  assert.deepEqual(at('/status'), [null]);
  for (const path of ['/nothing', '/items/7', '/id/below', '//constructor', '/__proto__', '$.items[0].sku.length'])
    assert.deepEqual(at(path), [], path);
});

test('a string that holds a JSON document is looked into', () => {
  assert.deepEqual(at('/payload/amount/value'), [1200]);
  assert.deepEqual(at('value'), [1200]);
  assert.deepEqual(at('/text', { text: '{no document' }), ['{no document']);
  assert.deepEqual(at('/text/a', { text: '{no document' }), []);
});

test('steps that meet at many depths see each value once, however often they are repeated', () => {
  let deep: JsonValue = 'end';
  for (let depth = 0; depth < 40; depth += 1) deep = [deep, { a: deep }];
  assert.ok(at('$..a..a..a', deep).length < 200);
  const small: JsonValue = { a: [[[{ a: { a: 'x' } }]]], text: '[[["{\\"a\\":1}"]]]' };
  assert.ok(at(`$${'..*'.repeat(30)}`, small).length < 40);
  assert.deepEqual(at(`$${'..a'.repeat(3)}`, small), ['x']);
});

test('a text that is not a path is refused with a sentence', () => {
  for (const [path, sentence] of [
    ['/a~2', /neither ~0 nor ~1/],
    ['$.a[', /from character 4 on/],
    ['$a', /from character 2 on/],
    ['$.a[?(@.b)]', /is not a JSON Path/],
    ['', /element names/],
    ['//', /element names/],
    ['a/', /ends with a slash/],
    ['//a[1]', /element names/],
    ['a b', /element names/],
    [`/${'a/'.repeat(40)}`, /more than 32 steps/],
  ] as const) {
    const parsed = parseFieldPath(path);
    assert.ok(!parsed.ok, path);
    assert.match(parsed.sentence, sentence, path);
  }
});
