/** What two contracts differ in around their schemas. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContractKind } from '../../../src/publishing/diff/parties.ts';
import { compare, snapshot } from './snapshots.ts';

const json = { 'application/json': { schema: { type: 'object' } } };
const good = { description: 'Good.' };
const policy = { success: { statuses: '2xx' }, timeout: { seconds: 10 }, retries: { schedule: [] } };

const contract = (kind: ContractKind, operation: object, path = '/push', rest: object = {}) =>
  snapshot(kind, { paths: { [path]: { post: { responses: { 200: good }, ...operation } } }, ...rest });

type Row = readonly [sentence: string, before: object, after: object, change: string];

const rows: readonly Row[] = [
  [
    'a new required parameter',
    {},
    { parameters: [{ name: 'p', in: 'query', required: true }] },
    'field-added-required  → provider',
  ],
  ['a new optional parameter', {}, { parameters: [{ name: 'p', in: 'query' }] }, 'field-added  → nobody'],
  ['a parameter is gone', { parameters: [{ name: 'p', in: 'query' }] }, {}, 'parameter-removed  → provider'],
  [
    'a body must be sent',
    { requestBody: { content: json } },
    { requestBody: { required: true, content: json } },
    'body-now-required  → provider',
  ],
  [
    'a body may be missing',
    { requestBody: { required: true, content: json } },
    { requestBody: { content: json } },
    'body-now-optional  → nobody',
  ],
  [
    'a format less',
    { requestBody: { content: { ...json, 'application/xml': {} } } },
    { requestBody: { content: json } },
    'media-type-removed  → provider',
  ],
  [
    'a format more',
    { requestBody: { content: json } },
    { requestBody: { content: { ...json, 'application/xml': {} } } },
    'media-type-added  → nobody',
  ],
  ['another failure', {}, { responses: { 200: good, 429: good } }, 'status-added  → nobody'],
  ['another success', {}, { responses: { 200: good, 202: good } }, 'status-added  → provider'],
  ['a success less', { responses: { 200: good, 202: good } }, {}, 'status-removed  → provider'],
  ['a header less', { responses: { 200: { ...good, headers: { Location: {} } } } }, {}, 'header-removed  → provider'],
  ['a proof is demanded', { security: [] }, { security: [{ token: [] }] }, 'proof-removed  → provider'],
  [
    'another proof is enough',
    { security: [{ token: [] }] },
    { security: [{ token: [] }, { basic: [] }] },
    'proof-added  → nobody',
  ],
  [
    'fewer successes count',
    { 'x-push-policy': policy },
    { 'x-push-policy': { ...policy, success: { statuses: [200] } } },
    'policy-tightened  → us',
  ],
  [
    'less time',
    { 'x-push-policy': policy },
    { 'x-push-policy': { ...policy, timeout: { seconds: 5 } } },
    'policy-tightened  → us',
  ],
  [
    'other retries',
    { 'x-push-policy': policy },
    { 'x-push-policy': { ...policy, retries: { schedule: [{}] } } },
    'policy-changed  → nobody',
  ],
];

describe('around the schemas of a push', () => {
  for (const [sentence, before, after, change] of rows)
    test(sentence, () => {
      const found = compare(contract('push', before), contract('push', after));
      assert.ok(found.includes(change), found.join('\n'));
    });
});

test('a path that is gone breaks its caller: the provider, or us', () => {
  const moved = (kind: ContractKind) => compare(contract(kind, {}, '/old'), contract(kind, {}, '/new'));
  assert.deepEqual(moved('push'), ['operation-removed  → provider', 'operation-added  → nobody']);
  assert.deepEqual(moved('api'), ['operation-removed  → us', 'operation-added  → nobody']);
});

test('a proof that is presented in another place breaks the caller', () => {
  const presented = (name: string) =>
    contract('push', { security: [{ sign: [] }] }, '/push', {
      components: { securitySchemes: { sign: { type: 'apiKey', in: 'header', name } } },
    });
  assert.deepEqual(compare(presented('X-Old'), presented('X-New')), ['proof-changed  → provider']);
});

test('an event type may come, and none may go', () => {
  const events = (...types: readonly string[]) =>
    snapshot(
      'events',
      { 'x-event-types': types.map((type) => ({ type, schema: 'Toy' })) },
      { 'toy.json': '{"title":"Toy"}' },
    );
  assert.deepEqual(compare(events('a'), events('a', 'b')), ['event-type-added  → nobody']);
  assert.deepEqual(compare(events('a', 'b'), events('a')), ['event-type-removed  → consumers']);
});
