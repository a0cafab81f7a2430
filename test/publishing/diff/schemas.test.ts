/** What two schemas differ in, one row for each sentence; the same in what a provider pushes, is answered, answers us, and in our events. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compare, withEvent, withSchemas } from './snapshots.ts';

const object = (properties: object, required: readonly string[] = []) => ({ type: 'object', properties, required });
const text = { type: 'string' };

type Row = readonly [sentence: string, before: object, after: object, change: string | undefined];

const pushed: readonly Row[] = [
  ['nothing changed', object({ a: text }), object({ a: text }), undefined],
  [
    'only words changed',
    object({ a: text }),
    object({ a: { ...text, description: 'More.' } }),
    'documentation  → nobody',
  ],
  ['a new optional field', object({}), object({ a: text }), 'field-added /a → nobody'],
  ['a new required field', object({}), object({ a: text }, ['a']), 'field-added-required /a → provider'],
  ['a field is required now', object({ a: text }), object({ a: text }, ['a']), 'field-now-required /a → provider'],
  ['a field may be missing now', object({ a: text }, ['a']), object({ a: text }), 'field-now-optional /a → us'],
  ['a field is gone', object({ a: text }), object({}), 'field-removed /a → us'],
  ['a value is gone', { enum: ['A', 'B'] }, { enum: ['A'] }, 'value-removed  → provider'],
  ['a value is new', { enum: ['A'] }, { enum: ['A', 'B'] }, 'value-added  → nobody'],
  ['a list of values is new', text, { ...text, enum: ['A'] }, 'value-removed  → provider'],
  [
    'a value of an open list is new',
    { 'x-extensible-enum': ['A'] },
    { 'x-extensible-enum': ['A', 'B'] },
    'known-value-changed  → nobody',
  ],
  ['an integer may be any number', { type: 'integer' }, { type: 'number' }, 'type-added  → us'],
  ['a number must be an integer', { type: 'number' }, { type: 'integer' }, 'type-removed  → provider'],
  ['a text became a number', text, { type: 'number' }, 'type-changed  → provider, us'],
  ['null is allowed', text, { ...text, nullable: true }, 'null-allowed  → us'],
  ['null is refused', { ...text, nullable: true }, text, 'null-refused  → provider'],
  ['a shorter text', { ...text, maxLength: 9 }, { ...text, maxLength: 8 }, 'bound-tightened  → provider'],
  ['a longer text', { ...text, maxLength: 8 }, { ...text, maxLength: 9 }, 'bound-loosened  → nobody'],
  ['a higher minimum', { minimum: 1 }, { minimum: 2 }, 'bound-tightened  → provider'],
  ['a new pattern', text, { ...text, pattern: '^a' }, 'bound-tightened  → provider'],
  ['another pattern', { ...text, pattern: '^b' }, { ...text, pattern: '^a' }, 'constraint-changed  → provider, us'],
  ['no more unknown fields', object({}), { ...object({}), additionalProperties: false }, 'bound-tightened  → provider'],
  ['another form', { oneOf: [text] }, { oneOf: [text, { type: 'integer' }] }, 'alternative-added  → us'],
  ['a form less', { oneOf: [text, { type: 'integer' }] }, { oneOf: [text] }, 'alternative-removed  → provider'],
  [
    'one form changed',
    { oneOf: [{ type: 'integer' }, text] },
    { oneOf: [{ type: 'integer' }, { ...text, maxLength: 1 }] },
    'bound-tightened  → provider',
  ],
  [
    'deep inside a list',
    { items: object({ a: { enum: ['A', 'B'] } }) },
    { items: object({ a: { enum: ['A'] } }) },
    'value-removed /*/a → provider',
  ],
];

describe('in what a provider pushes', () => {
  for (const [sentence, before, after, change] of pushed)
    test(sentence, () => {
      const found = compare(withSchemas('push', { request: before }), withSchemas('push', { request: after }));
      assert.deepEqual(found, change === undefined ? [] : [change]);
    });
});

test('a required field that an answer no longer has breaks the provider that reads it', () => {
  const before = withSchemas('push', { response: object({ success: text }, ['success']) });
  const after = withSchemas('push', { response: object({}) });
  assert.deepEqual(compare(before, after), ['field-removed /success → provider']);
});

test('a required field that the provider’s own API no longer answers breaks us', () => {
  const before = withSchemas('api', { response: object({ uuid: text }, ['uuid']) });
  const after = withSchemas('api', { response: object({}) });
  assert.deepEqual(compare(before, after), ['field-removed /uuid → us']);
});

test('a new demand of the provider’s own API breaks us', () => {
  const before = withSchemas('api', { request: object({}) });
  const after = withSchemas('api', { request: object({ email: text }, ['email']) });
  assert.deepEqual(compare(before, after), ['field-added-required /email → us']);
});

test('an answer may promise more', () => {
  const before = withSchemas('push', { response: object({ a: text }) });
  const after = withSchemas('push', { response: object({ a: text }, ['a']) });
  assert.deepEqual(compare(before, after), ['field-now-required /a → nobody']);
});

describe('in an event', () => {
  for (const [sentence, before, after, change] of [
    [
      'a new required field breaks consumers',
      object({}),
      object({ a: text }, ['a']),
      'field-added-required /a → consumers',
    ],
    ['a new optional field breaks nobody', object({}), object({ a: text }), 'field-added /a → nobody'],
    ['a field that is gone breaks consumers', object({ a: text }), object({}), 'field-removed /a → consumers'],
    ['another value breaks consumers', { enum: ['A'] }, { enum: ['A', 'B'] }, 'value-added  → consumers'],
  ] as const)
    test(sentence, () => {
      assert.deepEqual(compare(withEvent(before), withEvent(after)), [change]);
    });
});

test('a schema that holds itself is compared, and reported once', () => {
  const document = (values: readonly string[]) => ({
    paths: {
      '/push': {
        post: { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Node' } } } } },
      },
    },
    components: { schemas: { Node: object({ kind: { enum: values }, next: { $ref: '#/components/schemas/Node' } }) } },
  });
  const found = compare(
    { ...withSchemas('push', {}), ...parts(document(['A', 'B'])) },
    { ...withSchemas('push', {}), ...parts(document(['A'])) },
  );
  assert.deepEqual(found, ['value-removed /kind → provider']);
});

function parts(document: object) {
  return { document: JSON.parse(JSON.stringify(document)) };
}
